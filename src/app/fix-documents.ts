import { posix } from 'node:path';
import { compareIds } from '../domain/ids.ts';
import type { Problem } from '../domain/problem.ts';
import { applySplices } from '../methodology/file-change.ts';
import type { FileChange, Splice } from '../methodology/file-change.ts';
import { rulesInForce } from '../methodology/rules.ts';
import type { Subject } from '../methodology/subject.ts';
import { parsePlan } from '../plan-document/parse-plan.ts';
import { listInWords } from '../text/list-in-words.ts';
import { changedMeanwhile } from './changed-meanwhile.ts';
import type { CheckedSubject } from './checked.ts';
import { listLimits, maxDocumentBytes } from './open-plan.ts';
import type { Root } from './open-plan.ts';
import { writeProblem } from './write-problem.ts';

/** What is going to be done to one file. Paths are relative to the root, labels are what the user sees. */
export type PlannedFix =
  | {
      readonly kind: 'edit';
      readonly root: Root;
      readonly path: string;
      readonly label: string;
      readonly before: string;
      readonly after: string;
    }
  | {
      readonly kind: 'rename';
      readonly root: Root;
      readonly path: string;
      readonly label: string;
      readonly to: string;
    };

export interface PlannedFixes {
  readonly planned: readonly PlannedFix[];
  /** Warnings about what cannot be mended because of something else. */
  readonly heldBack: readonly Problem[];
}

/** Everything mechanical that the rules know to mend. Writes nothing. */
export const planFixes = async (checked: readonly CheckedSubject[]): Promise<PlannedFixes> => {
  const heldBack: Problem[] = [];
  const planned: PlannedFix[] = [];
  const wanted = new Map<string, Renames>();
  const seen = new Set<string>();
  for (const { root, subject } of checked) {
    const changes = changesOf(subject).filter(({ path }) => !seen.has(root.label(path)));
    planned.push(...(await edits(root, subject, changes)));
    const moves = changes.flatMap((change) => (change.kind === 'rename' ? [change] : []));
    if (moves.length > 0) {
      const known = wanted.get(root.path);
      const around = subject.plan?.paths ?? [];
      wanted.set(root.path, {
        root,
        moves: [...(known?.moves ?? []), ...moves],
        around: [...(known?.around ?? []), ...around],
      });
    }
    for (const { path } of changes) seen.add(root.label(path));
  }
  for (const one of wanted.values()) {
    const outcome = await renames(one);
    planned.push(...outcome.planned);
    heldBack.push(...outcome.heldBack);
  }
  return { planned, heldBack };
};

const changesOf = (subject: Subject): readonly FileChange[] =>
  rulesInForce(subject.config).flatMap(({ fix }) => fix?.(subject) ?? []);

const edits = async (
  root: Root,
  { documents, plan }: Subject,
  changes: readonly FileChange[],
): Promise<readonly PlannedFix[]> => {
  const splices = new Map<string, Splice[]>();
  for (const change of changes) {
    if (change.kind === 'edit') splices.set(change.path, [...(splices.get(change.path) ?? []), change.splice]);
  }
  const planned: PlannedFix[] = [];
  for (const [path, wanted] of splices) {
    const before = documents.find((one) => one.path === path)?.text;
    if (before === undefined) continue;
    const label = root.label(path);
    const isPlan = plan !== null && path === plan.document.path;
    // One by one: an edit after which the plan reads otherwise is left to a person.
    const kept: Splice[] = [];
    for (const splice of wanted) {
      if (!isPlan || (await readsTheSame(label, before, applySplices(before, [...kept, splice])))) kept.push(splice);
    }
    const after = applySplices(before, kept);
    if (after !== before) planned.push({ kind: 'edit', root, path, label, before, after });
  }
  return planned;
};

/** Whether the two texts define the same achievements. */
const readsTheSame = async (file: string, before: string, after: string): Promise<boolean> => {
  const facts = async (text: string): Promise<string> => {
    const { achievements } = await parsePlan(file, text);
    const sorted = achievements.toSorted((a, b) => compareIds(a.id, b.id));
    return JSON.stringify(sorted.map(({ id, title, estimate, deliverables }) => [id, title, estimate, deliverables]));
  };
  return (await facts(before)) === (await facts(after));
};

interface Renames {
  readonly root: Root;
  readonly moves: readonly (FileChange & { readonly kind: 'rename' })[];
  /** Files around the plans whose documents are renamed. */
  readonly around: readonly string[];
}

/** Renamings of files that no Markdown document of the workspace mentions, and no parallel.json beside the plan. */
const renames = async ({ root, moves, around }: Renames): Promise<PlannedFixes> => {
  const listing = await root.files.list('.', listLimits);
  if (!listing.ok) return { planned: [], heldBack: [keptNames(moves.length, [root.label('.')])] };
  const sources = [
    ...listing.value.paths.filter((path) => /\.md$/i.test(path)),
    ...around.filter((path) => /\.json$/i.test(path)),
  ];
  let left = moves.map((move) => ({ move, name: posix.basename(move.path).replace(/\.md$/i, '') }));
  const unread: string[] = [];
  for (const path of new Set(sources)) {
    if (left.length === 0) break;
    const text = await root.files.readText(path, maxDocumentBytes);
    if (text.ok) left = left.filter(({ name }) => !text.value.includes(name));
    else unread.push(root.label(path));
  }
  // What cannot be read may mention each of them.
  if (unread.length > 0 && left.length > 0) return { planned: [], heldBack: [keptNames(left.length, unread)] };
  return {
    planned: left.map(({ move: { path, to } }) => ({ kind: 'rename', root, path, label: root.label(path), to })),
    heldBack: [],
  };
};

/** Says that documents keep their names because of what cannot be read. */
const keptNames = (count: number, unread: readonly string[]): Problem => {
  const keeps = count === 1 ? '1 document keeps its name' : `${count} documents keep their names`;
  const them = unread.length === 1 ? 'it' : 'them';
  return {
    rule: 'renames-held-back',
    severity: 'warning',
    at: { file: unread[0] ?? '.' },
    message: `${keeps}: ${listInWords(unread)} cannot be read, and may mention ${count === 1 ? 'it' : 'them'}.`,
    advice: `Make ${them} readable or take ${them} out of the workspace, and use --fix again.`,
  };
};

export interface FixOutcome {
  readonly done: readonly PlannedFix[];
  readonly problems: readonly Problem[];
}

/** Carries the fixes out. A file that somebody changed since it was read is left alone, and is a problem. */
export const applyFixes = async (planned: readonly PlannedFix[]): Promise<FixOutcome> => {
  const done: PlannedFix[] = [];
  const problems: Problem[] = [];
  for (const fix of planned) {
    const { files } = fix.root;
    const written =
      fix.kind === 'edit' ? await files.change(fix.path, fix.before, fix.after) : await files.rename(fix.path, fix.to);
    if (!written.ok)
      problems.push(writeProblem(fix.kind === 'edit' ? fix.label : fix.root.label(fix.to), written.error));
    else if (written.value === false) problems.push(changedMeanwhile(fix.label));
    else done.push(fix);
  }
  return { done, problems };
};
