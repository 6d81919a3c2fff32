import type { Estimate, ParsedAchievement, Priority } from '../domain/plan.ts';
import type { Status } from '../domain/status.ts';
import { plainWords } from './decoration.ts';
import { estimateOf } from './estimate.ts';
import { readField, type FieldKind } from './field-line.ts';
import { readFields, type BodyLine, type Field } from './fields.ts';
import { findPaths } from './paths.ts';
import { itemText, listOf, readDeliverables } from './read-deliverables.ts';
import { readWishes } from './read-wishes.ts';
import { statusOfMarks, statusOfWords } from './status-words.ts';

/** What the lines below an achievement's heading say about it. */
export interface Section {
  readonly lines: readonly BodyLine[];
  readonly fields: readonly Field[];
  readonly estimate: Estimate | null;
  /** What a field calls the total: of this achievement, or of a list that ends here. */
  readonly total: Estimate | null;
  readonly status: Status | null;
  readonly severity: string | null;
  readonly priority: Priority | null;
  /** How many different things (goal, effort, deliverables, …) it has a field for: the sign of a detail section. */
  readonly strength: number;
}

/** What a section says at length; only the one that counts for its achievement is read for it. */
type SectionContent = Pick<
  ParsedAchievement,
  'goal' | 'deliverables' | 'successCriteria' | 'tests' | 'validationScript' | 'wishes'
>;

const goalNames = [/^goals?$/, /^objectives?$/, /^(?:aim|intent|purpose)$/, /^description$/, /^what$/, /^/];
const tells = new Set<FieldKind>(['goal', 'effort', 'deliverables', 'success', 'tests', 'validation', 'script']);
const level = /\b(critical|urgent|blocker|high|medium|low)\b/i;

const nothing: Section = {
  lines: [],
  fields: [],
  estimate: null,
  total: null,
  status: null,
  severity: null,
  priority: null,
  strength: 0,
};

const isTotal = (field: Field): boolean => field.name.startsWith('total');
const isOwn = (field: Field): boolean => field.parent === null || field.parent.kind === 'other';

/** Reads the fields of a section. */
export const readSection = (lines: readonly BodyLine[]): Section => {
  if (lines.length === 0) return nothing;
  const fields = readFields(lines);
  const own = fields.filter(isOwn);
  const of = (kind: FieldKind): Field[] => own.filter((field) => field.kind === kind);
  const effort = of('effort').sort((a, b) => a.line.level - b.line.level);
  const estimateAmong = (some: readonly Field[]): Estimate | null => {
    for (const field of some) {
      const estimate = estimateOf(textOf(field));
      if (estimate !== null) return estimate;
    }
    return null;
  };
  const status = fields.find((field) => field.kind === 'status' && field.parent === null);
  const priority = of('priority')[0]?.value ?? '';
  const number = /^(?:P|priority\s*)?(\d+(?:\.\d+)?)(?:\s*[:–—-]\s*(.*))?/i.exec(plainWords(priority));
  return {
    lines,
    fields,
    estimate: estimateAmong(effort.filter((field) => !isTotal(field))),
    total: estimateAmong(effort.filter(isTotal)),
    status: status === undefined ? null : statusOfField(textOf(status)),
    severity:
      level.exec(of('severity')[0]?.value ?? '')?.[1]?.toUpperCase() ??
      level.exec(priority)?.[1]?.toUpperCase() ??
      null,
    priority: number === null ? null : { number: Number(number[1]), label: number[2] ?? '' },
    strength: new Set(own.map((field) => field.kind).filter((kind) => tells.has(kind))).size,
  };
};

/** Reads what a section says at length. */
export const readContent = ({ lines, fields }: Section): SectionContent => ({
  goal: goalOf(fields.filter((field) => field.kind === 'goal' && isOwn(field))) ?? firstParagraph(lines),
  deliverables: readDeliverables(lines, fields),
  successCriteria: fields.filter((field) => field.kind === 'success' && isOwn(field)).flatMap(listOf),
  tests: fields
    .filter(
      (field) => field.kind === 'tests' && field.parent?.kind !== 'tests' && field.parent?.kind !== 'deliverables',
    )
    .flatMap(listOf),
  validationScript: scriptOf(fields),
  ...wishesIn(fields),
});

const wishesIn = (fields: readonly Field[]): Pick<SectionContent, 'wishes'> => {
  const wishes = readWishes(fields);
  return wishes === undefined ? {} : { wishes };
};

const textOf = (field: Field): string => (field.value === '' ? (field.children[0]?.text ?? '') : field.value);

const unicodeLetter = /\p{L}/u;
const statusOfField = (value: string): Status | null =>
  /[A-Za-z\d]/.test(value) || unicodeLetter.test(value) ? statusOfWords(value) : statusOfMarks(value);

const goalOf = (fields: readonly Field[]): string | null => {
  for (const name of goalNames) {
    for (const field of fields) {
      if (!name.test(field.name)) continue;
      const text =
        field.value === ''
          ? field.children
              .filter((line) => line.level <= 0)
              .map((line) => line.text)
              .join(' ')
          : field.value;
      if (text !== '') return itemText(text);
    }
  }
  return null;
};

/** The plain paragraph that a section opens with. */
const firstParagraph = (lines: readonly BodyLine[]): string | null => {
  const words: string[] = [];
  for (const line of lines) {
    const isPlain = line.level === 0 && !line.item && (words.length === 0 || line.continues);
    if (!isPlain || readField(line.text) !== undefined) break;
    words.push(line.text);
  }
  const text = itemText(words.join(' '));
  return /[a-z]/i.test(text) && !text.endsWith(':') ? text : null;
};

const isScript = /\.(?:sh|bash|py|[cm]?[jt]s|rb|ps1|pl)$|^Makefile$/i;

const scriptOf = (fields: readonly Field[]): string | null => {
  const named = fields.filter(
    (field) =>
      field.kind === 'script' || (/^(?:script|command)$/.test(field.name) && field.parent?.kind === 'validation'),
  );
  const validations = fields.filter((field) => field.kind === 'validation');
  return scriptAmong(named, () => true) ?? scriptAmong(validations, isValidator);
};

const scriptAmong = (fields: readonly Field[], counts: (path: string) => boolean): string | null => {
  for (const field of fields) {
    for (const text of [field.value, ...field.children.map((line) => line.text)]) {
      const found = scriptIn(text, counts);
      if (found !== undefined) return found;
    }
  }
  return null;
};

/** A source file that a check only mentions ("Check all imports of `paths.py`") is no script that checks. */
const isValidator = (path: string): boolean =>
  /\.(?:sh|bash|ps1)$|(?:^|\/)(?:validat|verif|check)[^/]*$|^Makefile$/i.test(path);

/** The script that a line names, alone, if it counts, or in a command such as `bash checks/x.sh --fast`. */
const scriptIn = (text: string, counts: (path: string) => boolean): string | undefined => {
  const direct = findPaths(text).find(({ path }) => isScript.test(path) && counts(path));
  if (direct !== undefined) return direct.path;
  for (const span of text.matchAll(/`([^`]+)`/g)) {
    // Of a command its script counts, whatever it is called.
    const words = (span[1] ?? '').trim().split(/\s+/);
    const isCommand = words.length > 1;
    const word = words.find((part) => (isCommand || counts(part)) && /[\w-]\.(?:sh|bash|py|[cm]?[jt]s|rb)$/.test(part));
    if (word !== undefined) return word.replace(/^\.\//, '');
  }
  return undefined;
};
