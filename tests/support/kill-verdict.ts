import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import type { NodeId } from '../../src/domain/run.ts';
import type { RunState } from '../../src/journal/run-state.ts';
import { outcomeOf } from './kill-plan.ts';
import { commandsOf, processesOf } from './kill-rig.ts';
import type { KillPlace } from './kill-rig.ts';
import { wrongSummaries } from './kill-summaries.ts';

const filesBelow = (folder: string): readonly string[] =>
  !existsSync(folder)
    ? []
    : readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => path.join(entry.parentPath, entry.name));

/** What a run adds to the user's repository: objects, its own refs with their reflogs, and planloom's own folder. */
const isOfRuns = (file: string): boolean =>
  /^\.git\/(?:planloom\/|objects\/|(?:logs\/)?refs\/(?:heads\/)?planloom\/)/.test(file);

/** Everything of the user's by name, as digests. */
export const userState = ({ root }: KillPlace): Readonly<Record<string, string>> =>
  Object.fromEntries(
    filesBelow(root)
      .map((file) => path.relative(root, file))
      .filter((file) => !isOfRuns(file))
      .sort()
      .map((file) => [
        file,
        createHash('sha256')
          .update(readFileSync(path.join(root, file)))
          .digest('hex'),
      ]),
  );

/** The objects that the user had are there still: none of his packs or loose objects has gone. */
export const userObjects = ({ root }: KillPlace): readonly string[] =>
  filesBelow(path.join(root, '.git', 'objects')).map((file) => path.relative(root, file));

export interface Before {
  readonly state: Readonly<Record<string, string>>;
  readonly objects: readonly string[];
}

/** How often each finished node had been started, by the time it was seen to be finished. */
export type FinishedStarts = Map<string, number>;

/** Notes which nodes are finished by now. To be asked when nothing runs. */
export const noteFinished = (place: KillPlace, state: RunState | undefined, finished: FinishedStarts): void => {
  const starts = place.starts();
  for (const [id, node] of state?.nodes ?? []) {
    if (node.state === 'succeeded' && !finished.has(id)) finished.set(id, starts[id] ?? 0);
  }
};

const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

/** Runs git in the run's store. */
const inStore = (store: string, ...args: readonly string[]): string =>
  execFileSync('git', [`--git-dir=${store}`, ...args], {
    stdio: 'pipe',
    env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' },
  })
    .toString()
    .trimEnd();

/** The word and the line of a failure to check. */
const tried = (what: string, check: () => string): readonly string[] => {
  try {
    const said = check();
    return /\b(?:error|missing|broken|corrupt)\b/.test(said) ? [`${what}: ${said}`] : [];
  } catch (error) {
    return [`${what}: ${String((error as { stderr?: Buffer }).stderr ?? error)}`];
  }
};

/** The merges of a run's branch, by node, in order. */
export const mergesOf = (place: KillPlace, branch: string): ReadonlyMap<string, readonly string[]> => {
  const format = '--format=%H %(trailers:key=Planloom-Node,valueonly,separator=%x2C)';
  const merges = new Map<string, string[]>();
  for (const line of linesOf(place.git('log', '--first-parent', '--merges', format, branch))) {
    const [commit = '', node = ''] = line.split(' ');
    merges.set(node, [...(merges.get(node) ?? []), commit]);
  }
  return merges;
};

/** The folder of the run in the worktree root; undefined when it is gone. */
const storeRootOf = (place: KillPlace, runId: string): string => path.dirname(place.storeOf(runId));

