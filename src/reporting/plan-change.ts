import type { CallsMade } from '../app/asking/ask-twice.ts';
import type { PlanGraph } from '../app/plan-graph.ts';
import type { AchievementId } from '../domain/ids.ts';
import { callsText } from './calls-text.ts';
import type { Look } from './look.ts';
import { paletteOf } from './palette.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { tableLines } from './table.ts';
import { hanging } from './wrap-text.ts';
import { countOf, hoursText } from './words.ts';

/** An edge that one graph has and another has not: `from` needs `on`. */
interface Edge {
  readonly from: AchievementId;
  readonly on: AchievementId;
}

/** What an answer changes in a graph. */
export interface PlanChange {
  /** How many edges the documents stated before. */
  readonly stated: number;
  /** Those that do so only now. */
  readonly added: readonly Edge[];
  /** What was assumed, and is no more. */
  readonly removed: readonly Edge[];
  readonly levels: { readonly before: number; readonly after: number };
  readonly parallelHours: { readonly before: number; readonly after: number };
}

/** The difference between two graphs of one plan. */
export const planChange = (before: PlanGraph, after: PlanGraph): PlanChange => {
  const [old, now] = [edges(before), edges(after)];
  const believed = old.filter(({ isAssumed }) => !isAssumed);
  return {
    stated: old.filter(({ isStated }) => isStated).length,
    added: without(
      now.filter(({ isAssumed }) => !isAssumed),
      believed,
    ),
    removed: without(old, now),
    levels: { before: before.levels.length, after: after.levels.length },
    parallelHours: { before: before.savings.parallelHours, after: after.savings.parallelHours },
  };
};

const edges = ({ plan }: PlanGraph): readonly (Edge & { readonly isAssumed: boolean; readonly isStated: boolean })[] =>
  plan.achievements.flatMap(({ id, dependencies }) =>
    dependencies.map(({ on, strength }) => ({
      from: id,
      on,
      isAssumed: strength === 'assumed',
      isStated: strength === 'stated' || strength === 'rule',
    })),
  );

const without = (some: readonly Edge[], others: readonly Edge[]): readonly Edge[] => {
  const known = new Set(others.map(({ from, on }) => `${from} ${on}`));
  return some.flatMap(({ from, on }) => (known.has(`${from} ${on}`) ? [] : [{ from, on }]));
};

/** What the answer of an agent changes against what was known before it, and what asking took. */
export const renderPlanChange = (
  before: PlanGraph,
  after: PlanGraph,
  { agent, made }: { readonly agent: string; readonly made: CallsMade },
  look: Look,
): string => {
  const paint = paletteOf(look);
  const { arrow } = symbolsOf(look);
  const { stated, added, removed, levels, parallelHours } = planChange(before, after);
  const words = (all: readonly Edge[]): string => all.map(({ from, on }) => `${from} needs ${on}`).join(', ');
  const rows = [
    ['Stated before', countOf(stated, 'dependency')],
    ...(added.length === 0 ? [] : [['Proposed now', words(added)]]),
    ...(removed.length === 0 ? [] : [['No longer assumed', words(removed)]]),
    ...(added.length + removed.length === 0 ? [['Changed', 'nothing']] : []),
    ...(levels.before === levels.after ? [] : [['Levels', `${levels.before} ${arrow} ${levels.after}`]]),
    ...(parallelHours.before === parallelHours.after
      ? []
      : [['Hours in parallel', `${hoursText(parallelHours.before)} ${arrow} ${hoursText(parallelHours.after)}`]]),
  ];
  const lines = [
    '',
    paint.strong('Against what was stated'),
    ...tableLines(rows, [{}, { least: 12 }], look),
    '',
    ...hanging('', callsText(oneLine(agent), made), paint.quiet, look),
  ];
  return `${lines.join('\n')}\n`;
};
