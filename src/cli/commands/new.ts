import { nearest } from '../../text/nearest.ts';
import type { Call, CommandRun } from '../command-spec.ts';
import { newKinds, strayOption } from '../new-kinds.ts';
import type { NewKind } from '../new-kinds.ts';
import { planAndIds } from '../plan-and-ids.ts';
import { refuse, text, usageProblem } from '../print.ts';

export const run: CommandRun = async (call) => {
  const [first = '', ...rest] = call.args;
  const kind = kindOf(first);
  const isFrom = text(call, 'from') !== undefined;
  if (kind === undefined && !isFrom) return refuse(call, [whatIsMissing(first)]);
  const named = kind ?? 'plan';
  const words = kind === undefined ? call.args : rest;
  const stray = strayOption(call, named, isFrom);
  if (stray !== undefined) return refuse(call, [stray]);
  switch (named) {
    case 'plan':
      return isFrom
        ? (await import('../new-from-requirements.ts')).newFromRequirements(call, words)
        : (await import('../new-plan-outline.ts')).newPlanOutline(call, words);
    case 'subplan':
    case 'execution':
      return oneDocument(call, named, words);
    case 'grammaplan':
    case 'north-star':
      return (await import('../new-family.ts')).newFamily(call, named, words);
  }
};

/** Also in the spelling of the documents' own names. */
const kindOf = (word: string): NewKind | undefined => {
  const plain = word.toLowerCase().replaceAll('_', '-');
  return plain === 'execution-task' ? 'execution' : newKinds.find((kind) => kind === plain);
};

const whatIsMissing = (word: string) => {
  if (word === '') {
    const advice =
      'Give them with --from, in words, as a file, or - for stdin; or begin with an outline: planloom new plan NAME.';
    return usageProblem('A plan is made from requirements, and there are none.', advice);
  }
  const [near] = nearest(word.toLowerCase(), newKinds, 1);
  const guess = near === undefined ? '' : `Did you mean ${near}? `;
  return usageProblem(
    `${JSON.stringify(word.slice(0, 80))} is no kind of document.`,
    `${guess}Say planloom new with plan, subplan, execution, grammaplan or north-star, and a name.`,
  );
};

/** One document of a batch: the user has named it, so there is nothing to ask. */
const oneDocument = async (call: Call, kind: 'subplan' | 'execution', words: readonly string[]): Promise<number> => {
  const { plan, ids } = planAndIds(words);
  const [id, more] = ids;
  const form = `Say planloom new ${kind} @PLAN 1.1`;
  if (id === undefined) {
    return refuse(call, [usageProblem(`planloom new ${kind} needs an achievement id.`, `${form}.`)]);
  }
  if (more !== undefined) {
    const advice = `${form} for one, and planloom ${kind} @PLAN --batch for a whole level.`;
    return refuse(call, [usageProblem(`planloom new ${kind} makes one document at a time.`, advice)]);
  }
  const { runBatch } = await import('../run-batch.ts');
  const args = plan === undefined ? [] : [plan];
  return runBatch({ ...call, args, options: { ...call.options, achievement: id, yes: true } }, kind);
};
