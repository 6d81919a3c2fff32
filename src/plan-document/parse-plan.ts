import type { Block } from '../domain/block.ts';
import type { ParsedPlan } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';
import { splitFrontMatter } from './front-matter.ts';
import { cutPieces, type Piece } from './pieces.ts';
import { readPlan } from './read-plan.ts';
import { scanBlocks, type ScannedDocument } from './scan-blocks.ts';
import { unclosedFence } from './unclosed-fence.ts';
import { unreadIds } from './unread-ids.ts';

export interface ParsePlanOptions {
  /** `remark`: every piece is read by remark-parse; `scanner`: none. Without it, those where it can matter. */
  readonly reader?: 'remark' | 'scanner';
}

/** remark-parse takes time that grows with the square of a piece; beyond these it would keep a user waiting. */
const largestPiece = 100_000;
const deepestPiece = 50;

/**
 * Reads a PLAN document. Never fails: what is wrong with it is in `problems`.
 *
 * The line scanner finds the blocks of the whole document. remark-parse has the last word on the sections of
 * achievements in which the scanner met a form that readers of Markdown differ on; it is loaded only then, and reads
 * only these pieces. On everything else the two agree, which the tests prove.
 */
export const parsePlan = async (file: string, text: string, options: ParsePlanOptions = {}): Promise<ParsedPlan> => {
  const { metadata, body, firstLine } = splitFrontMatter(text);
  const scanned = scanBlocks(body, firstLine);
  const fence = scanned.openFence === null ? [] : [unclosedFence(file, scanned.openFence)];
  const planOf = (blocks: readonly Block[]): ParsedPlan =>
    withProblems(readPlan(file, blocks, metadata), [...unreadIds(file, body, blocks), ...fence]);
  const plan = planOf(scanned.blocks);
  if (options.reader === 'scanner') return plan;
  const pieces = cutPieces(body, scanned.blocks, firstLine);
  const tooMuch = pieces.filter((piece) => isTooMuch(piece, scanned));
  const wanted = (options.reader === 'remark' ? pieces : piecesInDoubt(pieces, plan, scanned)).filter(
    (piece) => !tooMuch.includes(piece),
  );
  const problems = tooMuch.map((piece) => readByLine(file, piece));
  if (wanted.length === 0) return withProblems(plan, problems);
  const { blocksWithRemark } = await import('./blocks-with-remark.ts');
  const blocks = replacePieces(scanned.blocks, wanted, firstLine, (piece) => blocksWithRemark(piece.text, piece.from));
  return withProblems(planOf(blocks), problems);
};

const withProblems = (plan: ParsedPlan, more: readonly Problem[]): ParsedPlan =>
  more.length === 0 ? plan : { ...plan, problems: [...plan.problems, ...more] };

const isTooMuch = (piece: Piece, document: ScannedDocument): boolean =>
  piece.text.length > largestPiece || (document.depth > deepestPiece && scanBlocks(piece.text).depth > deepestPiece);

/** The pieces inside the sections of achievements that hold a line on which readers differ. */
const piecesInDoubt = (
  pieces: readonly Piece[],
  plan: ParsedPlan,
  { intricate }: ScannedDocument,
): readonly Piece[] => {
  if (intricate.length === 0) return [];
  const sections = plan.achievements.flatMap(({ section }) => (section === null ? [] : [section]));
  const doubts = [...intricate].sort((a, b) => a - b);
  let section = 0;
  let doubt = 0;
  return pieces.filter((piece) => {
    while ((sections[section]?.to ?? Infinity) < piece.from) section++;
    while ((doubts[doubt] ?? Infinity) < piece.from) doubt++;
    return (sections[section]?.from ?? Infinity) <= piece.to && (doubts[doubt] ?? Infinity) <= piece.to;
  });
};

/** `blocks` with those of the given pieces read anew. Pieces and blocks are in the order of their lines. */
const replacePieces = (
  blocks: readonly Block[],
  pieces: readonly Piece[],
  firstLine: number,
  read: (piece: Piece) => readonly Block[],
): readonly Block[] => {
  const result: Block[] = [];
  let next = 0;
  const lineOf = (block: Block | undefined): number => block?.lines[0]?.line ?? 0;
  for (const piece of pieces) {
    // An empty fence has no line to tell its place by. Only the first piece can open with one: nothing stands before it.
    for (; piece.from > firstLine && next < blocks.length && lineOf(blocks[next]) < piece.from; next++)
      result.push(...blocks.slice(next, next + 1));
    while (next < blocks.length && lineOf(blocks[next]) <= piece.to) next++;
    for (const block of read(piece)) result.push(block);
  }
  return [...result, ...blocks.slice(next)];
};

const readByLine = (file: string, piece: Piece): Problem => ({
  rule: 'read-line-by-line',
  severity: 'info',
  at: { file, line: piece.from, column: 1 },
  message: `Lines ${piece.from} to ${piece.to} are one piece of ${Math.ceil(piece.text.length / 1000)} kB or of very deep lists, which is read line by line only.`,
  advice: 'Put headings into it, or flatten the lists, if something in it is not found.',
});
