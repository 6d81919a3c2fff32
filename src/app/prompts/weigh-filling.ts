import { readDerivedBlocks } from '../../documents/derived-block.ts';
import { openParts } from '../../documents/open-parts.ts';
import { readFrames } from '../../documents/prompts/fill-frame.ts';
import type { Frame } from '../../documents/prompts/fill-frame.ts';
import { documentOfPart, withFilledParts } from '../../documents/prompts/fill-part.ts';
import type { FillPart } from '../../documents/prompts/fill-part.ts';
import { tidyFilling, wrongWithFilling } from '../../documents/prompts/wrong-with-filling.ts';
import type { Place, Problem } from '../../domain/problem.ts';
import { executionTaskProgress } from '../../workspace/execution-task-progress.ts';
import type { FillDocument } from './fill-documents.ts';

/** A document as it would be with the texts of an answer in it. */
export interface FilledDocument {
  readonly document: FillDocument;
  readonly text: string;
  readonly filled: readonly FillPart[];
}

/** What an answer comes to. */
export interface WeighedFilling {
  readonly changes: readonly FilledDocument[];
  /** Parts whose text stands in the document already, word for word. */
  readonly known: readonly string[];
  /** Parts that the answer leaves open. */
  readonly empty: readonly string[];
  /** Each with its place in the answer. Nothing is written into a document that one of them is about. */
  readonly refused: readonly Problem[];
  /** Documents that stay as they are although texts for them were in order, with how many texts. */
  readonly heldBack: readonly { readonly label: string; readonly texts: number }[];
  /** How many parts the answer names. */
  readonly frames: number;
}

/**
 * What would become of the documents by an answer; `file` is its name in problems. A text goes only into a part that is as
 * open as when its id was made; what would change anything around the part is refused.
 */
export const weighFilling = (
  documents: readonly FillDocument[],
  planName: string,
  file: string,
  answer: string,
): WeighedFilling => {
  const { frames, broken } = readFrames(file, answer);
  const byKey = new Map(documents.map((document) => [document.key, document]));
  const known: string[] = [];
  const empty: string[] = [];
  const refused: Problem[] = [];
  const texts = new Map<FillDocument, { part: FillPart; text: string; at: Place }[]>();
  const spoilt = new Set<string>();
  const refuse = (key: string, problem: Problem): void => {
    spoilt.add(key);
    refused.push(problem);
  };
  for (const { id, problem } of broken) refuse(documentOfPart(id), problem);
  for (const one of sortedOut(file, frames, (problem, id) => refuse(documentOfPart(id), problem))) {
    const key = documentOfPart(one.id);
    const document = byKey.get(key);
    const at: Place = { file, line: one.line, column: 1 };
    const { text, skipped } = tidyFilling(one.text);
    const part = document?.parts.find(({ id }) => id === one.id);
    if (text === '') {
      empty.push(one.id);
    } else if (part === undefined || document === undefined) {
      if (document !== undefined && holds(document.text, text)) known.push(one.id);
      else refuse(key, notOpen(one.id, planName, document, at));
    } else if (document.isFinished) {
      refuse(key, finished(document.id ?? document.label, at));
    } else {
      const faults = wrongWithFilling(text, part.depth);
      for (const { line, column, message, advice } of faults) {
        refuse(key, {
          rule: 'bad-filling',
          severity: 'error',
          at: { file, line: one.line + skipped + line, column },
          message: `${one.id}: ${message}`,
          advice,
        });
      }
      const list = texts.get(document) ?? [];
      if (faults.length === 0) texts.set(document, [...list, { part, text, at }]);
    }
  }
  const changes: FilledDocument[] = [];
  const heldBack: { label: string; texts: number }[] = [];
  for (const [document, list] of texts) {
    const text = withFilledParts(document.text, new Map(list.map((one) => [one.part.line, one.text])));
    const first = list[0];
    if (first !== undefined && !spoilt.has(document.key) && changesMore(document, text, list.length)) {
      refuse(document.key, changesTooMuch(document, first.at));
    }
    if (spoilt.has(document.key)) heldBack.push({ label: document.label, texts: list.length });
    else changes.push({ document, text, filled: list.map(({ part }) => part) });
  }
  refused.sort((a, b) => (a.at.line ?? 0) - (b.at.line ?? 0) || (a.at.column ?? 0) - (b.at.column ?? 0));
  return { changes, known, empty, refused, heldBack, frames: frames.length };
};

/** Each part once. Where an answer says two different things of a part, neither counts. */
const sortedOut = (
  file: string,
  frames: readonly Frame[],
  refuse: (problem: Problem, id: string) => void,
): readonly Frame[] => {
  const byId = new Map<string, Frame[]>();
  for (const one of frames) {
    const list = byId.get(one.id);
    if (list === undefined) byId.set(one.id, [one]);
    else list.push(one);
  }
  return [...byId.values()].flatMap(([first, ...others]) => {
    const other = others.find(({ text }) => text !== first?.text);
    if (first === undefined) return [];
    if (other === undefined) return [first];
    const problem: Problem = {
      rule: 'filled-twice',
      severity: 'error',
      at: { file, line: other.line, column: 1 },
      message: `The answer has two different texts for ${other.id}.`,
      advice: 'Keep one of them.',
      related: [{ at: { file, line: first.line, column: 1 }, message: 'The first one is here.' }],
    };
    refuse(problem, other.id);
    return [];
  });
};

/** Whether these lines stand in the document, one after the other. */
const holds = (document: string, text: string): boolean =>
  `\n${document.replace(/\r\n?/g, '\n')}\n`.includes(`\n${text}\n`);

/** Whether more would change than the parts that are filled: what is open, what is derived, or what the log says. */
const changesMore = (document: FillDocument, after: string, filled: number): boolean => {
  const derived = (text: string): string => JSON.stringify(readDerivedBlocks(text).map(({ content }) => content));
  const progress = (text: string): string => JSON.stringify(executionTaskProgress(text));
  return (
    openParts(after).length !== document.parts.length - filled ||
    derived(after) !== derived(document.text) ||
    (document.kind === 'task' && progress(after) !== progress(document.text))
  );
};

const changesTooMuch = ({ label }: FillDocument, at: Place): Problem => ({
  rule: 'bad-filling',
  severity: 'error',
  at,
  message: `The texts would change more of ${label} than its open parts: what is derived, what is open, or its log.`,
  advice: 'Take out what looks like an entry of a log, a mark, or HTML.',
});

const notOpen = (id: string, planName: string, document: FillDocument | undefined, at: Place): Problem => ({
  rule: 'not-open',
  severity: 'error',
  at,
  message:
    document === undefined
      ? `${planName} has no document that ${id} names.`
      : `${id} names no open part of ${document.label}: it was filled or changed, or never was there.`,
  advice: 'Ask again with planloom prompt fill, which names what is open now.',
});

const finished = (id: string, at: Place): Problem => ({
  rule: 'finished-achievement',
  severity: 'error',
  at,
  message: `${id} is approved or skipped, so its documents stay as they are.`,
  advice: 'Leave its parts out of the answer.',
});
