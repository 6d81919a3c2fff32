import type { NodeId } from '../../domain/run.ts';
import type { ReviewGate } from '../../execution/review.ts';
import type { AgentCalls } from '../../ports/agent-calls.ts';
import { asSentence, asSentences } from '../../text/as-sentence.ts';
import { reviewWork } from '../agent-review/review-work.ts';
import { maxDocumentBytes } from '../open-plan.ts';
import type { RunSource } from './run-source.ts';

const timeoutMs = 20 * 60_000;
const mostFixes = 5;

/** Has `reviewer` judge what was proved by everything else, before it is merged. */
export const reviewGate =
  (source: RunSource, reviewer: string, calls: AgentCalls): ReviewGate =>
  async ({ node, diff }, signal) => {
    const begin = performance.now();
    const review = await reviewWork(await inputOf(source, node, diff), {
      name: reviewer,
      ask: (prompt) => calls.ask({ executor: reviewer, prompt, folder: null, timeoutMs }, signal),
    });
    const { usage, costUsd } = review.ok ? review.value.made : review.error.made;
    const check = { name: `review by ${reviewer}`, seconds: (performance.now() - begin) / 1000 };
    if (!review.ok) {
      const why = asSentences([
        `It could not be reviewed by ${reviewer}.`,
        ...review.error.problems.map(({ message }) => message),
      ]);
      const { retryClass } = review.error;
      return {
        kind: 'not_judged',
        check: { ...check, outcome: 'not_run', detail: why },
        why,
        retryClass,
        usage,
        costUsd,
      };
    }
    const { verdict, summary, fixes } = review.value;
    const detail = summary ?? '';
    if (verdict === 'approve') {
      return { kind: 'passed', check: { ...check, outcome: 'passed', detail }, usage, costUsd };
    }
    const reasons = fixes.slice(0, mostFixes).map(({ what, at }) => {
      const place = at === null ? '' : ` (${at.file}${at.line === null ? '' : `:${at.line}`})`;
      return asSentence(`A review by ${reviewer} asks for this: ${what}${place}`);
    });
    return { kind: 'sent_back', check: { ...check, outcome: 'failed', detail }, reasons, usage, costUsd };
  };

const inputOf = async ({ state, sectionOf }: RunSource, node: NodeId, diff: string) => {
  const { plan } = state.graph;
  const achievement = plan.achievements.find(({ id }) => id === node);
  if (achievement === undefined) throw new Error(`Internal error: the plan has no ${node}.`);
  const { title, goal, successCriteria: criteria, tests } = achievement;
  const file = state.documents.byAchievement.get(node)?.subplan;
  const subplan = file == null ? undefined : await state.place.root.files.readText(file, maxDocumentBytes);
  return {
    planName: plan.name,
    achievement: { id: node, title, goal },
    section: sectionOf(node),
    subplan: subplan?.ok === true ? subplan.value : null,
    criteria,
    tests,
    work: { kind: 'diff' as const, text: diff },
  };
};
