import { posix } from 'node:path';
import type { RunNode, WorktreeMode } from '../../domain/run.ts';
import { agentFiles, agentFolders } from '../../policy/executables.ts';
import type { AttemptExit } from '../../ports/executor.ts';
import type { TreeChange } from '../../ports/run-store.ts';
import { listInWords } from '../../text/list-in-words.ts';
import { declaredPaths } from './declared-paths.ts';
import { pathMatcher } from './glob.ts';

/** What an attempt left, before any check has run. Paths are from the top of the repository unless said otherwise. */
export interface WorkToJudge {
  readonly exit: Pick<AttemptExit, 'outcome' | 'message'>;
  readonly mode: WorktreeMode;
  readonly node: Pick<RunNode, 'id' | 'evidence' | 'deliverables'>;
  /** The workspace's root as seen from the top of the repository; empty when they are one. */
  readonly prefix: string;
  /** Without what was taken back. */
  readonly changes: readonly TreeChange[];
  readonly takenBack: readonly string[];
  readonly nestedRepositories: readonly string[];
  /** Every path of the result's tree. */
  readonly paths: readonly string[];
  /** Deliverables, as the node declares them, of which there is a file on disk. Looked at where the tree has none. */
  readonly ignoredOnDisk: ReadonlySet<string>;
}

/** `reasons` are sentences, for a person and for the next attempt; `remarks` are worth a look, and reject nothing. */
export type WorkVerdict =
  | { readonly ok: true; readonly remarks: readonly string[] }
  | { readonly ok: false; readonly reasons: readonly string[]; readonly remarks: readonly string[] };

/**
 * Whether the work may go on to its checks: the program ended well, there is a change, every deliverable is there and at
 * least one of them was changed. In the mode `none`, where nothing tells who changed what, deliverables need only be on
 * disk. All reasons are given, not only the first.
 */
export const judgeWork = (work: WorkToJudge): WorkVerdict => {
  const { node, mode, prefix } = work;
  const { inside, outside } = declaredPaths(node.deliverables, prefix);
  const declared = inside.map(({ text, pattern }): Declared => {
    const matches = pathMatcher(pattern);
    const isInTree = mode !== 'none' && work.paths.some(matches);
    const isTakenBack = !isInTree && work.takenBack.some(matches);
    const isIgnored = !isInTree && !isTakenBack && work.ignoredOnDisk.has(text);
    const isChanged = work.changes.some(({ path }) => matches(path));
    return { text, isThere: isInTree || isIgnored, isTakenBack, isIgnored, isChanged };
  });
  const reasons = [
    ...(work.exit.outcome === 'succeeded' ? [] : [work.exit.message || `It ended as ${work.exit.outcome}.`]),
    ...work.nestedRepositories.map(
      (path) =>
        `${path} is a git repository of its own, so its files cannot be taken over: remove its .git folder, or declare it as a submodule.`,
    ),
    ...declared.flatMap((one) => missing(one, work)),
    ...(mode === 'none' || node.evidence === 'none' ? [] : unchanged(declared, work)),
  ];
  const remarks = [
    ...outside.map((text) => `${node.id} declares ${text}, which lies outside the workspace and was not looked at.`),
    ...changedAgentFiles(work).map((path) => `The attempt changed ${path}, by which agents are told what to execute.`),
  ];
  return reasons.length === 0 ? { ok: true, remarks } : { ok: false, reasons, remarks };
};

const changedAgentFiles = ({ changes, prefix }: WorkToJudge): readonly string[] => {
  const files = new Set(agentFiles.map((file) => posix.join(prefix, file)));
  const folders = agentFolders.map((folder) => `${posix.join(prefix, folder)}/`);
  return changes
    .map(({ path }) => path)
    .filter((path) => files.has(path) || folders.some((folder) => path.startsWith(folder)));
};

interface Declared {
  readonly text: string;
  readonly isThere: boolean;
  readonly isChanged: boolean;
  readonly isTakenBack: boolean;
  readonly isIgnored: boolean;
}

const missing = ({ text, isThere, isTakenBack }: Declared, { node, mode }: WorkToJudge): readonly string[] => {
  if (isThere) return [];
  if (isTakenBack) return [`${node.id} declares ${text}, but what an attempt does to such a file is taken back.`];
  return [`${node.id} declares ${text}, which is not ${mode === 'none' ? 'on disk' : 'in the result'}.`];
};

const unchanged = (declared: readonly Declared[], { changes, takenBack }: WorkToJudge): readonly string[] => {
  if (declared.some(({ isChanged }) => isChanged)) return [];
  const names = listInWords(declared.map(({ text }) => text));
  if (declared.length > 0 && declared.every(({ isIgnored }) => isIgnored)) {
    return [
      `Git ignores all of its deliverables, so that no change of them can be seen: ${names}. Set "evidence" to "none" for it, or have git keep one of them.`,
    ];
  }
  // Of those that are missing that was said already.
  const isSaid = declared.every(({ isThere }) => !isThere);
  if (changes.length > 0) return isSaid ? [] : [`None of its deliverables was changed: ${names}.`];
  return [
    takenBack.length === 0
      ? 'Nothing was changed.'
      : `Nothing was changed but what was taken back: ${listInWords(takenBack)}.`,
  ];
};
