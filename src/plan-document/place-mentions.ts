import type { Block } from '../domain/block.ts';
import { compareIds, type AchievementId } from '../domain/ids.ts';
import { bodyLines, type BodyLine } from './fields.ts';
import type { Mention } from './mention.ts';
import type { Surroundings } from './outline.ts';
import { asDefinitions, plainEntries, plainPeers, type Trust } from './plain-entries.ts';
import type { PlacedMention } from './placed-mention.ts';
import { readSection } from './read-section.ts';

interface Extent {
  /** Index behind the last block of the body. */
  readonly end: number;
  readonly lines: readonly BodyLine[];
}

const opensSection = (mention: Mention): boolean => mention.form === 'heading' || mention.form === 'paragraph';

const extentOf = (
  mention: Mention,
  index: number,
  mentions: readonly Mention[],
  blocks: readonly Block[],
  where: readonly Surroundings[],
): Extent => {
  const own = blocks[mention.block];
  if (own === undefined || mention.form === 'row') return { end: mention.block + 1, lines: [] };
  const next = mentions[index + 1];
  const sameBlock = next?.block === mention.block;
  const ownLines = {
    ...own,
    lines: own.lines.slice(mention.lineInBlock + 1, sameBlock ? next.lineInBlock : undefined),
  };
  if (sameBlock) return { end: mention.block + 1, lines: bodyLines([ownLines], own.depth) };
  const stop = mention.form === 'item' ? blocks.length : nextSection(mentions, index);
  const depth = mention.form === 'heading' ? own.depth : mention.where.headingDepth;
  let end = mention.block + 1;
  for (; end < stop; end++) {
    const block = blocks[end];
    if (block === undefined) break;
    if (
      mention.form === 'item'
        ? block.depth <= own.depth && !(block.depth === own.depth && block.kind !== 'item')
        : block.kind === 'heading' && block.depth <= depth
    )
      break;
    if (mention.form === 'item' && block.kind === 'heading') break;
    if (where[end]?.opensPriority === true) break;
  }
  const base = mention.form === 'item' ? own.depth : 0;
  const rest = bodyLines(blocks.slice(mention.block + 1, end), base);
  return { end, lines: [...(ownLines.lines.length > 0 ? bodyLines([ownLines], base).map(asOwnLine) : []), ...rest] };
};

/** Index of the block of the first section behind the mention at `index` that is not a part of its own. */
const nextSection = (mentions: readonly Mention[], index: number): number => {
  const mention = mentions[index];
  for (let i = index + 1; i < mentions.length; i++) {
    const other = mentions[i];
    if (mention !== undefined && other !== undefined && opensSection(other) && !isPartOf(other, mention))
      return other.block;
  }
  return Infinity;
};

/** The lines below an entry in its own paragraph are lines of their own, not the rest of the title. */
const asOwnLine = (line: BodyLine): BodyLine => ({ ...line, continues: false });

/** A numbered step inside a section ("1.1.1 …" below "Achievement 1.1") is no achievement. */
const isPartOf = (inner: Mention, outer: Mention): boolean =>
  inner.word === '' && outer.word !== '' && (inner.ids[0] ?? '').startsWith(`${outer.ids[0] ?? ''}.`);

/** Decides for every mention what it is and whether it defines its achievement. */
export const placeMentions = (
  mentions: readonly Mention[],
  blocks: readonly Block[],
  where: readonly Surroundings[],
): readonly PlacedMention[] => {
  const placed: PlacedMention[] = [];
  let enclosing: { readonly mention: Mention; readonly end: number } | null = null;
  mentions.forEach((mention, index) => {
    const role = mention.where.role;
    if (enclosing !== null && mention.block >= enclosing.end) enclosing = null;
    if (enclosing !== null && isPartOf(mention, enclosing.mention)) return;
    const single = mention.ids.length === 1;
    const inside = enclosing !== null && !opensSection(mention);
    if (role === 'log' || (inside && role !== 'tracking')) return;
    const extent = extentOf(mention, index, mentions, blocks, where);
    const section = readSection(extent.lines);
    const lastBlock = blocks[extent.end - 1];
    const base = {
      mention,
      section,
      lastLine: lastBlock?.lines.at(-1)?.line ?? mention.position.line,
      bodyLength: extent.lines.length,
    };
    if (role === 'foreign') {
      // A section with effort and deliverables under a heading that talks about something else is still a section.
      if (single && opensSection(mention) && mention.word !== '' && section.strength >= 3) {
        placed.push({ ...base, standing: 'detail', defines: true });
        enclosing = { mention, end: extent.end };
      }
      return;
    }
    if (!single || role === 'tracking') placed.push({ ...base, standing: 'tracking', defines: false });
    else if (opensSection(mention)) {
      const one = placeSection(base);
      placed.push(one);
      if (one.standing === 'detail') enclosing = { mention, end: extent.end };
    } else placed.push(placeLine(base));
  });
  return placed;
};

