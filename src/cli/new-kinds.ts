import type { Problem } from '../domain/problem.ts';
import { listInWords } from '../text/list-in-words.ts';
import type { Call } from './command-spec.ts';
import { usageProblem } from './print.ts';

/** What `planloom new` can make. */
export const newKinds = ['plan', 'subplan', 'execution', 'grammaplan', 'north-star'] as const;

export type NewKind = (typeof newKinds)[number];

const ofRequirements = ['from', 'agent', 'planner', 'answer', 'trust'];
const ofEveryOutline = ['title', 'goal', 'author'];
const ofPlans = [...ofEveryOutline, 'problem', 'achievement', 'effort', 'needs', 'deliverable', 'criterion', 'test'];
const ofFamilies = [...ofEveryOutline, 'child'];
const all = [...new Set([...ofRequirements, ...ofPlans, ...ofFamilies])];

/** An option of the call that means nothing for what is to be made. `isFrom`: a plan is made from requirements. */
export const strayOption = (call: Call, kind: NewKind, isFrom: boolean): Problem | undefined => {
  const allowed = allowedFor(kind, isFrom);
  const stray = all.find((name) => call.options[name] !== undefined && !allowed.includes(name));
  if (stray === undefined) return undefined;
  if (kind === 'plan' && !isFrom && ofRequirements.includes(stray)) {
    return usageProblem(`--${stray} goes with --from, and there is none.`, 'Give the requirements with --from.');
  }
  const what = isFrom && kind === 'plan' ? '--from' : `planloom new ${kind}`;
  const takes =
    allowed.length === 0
      ? 'It is filled from the plan.'
      : `It takes ${listInWords(allowed.map((name) => `--${name}`))}.`;
  return usageProblem(`--${stray} does not go with ${what}.`, takes);
};

const allowedFor = (kind: NewKind, isFrom: boolean): readonly string[] => {
  if (kind === 'plan') return isFrom ? ofRequirements : ofPlans;
  return kind === 'grammaplan' || kind === 'north-star' ? ofFamilies : [];
};
