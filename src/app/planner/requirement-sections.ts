import { blockText } from '../../domain/block.ts';
import type { Block } from '../../domain/block.ts';
import type { Estimate } from '../../domain/plan.ts';
import { oneLine, wholeEstimate, withoutNumbering } from './requirement-words.ts';

/** An item of a list, or a row of a table. Texts are on one line each. */
export interface RequirementItem {
  /** What it is called, where it says so. */
  readonly name: string | null;
  readonly words: string;
  readonly ordered: boolean;
  readonly effort: Estimate | null;
  /** The items below it, and what has to hold for it. */
  readonly below: string[];
}

/** What stands below a heading, or before the first one. */
export interface RequirementPart {
  /** Null: what stands before the first heading. */
  readonly heading: string | null;
  readonly role: 'work' | 'notes' | 'risks' | 'none';
  readonly items: RequirementItem[];
  readonly texts: string[];
  /** What has to hold for the part as a whole. */
  readonly criteria: string[];
}

/** Requirements, part by part, and what is planned nowhere: a sentence each that says what and why. */
export interface RequirementParts {
  readonly parts: readonly RequirementPart[];
  readonly leftOut: readonly string[];
}

/** Takes requirements apart at their headings and labels. Code and comments are left out. */
export const requirementParts = (blocks: readonly Block[]): RequirementParts => {
  const parts: RequirementPart[] = [newPart(null, 'work')];
  const ticked: string[] = [];
  const struck: string[] = [];
  let code = 0;
  let isCriteria = false;

  const addItem = (block: Block, item: Omit<RequirementItem, 'below'>): void => {
    const open = parts.at(-1)!;
    const step = stepOf(item.words);
    if (isCriteria || step !== null) hold(open, item.words, step !== null && step !== 'given');
    else if (block.checked === true) ticked.push(item.words);
    else if (/^~~.*~~\W*$/.test(item.words)) struck.push(item.words.replaceAll('~~', ''));
    else open.items.push({ ...item, below: [] });
  };

  for (const block of blocks) {
    const open = parts.at(-1)!;
    const words = oneLine(blockText(block));
    if (block.kind === 'code') code++;
    if (words === '' || block.kind === 'code' || block.kind === 'html') continue;
    if (block.kind === 'heading') {
      const heading = withoutNumbering(words);
      isCriteria = criteriaLabel.test(heading);
      if (!isCriteria) parts.push(newPart(heading, roleOf(heading)));
    } else if (block.kind === 'row') {
      const item = rowItem(block);
      if (item !== null) addItem(block, item);
    } else if (block.kind === 'item' && block.depth <= 1) addItem(block, itemOf(block));
    else if (block.depth > 0) open.items.at(-1)?.below.push(words);
    else if (/^[^.!?]{1,60}[:：]$/.test(words)) {
      const label = words.slice(0, -1).replace(/\*\*|__/g, '');
      isCriteria = criteriaLabel.test(label);
      // "Features:" only leads into a list; "Notes:" says what the list is.
      if (!isCriteria && roleOf(label) !== 'work') parts.push(newPart(label, roleOf(label)));
    } else if (stepOf(words) !== null) {
      for (const line of block.lines) hold(open, oneLine(line.text), !['given', null].includes(stepOf(line.text)));
    } else {
      isCriteria = false;
      open.texts.push(blockText(block));
    }
  }
  const aside = parts.filter((part) => part.role === 'none' && part.items.length + part.texts.length > 0);
  return {
    parts,
    leftOut: [
      ...named('What is ticked is there already, and is not planned', ticked),
      ...named('What is struck out is not planned', struck),
      ...named(
        'What stands under these headings is not planned',
        aside.map(({ heading }) => heading ?? ''),
      ),
      ...(code === 0 ? [] : [`${code === 1 ? 'A block of code is' : `${code} blocks of code are`} not planned.`]),
    ],
  };
};

const newPart = (heading: string | null, role: RequirementPart['role']): RequirementPart => ({
  heading,
  role,
  items: [],
  texts: [],
  criteria: [],
});

const mostNamed = 5;

/** `What is ticked …: "Login", "Search".` */
export const named = (what: string, all: readonly string[]): readonly string[] => {
  if (all.length === 0) return [];
  const shown = all
    .slice(0, mostNamed)
    .map((words) => `"${words.length > 60 ? `${words.slice(0, 59)}…` : words}"`)
    .join(', ');
  return [`${what}: ${shown}${all.length > mostNamed ? ` and ${all.length - mostNamed} more` : ''}.`];
};

