import type { Contradiction, Dependency, Evidence, PairNote } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { PlannedAchievement } from '../domain/plan.ts';
import { conflictLines } from './conflict-lines.ts';
import { cutText, padText } from './cut-text.ts';
import { evidenceLine } from './evidence-line.ts';
import { graphSummary, scopeWords } from './graph-summary.ts';
import type { GraphView } from './graph-view.ts';
import { headline } from './headline.ts';
import { levelHeading } from './level-heading.ts';
import { hoursById, levelHours } from './level-hours.ts';
import type { Look } from './look.ts';
import { usableWidth } from './look.ts';
import { paletteOf } from './palette.ts';
import { shortPlace } from './place-text.ts';
import { isSameEvidence, ruleLines } from './rule-lines.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { tableLines } from './table.ts';
import { estimateText } from './words.ts';
import { bullets, hanging } from './wrap-text.ts';

/** What discovery found, and what became of the files. */
export interface DiscoveryView extends GraphView {
  /** A file and what happened to it: `written`, `unchanged`, `would be written`. */
  readonly written: readonly { readonly file: string; readonly what: string }[];
}

const strengthWords = { stated: 'stated', rule: 'by rule', proposed: 'proposed', assumed: 'assumed' } as const;

/** Columns of the longest id, for everything that stands below and beside it. */
const idWidth = (view: GraphView): number => Math.max(0, ...view.plan.achievements.map((a) => a.id.length));

/** The evidence that the report quotes once, under its rules, because several dependencies rest on it. */
const quotedBelow = ({ plan }: DiscoveryView): ((evidence: Evidence) => boolean) => {
  const stated = plan.groupStatements.map((statement) => statement.evidence);
  const firsts = plan.achievements.flatMap(({ dependencies }) => dependencies.flatMap((one) => one.evidence[0] ?? []));
  const placeOf = ({ file, line, column }: Evidence): string => `${file}:${line}:${column}`;
  const counts = new Map<string, number>();
  for (const one of firsts) counts.set(placeOf(one), (counts.get(placeOf(one)) ?? 0) + 1);
  return (evidence) => (counts.get(placeOf(evidence)) ?? 0) > 1 && stated.some((one) => isSameEvidence(one, evidence));
};

type IsQuotedBelow = ReturnType<typeof quotedBelow>;

const needLine = (dependency: Dependency, first: boolean, ids: number, isQuoted: IsQuotedBelow, look: Look): string => {
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
  if (evidence === undefined) return head.trimEnd();
  const { ellipsis } = symbolsOf(look);
  const reason = isQuoted(evidence)
    ? paint.quiet(cutText(`${shortPlace(evidence, ellipsis)}, see Rules`, room, ellipsis))
    : evidenceLine(evidence, room, look, dependency.on);
  return head + reason + paint.quiet(more);
};

/** The dependencies of an achievement: those with a reason a line each, the assumed ones together. */
const needs = (
  achievement: PlannedAchievement,
  ids: number,
  isQuoted: IsQuotedBelow,
  look: Look,
): readonly string[] => {
  const paint = paletteOf(look);
  const believed = achievement.dependencies.filter((d) => d.strength !== 'assumed');
  const assumed = achievement.dependencies.filter((d) => d.strength === 'assumed').map((d) => d.on);
  const head = `${' '.repeat(ids + 4)}${paint.quiet('assumed')} `;
  return [
    ...believed.map((dependency, index) => needLine(dependency, index === 0, ids, isQuoted, look)),
    ...(assumed.length > 0 ? hanging(head, assumed.join(', '), paint.quiet, look) : []),
  ];
};

const levels = (view: DiscoveryView, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const symbols = symbolsOf(look);
  const achievements = new Map(view.plan.achievements.map((a) => [a.id, a]));
  const hours = hoursById(view.plan);
  const ids = idWidth(view);
  const isQuoted = quotedBelow(view);
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
    return achievement ? [rows.get(id) ?? '', ...needs(achievement, ids, isQuoted, look)] : [];
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
    ...ruleLines(plan, look),
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
