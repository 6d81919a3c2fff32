import { isAscii } from './characters.ts';
import { leadingMarks, plainWords } from './decoration.ts';

export type FieldKind =
  | 'goal'
  | 'effort'
  | 'status'
  | 'severity'
  | 'priority'
  | 'deliverables'
  | 'success'
  | 'tests'
  | 'validation'
  | 'script'
  | 'other';

/** A "Name: value" line. */
export interface NamedValue {
  /** In lower case. */
  readonly name: string;
  readonly kind: FieldKind;
  readonly value: string;
}

const names: Readonly<Partial<Record<FieldKind, string>>> = {
  goal: 'goal|goals|objective|objectives|purpose|description|what|aim|intent|outcome|summary|scope',
  status: 'status|state|current status',
  severity: 'severity|criticality',
  priority: 'priority',
  success:
    'success|success criteria|success criterion|acceptance|acceptance criteria|done when|definition of done|criteria|exit criteria|completion criteria',
  tests:
    'test|tests|testing|test plan|test cases|testing requirement|testing requirements|test required|tests required|required tests|verification tests|testing strategy',
  deliverables: 'new|updated|added|changed',
  script:
    'validation script|validation scripts|verification script|verification scripts|validate with|verify with|validation command|proof script',
  validation: 'validation|verification|verify|validated by|verified by',
};
const kindOfName = new Map(
  Object.entries(names).flatMap(([kind, all]) => all.split('|').map((name) => [name, kind as FieldKind] as const)),
);
const effort =
  /^(?:total |rough )?(?:est\.? |estimated |expected |planned )?(?:effort|time|timeline|hours|duration|size)(?: estimate| needed| required)?$|^(?:time )?(?:estimates?|estimated|est\.?)$/;
const deliverables =
  /^(?:key |main |expected |planned )?(?:deliverables?|outputs?|artifacts?|artefacts?)$|^(?:(?:new|modified|changed|affected|target|key|touched|updated|created|generated|output|source|code|implementation|deliverable) )?files?(?: and folders)?(?: to (?:create|modify|change|update|touch|edit|add|write|create ?(?:\/|or|and) ?modify))?$|^(?:files )?(?:created|modified)(?: files)?$|^(?:scripts?|modules?|documents?|docs|tests|test files?) to (?:create|write|add|update)$|^(?:creates|produces|modifies|delivers|files? (?:changed|affected|created|modified|touched))$|^touches$/;

/** What kind of field `name`, in lower case, is the name of. */
const kindOf = (name: string): FieldKind => {
  const known = kindOfName.get(name);
  if (known !== undefined) return known;
  if (effort.test(name)) return 'effort';
  return deliverables.test(name) ? 'deliverables' : 'other';
};

const boldName = String.raw`(?:\*\*|__)(?<bold>[^*_:：]{1,60}?)\s*(?:[:：]\s*(?:\*\*|__)|(?:\*\*|__)\s*(?:\([^)]*\)\s*)?[:：])`;
const namedWith = (letters: string, marks: string, flags: string): RegExp =>
  new RegExp(
    String.raw`^(?:${boldName}|(?<plain>[${letters}⏱][${letters}${marks}\d .\u23f1/&'’-]{0,40}?)(?:\s*\([^):]{1,40}\))?\s*[:：](?=\s|$))\s*(?<value>.*)$`,
    flags,
  );
const named = namedWith('A-Za-z', '', '');
const namedInAnyScript = namedWith(String.raw`\p{L}`, String.raw`\p{M}`, 'u');
const colonless = /^(?:\*\*|__)(?<bold>[^*_:]{1,40}?)(?:\*\*|__)\s*[-–—=]?\s*(?<value>.*)$/u;

const nameOf = (written: string): string =>
  plainWords(written.includes('(') ? written.replace(/\([^)]*\)/g, '') : written)
    .toLowerCase()
    .trim() || written.trim();

/** `line` cut at its colon, as a name and a value. */
const namedIn = (line: string): RegExpExecArray | null => {
  const colon = line.search(/[:：]/);
  if (colon < 0) return null;
  return (isAscii(line.slice(0, colon)) ? named : namedInAnyScript).exec(line);
};

/** The name and value of a "Name: value" line, with or without bold; nothing when it is none. */
export const readField = (text: string): NamedValue | undefined => {
  const marks = leadingMarks(text);
  const clock = marks.includes('\u23f1') ? text.slice(marks.length) : '';
  // In "**⏱️ Effort**: 2h" the bold opens before the emoji.
  const line = withoutItalics((marks.includes('**') ? '**' : '') + text.slice(marks.length));
  const groups = namedIn(line)?.groups;
  if (groups !== undefined) {
    const name = nameOf(groups.bold ?? groups.plain ?? '');
    return { name, kind: kindOf(name), value: (groups.value ?? '').trim() };
  }
  const bold = line.startsWith('**') || line.startsWith('__') ? colonless.exec(line)?.groups : undefined;
  if (bold !== undefined) {
    const name = nameOf(bold.bold ?? '');
    const kind = kindOf(name);
    if (kind !== 'other') return { name, kind, value: (bold.value ?? '').trim() };
  }
  return clock !== '' && /^~?\d/.test(clock) ? { name: 'time', kind: 'effort', value: clock } : undefined;
};

/** The field that a heading opens: "Effort: 3h", or all of its words as the name. */
export const headingField = (text: string): NamedValue => {
  const field = readField(text);
  if (field !== undefined) return field;
  const name = nameOf(text);
  return { name, kind: kindOf(name), value: '' };
};

/** "*Effort: 3h*" without the marks around the whole. */
export const withoutItalics = (text: string): string => {
  const whole = text.trim();
  if (!whole.startsWith('*') && !whole.startsWith('_')) return text;
  return /^(?:\*(?!\*)[^*]+\*|_(?!_)[^_]+_)$/.test(whole) ? whole.slice(1, -1) : text;
};
