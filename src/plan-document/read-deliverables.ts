import type { Deliverable } from '../domain/plan.ts';
import { leadingMarks, withoutEmphasis } from './decoration.ts';
import type { BodyLine, Field } from './fields.ts';
import { findPaths, type FoundPath } from './paths.ts';

/** Words in front of a path that make it something used, not something made. */
const used =
  /\b(?:using|use|uses|via|following|follows|from|based on|see|per|like|against|inspired by|pattern of|according to|reads?|calls?|similar to|instead of|than|imports?|described in|defined in|replaces)\s+(?:the |existing )?[`*(]*$/i;
const modifies =
  /^[`*]*\s+(?:detection|logic|handling|specification|schema spec|parsing|pattern|support|convention|style|approach)\b/i;
const makes =
  /^(?:create|add|write|implement|build|update|modify|extend|refactor|document|scripts?|files?|modules?|new|enhance|improve|move|rename|delete|remove|generate|produce|introduce|export|fix|port|migrate|replace|edit|output|deliver|publish|configure|set up|setup|define|develop|draft|split|extract|register|expose|change|adjust|convert|wire|store|save|commit|location|path|code|tests?|docs?)(?:d|s|ed|ing)?\b/i;
const madeBehind =
  /^[`*]*(?:\s+\([^)]*\))?\s*(?:[-–—:]|\b(?:file |folder |script |module )?(?:is |are |was )?(?:created|added|exists?|updated|written|extended|generated|published|in place|refactored|implemented)\b|\((?:new|create|modify|update|updated|extended))/i;
const notMade =
  /^(?:tests?|testing|validation|verification|evidence|issue|context|dependenc(?:y|ies)|depends on|references?|why|reason|root cause|problem|based on|input|inputs|source|sources|notes?|see|see also|logs?|cli|alternative|or|example|examples|read|review|background|related|blocks|requires|prerequisites?|prerequisite for|success|documentation found)$/;

/** Paths of `text` that it names as made or changed. "`x.py` in `tools/`" is one path. */
const producedPaths = (text: string): readonly string[] => {
  const found = findPaths(text);
  const paths: string[] = [];
  found.forEach((place, index) => {
    if (used.test(text.slice(0, place.start)) || modifies.test(text.slice(place.end))) return;
    const before = found[index - 1];
    if (before !== undefined && isFolderOf(text, before, place)) return;
    const after = found[index + 1];
    const folder = after !== undefined && isFolderOf(text, place, after) ? after.path.replace(/\/?$/, '/') : '';
    paths.push(folder + place.path);
  });
  return paths;
};

const isFolderOf = (text: string, file: FoundPath, folder: FoundPath): boolean =>
  !file.path.includes('/') &&
  !/\.\w+$/.test(folder.path) &&
  /^[`*]*\s*\(?(?:in|under|inside|into|to)\s+(?:the\s+)?[`*]*$/i.test(
    text.slice(file.end, folder.start) + text.slice(folder.start, folder.start),
  );

/** The words of an item, without box, ticks and bold. */
export const itemText = (text: string): string =>
  withoutEmphasis(text.slice(leadingMarks(text).length))
    .replace(/\s+/g, ' ')
    .trim();

/** Splits "a, b (c, d), e" at the commas and semicolons outside brackets and code. */
const splitList = (text: string): readonly string[] => {
  const parts: string[] = [];
  let depth = 0;
  let code = false;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (character === '`') code = !code;
    else if (!code && '([{'.includes(character)) depth++;
    else if (!code && ')]}'.includes(character)) depth = Math.max(0, depth - 1);
    else if (!code && depth === 0 && (character === ';' || (character === ',' && /\s/.test(text[i + 1] ?? ' ')))) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
};

/** Of a longer line only the beginning is looked at. */
const longest = 4_000;

const nothing = /^(?:none|n\/?a|tbd|to be determined|-|–|—)\.?$/i;

const deliverablesOf = (text: string): readonly Deliverable[] => {
  const words = itemText(text.slice(0, longest));
  if (words === '' || nothing.test(words)) return [];
  const paths = producedPaths(words);
  if (paths.length === 0) return [{ text: words }];
  return paths.map((path, index) => ({ text: index === 0 ? words : path, path }));
};

/** The items below a field, or, when there are none, what its line says. */
export const listOf = (field: Field): readonly string[] => {
  const items = field.children.filter((line) => line.item);
  const level = topLevel(items);
  const below = field.children.flatMap((line, index) =>
    line.item && line.level === level ? [itemText(withContinuation(field.children, index))] : [],
  );
  if (field.value === '' && below.length === 0) {
    return field.children.filter((line) => line.level === 0).map((line) => itemText(line.text));
  }
  const own = itemText(field.value);
  return [...(own === '' || nothing.test(own) ? [] : [own]), ...below];
};

const topLevel = (items: readonly BodyLine[]): number =>
  items.reduce((top, line) => Math.min(top, line.level), Infinity);

/** The item at `at` with the lines that go on with it. */
const withContinuation = (lines: readonly BodyLine[], at: number): string => {
  const words = [lines[at]?.text ?? ''];
  for (let i = at + 1; lines[i]?.continues === true; i++) words.push(lines[i]?.text ?? '');
  return words.join(' ');
};

const fromField = (field: Field): readonly Deliverable[] => {
  const top = topLevel(field.children.filter((line) => line.item));
  const own = splitList(field.value).flatMap(deliverablesOf);
  const below = field.children.flatMap((line, index) => {
    if (!line.item) return [];
    const found = deliverablesOf(withContinuation(field.children, index));
    return line.level === top ? found : found.filter((deliverable) => deliverable.path !== undefined);
  });
  return [...own, ...below];
};

/** Without a field that lists them: bullets that make or change a file ("Create `tools/x.py`", "Script: `y.py`"). */
const fromBullets = (lines: readonly BodyLine[], fields: readonly Field[]): readonly Deliverable[] => {
  const silent = new Set<BodyLine>();
  for (const field of fields) {
    if (notMade.test(field.name) || field.kind === 'tests' || field.kind === 'validation' || field.kind === 'script') {
      silent.add(field.line);
      for (const line of field.children) silent.add(line);
    }
  }
  return lines.flatMap((line): readonly Deliverable[] => {
    if (silent.has(line) || line.level === -1) return [];
    const words = itemText(line.text.slice(0, longest));
    const [first] = findPaths(words);
    if (first === undefined) return [];
    const made = makes.test(words) || (first.start === 0 && madeBehind.test(words.slice(first.end)));
    return made ? deliverablesOf(line.text).filter((deliverable) => deliverable.path !== undefined) : [];
  });
};

const changes = /^(?:new|updated|added|changed|created|modified)$/;

/** What an achievement hands over, each path once; from its Deliverables and Files fields, else from its bullets. */
export const readDeliverables = (lines: readonly BodyLine[], fields: readonly Field[]): readonly Deliverable[] => {
  const stated = fields.filter(
    (field) =>
      field.kind === 'deliverables' &&
      (field.parent === null || field.parent.kind === 'other' || field.parent.kind === 'success'),
  );
  const listed = stated.flatMap((field) => {
    const found = fromField(field);
    // "Added: 2025-10-09" is about the achievement, "Added: `a.ts`" about what it hands over.
    return changes.test(field.name) ? found.filter((deliverable) => deliverable.path !== undefined) : found;
  });
  // "Output: a report" says what comes out when it runs, not which files make it.
  const onlyOutput =
    !listed.some((one) => one.path !== undefined) &&
    stated.every((field) => /^outputs?$/.test(field.name) || changes.test(field.name));
  const all = onlyOutput ? [...listed, ...fromBullets(lines, fields)] : listed;
  const seen = new Set<string>();
  return all.filter((deliverable) => {
    const key = deliverable.path ?? deliverable.text;
    const known = seen.has(key);
    seen.add(key);
    return !known;
  });
};
