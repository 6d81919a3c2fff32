import { blockText } from '../../domain/block.ts';
import type { Block } from '../../domain/block.ts';
import type { Estimate } from '../../domain/plan.ts';
import { named, requirementParts } from './requirement-sections.ts';
import type { RequirementPart } from './requirement-sections.ts';
import { effortIn, oneLine, sentencesOf, shortTitle, shortWords } from './requirement-words.ts';

/** One thing to do. Texts are on one line each. */
export interface RequirementEntry {
  readonly title: string;
  /** All that is said about it. */
  readonly words: string;
  /** The items of a list below it. */
  readonly below: readonly string[];
  /** It stands in a numbered list behind another one. */
  readonly follows: boolean;
  readonly effort: Estimate | null;
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
  /** What is planned nowhere, or is not understood: a sentence each. */
  readonly leftOut: readonly string[];
}

/** Takes requirements apart, and says what of them it leaves out. */
export const readRequirements = (blocks: readonly Block[]): Requirements => {
  const [first, ...rest] = blocks;
  const hasTitle =
    first?.kind === 'heading' && !rest.some(({ kind, depth }) => kind === 'heading' && depth < first.depth);
  // A heading alone on its depth is the title; where others stand beside it, it is one of them.
  const isAlone = hasTitle && !rest.some(({ kind, depth }) => kind === 'heading' && depth === first.depth);
  const { parts, leftOut } = requirementParts(isAlone ? rest : blocks);
  const work = parts.filter(({ role }) => role === 'work');
  const sentences = work
    .flatMap(({ texts }) => texts)
    .map(oneLine)
    .flatMap(sentencesOf);
  const hasItems = work.some(({ items }) => items.length > 0);
  const isBare = !hasItems && !work.some(({ heading }) => heading !== null);
  const goal = sentences[0] ?? '';
  const sections = work.map((part) => ({ heading: part.heading, entries: entriesOf(part, isBare) }));
  const firstTitle = sections.flatMap(({ entries }) => entries)[0]?.title ?? '';
  const own = isAlone ? oneLine(blockText(first)).replace(aboutRequirements, '') : goal !== '' ? goal : firstTitle;
  const words = shortWords(own);
  const title = words === '' ? 'Plan' : words;
  const linesIn = (role: RequirementPart['role']): readonly string[] =>
    parts
      .filter((one) => one.role === role)
      .flatMap(({ items, texts }) => [...texts.map(oneLine), ...items.map(({ words: text }) => text)]);
  return {
    title,
    goal: goal === '' ? title : goal,
    sections,
    notes: linesIn('notes'),
    risks: linesIn('risks'),
    leftOut: [
      ...leftOut,
      ...(isBare ? named('These sentences ask or refuse, and are not planned', sentences.filter(asksForNothing)) : []),
      ...(isBare
        ? []
        : named('These sentences stand beside lists and headings, and are not planned', beside(work, goal))),
      ...named('Rules do not read what depends on what in words such as these', orderWords(sections)),
    ],
  };
};

/** Sentences of parts that have a list as well; the first of all is the goal of the plan. */
const beside = (work: readonly RequirementPart[], goal: string): readonly string[] =>
  work
    .filter((part) => part.items.length > 0 || part.heading === null)
    .flatMap(({ texts }) => texts.map(oneLine).flatMap(sentencesOf))
    .filter((sentence) => sentence !== goal);

const orderWords = (sections: readonly RequirementSection[]): readonly string[] =>
  sections
    .flatMap(({ entries }) => entries.map(({ words }) => words))
    .filter((words) =>
      /\bdepends? (?:up)?on\b|\brequires? [A-Z]{1,4}-\d|\bblocked by\b|\bhängt (?:von .* )?ab\b/i.test(words),
    );

const entriesOf = (
  { heading, items, texts, criteria }: RequirementPart,
  isBare: boolean,
): readonly RequirementEntry[] => {
  if (items.length > 0) {
    return items.map(({ name, words, ordered, effort, below }, index) => ({
      title: shortTitle(name ?? words, `Item ${index + 1}`),
      words,
      below,
      follows: ordered && items[index - 1]?.ordered === true,
      effort: effort ?? effortIn(words),
    }));
  }
  const words = oneLine(texts.join(' '));
  const whole = (title: string, text: string): RequirementEntry => ({
    title: shortTitle(title, 'Section'),
    words: text,
    below: criteria,
    follows: false,
    effort: effortIn(text),
  });
  if (heading !== null)
    return words === '' && criteria.length === 0 ? [] : [whole(heading, words === '' ? heading : words)];
  if (!isBare) return [];
  const [goal = ''] = criteria;
  if (criteria.length > 0) return [whole(words === '' ? goal : words, words === '' ? goal : words)];
  const sentences = texts.flatMap((text) => linesAndSentences(text));
  const wanted = sentences.filter((sentence) => !asksForNothing(sentence));
  return (wanted.length === 0 ? sentences : wanted).flatMap(partsOf);
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
    effort: effortIn(words),
  }));
};

const linesAndSentences = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => sentencesOf(oneLine(line)));

/** A question, or what somebody says he does not need. */
const asksForNothing = (sentence: string): boolean =>
  /\?\W*$/.test(sentence) ||
  /\b(?:do(?:es)? not|don't|don’t|doesn't|doesn’t) (?:need|want|require)\b|\bno need (?:for|to)\b|\bout of scope\b|\bnot (?:needed|wanted|part of)\b|\bbrauchen (?:wir )?(?:kein|nicht)/i.test(
    sentence,
  );

/** `Requirements: `, `Spec for `. */
const aboutRequirements =
  /^(?:product )?(?:requirements?|specification|spec|prd|anforderungen|lastenheft|pflichtenheft)\s*(?:[:–-]|for|of|an|für)\s*(?=\S)/i;
