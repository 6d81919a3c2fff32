import { posix } from 'node:path';
import type { DraftAchievement, PlanDraft } from '../../documents/planner-draft.ts';
import { compareIds } from '../../domain/ids.ts';
import type { Place, Problem } from '../../domain/problem.ts';
import { findCycles } from '../../graph/cycles.ts';
import { buildGraph } from '../../graph/graph.ts';
import { listInWords } from '../../text/list-in-words.ts';
import { nearestIds } from '../../text/nearest-ids.ts';

/**
 * Everything for which a draft is no plan. `placeOf`: where the value of a key of an achievement stands, by its index in
 * the draft.
 */
export const draftProblems = (
  { achievements }: Pick<PlanDraft, 'achievements'>,
  placeOf: (index: number, key: keyof DraftAchievement) => Place,
): readonly Problem[] => {
  const ids = [...new Set(achievements.map(({ id }) => id))].sort(compareIds);
  const known = new Set(ids);
  const seen = new Set<string>();
  const problems = achievements.flatMap((one, index): readonly Problem[] => {
    const wrong = (key: keyof DraftAchievement, rule: string, message: string, advice: string): Problem => ({
      rule,
      severity: 'error',
      at: placeOf(index, key),
      message,
      advice,
    });
    const isTwice = seen.has(one.id);
    seen.add(one.id);
    const dependencies = one.dependencies ?? [];
    const unknown = dependencies.filter((on) => !known.has(on));
    return [
      ...(isTwice
        ? [
            wrong(
              'id',
              'duplicate-achievement',
              `The id ${one.id} stands twice.`,
              'Give each achievement an id of its own.',
            ),
          ]
        : []),
      ...(one.id.startsWith(`${one.priority}.`)
        ? []
        : [
            wrong(
              'priority',
              'wrong-value',
              `Achievement ${one.id} has the priority ${one.priority}.`,
              'Its id begins with its priority: change one of the two, and what names the id.',
            ),
          ]),
      ...unknown.map((on) => {
        const near = nearestIds(on, ids);
        const guess = near.length > 0 ? `Did you mean ${listInWords(near, 'or')}?` : `There are ${listInWords(ids)}.`;
        return wrong(
          'dependencies',
          'unknown-dependency',
          `Achievement ${one.id} depends on ${on}, which is not there.`,
          guess,
        );
      }),
      ...(dependencies.includes(one.id)
        ? [wrong('dependencies', 'self-dependency', `Achievement ${one.id} depends on itself.`, `Take ${one.id} out.`)]
        : []),
      ...one.files
        .filter((path) => !isInside(path))
        .map((path) =>
          wrong(
            'files',
            'bad-path',
            `${JSON.stringify(path.slice(0, 80))} of achievement ${one.id} is no path inside the repository.`,
            pathAdvice(path),
          ),
        ),
    ];
  });
  return problems.length > 0 ? problems : cycles(achievements, placeOf);
};

const pathAdvice = (path: string): string => {
  if (/^\.(?:git|planloom)(?:\/|$)/i.test(path))
    return "What git and planloom keep there is nobody's work: leave it out.";
  if (feedback.test(path)) return 'Whether work is approved is said by those who look at it: leave it out.';
  if (/[*?{]/.test(path)) return 'Name each file, or the folder with / at its end.';
  if (/\s/.test(path)) return 'A plan names no file with a space in its name: name its folder, with / at its end.';
  return 'Write it from the root of the repository, with / between its parts.';
};

/** A decision about an achievement. */
const feedback = /(?:^|\/)(?:APPROVED|FIX|SKIPPED)_[^/]*$/;

/** Whether it stays below the root, and reads as a path in a document. */
const isInside = (path: string): boolean =>
  /^[^\s\\`<>|"*?:\p{Cc}\p{Cf}]+$/u.test(path) &&
  !posix.isAbsolute(path) &&
  posix.normalize(path) === path &&
  !/^\.\.?(?:\/|$)/.test(path) &&
  !feedback.test(path) &&
  !/^\.(?:git|planloom)(?:\/|$)/i.test(path);

const cycles = (
  achievements: readonly DraftAchievement[],
  placeOf: (index: number, key: keyof DraftAchievement) => Place,
): readonly Problem[] => {
  const graph = buildGraph(
    achievements.map(({ id, priority }) => ({ id, hours: 0, priority })),
    achievements.flatMap(({ id, dependencies }) => (dependencies ?? []).map((on) => ({ from: id, on }))),
    compareIds,
  );
  return findCycles(graph).map((cycle): Problem => {
    const steps = cycle.map((from, at) => `${from} needs ${cycle[(at + 1) % cycle.length]!}`);
    return {
      rule: 'dependency-cycle',
      severity: 'error',
      at: placeOf(
        achievements.findIndex(({ id }) => id === cycle[0]),
        'dependencies',
      ),
      message: `The dependencies form a cycle: ${steps.join(', ')}.`,
      advice: 'Take out the one that is not needed, or make one achievement of two that cannot be told apart.',
    };
  });
};
