import { blockText } from '../../domain/block.ts';
import type { Block } from '../../domain/block.ts';
import type { Estimate } from '../../domain/plan.ts';
import { findEstimate } from '../../plan-document/estimate.ts';
import { readTitle } from '../../plan-document/read-title.ts';

/** One thing to do. Texts are on one line each. */
export interface RequirementEntry {
  readonly title: string;
  /** All that is said about it. */
  readonly words: string;
  /** The items of a list below it. */
  readonly below: readonly string[];
  /** It stands in a numbered list behind another one. */
  readonly follows: boolean;
}

export interface RequirementSection {
  /** Null: what stands before the first heading. */
  readonly heading: string | null;
  readonly entries: readonly RequirementEntry[];
}

/** What requirements say by their structure. */
export interface Requirements {
  readonly title: string;
  readonly goal: string;
  readonly sections: readonly RequirementSection[];
  readonly notes: readonly string[];
  readonly risks: readonly string[];
}

interface Open {
  readonly heading: string | null;
  readonly role: 'work' | 'notes' | 'risks' | 'none';
  readonly items: { readonly words: string; readonly ordered: boolean; readonly below: string[] }[];
  readonly texts: string[];
}

/** Takes requirements apart: code, comments and what is called out of scope are left out. */
export const readRequirements = (blocks: readonly Block[]): Requirements => {
  const [first, ...rest] = blocks;
  const hasTitle =
    first?.kind === 'heading' && !rest.some(({ kind, depth }) => kind === 'heading' && depth < first.depth);
  const others = hasTitle ? rest : blocks;
  // A heading alone on its depth is the title; where others stand beside it, it is one of them.
  const isAlone = hasTitle && !rest.some(({ kind, depth }) => kind === 'heading' && depth === first.depth);
  const sections = sectionsOf(isAlone ? others : blocks);
  const work = sections.filter(({ role }) => role === 'work');
  const said = work.flatMap(({ texts }) => texts).map(oneLine);
  const sentences = said.flatMap(sentencesOf);
  const hasItems = work.some(({ items }) => items.length > 0);
  const isBare = !hasItems && !work.some(({ heading }) => heading !== null);
  const goal = sentences[0] ?? '';
  const entries = work.map((section) => ({ heading: section.heading, entries: entriesOf(section, isBare) }));
  const firstTitle = entries.flatMap((section) => section.entries)[0]?.title ?? '';
  const words = isAlone ? oneLine(blockText(first)).replace(aboutRequirements, '') : goal !== '' ? goal : firstTitle;
  const title = shortTitle(words, 'Plan');
  const linesIn = (role: Open['role']): readonly string[] =>
    sections
      .filter((one) => one.role === role)
      .flatMap(({ items, texts }) => [...texts.map(oneLine), ...items.map(({ words }) => words)]);
  return {
    title,
    goal: goal === '' ? title : goal,
    sections: entries,
    notes: linesIn('notes'),
    risks: linesIn('risks'),
  };
};

const sectionsOf = (blocks: readonly Block[]): readonly Open[] => {
  const sections: Open[] = [{ heading: null, role: 'work', items: [], texts: [] }];
  for (const block of blocks) {
    const words = oneLine(block.kind === 'row' ? rowText(block) : blockText(block));
    const open = sections.at(-1)!;
    if (words === '' || block.kind === 'code' || block.kind === 'html') continue;
    if (block.kind === 'heading') {
      const heading = words.replace(numbering, '');
      sections.push({ heading, role: roleOf(heading), items: [], texts: [] });
    } else if (block.kind === 'row' || (block.kind === 'item' && block.depth <= 1)) {
      if (block.checked !== true) {
        open.items.push({ words: words.replace(numbering, ''), ordered: /^\d/.test(block.marker ?? ''), below: [] });
      }
    } else if (block.depth > 0) open.items.at(-1)?.below.push(words);
    else open.texts.push(blockText(block));
  }
  return sections;
};

const numbering = /^(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[A-Z]{1,4}-\d{1,4}:?)\s+(?=\S)/;

/** The cells of a row behind one another; nothing for the head of a table. */
const rowText = ({ cells = [], header = [] }: Block): string => {
  const texts = cells.map(({ text }) => text.trim()).filter((text) => text !== '');
  return cells.every(({ text }, index) => text === header[index]) ? '' : texts.join(' – ');
};

