import type { Discovery } from '../../discovery/discovery.ts';
import type { Problem } from '../../domain/problem.ts';
import { parsePlan } from '../../plan-document/parse-plan.ts';
import { discoverOnDisk } from '../assemble-plan.ts';
import type { AssembledPlan } from '../assemble-plan.ts';
import type { WeighedFilling } from './weigh-filling.ts';

/**
 * The same answer, with what it would do to the PLAN refused where texts for open parts would change more of its meaning
 * than they may: other achievements, a stated dependency that is gone, or an error that was not there. `file` is the
 * answer's name in problems.
 */
export const weighPlanFilling = async (
  assembled: AssembledPlan,
  weighed: WeighedFilling,
  file: string,
): Promise<WeighedFilling> => {
  const change = weighed.changes.find(({ document }) => document.kind === 'plan');
  if (change === undefined) return weighed;
  const { disk, discovery: before } = assembled;
  const parsed = await parsePlan(disk.parsed.file, change.text);
  const refused = wrongWithPlan(before, discoverOnDisk({ ...disk, parsed, text: change.text })).map(
    (message): Problem => ({
      rule: 'bad-filling',
      severity: 'error',
      at: { file },
      message: `With these texts in ${change.document.label}: ${message}`,
      advice: 'A text for an open part adds fields and sentences to what is there; achievements are added by hand.',
    }),
  );
  if (refused.length === 0) return weighed;
  return {
    ...weighed,
    changes: weighed.changes.filter((one) => one !== change),
    refused: [...weighed.refused, ...refused],
    heldBack: [...weighed.heldBack, { label: change.document.label, texts: change.filled.length }],
  };
};

const wrongWithPlan = (before: Discovery, after: Discovery): readonly string[] => {
  const titles = (discovery: Discovery): string =>
    JSON.stringify(discovery.achievements.map(({ id, title }) => [id, title]));
  if (titles(before) !== titles(after)) return ['its achievements would be others.'];
  const stated = (discovery: Discovery): readonly string[] =>
    discovery.achievements.flatMap(({ id, dependencies }) =>
      dependencies
        .filter(({ strength }) => strength !== 'assumed')
        .map(({ on }) => `${id} would not need ${on} any more.`),
    );
  const kept = new Set(stated(after));
  const known = new Set(errorsOf(before));
  return [...stated(before).filter((one) => !kept.has(one)), ...errorsOf(after).filter((one) => !known.has(one))];
};

const errorsOf = ({ problems }: Discovery): readonly string[] =>
  problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
