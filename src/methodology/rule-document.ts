import type { Block } from '../domain/block.ts';
import { blockText } from '../domain/block.ts';
import type { AchievementId } from '../domain/ids.ts';
import { plainWords } from '../plan-document/decoration.ts';
import { splitFrontMatter } from '../plan-document/front-matter.ts';
import { scanBlocks } from '../plan-document/scan-blocks.ts';
import type { Tier } from '../policy/document-limits.ts';

export interface RuleHeading {
  /** See `headingWords`. */
  readonly words: string;
  readonly depth: number;
  readonly line: number;
}

/** A "**Name**: value" line of a document's head. */
export interface HeaderField {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
  readonly line: number;
  readonly column: number;
}

/** A document as the rules see it. */
export interface RuleDocument {
  readonly tier: Tier;
  /** Relative to the root. */
  readonly path: string;
  /** The name that problems use. */
  readonly file: string;
  readonly text: string;
  /** How many lines it has. */
  readonly size: number;
  readonly blocks: readonly Block[];
  readonly headings: readonly RuleHeading[];
  /** Words of lines in code that look like headings: a fence inside a fence hides what follows it. */
  readonly hiddenHeadings: readonly string[];
  readonly header: readonly HeaderField[];
  /** Whose document it is; null for a plan and what stands above plans. */
  readonly achievement: AchievementId | null;
}

interface ReadDocument {
  readonly tier: Tier;
  readonly path: string;
  readonly file: string;
  readonly text: string;
  readonly achievement?: AchievementId;
  /** Blocks that were read before. */
  readonly blocks?: readonly Block[];
}

/** The words of a heading in lower case, without marks and emoji. */
export const headingWords = (heading: Block): string => plainWords(blockText(heading)).toLowerCase();

/** Reads a document by line scan for the rules. */
export const readRuleDocument = ({
  tier,
  path,
  file,
  text,
  achievement,
  blocks: known,
}: ReadDocument): RuleDocument => {
  const { metadata, body, firstLine } = splitFrontMatter(text);
  const blocks = known ?? scanBlocks(body, firstLine).blocks;
  const head = text.split('\n', firstLine);
  const lineOf = (name: string): number => Math.max(1, head.findIndex((line) => line.trimStart().startsWith(name)) + 1);
  const frontMatter = Object.entries(metadata).map(([name, value]) => ({
    name: name.toLowerCase(),
    value,
    line: lineOf(name),
    column: 1,
  }));
  return {
    tier,
    path,
    file,
    text,
    size: text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    blocks,
    headings: blocks
      .filter(({ kind }) => kind === 'heading')
      .map((block) => ({ words: headingWords(block), depth: block.depth, line: block.lines[0]?.line ?? 1 })),
    hiddenHeadings: blocks
      .filter(({ kind }) => kind === 'code')
      .flatMap(({ lines }) => lines)
      .filter(({ text: line }) => /^#{1,6} /.test(line))
      .map(({ text: line }) => plainWords(line.replace(/^#+ /, '')).toLowerCase()),
    header: [...frontMatter, ...headerFields(blocks)],
    achievement: achievement ?? null,
  };
};

const field = /^\*\*([^*:]{1,40}?)\s*(?::\s*\*\*|\*\*\s*:)\s*(\S.*)$/;

const headerFields = (blocks: readonly Block[]): readonly HeaderField[] => {
  const end = blocks.findIndex(({ kind, depth }) => kind === 'heading' && depth > 1);
  return blocks
    .slice(0, end < 0 ? blocks.length : end)
    .filter(({ kind }) => kind === 'paragraph' || kind === 'item')
    .flatMap(({ lines }) => lines)
    .flatMap(({ text, line, column }) => {
      const match = field.exec(text);
      if (match === null) return [];
      return [{ name: plainWords(match[1] ?? '').toLowerCase(), value: (match[2] ?? '').trim(), line, column }];
    });
};