type Unplaced = Omit<PlacedMention, 'standing' | 'defines'>;

const placeSection = (base: Unplaced): PlacedMention => {
  const { mention, section } = base;
  const role = mention.where.role;
  if (role === 'index' && section.strength < 2) return { ...base, standing: 'index', defines: true };
  if (role === 'none') {
    const enough =
      section.strength >= (mention.word === '' ? 2 : 1) ||
      section.estimate !== null ||
      section.total !== null ||
      mention.estimate !== null;
    return { ...base, standing: enough ? 'detail' : 'tracking', defines: enough };
  }
  return { ...base, standing: 'detail', defines: mention.title !== '' || section.strength > 0 };
};

const placeLine = (base: Unplaced): PlacedMention => {
  const { mention, section } = base;
  const role = mention.where.role;
  const listed = role === 'index' || role === 'plan';
  if (listed && mention.title !== '')
    return { ...base, standing: section.strength >= 2 ? 'detail' : 'index', defines: true };
  if (role === 'none' && mention.form === 'row' && mention.boxed && mention.title !== '')
    return { ...base, standing: 'index', defines: true };
  if (role === 'none' && mention.form === 'item' && section.strength >= 2)
    return { ...base, standing: 'detail', defines: true };
  return { ...base, standing: 'tracking', defines: false };
};

/** Without what stands elsewhere about achievements that have their section under a heading for achievements. */
const withoutAsides = (placed: readonly PlacedMention[]): readonly PlacedMention[] => {
  const isSection = (one: PlacedMention): boolean => one.defines && one.standing === 'detail';
  const atHome = new Set(
    placed.filter((one) => isSection(one) && one.mention.where.role === 'plan').map((one) => one.mention.ids[0]),
  );
  return placed.filter((one) => {
    const elsewhere = one.mention.where.role === 'none' || one.mention.where.role === 'foreign';
    return !(isSection(one) && elsewhere && atHome.has(one.mention.ids[0]));
  });
};

/**
 * The mentions with those that define something brought into agreement: words such as "task" count only in a document
 * without achievements by that name. Entries that say nothing more, and lists with boxes or hours, define achievements
 * where nothing else does.
 */
export const settleDefinitions = (
  all: readonly PlacedMention[],
  blocks: readonly Block[],
  trust: Trust,
): readonly PlacedMention[] => {
  const placed = withoutAsides(all);
  const worded = placed.some((one) => one.defines && one.mention.word.startsWith('ach'));
  const settled = placed.map((one) => {
    const { word, where } = one.mention;
    const foreignWord = word !== '' && !word.startsWith('ach');
    if (!one.defines || !worded || word.startsWith('ach')) return one;
    const elsewhere = where.role !== 'index' && where.role !== 'plan' && one.section.strength < 2;
    return foreignWord || elsewhere ? { ...one, defines: false, standing: 'tracking' as const } : one;
  });
  if (settled.some((one) => one.defines)) {
    const peers = asDefinitions(plainPeers(settled, blocks, trust));
    return settled.map((one) => peers.get(one) ?? one);
  }
  const weak = settled.filter(
    ({ mention }) =>
      mention.ids.length === 1 &&
      mention.title !== '' &&
      mention.form !== 'heading' &&
      (mention.boxed || mention.estimate !== null),
  );
  const ids = new Set<AchievementId | undefined>(weak.map(({ mention }) => mention.ids[0]));
  const listed = new Set(ids.size < 2 ? [] : weak);
  const plain = asDefinitions(plainEntries(settled, blocks, trust));
  return settled.map(
    (one) => plain.get(one) ?? (listed.has(one) ? { ...one, standing: 'index' as const, defines: true } : one),
  );
};

/** Ids that the settled mentions define, in natural order. */
export const definedIds = (placed: readonly PlacedMention[]): readonly AchievementId[] =>
  [...new Set(placed.filter((one) => one.defines).flatMap((one) => one.mention.ids))].sort(compareIds);
