import { blockText, type Block } from '../domain/block.ts';
import type { PlacedMention } from './placed-mention.ts';

/** What the name and title of a document make of entries that only name an achievement. */
export type Trust = 'plan' | 'unsaid' | 'other';

const aboutPlans =
  /\b(?:chang(?:es?|ed)|updat(?:es?|ed)|review(?:s|ed)?|summar(?:y|ies)|analys[ie]s|alignment|aligned|reports?|impact|validation|evidence|feedback|gaps?|assessments?|comparisons?|history|before|after|conflicts?|examples?|retrospective|handbook|guide|case study|hand-?off|verification|audit|what|why|how)\b/i;

const namesPlan = /(?:^|[\\/])PLAN[_-][^\\/]*$/i;
const namesOther =
  /(?:^|[\\/])(?:SUBPLAN|EXECUTION|APPROVED|FIX|FEEDBACK|RESOLUTION|REVIEW|ANALYSIS|SUMMARY|CHANGELOG)[_-][^\\/]*$/i;

/** How far a document is to be trusted to be a plan when all it does is name achievements. */
export const trustIn = (file: string, title: string): Trust => {
  if (/^plan\s*(?:[:–—-]|$)/i.test(title)) return 'plan';
  if (namesOther.test(file) || aboutPlans.test(title)) return 'other';
  return namesPlan.test(file) ? 'plan' : 'unsaid';
};

const isPlain = ({ mention }: PlacedMention, blocks: readonly Block[]): boolean => {
  if (!mention.isFull || mention.ids.length > 1 || mention.title === '' || mention.where.role !== 'none') return false;
  const above = blocks[mention.where.under];
  return above === undefined || mention.where.under >= mention.block || isNeutral(above);
};
// The title of a plan may hold any word; what it says of the document is asked by `trustIn`.
const isNeutral = (above: Block): boolean => above.depth === 1 || !aboutPlans.test(blockText(above).slice(0, 200));

/**
 * The headings and bold lines "Achievement 1.1: Title" that say nothing more, where no list about something else holds
 * them: in a document that is a plan by its name they define achievements, elsewhere two of them, or one with a field,
 * do. Tasks and milestones do with a field.
 */
export const plainEntries = (
  placed: readonly PlacedMention[],
  blocks: readonly Block[],
  trust: Trust,
): readonly PlacedMention[] => {
  if (trust === 'other') return [];
  const plain = placed.filter((one) => isPlain(one, blocks));
  const achievements = plain.filter((one) => one.mention.word.startsWith('ach'));
  const entries = achievements.length > 0 ? achievements : plain;
  const withField = entries.some((one) => one.section.fields.length > 0);
  const several = new Set(entries.map((one) => one.mention.ids[0])).size > 1;
  const enough = withField || (achievements.length > 0 && (trust === 'plan' || several));
  return enough ? entries : [];
};

/**
 * The plain entries beside sections of the same form that define achievements, where no heading and no index says which
 * achievements there are: a section of prose alone among sections with an effort.
 */
export const plainPeers = (
  placed: readonly PlacedMention[],
  blocks: readonly Block[],
  trust: Trust,
): readonly PlacedMention[] => {
  const definitions = placed.filter((one) => one.defines);
  const [first] = definitions;
  if (first === undefined || definitions.some(({ mention }) => mention.where.role !== 'none' || !mention.isFull))
    return [];
  const known = new Set(definitions.map(({ mention }) => mention.ids[0]));
  return plainEntries(placed, blocks, trust).filter(
    ({ mention }) =>
      mention.form === first.mention.form && mention.word === first.mention.word && !known.has(mention.ids[0]),
  );
};

/** `entries` as definitions: of those of one id the longest is its section, the others list it. */
export const asDefinitions = (entries: readonly PlacedMention[]): ReadonlyMap<PlacedMention, PlacedMention> => {
  const longest = new Map<string | undefined, PlacedMention>();
  for (const one of entries) {
    const other = longest.get(one.mention.ids[0]);
    if (other === undefined || one.bodyLength > other.bodyLength) longest.set(one.mention.ids[0], one);
  }
  const standing = (one: PlacedMention): 'detail' | 'index' =>
    longest.get(one.mention.ids[0]) === one ? 'detail' : 'index';
  return new Map(entries.map((one) => [one, { ...one, defines: true, standing: standing(one) }]));
};