const roleOf = (heading: string): Open['role'] => {
  if (/^(?:risks?|known (?:risks|problems))\b/i.test(heading)) return 'risks';
  if (/^(?:notes?|constraints?|assumptions?|conventions?|guidelines?|coordination|integration notes?)\b/i.test(heading))
    return 'notes';
  return /^(?:out of scope|not in scope|non-?goals?|background|context|introduction|overview|motivation|references?|glossary|history|open questions?|examples?)\b/i.test(
    heading,
  )
    ? 'none'
    : 'work';
};

const entriesOf = ({ heading, items, texts }: Open, isBare: boolean): readonly RequirementEntry[] => {
  if (items.length > 0) {
    return items.map(({ words, ordered, below }, index) => ({
      title: shortTitle(words, `Item ${index + 1}`),
      words,
      below,
      follows: ordered && items[index - 1]?.ordered === true,
    }));
  }
  const words = oneLine(texts.join(' '));
  if (heading !== null)
    return words === '' ? [] : [{ title: shortTitle(heading, 'Section'), words, below: [], follows: false }];
  return isBare ? texts.flatMap((text) => linesAndSentences(text)).flatMap(partsOf) : [];
};

/** "A todo app with login, lists and reminders" names three things; any other sentence one. */
const partsOf = (sentence: string, _: number, all: readonly string[]): readonly RequirementEntry[] => {
  const [, list = ''] = /\b(?:with|including|featuring|that has|consisting of)\s+(.+?)[.!]?$/i.exec(sentence) ?? [];
  const parts = list.split(/\s*[,;]\s*(?:and\s+)?|\s+and\s+/i).filter((part) => part !== '');
  const isList = all.length === 1 && parts.length > 1 && list.includes(',');
  return (isList ? parts : [sentence]).map((words, index) => ({
    title: shortTitle(words, `Item ${index + 1}`),
    words,
    below: [],
    follows: false,
  }));
};

const linesAndSentences = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => sentencesOf(oneLine(line)));

const sentencesOf = (line: string): readonly string[] =>
  line.split(/(?<=[.!?])\s+(?=[\p{Lu}\p{N}"'(`])/u).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));

const oneLine = (text: string): string => text.replace(/[\s\u0085]+/g, ' ').trim();

const longestTitle = 70;

/** `Requirements: `, `Spec for `. */
const aboutRequirements = /^(?:product )?(?:requirements?|specification|spec|prd)\s*(?:[:–-]|for|of)\s*(?=\S)/i;

/** What a text says of its effort, in brackets of its own: `(2h)`. Hours in a sentence may be about anything. */
export const effortIn = (words: string): Estimate | null =>
  [...words.matchAll(/\(([^()]{1,40})\)/g)].flatMap(([, inside = '']) => {
    const found = findEstimate(inside);
    return found?.start === 0 && found.end === inside.length ? [found.estimate] : [];
  })[0] ?? null;

/**
 * A title from a text: the words of its first sentence before a colon or a dash. What a reader of plans would take for
 * effort or status at its end is left out.
 */
const shortTitle = (words: string, otherwise: string): string => {
  const [sentence = ''] = sentencesOf(words);
  const plain = sentence
    .replace(/[*`~#|]+|(?<!\w)_+|_+(?!\w)/g, '')
    .replace(/\(([^()]{1,40})\)/g, (bracket: string, inside: string) =>
      findEstimate(inside) === undefined ? bracket : '',
    )
    .replace(/\s+/g, ' ')
    .trim();
  const lead = /^(.{3,70}?)\s*(?:[:：](?:\s|$)|\s[–—-]\s)/u.exec(plain)?.[1] ?? plain;
  const cut = lead.length <= longestTitle ? lead : `${lead.slice(0, longestTitle).replace(/\s+\S*$/, '')} …`;
  const clean = cut.replace(/^[^\p{L}\p{N}("']+/u, '').replace(/[\s.,;:!–—-]+$/u, '');
  const asRead = readTitle(clean);
  const title = asRead.title === clean && asRead.estimate === null ? clean : readTitle(asRead.title).title;
  const isStable = title !== '' && readTitle(title).title === title && readTitle(title).estimate === null;
  return isStable ? title.charAt(0).toUpperCase() + title.slice(1) : otherwise;
};
