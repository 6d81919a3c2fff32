import type { Conflict, Evidence, PairNote, Strength } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import { evidenceLines } from './evidence-line.ts';
import type { Look } from './look.ts';
import type { Palette } from './palette.ts';
import { paletteOf } from './palette.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { tableLines } from './table.ts';
import { bullets, hanging } from './wrap-text.ts';

/** One edge and all that says so. */
export interface ExplainedEdge {
  readonly from: AchievementId;
  readonly on: AchievementId;
  readonly strength: Strength;
  readonly evidence: readonly Evidence[];
}

/** An edge that something said, and that was taken away by something stronger: the evidence of that. */
export interface RemovedEdge {
  readonly from: AchievementId;
  readonly on: AchievementId;
  readonly by: 'person' | 'denial' | 'answer';
  readonly evidence: readonly Evidence[];
}

/** All that is known about a pair. */
export interface Explanation {
  readonly a: { readonly id: AchievementId; readonly title: string; readonly level: number };
  readonly b: { readonly id: AchievementId; readonly title: string; readonly level: number };
  /** The edge between the two, whichever way it goes. */
  readonly direct: ExplainedEdge | null;
  /** A shortest way over others, from the one that needs to the one that is needed: each edge of it; else empty. */
  readonly way: readonly ExplainedEdge[];
  readonly removed: readonly RemovedEdge[];
  readonly notes: readonly PairNote[];
  readonly conflict: Conflict | null;
}

const strengthWords: Readonly<Record<Strength, string>> = {
  stated: 'stated',
  rule: 'by a rule over a group',
  proposed: 'proposed by an agent or a person',
  assumed: 'assumed, since the plan says nothing',
};

const nothing = 'Nothing says so: there is no line in the plan or its SUBPLANs, no rule and no person behind an edge.';

const edgeHeading = ({ from, on, strength }: ExplainedEdge, paint: Palette): string =>
  `${paint.id(from)} needs ${paint.id(on)}  ${paint.quiet(strengthWords[strength])}`;

const answer = (explanation: Explanation, arrow: string): string => {
  const { a, b, direct, way } = explanation;
  if (direct) return `${direct.from} needs ${direct.on}, directly.`;
  const [first] = way;
  const last = way.at(-1);
  if (first && last) {
    const ids = [first.from, ...way.map((edge) => edge.on)];
    return `${first.from} needs ${last.on}, over others: ${ids.join(` ${arrow} `)}.`;
  }
  const together = explanation.conflict ? 'but they touch the same paths' : 'so they can run at the same time';
  return `No edge: neither of ${a.id} and ${b.id} needs the other, ${together}.`;
};

const removedBy = {
  person: 'a person took it away',
  answer: "a model's answer says so, and nothing else is stated",
  denial: 'the text denies it',
} as const;

const removedHeading = ({ from, on, by }: RemovedEdge): string =>
  `${from} does not need ${on} directly: ${removedBy[by]}`;

/** Why there is an edge between two achievements, or none: the answer first, then every line that says so. */
export const renderExplain = (explanation: Explanation, look: Look): string => {
  const paint = paletteOf(look);
  const { arrow } = symbolsOf(look);
  const { a, b, direct, way, removed, notes, conflict } = explanation;
  const pair = tableLines(
    [a, b].map(({ id, title, level }) => [paint.id(id), oneLine(title), paint.quiet(`level ${level}`)]),
    [{}, { least: 12 }, {}],
    look,
    0,
  );
  const edges = [...(direct ? [direct] : []), ...way];
  const silent = edges.length === 0 && removed.length === 0 && notes.length === 0 && conflict === null;
  const lines = [
    ...pair,
    '',
    ...hanging('', answer(explanation, arrow), paint.strong, look),
    ...(direct && way.length > 0
      ? hanging(
          '',
          `Also over others: ${[way[0]?.from, ...way.map((e) => e.on)].join(` ${arrow} `)}.`,
          paint.plain,
          look,
        )
      : []),
    ...(silent ? hanging('', nothing, paint.plain, look) : []),
    ...edges.flatMap((edge) => ['', edgeHeading(edge, paint), ...edge.evidence.flatMap((e) => evidenceLines(e, look))]),
    ...removed.flatMap((edge) => [
      '',
      paint.warning(removedHeading(edge)),
      ...edge.evidence.flatMap((e) => evidenceLines(e, look)),
    ]),
    ...(notes.length > 0 ? ['', `Soft words${paint.quiet(', which make no dependency')}`] : []),
    ...notes.flatMap(({ evidence }) => evidenceLines(evidence, look)),
    ...(conflict ? ['', `Not at the same time${paint.quiet(', both touch')}`] : []),
    ...(conflict?.paths ?? []).flatMap((path) => bullets(paint.quiet('-'), oneLine(path), look)),
  ];
  return `${lines.join('\n')}\n`;
};
