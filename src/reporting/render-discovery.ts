import type { Contradiction, Dependency, PairNote } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { PlannedAchievement } from '../domain/plan.ts';
import { conflictLines } from './conflict-lines.ts';
import { padText } from './cut-text.ts';
import { evidenceLine } from './evidence-line.ts';
import { graphSummary, scopeWords } from './graph-summary.ts';
import type { GraphView } from './graph-view.ts';
import { headline } from './headline.ts';
import { levelHeading } from './level-heading.ts';
import { hoursById, levelHours } from './level-hours.ts';
import type { Look } from './look.ts';
import { usableWidth } from './look.ts';
import { paletteOf } from './palette.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { tableLines } from './table.ts';
import { estimateText, idList } from './words.ts';
import { bullets, hanging } from './wrap-text.ts';

/** What discovery found, and what became of the files. */
export interface DiscoveryView extends GraphView {
  /** A file and what happened to it: `written`, `unchanged`, `would be written`. */
  readonly written: readonly { readonly file: string; readonly what: string }[];
}

const strengthWords = { stated: 'stated', rule: 'by rule', proposed: 'proposed', assumed: 'assumed' } as const;

/** Columns of the longest id, for everything that stands below and beside it. */
const idWidth = (view: GraphView): number => Math.max(0, ...view.plan.achievements.map((a) => a.id.length));

const needLine = (dependency: Dependency, first: boolean, ids: number, look: Look): string => {
  const paint = paletteOf(look);
  const head = [
    ' '.repeat(ids + 4),
    paint.quiet(first ? 'needs' : '     '),
    ' ',
    paint.id(dependency.on.padEnd(ids)),
    '  ',
    strengthWords[dependency.strength].padEnd('proposed'.length),
    '  ',
  ].join('');
  const [evidence, ...others] = dependency.evidence;
  const more = others.length > 0 ? ` +${others.length}` : '';
  const room = usableWidth(look) - (ids * 2 + 22) - more.length;
  return (head + (evidence ? evidenceLine(evidence, room, look, dependency.on) + paint.quiet(more) : '')).trimEnd();
};

/** The dependencies of an achievement: those with a reason a line each, the assumed ones together. */
const needs = (achievement: PlannedAchievement, ids: number, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const believed = achievement.dependencies.filter((d) => d.strength !== 'assumed');
  const assumed = achievement.dependencies.filter((d) => d.strength === 'assumed').map((d) => d.on);
  const head = `${' '.repeat(ids + 4)}${paint.quiet('assumed')} `;
  return [
    ...believed.map((dependency, index) => needLine(dependency, index === 0, ids, look)),
    ...(assumed.length > 0 ? hanging(head, assumed.join(', '), paint.quiet, look) : []),
  ];
};

const levels = (view: DiscoveryView, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const symbols = symbolsOf(look);
  const achievements = new Map(view.plan.achievements.map((a) => [a.id, a]));
  const hours = hoursById(view.plan);
  const ids = idWidth(view);
  const table = tableLines(
    view.plan.achievements.map((a) => [
      padText(paint.id(a.id), ids),
      oneLine(a.title),
      estimateText(a.estimate, symbols.range, paint.quiet(symbols.dash)),
    ]),
    [{}, { least: 12 }, { align: 'right' }],
    look,
  );
  const rows = new Map(view.plan.achievements.map((a, index) => [a.id, table[index] ?? '']));
  const achievementLines = (id: AchievementId): readonly string[] => {
    const achievement = achievements.get(id);
    return achievement ? [rows.get(id) ?? '', ...needs(achievement, ids, look)] : [];
  };
  return view.levels.flatMap((level) => [
    '',
    levelHeading(level, levelHours(level, hours), look),
    ...level.achievements.flatMap(achievementLines),
  ]);
};

const contradictionLines = (contradictions: readonly Contradiction[], look: Look): readonly string[] => {
  if (contradictions.length === 0) return [];
  const paint = paletteOf(look);
  const { warning } = symbolsOf(look);
  return [
    '',
    paint.strong('Places that contradict each other'),
    ...contradictions.flatMap((c) => [
      ...bullets(paint.warning(warning), oneLine(c.message), look),
      ...c.places.map((place) => `    ${evidenceLine(place, usableWidth(look) - 4, look)}`),
    ]),
  ];
};

const noteLines = (notes: readonly PairNote[], look: Look): readonly string[] => {
  if (notes.length === 0) return [];
  const paint = paletteOf(look);
  const { arrow } = symbolsOf(look);
  const pairs = notes.map(({ from, on }) => `${from} ${arrow} ${on}`);
  const width = Math.max(...pairs.map((pair) => pair.length));
  return [
    '',
    `${paint.strong('Soft words')}${paint.quiet(', which make no dependency')}`,
    ...notes.map(
      ({ evidence }, index) =>
        `  ${paint.id(padText(pairs[index] ?? '', width))}  ${evidenceLine(evidence, usableWidth(look) - width - 4, look)}`,
    ),
  ];
};

const ruleLines = (view: DiscoveryView, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const statements = view.plan.groupStatements;
  if (statements.length === 0) return [];
  return [
    '',
    paint.strong('Rules'),
    ...statements.flatMap(({ evidence, from, on }) => [
      `  ${evidenceLine(evidence, usableWidth(look) - 2, look)}`,
      ...(from.length > 0 && on.length > 0
        ? [paint.quiet(`    ${idList(from, usableWidth(look) / 2 - 9)} need ${idList(on, usableWidth(look) / 2 - 9)}`)]
        : []),
    ]),
  ];
};

/**
 * What discovery found and why: level by level every achievement with what it needs and the line that says so, rules,
 * contradictions with their places, conflicts, soft words; then the figures, and what was written.
 */
export const renderDiscovery = (view: DiscoveryView, look: Look): string => {
  const paint = paletteOf(look);
  const { plan } = view;
  const lines = [
    headline(plan, look),
    ...hanging('', `${plan.file}, ${scopeWords[plan.scope]}`, paint.quiet, look),
    ...levels(view, look),
    ...ruleLines(view, look),
    ...contradictionLines(plan.contradictions, look),
    ...conflictLines(plan.conflicts, look),
    ...noteLines(plan.notes, look),
    '',
    ...graphSummary(view, look),
    ...(view.written.length > 0 ? [''] : []),
    ...tableLines(
      view.written.map(({ file, what }) => [paint.done(what), oneLine(file)]),
      [{}, { least: 12 }],
      look,
    ),
  ];
  return `${lines.join('\n')}\n`;
};
