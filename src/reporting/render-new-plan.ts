import type { CallsMade } from '../app/asking/ask-twice.ts';
import type { NewPlan } from '../app/planner/new-plan.ts';
import { callsText } from './calls-text.ts';
import type { Look } from './look.ts';
import { paletteOf } from './palette.ts';
import { renderGraph } from './render-graph.ts';
import { madeName } from './made-name.ts';
import { oneLine } from './safe-text.ts';
import { hoursText, countOf } from './words.ts';
import { bullets, hanging } from './wrap-text.ts';

export interface NewPlanView {
  readonly plan: NewPlan;
  /** Who was asked; null: nobody. */
  readonly agent: string | null;
  /** The file of the answer that it was made of; null: there is none. */
  readonly answer: string | null;
  /** What asking took; null where nobody was asked. */
  readonly made: CallsMade | null;
  readonly place: { readonly name: string; readonly isNameMade: boolean };
  readonly file: string;
  /** What became of the file: `written`, `would be written`. */
  readonly what: string;
}

/** A new plan as its graph, with what it is said to be and why, what it comes to, and what making it took. */
export const renderNewPlan = ({ plan, agent, answer, made, place, file, what }: NewPlanView, look: Look): string => {
  const paint = paletteOf(look);
  const { complexity } = plan.draft;
  const lines = [
    '',
    `${paint.strong(`Complexity: ${complexity.level}`)}, because:`,
    ...complexity.reasons.flatMap((reason) => bullets(paint.quiet('-'), oneLine(reason), look)),
    '',
    ...[factsOf(plan), originOf({ agent, answer, made })].flatMap((line) => hanging('', line, paint.quiet, look)),
    '',
    `  ${paint.done(what)}  ${oneLine(file)}`,
    ...(place.isNameMade
      ? hanging('  ', madeName(place.name, 'planloom new plan NAME --from …'), paint.quiet, look)
      : []),
  ];
  return `${renderGraph(plan.graph, look)}${lines.join('\n')}\n`;
};

/** `6 achievements, 4 levels, 17 h, 1 conflict`. */
const factsOf = ({ graph }: NewPlan): string => {
  const { sequentialHours } = graph.savings;
  return [
    countOf(graph.plan.achievements.length, 'achievement'),
    countOf(graph.levels.length, 'level'),
    sequentialHours === 0 ? 'no hours given' : hoursText(sequentialHours),
    countOf(graph.plan.conflicts.length, 'conflict'),
  ].join(', ');
};

/** `asked claude once: 41 s, $0.12`, or why nobody was asked. */
const originOf = ({ agent, answer, made }: Pick<NewPlanView, 'agent' | 'answer' | 'made'>): string => {
  if (answer !== null) return `from the answer in ${oneLine(answer)}, no model was asked`;
  return agent === null || made === null ? 'by rules, no model was asked' : callsText(oneLine(agent), made);
};
