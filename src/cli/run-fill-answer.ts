import { fillDocuments, fillPlan } from '../app/prompts/fill-documents.ts';
import { weighFilling } from '../app/prompts/weigh-filling.ts';
import { weighPlanFilling } from '../app/prompts/weigh-plan-filling.ts';
import { reportStatus } from '../app/report-status.ts';
import type { Call } from './command-spec.ts';
import { keepFilling } from './keep-filling.ts';
import { printProblems, refuse, usageProblem } from './print.ts';
import { readArgument } from './read-argument.ts';
import { withPlan } from './with-plan.ts';

/** An answer about a hundred achievements is a tenth of that. */
const maxAnswerBytes = 2_000_000;

const isPlan = (word: string): boolean => word.startsWith('@') || /(?:^|[\\/])PLAN_[^\\/]*\.md$/i.test(word);

/** `prompt apply <answer>`: brings the texts of an answer into the documents of a plan. `words`: the answer, and the plan. */
export const runFillAnswer = async (call: Call, words: readonly string[]): Promise<number> => {
  const plans = words.filter(isPlan);
  const [answer, ...more] = words.filter((word) => !isPlan(word));
  if (answer === undefined || more.length > 0 || plans.length > 1) {
    const advice = 'For instance: planloom prompt apply @PLAN answer.md; - reads stdin.';
    return refuse(call, [usageProblem('prompt apply needs one answer, and one plan at most.', advice)]);
  }
  return withPlan(call, plans[0], async (assembled) => {
    const read = await readArgument(call, answer, maxAnswerBytes);
    if (!read.ok) return refuse(call, read.error);
    const { label, text } = read.value;
    const { documents, problems } = await fillDocuments(assembled.place, await reportStatus(assembled));
    await printProblems(call, problems);
    const whole = await fillPlan(assembled.place);
    const all = whole.ok ? [...documents, whole.value] : documents;
    const weighed = await weighPlanFilling(assembled, weighFilling(all, assembled.graph.plan.name, label, text), label);
    if (weighed.frames === 0) {
      const none = usageProblem(
        `${label} holds no text for an open part.`,
        'Give the whole answer to planloom prompt fill; each text stands between === part ID === and === end ID ===.',
      );
      return refuse(call, [...weighed.refused, none], new Map([[label, text]]));
    }
    return keepFilling(call, assembled, { file: label, text, weighed, asked: null });
  });
};
