import type { PlannedDocument } from '../../documents/planner-document.ts';
import type { DraftAchievement, PlanDraft } from '../../documents/planner-draft.ts';
import type { Discovery } from '../../discovery/discovery.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { ParsedAchievement, ParsedPlan } from '../../domain/plan.ts';
import { findPaths } from '../../plan-document/paths.ts';
import { sameHours } from './draft-differences.ts';

/**
 * The pieces of a draft that are read as something that the draft does not say: a dependency that it does not have, or
 * does not lack, a field, an achievement, a file. Those that are `quoted` already are left out.
 */
export const misreadPieces = (
  { achievements }: PlanDraft,
  document: PlannedDocument,
  parsed: ParsedPlan,
  discovery: Discovery,
  quoted: ReadonlySet<string>,
): readonly string[] => {
  const found = new Set<string>();
  const addAt = (line: number | undefined): void => {
    const piece = line === undefined ? undefined : document.pieceAt(line);
    if (piece !== undefined) found.add(piece);
  };
  const read = new Map(parsed.achievements.map((one) => [one.id, one]));
  const drafted = new Map(achievements.map((one) => [one.id, one]));

  for (const { position, indexPosition } of parsed.achievements) {
    addAt(position.line);
    addAt(indexPosition?.line);
  }
  for (const one of achievements) {
    const own = read.get(one.id);
    if (own === undefined || saysTheSame(one, own)) continue;
    const pieces = document.piecesOf(one.id).filter((piece) => !quoted.has(piece));
    const alike = pieces.filter((piece) => /[:：|`]/.test(piece));
    for (const piece of alike.length > 0 ? alike : pieces) found.add(piece);
  }
  for (const { line } of strayEvidence(drafted, discovery)) addAt(line);
  for (const { at } of discovery.problems) addAt(at.line);
  return [...found].filter((piece) => !quoted.has(piece));
};

/** Whether what is read of an achievement is what was drafted, apart from what its title says. */
const saysTheSame = (drafted: DraftAchievement, read: ParsedAchievement): boolean => {
  const paths = new Set([
    ...drafted.files,
    ...drafted.deliverables.flatMap((text) => findPaths(text).map(({ path }) => path)),
  ]);
  return (
    read.validationScript === null &&
    read.wishes === undefined &&
    read.documentStatus === null &&
    sameHours(drafted, read) &&
    read.successCriteria.length === drafted.successCriteria.filter(isSaid).length &&
    read.tests.length === drafted.tests.filter(isSaid).length &&
    read.deliverables.every(({ path }) => path === undefined || paths.has(path))
  );
};

const isSaid = (text: string): boolean => text.trim() !== '';

/** What speaks for a dependency that the draft does not have, against one that it has, or against another place. */
const strayEvidence = (
  drafted: ReadonlyMap<string, DraftAchievement>,
  { achievements, denials, contradictions, independence }: Discovery,
): readonly Evidence[] => {
  const has = (from: string, on: string): boolean => drafted.get(from)?.dependencies?.some((id) => id === on) === true;
  return [
    ...achievements.flatMap(({ id, dependencies }) =>
      dependencies
        .filter(({ on, strength }) => strength !== 'assumed' && !has(id, on))
        .flatMap(({ evidence }) => evidence),
    ),
    ...denials.filter(({ from, on }) => has(from, on)).map(({ evidence }) => evidence),
    ...independence
      .filter(({ between }) => between.flat().some((a) => between.flat().some((b) => has(a, b))))
      .map(({ evidence }) => evidence),
    ...contradictions.flatMap(({ places }) => places),
  ];
};
