import { posix } from 'node:path';
import { findPaths } from '../plan-document/paths.ts';
import type { RuleDocument } from './rule-document.ts';
import { blocksUnder } from './sections.ts';
import { completeOf } from './subject.ts';
import type { SubjectPlan } from './subject.ts';

/** A place of a document that names a file. */
export interface Reference {
  readonly target: string;
  readonly line: number;
  readonly column: number;
}

const link = /(?<!\\)\[[^[\]\n]*\]\(\s*(?:<([^<>\n]+)>|((?:[^()\s<>]|\([^()\s]*\))+))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/g;
/** `[name]: target`, to which `[words][name]` leads; `[^1]: …` is a footnote. */
const definition = /^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?([^\s<>]+)>?[ \t]*(?:"[^"\n]*"|'[^'\n]*')?\r?$/;

/** The targets of links that are meant to be files of the workspace. */
export const linksOf = (document: RuleDocument): readonly Reference[] => [
  ...inlineLinksOf(document),
  ...definitionsOf(document),
];

/** The definitions of links stand in no block. */
const definitionsOf = ({ blocks, text }: RuleDocument): readonly Reference[] => {
  if (!text.includes(']:')) return [];
  const hidden = new Set(
    blocks.flatMap(({ kind, lines }) => (kind === 'code' || kind === 'html' ? lines.map(({ line }) => line) : [])),
  );
  return text.split('\n').flatMap((written, index): Reference[] => {
    const target = fileOf(definition.exec(written)?.[1] ?? '');
    return target === null || hidden.has(index + 1) ? [] : [{ target, line: index + 1, column: 1 }];
  });
};

const inlineLinksOf = ({ blocks }: RuleDocument): readonly Reference[] =>
  blocks
    .filter(({ kind }) => kind !== 'code' && kind !== 'html')
    .flatMap(({ lines }) => lines)
    .filter(({ text }) => text.includes(']('))
    .flatMap(({ text, line, column }) => {
      const words = text.replace(/(`+)[^`]*\1|<!--.*?(?:-->|$)/g, (hidden) => ' '.repeat(hidden.length));
      return [...words.matchAll(link)].flatMap((match): Reference[] => {
        const target = fileOf(match[1] ?? match[2] ?? '');
        return target === null ? [] : [{ target, line, column: column + match.index }];
      });
    });

/** What a link names, when that is a file: no address, no part of its own page, nothing that is still to be filled in. */
const fileOf = (written: string): string | null => {
  if (/^(?:[a-z][a-z\d+.-]*:|#|\/\/)/i.test(written) || /[{}[\]<>*$|]|\.\.\.|…/.test(written)) return null;
  // An editor's "file.ts:12" is the file.
  const path = decoded(written.replace(/[#?].*$/, '').replace(/(?::\d+(?:-\d+)?){1,2}$/, ''));
  // "v1.0" or "1.2" in brackets is no file.
  return /\/|\.[a-z]\w*$/i.test(path) && !/^path\/to\b/i.test(path) ? path : null;
};

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** Where a link of the document leads, relative to the root; null when that is outside of it. */
export const linkedPath = ({ path }: RuleDocument, target: string): string | null => {
  const whole = target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(path), target);
  const normal = posix.normalize(whole);
  return normal.startsWith('..') || normal.startsWith('/') ? null : normal;
};

const documentName = /(?<![\w/.-])(?:[\w.-]+\/)*((?:PLAN|SUBPLAN|GRAMMAPLAN|NORTH[_-]STAR)[_-][\w.-]*\w\.md)(?!\w)/gi;
const parentField = /^(?:(?:mother|parent|child of)[ _-]?(?:plan)?|plan|subplan|gramma[ _-]?plan|north[ _-]?star)$/;

const namesIn = (text: string, line: number, column: number): readonly Reference[] =>
  [...text.matchAll(documentName)].map((match) => ({ target: match[1] ?? '', line, column: column + match.index }));

/** The documents above this one that its header names. */
export const parentsOf = ({ header }: RuleDocument): readonly Reference[] =>
  header
    .filter(({ name }) => parentField.test(name))
    .flatMap(({ value, line, column }) => namesIn(value, line, 1).map((one) => ({ ...one, column })));

/** The plans that a section about related or child plans names. */
export const relatedPlansOf = (document: RuleDocument): readonly Reference[] =>
  blocksUnder(document, /\b(?:related|child|dependent)\b.*\bplans?\b|^plans$/)
    .filter(({ kind }) => kind !== 'code' && kind !== 'html')
    .flatMap(({ lines }) => lines)
    .flatMap(({ text, line, column }) => namesIn(text, line, column));

/** Where the plan says that it is put when it is complete: a folder as it is written, with its place. */
export const archiveOf = (document: RuleDocument): Reference | undefined => {
  const field = document.header.find(({ name }) => /^archive(?: location)?$/.test(name));
  const lines =
    field === undefined
      ? blocksUnder(document, /^(?:final )?archive\b.*\blocation\b|^archive$/).flatMap((block) => block.lines)
      : [{ text: field.value, line: field.line, column: field.column }];
  for (const { text, line, column } of lines) {
    const folder = findPaths(text).find(({ path }) => path.includes('/') && !/\.\w+$/.test(path));
    if (folder !== undefined) return { target: folder.path, line, column: column + folder.start };
  }
  return undefined;
};

/** Test files and validation scripts that complete achievements name, as written. */
export const testFilesOf = (plan: SubjectPlan) => {
  const complete = completeOf(plan);
  return plan.parsed.achievements
    .filter(({ id }) => complete.has(id))
    .map(({ id, tests, validationScript, position }) => ({
      id,
      position,
      files: [
        ...new Set(
          [
            ...tests.flatMap((text) => findPaths(text)).map(({ path }) => path),
            ...(validationScript === null ? [] : [validationScript]),
          ].filter((path) => !/[*{}<>$[\]]/.test(path) && /\.\w+$/.test(path)),
        ),
      ],
    }))
    .filter(({ files }) => files.length > 0);
};

/** The places below the root at which a file may be that a plan names by `path`. */
export const placesOf = ({ folder }: Pick<SubjectPlan, 'folder'>, path: string): readonly string[] =>
  [posix.normalize(path), posix.join(folder, path)].filter(
    (place) => !place.startsWith('..') && !place.startsWith('/'),
  );

/** Every path below the root that a rule wants to know of. */
export const wantedPaths = (documents: readonly RuleDocument[], plan: SubjectPlan | null): ReadonlySet<string> => {
  const wanted = new Set<string>();
  for (const document of documents) {
    for (const { target } of linksOf(document)) {
      const path = linkedPath(document, target);
      if (path !== null) wanted.add(path);
    }
  }
  if (plan !== null) {
    for (const { files } of testFilesOf(plan)) {
      for (const file of files) {
        for (const place of placesOf(plan, file)) {
          wanted.add(place);
          wanted.add(posix.dirname(place));
        }
      }
    }
    const archive = archiveOf(plan.document);
    if (archive !== undefined) for (const place of placesOf(plan, archive.target)) wanted.add(place);
  }
  return wanted;
};
