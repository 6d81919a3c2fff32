import { blockText, type Block } from '../domain/block.ts';
import { achievementId, idsOfStem, type AchievementId } from '../domain/ids.ts';
import type { ParsedSubplan } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { plainWords } from './decoration.ts';
import { readEntryLine } from './entry-line.ts';
import { estimateOf } from './estimate.ts';
import { readField } from './field-line.ts';
import { splitFrontMatter } from './front-matter.ts';
import { readMetadata } from './metadata.ts';
import { readTitle } from './read-title.ts';
import { scanBlocks } from './scan-blocks.ts';
import { statusOfWords } from './status-words.ts';

/** What the stem at the end of `SUBPLAN_<NAME>_<stem>.md` may mean among the ids of the plan. */
const idsOfName = (file: string, ids: readonly AchievementId[]): readonly AchievementId[] => {
  const stem = /(?:^|[\\/])SUBPLAN_(?:.*_)?(\d+(?:[-.]\d+)*)\.(?:md|markdown)$/i.exec(file)?.[1];
  if (stem === undefined) return [];
  const dotted = ids.filter((id) => id === stem);
  return dotted.length > 0 ? dotted : idsOfStem(stem.replaceAll('.', '-'), ids);
};

const idIn = (text: string): AchievementId | undefined =>
  readEntryLine(text)?.ids[0] ?? achievementId(/\bachievement\s+(\d[\d.]*\d)/i.exec(text)?.[1] ?? '');

/** The id that the header's Achievement line or the first heading names. */
const idOfHeader = (metadata: Readonly<Record<string, string>>, heading: string): AchievementId | undefined => {
  for (const [name, value] of Object.entries(metadata)) {
    if (/^achievement(?: addressed| id)?$/i.test(name)) {
      const id = idIn(plainWords(value));
      if (id !== undefined) return id;
    }
  }
  return idIn(heading);
};

const titleOfHeading = (heading: string): string | null => {
  const words = heading.replace(/^sub-?plan\s*(?:[:–—-]\s*|$)/i, '');
  const entry = readEntryLine(words);
  const title = readTitle(entry?.rest ?? words).title;
  return title === '' ? null : title;
};

const valueOf = (metadata: Readonly<Record<string, string>>, kind: 'effort' | 'status'): string | undefined => {
  const wanted =
    kind === 'status' ? /^status$/i : /^(?:estimated |total )*(?:effort|estimate|time(?:line)?|duration|hours)$/i;
  return Object.entries(metadata).find(([name]) => wanted.test(name) || readField(`${name}: -`)?.kind === kind)?.[1];
};

/**
 * Reads a SUBPLAN by line scan. `ids` are those of its plan. The file name says which achievement it belongs to, the
 * header where the name does not; a document that belongs to no single one is a failure.
 */
export const parseSubplan = (file: string, text: string, ids: readonly AchievementId[]): Result<ParsedSubplan> => {
  const { metadata: frontMatter, body, firstLine } = splitFrontMatter(text);
  const blocks = scanBlocks(body, firstLine).blocks;
  const heading = headingOf(blocks);
  const metadata = readMetadata(frontMatter, blocks);
  const byName = idsOfName(file, ids);
  const byHeader = idOfHeader(metadata, heading);
  const achievement = byName.length === 1 ? byName[0] : byHeader;
  if (achievement === undefined) return fail([belongsToNone(file, byName)]);
  const effort = valueOf(metadata, 'effort');
  const status = valueOf(metadata, 'status');
  return ok({
    file,
    achievement,
    title: titleOfHeading(heading),
    estimate: effort === undefined ? null : estimateOf(effort),
    documentStatus: status === undefined ? null : statusOfWords(status),
    blocks,
    problems: byHeader === undefined || byHeader === achievement ? [] : [otherHeader(file, achievement, byHeader)],
  });
};

const headingOf = (blocks: readonly Block[]): string => {
  const heading = blocks.find((block) => block.kind === 'heading');
  return heading === undefined ? '' : plainWords(blockText(heading));
};

const belongsToNone = (file: string, candidates: readonly AchievementId[]): Problem => ({
  rule: 'subplan-without-achievement',
  severity: 'warning',
  at: { file },
  message:
    candidates.length > 1
      ? `The name of this SUBPLAN fits the achievements ${candidates.join(' and ')}, and its header names none.`
      : 'Neither the name nor the header of this SUBPLAN names an achievement of the plan.',
  advice: 'Add a line "**Achievement**: 1.1" below its title.',
});

const otherHeader = (file: string, byName: AchievementId, byHeader: AchievementId): Problem => ({
  rule: 'subplan-header-differs',
  severity: 'warning',
  at: { file, line: 1 },
  message: `By its name this SUBPLAN belongs to achievement ${byName}, by its header to ${byHeader}.`,
  advice: 'The name counts; correct the header or rename the file.',
});
