import { posix } from 'node:path';
import type { NodeId, RunFact } from '../../domain/run.ts';
import { isTreeKept } from '../../execution/kept-tree.ts';
import type { ProvedWork, Workplace } from '../../execution/workplace.ts';
import type { NodeRun, RunState } from '../../journal/run-state.ts';
import { resumedSession } from '../../journal/session-to-resume.ts';
import type { MergeMade } from '../../ports/run-store.ts';
import { documentPaths } from '../../workspace/names.ts';
import type { PlanState } from '../plan-state.ts';
import type { OpenedStore } from './run-adapters.ts';

/** How what is there differs from what the journal says, as facts that bring the journal up to date. */
export const factsOfResume = async (
  plan: PlanState,
  state: RunState,
  store: OpenedStore | null,
  workplace: Workplace,
): Promise<readonly RunFact[]> => {
  const ended = await recoverAttempts(state, store, workplace);
  if (store === null) return ended;
  const branch = await branchFacts(plan, state, store);
  // The process may have died between a merge and its publishing, and the user's branch may have been put back.
  const published = await store.publish();
  return [
    ...ended,
    ...branch,
    ...(published === state.published ? [] : [{ type: 'published', commit: published } as const]),
  ];
};

/** All work that was proved, whether it waits for its merge or has to be merged again. */
export const provedWork = ({ nodes }: RunState): readonly ProvedWork[] =>
  [...nodes.values()].flatMap(({ node, attempts }) => {
    const last = attempts.at(-1);
    if (last?.outcome !== 'succeeded' || last.commit === null) return [];
    return [{ node: node.id, attempt: last.number, commit: last.commit, evidence: last.evidence }];
  });

/** Ends the attempts that died with the process that carried them out; what they had done by then is kept. */
const recoverAttempts = async (
  { nodes }: RunState,
  store: OpenedStore | null,
  workplace: Workplace,
): Promise<readonly RunFact[]> => {
  const lost = [...nodes.values()].flatMap(({ node, attempts }) =>
    attempts.at(-1)?.outcome === null
      ? [
          {
            node: node.id,
            attempt: attempts.length,
            executor: attempts.at(-1)!.executor,
            resume: resumedSession(attempts, attempts.length),
          },
        ]
      : [],
  );
  for (const left of store?.leftTrees(nodes.keys()) ?? []) {
    const known = nodes.get(left.node)!.attempts[left.attempt - 1];
    if (known?.outcome === null) continue;
    // An attempt that the journal does not know has left work all the same.
    const { evidence } = known ?? (await workplace.recover({ ...left, executor: null }));
    if (!isTreeKept(evidence)) await store!.removeTree(left);
  }
  return Promise.all(lost.map((attempt) => workplace.recover(attempt)));
};

/** A merge counts when the branch has it, whatever the journal says. */
const branchFacts = async (plan: PlanState, state: RunState, store: OpenedStore): Promise<readonly RunFact[]> => {
  const facts: RunFact[] = [];
  const merges = await store.merges();
  const made = new Set(merges.map(({ commit }) => commit));
  const found = new Set<NodeId>();
  for (const merge of merges) {
    const run = state.nodes.get(merge.node as NodeId);
    if (run === undefined || !isNews(run, merge) || found.has(run.node.id)) continue;
    const { work, commit, attempt } = merge;
    const node = run.node.id;
    found.add(node);
    facts.push({
      type: 'merge_found',
      node,
      attempt,
      work,
      commit,
      approved: await approvedIn(plan, store, node, commit),
    });
  }
  const lost = [...state.nodes.values()]
    .filter(({ mergeCommit }) => mergeCommit !== null && !made.has(mergeCommit))
    .sort((a, b) => a.mergedAt! - b.mergedAt!);
  for (const { node, attempts } of lost) facts.push(await lostMerge(node.id, attempts, store));
  for (const id of state.mergeQueue) {
    if (found.has(id)) continue;
    const { attempts } = state.nodes.get(id)!;
    const fact = await lostMerge(id, attempts, store);
    if (fact.again === 'attempt') facts.push(fact);
  }
  return facts;
};

const isNews = ({ mergeCommit, attempts }: NodeRun, { attempt }: MergeMade): boolean =>
  mergeCommit === null && Number.isSafeInteger(attempt) && attempt >= Math.max(1, attempts.length);

type MergeLost = Extract<RunFact, { type: 'merge_lost' }>;

const lostMerge = async (node: NodeId, attempts: NodeRun['attempts'], store: OpenedStore): Promise<MergeLost> => {
  const { number, commit } = attempts.at(-1)!;
  const again = commit !== null && (await store.has(commit)) ? 'merge' : 'attempt';
  return { type: 'merge_lost', node, attempt: number, again, tip: store.tip };
};

/** The approval that went in with a merge, relative to the root. */
const approvedIn = async (
  { place, graph }: PlanState,
  store: OpenedStore,
  node: NodeId,
  commit: string,
): Promise<string | null> => {
  const approved = posix.join(place.folder, documentPaths(graph.plan.name, node).approved);
  const fromTop = posix.join(store.prefix, approved);
  const changes = await store.changes(`${commit}^1`, commit);
  return changes.some(({ path, kind }) => path === fromTop && kind === 'added') ? approved : null;
};
