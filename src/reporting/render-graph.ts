import type { Strength } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import { compareIds } from '../domain/ids.ts';
import type { PlannedAchievement } from '../domain/plan.ts';
import { conflictLines } from './conflict-lines.ts';
import { graphSummary } from './graph-summary.ts';
import type { GraphView, LevelView } from './graph-view.ts';
import { drawnEdges } from './graph-view.ts';
import { headline } from './headline.ts';
import { hoursById, levelHours } from './level-hours.ts';
import { levelHeading } from './level-heading.ts';
import type { Look } from './look.ts';
import { usableWidth } from './look.ts';
import { paletteOf } from './palette.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { tableLines } from './table.ts';
import { estimateText } from './words.ts';

interface Neighbour {
  readonly id: AchievementId;
  readonly strength: Strength;
}

interface Edges {
  readonly needs: ReadonlyMap<AchievementId, readonly Neighbour[]>;
  readonly dependents: ReadonlyMap<AchievementId, readonly Neighbour[]>;
}

const edgesOf = (view: GraphView): Edges => {
  const needs = new Map<AchievementId, Neighbour[]>();
  const dependents = new Map<AchievementId, Neighbour[]>();
  const add = (map: Map<AchievementId, Neighbour[]>, key: AchievementId, neighbour: Neighbour): void => {
    const known = map.get(key);
    if (known) known.push(neighbour);
    else map.set(key, [neighbour]);
  };
  for (const { from, on, strength } of drawnEdges(view)) {
    add(needs, from, { id: on, strength });
    add(dependents, on, { id: from, strength });
  }
  return { needs, dependents };
};

/** `1.1 1.2 (1.3) +2`: assumed ones in brackets and behind the others, as many as fit. */
const neighbourText = (neighbours: readonly Neighbour[], width: number, look: Look): string => {
  const paint = paletteOf(look);
  const sorted = neighbours.toSorted(
    (a, b) => Number(a.strength === 'assumed') - Number(b.strength === 'assumed') || compareIds(a.id, b.id),
  );
  const words = sorted.map(({ id, strength }) => (strength === 'assumed' ? `(${id})` : id));
  let shown = words.length;
  const rest = (): string => (shown < words.length ? ` +${words.length - shown}` : '');
  while (shown > 1 && words.slice(0, shown).join(' ').length + rest().length > width) shown--;
  const painted = words.slice(0, shown).map((word) => (word.startsWith('(') ? paint.quiet(word) : word));
  return painted.join(' ') + paint.quiet(rest());
};

const nodeCells = (a: PlannedAchievement, edges: Edges, critical: boolean, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const symbols = symbolsOf(look);
  const room = Math.floor(usableWidth(look) * 0.2) - 2;
  const side = (sign: string, neighbours: readonly Neighbour[] | undefined): string =>
    neighbours ? `${paint.quiet(sign)} ${neighbourText(neighbours, room, look)}` : '';
  return [
    critical ? paint.strong(symbols.critical) : '',
    paint.id(a.id),
    critical ? paint.strong(oneLine(a.title)) : oneLine(a.title),
    estimateText(a.estimate, symbols.range, paint.quiet(symbols.dash)),
    side(symbols.from, edges.needs.get(a.id)),
    side(symbols.arrow, edges.dependents.get(a.id)),
  ];
};

const columns = [{}, {}, { least: 12 }, { align: 'right' }, {}, {}] as const;

const levelRows = (level: LevelView, rows: ReadonlyMap<AchievementId, string>, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const linesOf = (ids: readonly AchievementId[]): string[] => ids.map((id) => rows.get(id) ?? `  ${id}`);
  if (level.groups.length < 2) return linesOf(level.achievements);
  return level.groups.flatMap((group, index) => [
    paint.quiet(`  group ${index + 1} of ${level.groups.length}`),
    ...linesOf(group),
  ]);
};

/**
 * The graph drawn for a terminal: level below level, in each its groups, in each its achievements with what they need
 * (left arrow) and what needs them (right arrow), the critical path marked, assumed edges in brackets; then the
 * conflicts and the figures. A line an achievement, so that a hundred of them stay readable.
 */
export const renderGraph = (view: GraphView, look: Look): string => {
  const paint = paletteOf(look);
  const { from, arrow, critical } = symbolsOf(look);
  const edges = edgesOf(view);
  const onCriticalPath = new Set(view.criticalPath.achievements);
  const { achievements, conflicts } = view.plan;
  // One table over all levels, so that every column stands in one place down the page.
  const table = tableLines(
    achievements.map((a) => nodeCells(a, edges, onCriticalPath.has(a.id), look)),
    columns,
    look,
  );
  const rows = new Map(achievements.map((a, index) => [a.id, table[index] ?? '']));
  const hours = hoursById(view.plan);
  const isAssumed = drawnEdges(view).some(({ strength }) => strength === 'assumed');
  const legend = [
    `${critical} critical path`,
    `${from} needs`,
    `${arrow} needed by`,
    ...(isAssumed ? ['(1.2) assumed'] : []),
  ];
  const lines = [
    headline(view.plan, look),
    paint.quiet(legend.join('   ')),
    ...view.levels.flatMap((level) => [
      '',
      levelHeading(level, levelHours(level, hours), look),
      ...levelRows(level, rows, look),
    ]),
    ...conflictLines(conflicts, look),
    '',
    ...graphSummary(view, look),
  ];
  return `${lines.join('\n')}\n`;
};
