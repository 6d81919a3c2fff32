import { blockText, type Block } from '../domain/block.ts';
import { compareIds } from '../domain/ids.ts';
import type { ParsedPlan } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';
import { plainWords } from './decoration.ts';
import { readEntryLine } from './entry-line.ts';
import { findMentions } from './find-mentions.ts';
import { idsOfMention } from './mention.ts';
import { mergeMentions } from './merge-mentions.ts';
import { readMetadata } from './metadata.ts';
import { surroundingsOf } from './outline.ts';
import { trustIn } from './plain-entries.ts';
import { definedIds, placeMentions, settleDefinitions } from './place-mentions.ts';
import type { PlacedMention } from './placed-mention.ts';

/** The NAME of `PLAN_<NAME>.md`; nothing for a file that is named otherwise. */
const nameOfFile = (file: string): string | undefined => /(?:^|[\\/])PLAN[_-](.+)\.(?:md|markdown)$/i.exec(file)?.[1];

/** Titles of the documents that stand beside a plan: they talk about its achievements and define none. */
const otherDocument =
  /^(?:(?:SUBPLAN|EXECUTION|APPROVED|FIX|FEEDBACK|RESOLUTION)(?:[_ -][A-Z\d][\w-]*)?(?: [\w-]+)?\s*(?:[:–—]|$)|(?:[Cc]ase [Ss]tudy|[Rr]etrospective|[Pp]ost-?[Mm]ortem|[Cc]hange ?[Ll]og|(?:[\w-]+ )?[Rr]eview)(?:\s*[:–—]| of\b|$))/;

/** Reads a plan from the blocks of its document: achievements in document order, each id once, and what is wrong. */
export const readPlan = (
  file: string,
  blocks: readonly Block[],
  frontMatter: Readonly<Record<string, string>> = {},
): ParsedPlan => {
  const heading = blocks.find((block) => block.kind === 'heading');
  const firstHeading = plainWords(heading === undefined ? '' : blockText(heading));
  const where = surroundingsOf(blocks);
  const isReport = where.some((one) => one.isTitle) && readEntryLine(firstHeading) !== undefined;
  const isPlan = !isReport && (heading?.depth !== 1 || !otherDocument.test(firstHeading));
  const mentions = isPlan ? findMentions(blocks, where) : [];
  const placed = settleDefinitions(
    placeMentions(mentions, blocks, where),
    blocks,
    trustIn(file, heading?.depth === 1 ? firstHeading : ''),
  );
  const ids = definedIds(placed);
  const byId = new Map<string, PlacedMention[]>(ids.map((id) => [id, []]));
  for (const one of placed) for (const id of idsOfMention(one.mention, ids)) byId.get(id)?.push(one);
  const merged = ids.map((id) => mergeMentions(file, id, byId.get(id) ?? []));
  const achievements = merged
    .map((one) => one.achievement)
    .sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column);
  const title = firstHeading.replace(/^plan\s*[:–—-]\s*/i, '');
  const name = nameOfFile(file) ?? title;
  return {
    file,
    name,
    title: title === '' ? name : title,
    metadata: readMetadata(frontMatter, blocks, firstLineOf(achievements)),
    achievements,
    blocks,
    problems: [
      ...(achievements.length === 0 ? [isPlan ? noAchievements(file) : noPlan(file)] : []),
      ...merged.flatMap((one) => one.problems).sort((a, b) => (a.at.line ?? 0) - (b.at.line ?? 0)),
      ...outOfOrder(file, achievements),
    ],
  };
};

const firstLineOf = (achievements: ParsedPlan['achievements']): number =>
  achievements.reduce(
    (first, { position, indexPosition }) => Math.min(first, position.line, indexPosition?.line ?? Infinity),
    Infinity,
  );

const noAchievements = (file: string): Problem => ({
  rule: 'no-achievements',
  severity: 'error',
  at: { file },
  message: 'This document defines no achievements.',
  advice:
    'Put a heading "## Achievements" above them, and write each as "### Achievement 1.1: Title" with a line "- **Effort**: 2h" below it.',
});

const noPlan = (file: string): Problem => ({
  rule: 'no-achievements',
  severity: 'error',
  at: { file },
  message: 'By its title this document is about a plan and none itself, so that it defines no achievements.',
  advice: 'Name the PLAN document instead, or give this one a title such as "# PLAN: Name".',
});

const outOfOrder = (file: string, achievements: ParsedPlan['achievements']): readonly Problem[] => {
  const index = achievements.findIndex((one, i) => {
    const before = achievements[i - 1];
    return before !== undefined && compareIds(before.id, one.id) > 0;
  });
  const [before, after] = [achievements[index - 1], achievements[index]];
  if (before === undefined || after === undefined) return [];
  return [
    {
      rule: 'ids-out-of-order',
      severity: 'info',
      at: { file, ...after.position },
      message: `Achievement ${after.id} comes after ${before.id} in the document.`,
      advice: 'Nothing depends on the order; sort them if it is not meant.',
    },
  ];
};
