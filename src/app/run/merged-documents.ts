import { posix } from 'node:path';
import type { AttemptEvidence } from '../../domain/run.ts';
import type { MergedDocuments } from '../../execution/git-tools.ts';
import type { ProvedWork } from '../../execution/workplace.ts';
import type { AttemptRun, RunState } from '../../journal/run-state.ts';
import { listInWords } from '../../text/list-in-words.ts';
import { appendIterations } from '../../workspace/append-iteration.ts';
import type { Iteration } from '../../workspace/append-iteration.ts';
import { noDocuments } from '../../workspace/documents-on-disk.ts';
import { feedbackText, resolutionText } from '../../workspace/feedback-text.ts';
import { documentPaths } from '../../workspace/names.ts';
import type { PlanState } from '../plan-state.ts';

/**
 * What goes into documents along with the merge of a node: its attempts, into the iteration log of its EXECUTION_TASK
 * where it has one, a RESOLUTION beside the FIX that sent it back, and an APPROVED file where the run approves by itself
 * what a check has proved.
 */
export const mergedDocuments = (
  plan: PlanState,
  run: RunState,
  { node: id, evidence }: ProvedWork,
  options: { readonly autoApprove: boolean; readonly now: Date },
): MergedDocuments => {
  const node = run.nodes.get(id);
  const documents = plan.documents.byAchievement.get(id) ?? noDocuments;
  const edits = new Map<string, (text: string | undefined) => string | undefined>();
  const task = documents.executionTasks.at(-1);
  if (task !== undefined && node !== undefined) {
    const iterations = node.attempts.map((attempt) => iterationOf(attempt, run.runId));
    edits.set(task, (text) => (text === undefined ? undefined : appendIterations(text, iterations)));
  }
  const attempt = node?.attempts.at(-1);
  if (node?.node.fix !== undefined && attempt !== undefined) {
    const { fix, resolution } = documentPaths(plan.graph.plan.name, id);
    const achievement = { id, title: node.node.title };
    const said = resolutionText(plan.graph.plan.name, achievement, posix.basename(documents.fix ?? fix), {
      author: `planloom run ${run.runId}`,
      at: options.now,
      reason: resolutionReason(attempt, run.runId),
    });
    // A RESOLUTION that is there is a person's, or that of an earlier run.
    edits.set(posix.join(plan.place.folder, resolution), (text) => text ?? said);
  }
  if (!options.autoApprove || node === undefined || evidence?.unverified !== false) return { edits, approved: null };
  const approved = posix.join(plan.place.folder, documentPaths(plan.graph.plan.name, id).approved);
  const reason = approvalReason(evidence, run.runId);
  const decision = { author: 'planloom run --auto-approve', at: options.now, reason };
  // A decision that is there already is a person's.
  edits.set(
    approved,
    (text) =>
      text ?? feedbackText('APPROVED', plan.graph.plan.name, { id, title: node.node.title, documents }, decision),
  );
  return { edits, approved };
};

const mostPaths = 10;

const pathsInWords = (paths: readonly string[]): string => {
  const shown = paths.slice(0, mostPaths).map((path) => `\`${path}\``);
  return paths.length > mostPaths ? `${shown.join(', ')} and ${paths.length - mostPaths} more` : listInWords(shown);
};

const checkLines = ({ checks }: AttemptEvidence): readonly string[] =>
  checks.map(({ name, outcome, detail }) => {
    const words = outcome === 'not_run' ? `not run: ${detail}` : outcome;
    return `- **Check**: \`${oneLine(name)}\` ${oneLine(words)}`;
  });

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const resultOf = (outcome: AttemptRun['outcome'], message: string, evidence: AttemptEvidence | null): string => {
  if (outcome !== 'succeeded') return `${outcome ?? 'not ended'}. ${oneLine(message)}`.trim();
  return evidence?.unverified === false ? 'done and proved' : 'done; there is work, and no check that proves it';
};

const iterationOf = (
  { number, executor, startedAt, outcome, message, seconds, evidence, summary }: AttemptRun,
  runId: string,
): Iteration => ({
  title: `${new Date(startedAt).toISOString().slice(0, 10)}, attempt ${number} of run ${runId}`,
  lines: [
    `- **Result**: ${resultOf(outcome, message, evidence)}`,
    `- **Executor**: ${oneLine(executor)}${seconds === null ? '' : `, ${Math.round(seconds * 10) / 10} s`}`,
    ...(evidence === null || evidence.changed.length === 0 ? [] : [`- **Changed**: ${pathsInWords(evidence.changed)}`]),
    ...(evidence === null ? [] : checkLines(evidence)),
    ...(summary === null ? [] : [`- **In the words of the attempt**: ${oneLine(summary).slice(0, 1000)}`]),
  ],
});

const resolutionReason = ({ number, summary, evidence }: AttemptRun, runId: string): string =>
  [
    summary === null || oneLine(summary) === ''
      ? `Attempt ${number} of run ${runId} worked on it, and said nothing of what it did.`
      : `In the words of attempt ${number} of run ${runId}: ${oneLine(summary).slice(0, 1000)}`,
    ...(evidence === null ? [] : ['', `- **Changed**: ${pathsInWords(evidence.changed)}`, ...checkLines(evidence)]),
  ].join('\n');

const approvalReason = (evidence: AttemptEvidence, runId: string): string =>
  [
    `Approved by run ${runId}, because what was checked has passed; no person has looked at it.`,
    '',
    `- **Changed**: ${pathsInWords(evidence.changed)}`,
    ...checkLines(evidence),
  ].join('\n');
