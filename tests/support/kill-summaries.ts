import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunState } from '../../src/journal/run-state.ts';
import type { KillPlace } from './kill-rig.ts';

/** What a summary says of a node. */
interface SaidNode {
  readonly id: string;
  readonly state: string;
  readonly attempts: number;
  readonly commit: string | null;
  readonly branch?: string;
  readonly blockedBy: string | null;
  readonly history?: readonly { readonly outcome: string; readonly commit: string | null }[];
}

interface Said {
  readonly runId: string;
  readonly outcome: string;
  readonly isLive: boolean;
  readonly integrationBranch: string;
  readonly nodes: readonly SaidNode[];
  readonly counts: Readonly<Record<string, number>>;
  readonly retries: number;
}

/** Everything in which what planloom says of a run at its end differs from the run's journal and from git. */
export const wrongSummaries = async (
  place: KillPlace,
  state: RunState,
  merges: ReadonlyMap<string, readonly string[]>,
  stdout: string,
): Promise<readonly string[]> => {
  const file = path.join(place.runsFolder, state.runId, 'execution_summary.json');
  if (!existsSync(file)) return ['there is no summary'];
  const shown = await place.start(['runs', 'show', state.runId, '--json']).over;
  const said = { 'the last command': stdout, 'runs show': shown.stdout, 'the summary': readFileSync(file, 'utf8') };
  return Object.entries(said).flatMap(([who, text]) => {
    let summary: Said;
    try {
      summary = JSON.parse(text) as Said;
    } catch {
      return [`${who} is no JSON: ${text}`];
    }
    return wrongSummary(place, state, merges, summary).map((words) => `${who} says ${words}`);
  });
};

const wrongSummary = (
  place: KillPlace,
  state: RunState,
  merges: ReadonlyMap<string, readonly string[]>,
  said: Said,
): readonly string[] => {
  const wrong: string[] = [];
  const same = (what: string, saidValue: unknown, value: unknown): void => {
    if (saidValue !== value) wrong.push(`${what} is ${String(saidValue)}, and it is ${String(value)}`);
  };
  same('the run', said.runId, state.runId);
  same('the outcome', said.outcome, state.outcome);
  same('that it goes on', said.isLive, false);
  same('the branch', said.integrationBranch, state.integrationBranch);
  same('the nodes', said.nodes.map(({ id }) => id).join(), Object.keys(place.plan).sort().join());
  const states = said.nodes.map((node) => node.state);
  for (const [name, count] of Object.entries(said.counts)) {
    same(`how many are ${name}`, count, states.filter((one) => one === name).length);
  }
  for (const node of said.nodes) {
    const run = [...state.nodes.values()].find(({ node: { id } }) => id === node.id);
    if (run === undefined) continue;
    same(`the state of ${node.id}`, node.state, run.state);
    same(`how often ${node.id} was tried`, node.attempts, run.attempts.length);
    same(`what blocks ${node.id}`, node.blockedBy, run.blockedBy);
    same(`the merge of ${node.id}`, node.commit, merges.get(node.id)?.[0] ?? null);
    const outcomes = run.attempts.map(({ outcome }) => outcome).join();
    if (node.history !== undefined) {
      same(`the attempts at ${node.id}`, node.history.map(({ outcome }) => outcome).join(), outcomes);
    }
    // What failed is kept, and the summary says where.
    const isKept = node.state === 'failed' || node.state === 'conflicted';
    same(`that something of ${node.id} is kept`, node.branch !== undefined, isKept);
    if (node.branch === undefined) continue;
    const last = run.attempts.findLast(({ commit }) => commit !== null)?.commit;
    same(`the commit at ${node.branch}`, refOf(place, node.branch), last);
  }
  const attempts = [...state.nodes.values()].map((run) => run.attempts.length);
  same(
    'the number of retries',
    said.retries,
    attempts.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
  );
  return wrong;
};

const refOf = (place: KillPlace, ref: string): string => {
  try {
    return place.git('rev-parse', '--verify', '--quiet', ref);
  } catch {
    return 'nowhere';
  }
};
