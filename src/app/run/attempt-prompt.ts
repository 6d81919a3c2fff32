import { runPrompt } from '../../documents/run-prompt.ts';
import type { DoneBefore, EarlierAttempt, RunPromptInput } from '../../documents/run-prompt-input.ts';
import type { PlannedAchievement } from '../../domain/plan.ts';
import type { NodeId } from '../../domain/run.ts';
import type { AttemptStarted } from '../../execution/workplace.ts';
import type { RunCheck } from '../../execution/run-check.ts';
import type { NodeRun, RunState } from '../../journal/run-state.ts';
import { isEnd } from '../../journal/run-state.ts';
import type { RunFolder } from '../../ports/run-folder.ts';
import type { RunStore } from '../../ports/run-store.ts';
import { maxDocumentBytes } from '../open-plan.ts';
import type { RunSource } from './run-source.ts';

/** What prompts are made from, besides the attempt. */
export interface PromptSource {
  readonly source: RunSource;
  /** Where the run stands now. */
  readonly state: () => RunState;
  /** Null where nothing is merged. */
  readonly store: RunStore | null;
  readonly folder: RunFolder;
  readonly checksOf: (node: NodeId) => readonly RunCheck[];
  /** The plan's. */
  readonly achievements: ReadonlyMap<NodeId, PlannedAchievement>;
}

const maxReadBytes = 5_000_000;
const maxDiffLength = 60_000;
const maxTranscriptBytes = 2_000_000;
const lastLines = 30;

/** The prompt of an attempt that starts from the commit `base`, as Markdown. */
export const attemptPrompt = async (
  prompts: PromptSource,
  { node: id, attempt }: AttemptStarted,
  base: string | null,
): Promise<string> => {
  const { source, state: stateNow, checksOf, achievements } = prompts;
  const state = stateNow();
  const { plan } = source.state.graph;
  const achievement = achievements.get(id);
  const run = state.nodes.get(id);
  if (achievement === undefined || run === undefined) throw new Error(`Internal error: ${id} is not in the run.`);
  const titleOf = (other: NodeId): string => achievements.get(other)?.title ?? '';
  return runPrompt({
    plan: { name: plan.name, title: plan.title },
    achievement: { id, title: achievement.title, goal: achievement.goal },
    instructions: await instructionsOf(source, id),
    deliverables: run.node.deliverables,
    successCriteria: achievement.successCriteria,
    tests: achievement.tests,
    dependencies: achievement.dependencies.map(({ on }) => doneBefore(on, titleOf(on), state.nodes.get(on))),
    conflicts: plan.conflicts.flatMap(({ a, b, paths }) => {
      const other = a === id ? b : b === id ? a : undefined;
      const isOpen = other !== undefined && !isEnd(state.nodes.get(other)?.state ?? 'succeeded');
      return isOpen ? [{ id: other, title: titleOf(other), paths }] : [];
    }),
    checks: checksOf(id)
      .filter(({ notRun, name }) => notRun === null && name !== run.node.validationScript)
      .map(({ name }) => name),
    validationScript: run.node.validationScript,
    evidence: run.node.evidence,
    mode: state.opened.settings.mode,
    attempt,
    earlier: await earlierAttempt(prompts, run, attempt, base),
  });
};

const instructionsOf = async ({ state, sectionOf }: RunSource, id: NodeId): Promise<RunPromptInput['instructions']> => {
  const { root, file } = state.place;
  const subplan = state.documents.byAchievement.get(id)?.subplan ?? null;
  if (subplan !== null) {
    const read = await root.files.readText(subplan, maxDocumentBytes);
    if (read.ok) return { kind: 'subplan', file: subplan, text: read.value };
  }
  return { kind: 'section', file, text: sectionOf(id) };
};

const doneBefore = (id: NodeId, title: string, run: NodeRun | undefined): DoneBefore => {
  const last = run?.attempts.findLast(({ outcome }) => outcome === 'succeeded');
  return { id, title, summary: last?.summary ?? null, changed: last?.evidence?.changed ?? [] };
};

const earlierAttempt = async (
  { store, folder }: PromptSource,
  run: NodeRun,
  attempt: number,
  base: string | null,
): Promise<EarlierAttempt | null> => {
  const last = run.attempts.findLast(({ number }) => number < attempt);
  if (last === undefined) return null;
  const failure = run.mergeFailures.find((one) => one.attempt === last.number);
  if (failure === undefined || store === null || last.commit === null || base === null) {
    // Where a check has failed, what the check printed says more than what the attempt did.
    const isChecked = last.evidence?.checks.some(({ outcome }) => outcome === 'failed') === true;
    const file = isChecked ? 'checks.log' : 'transcript.log';
    return { reason: 'failed', message: last.message, lastLines: printedLast(folder, run.node.id, last.number, file) };
  }
  const foot = await store.mergeBase(base, last.commit);
  const { message, paths } = failure;
  const [others, own] = await Promise.all([
    store.diff(foot, base, maxReadBytes).then((diff) => cutDiff(diff, paths)),
    store.diff(foot, last.commit, maxReadBytes).then((diff) => cutDiff(diff, paths)),
  ]);
  return failure.reason === 'conflict'
    ? { reason: 'conflict', message, paths, others, own }
    : {
        reason: 'check',
        message,
        lastLines: printedLast(folder, run.node.id, last.number, 'checks.log'),
        others,
        own,
      };
};

/** A diff that is not too long for a prompt: what it says of `paths` comes first. */
const cutDiff = (diff: string, paths: readonly string[]): string => {
  if (diff.length <= maxDiffLength) return diff;
  const isMeant = (part: string): boolean => paths.some((path) => part.slice(0, part.indexOf('\n')).includes(path));
  const parts = diff.split(/^(?=diff --git )/m);
  return [...parts.filter(isMeant), ...parts.filter((part) => !isMeant(part))].join('').slice(0, maxDiffLength);
};

const printedLast = (folder: RunFolder, node: NodeId, attempt: number, file: string): string =>
  (folder.readText(`attempts/${node}/${attempt}/${file}`, maxTranscriptBytes) ?? '')
    .trimEnd()
    .split('\n')
    .slice(-lastLines)
    .join('\n');