const criteriaLabel =
  /^\W*(?:acceptance criteri(?:a|on)|acceptance tests?|definition of done|done when|scenarios?|akzeptanzkriterien|abnahmekriterien)\W*$/i;

/** Adds what has to hold, for the last item or for the whole part; `goesOn`: with what was said before. */
const hold = ({ items, criteria }: RequirementPart, words: string, goesOn: boolean): void => {
  const list = items.at(-1)?.below ?? criteria;
  const before = list.at(-1);
  if (goesOn && before !== undefined) list[list.length - 1] = `${before.replace(/[,.]$/, '')}, ${words}`;
  else list.push(words);
};

/** Which step of a scenario a line is. */
const stepOf = (words: string): 'given' | 'next' | null => {
  const [, step] = /^\W*(given|when|then)\b(?=\W*\s+\S)/i.exec(words) ?? [];
  return step === undefined ? null : step.toLowerCase() === 'given' ? 'given' : 'next';
};

const itemOf = (block: Block): Omit<RequirementItem, 'below'> => {
  const [first = '', second = ''] = block.lines.map(({ text }) => text.trim());
  // "Login" with a sentence in the line below it.
  const isHead = first.length < 60 && !/[.,;:–-]$/.test(first) && /^\p{Lu}.*[.!]$/u.test(second);
  return {
    name: isHead ? first : null,
    words: withoutNumbering(oneLine(blockText(block)), true),
    ordered: /^\d/.test(block.marker ?? ''),
    effort: null,
  };
};

const columns = {
  id: /^\W*(?:id|nr|no|number|#|key)\W*$/i,
  effort: /\b(?:effort|estimate|hours|duration|aufwand|stunden)\b/i,
  name: /\b(?:requirements?|features?|stor(?:y|ies)|titles?|names?|tasks?|what|description|anforderung(?:en)?|funktion(?:en)?)\b/i,
};

/** A row of a table by the names of its columns; nothing for its head. */
const rowItem = ({ cells = [], header = [] }: Block): Omit<RequirementItem, 'below'> | null => {
  const texts = cells.map(({ text }) => text.trim());
  if (texts.every((text, index) => text === header[index]?.trim()) || texts.every((text) => text === '')) return null;
  const at = (pattern: RegExp): number => header.findIndex((head) => pattern.test(head));
  const [id, effort, found] = [at(columns.id), at(columns.effort), at(columns.name)];
  const name = found >= 0 ? found : texts.findIndex((text, index) => text !== '' && index !== id && index !== effort);
  const estimate = effort < 0 ? undefined : wholeEstimate(hoursOf(texts[effort] ?? '', header[effort] ?? ''));
  const rest = texts.flatMap((text, index) => {
    if (text === '' || index === name || (index === effort && estimate !== undefined)) return [];
    return [index === id ? text : `${header[index] ?? ''}: ${text}`.replace(/^: /, '')];
  });
  return {
    name: texts[name] ?? null,
    words: [texts[name] ?? '', ...rest].filter((text) => text !== '').join(' – '),
    ordered: false,
    effort: estimate ?? null,
  };
};

/** "3" under "Hours" is three hours. */
const hoursOf = (text: string, head: string): string =>
  /^\d+(?:[.,]\d+)?$/.test(text) && /hours|stunden|\bh\b/i.test(head) ? `${text} h` : text;

const roleOf = (heading: string): RequirementPart['role'] => {
  if (/^(?:risks?|known (?:risks|problems)|risiken)\b/i.test(heading)) return 'risks';
  if (
    /^(?:notes?|constraints?|assumptions?|conventions?|guidelines?|coordination|integration notes?|hinweise|annahmen|randbedingungen)\b/i.test(
      heading,
    )
  )
    return 'notes';
  return /^(?:out of scope|not in scope|non-?goals?|background|context|introduction|overview|motivation|references?|glossary|history|open questions?|examples?|nicht(?:-?ziele| bestandteil| im umfang)|abgrenzung|hintergrund|einleitung|glossar|offene fragen|beispiele?)\b/i.test(
    heading,
  )
    ? 'none'
    : 'work';
};