/** Everything that is not as it should be after the end of a run, as sentences; nothing where all is well. */
export const whatIsWrong = async (
  place: KillPlace,
  runId: string,
  before: Before,
  finished: FinishedStarts,
  stdout: string,
): Promise<readonly string[]> => {
  const state = place.state(runId);
  if (state === undefined) return ['the journal cannot be read'];
  const branch = state.integrationBranch!;
  const wrong: string[] = [];
  const check = (isRight: boolean, words: string): void => {
    if (!isRight) wrong.push(words);
  };

  check(state.outcome === outcomeOf(place.plan), `the run ended as ${String(state.outcome)}`);
  const merges = mergesOf(place, branch);
  const onBranch = new Set(linesOf(place.git('ls-tree', '-r', '--name-only', branch)));
  for (const [id, { ends }] of Object.entries(place.plan)) {
    const is = state.nodes.get(id as NodeId)?.state;
    check(is === ends, `${id} is ${String(is)}, not ${ends}: ${state.nodes.get(id as NodeId)?.message ?? ''}`);
    const count = merges.get(id)?.length ?? 0;
    check(count === (ends === 'succeeded' ? 1 : 0), `${id} was merged ${count} times`);
    if (ends === 'succeeded') check(onBranch.has(`out/${id}.txt`), `the work of ${id} is not in the branch`);
    const merge = state.nodes.get(id as NodeId)?.mergeCommit ?? null;
    if (merge !== null) check(merges.get(id)?.[0] === merge, `the journal names another merge of ${id}`);
  }
  check(state.tip === place.git('rev-parse', branch), 'the branch is not at the tip of the journal');

  // Every commit that anybody made is where a person finds it.
  const kept = linesOf(place.git('for-each-ref', '--format=%(refname)', 'refs/planloom/'));
  const reachable = new Set(linesOf(place.git('rev-list', branch, ...kept)));
  const ownFile = path.join(place.outside, 'commits');
  const own = existsSync(ownFile) ? linesOf(readFileSync(ownFile, 'utf8')) : [];
  for (const commit of own) check(reachable.has(commit), `an attempt's own commit ${commit} is lost`);
  for (const [id, { attempts }] of state.nodes) {
    for (const { commit, number } of attempts) {
      check(commit === null || reachable.has(commit), `the commit of attempt ${number} of ${id} is lost`);
    }
  }

  const starts = place.starts();
  for (const [id, count] of finished) {
    check(starts[id] === count, `${id} was finished, and started again: ${count} and ${starts[id] ?? 0}`);
  }
  for (const [id, node] of state.nodes) {
    check((starts[id] ?? 0) <= node.attempts.length, `${id} has more starts than attempts`);
    check(
      node.attempts.every(({ outcome }) => outcome !== null),
      `an attempt of ${id} has no end`,
    );
  }

  const left = [...new Set([...processesOf(place), ...commandsOf(place)])];
  check(left.length === 0, `processes are left: ${left.map(commandLine).join('; ')}`);
  const now = userState(place);
  const names = new Set([...Object.keys(before.state), ...Object.keys(now)]);
  for (const name of names) check(before.state[name] === now[name], `the user's ${name} has changed`);
  const objects = new Set(userObjects(place));
  for (const name of before.objects) check(objects.has(name), `the user's ${name} is gone`);
  wrong.push(
    ...tried('the user has a repository with faults', () => place.git('fsck', '--no-dangling', '--no-progress')),
  );
  const store = place.storeOf(runId);
  wrong.push(...tried('the store has faults', () => inStore(store, 'fsck', '--no-dangling', '--no-progress')));
  const locks = [...filesBelow(path.join(place.root, '.git')), ...filesBelow(storeRootOf(place, runId))].filter(
    (file) => file.endsWith('.lock') && !/[0-9a-f]{16}\.lock$/.test(file),
  );
  check(locks.length === 0, `locks are left: ${locks.join(', ')}`);
  for (const folder of ['attempts', 'trash']) {
    const inside = path.join(storeRootOf(place, runId), folder);
    const names = existsSync(inside) ? readdirSync(inside) : [];
    check(names.length === 0, `${folder} is not empty: ${names.join(', ')}`);
  }

  // The first run that was started is the only one: what was killed before it began has left nothing.
  check(place.runIds().length === 1, `there are several runs: ${place.runIds().join(', ')}`);
  const beside = readdirSync(place.runsFolder).filter((name) => name !== runId);
  check(beside.length === 0, `beside the run there is left: ${beside.join(', ')}`);
  const stores = place.storesOf().filter((name) => path.basename(name) !== runId);
  check(stores.length === 0, `stores are left: ${stores.join(', ')}`);
  wrong.push(...(await wrongSummaries(place, state, merges, stdout)));
  return wrong;
};

const commandLine = (pid: number): string => {
  try {
    const folder = readlinkSync(`/proc/${pid}/cwd`);
    return `${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')} in ${folder}`;
  } catch {
    return `${pid}`;
  }
};
