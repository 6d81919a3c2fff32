import { posix } from 'node:path';
import { compareIds } from '../domain/ids.ts';
import type { Problem } from '../domain/problem.ts';
import { applySplices } from '../methodology/file-change.ts';
import type { FileChange, Splice } from '../methodology/file-change.ts';
import { rulesInForce } from '../methodology/rules.ts';
import type { Subject } from '../methodology/subject.ts';
import { parsePlan } from '../plan-document/parse-plan.ts';
import { changedMeanwhile } from './changed-meanwhile.ts';
import type { CheckedSubject } from './checked.ts';
import { maxDocumentBytes } from './open-plan.ts';
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

/** Everything mechanical that the rules know to mend. Writes nothing. */
export const planFixes = async (checked: readonly CheckedSubject[]): Promise<readonly PlannedFix[]> => {
  const planned: PlannedFix[] = [];
  const seen = new Set<string>();
  for (const { root, subject } of checked) {
    const changes = changesOf(subject).filter(({ path }) => !seen.has(root.label(path)));
    planned.push(...(await edits(root, subject, changes)), ...(await renames(root, subject, changes)));
    for (const { path } of changes) seen.add(root.label(path));
  }
  return planned;
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

/** Renamings of files that no document around the plan mentions. */
const renames = async (
  root: Root,
  { plan }: Subject,
  changes: readonly FileChange[],
): Promise<readonly PlannedFix[]> => {
  const wanted = changes.flatMap((change) => (change.kind === 'rename' ? [change] : []));
  if (wanted.length === 0 || plan === null) return [];
  const sources = plan.paths.filter((path) => /\.(?:md|json)$/i.test(path));
  const texts = await Promise.all(sources.map(async (path) => root.files.readText(path, maxDocumentBytes)));
  const isMentioned = (path: string): boolean =>
    // What cannot be read may mention it.
    texts.some((text) => !text.ok || text.value.includes(posix.basename(path).replace(/\.md$/i, '')));
  return wanted
    .filter(({ path }) => !isMentioned(path))
    .map(({ path, to }) => ({ kind: 'rename', root, path, label: root.label(path), to }));
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
