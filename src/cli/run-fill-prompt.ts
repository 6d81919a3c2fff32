import { askTwice } from '../app/asking/ask-twice.ts';
import type { AssembledPlan } from '../app/assemble-plan.ts';
import { planArgument } from '../app/plan-argument.ts';
import { fillDocuments, fillPlan } from '../app/prompts/fill-documents.ts';
import type { FillDocument } from '../app/prompts/fill-documents.ts';
import { makeFillPrompt } from '../app/prompts/make-fill-prompt.ts';
import { weighFilling } from '../app/prompts/weigh-filling.ts';
import type { WeighedFilling } from '../app/prompts/weigh-filling.ts';
import { weighPlanFilling } from '../app/prompts/weigh-plan-filling.ts';
import { reportStatus } from '../app/report-status.ts';
import { estimatedTokens } from '../documents/token-estimate.ts';
import { withRefusedAnswer } from '../documents/refused-answer.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { listInWords } from '../text/list-in-words.ts';
import { isFinished } from '../workspace/batch.ts';
import { findAchievement } from '../workspace/find-achievement.ts';
import type { StatusReport } from '../workspace/status-report.ts';
import { sayNoAnswer, withAgent } from './ask-agent.ts';
import type { Call } from './command-spec.ts';
import { deliverPrompt } from './deliver-prompt.ts';
import { keepFilling } from './keep-filling.ts';
import { printJson, printProblems, refuse, usageProblem } from './print.ts';
import { maxTokensOf } from './run-discovery-prompt.ts';
import { wholeNumber, withPlan } from './with-plan.ts';

/** `prompt fill`: asks for texts for everything that is open in many documents at once, and with `--agent` brings them in. */
export const runFillPrompt = (call: Call, plan: string | undefined, ids: readonly string[]): Promise<number> =>
  withPlan(call, plan, async (assembled) => {
    const maxTokens = maxTokensOf(call);
    if (!maxTokens.ok) return refuse(call, maxTokens.error);
    const isOfPlan = call.options.plan === true;
    if (isOfPlan && (ids.length > 0 || call.options.level !== undefined)) {
      const advice = 'Leave out --plan, or ids and --level.';
      return refuse(call, [usageProblem('--plan asks about the PLAN itself, not about achievements.', advice)]);
    }
    const report = await reportStatus(assembled);
    const chosen = chosenIds(call, assembled, report, ids);
    if (!chosen.ok) return refuse(call, chosen.error);
    const { documents: all, problems } = isOfPlan
      ? await planOnly(assembled)
      : await fillDocuments(assembled.place, report);
    await printProblems(call, problems);
    const documents = isOfPlan ? all : all.filter(({ id }) => id !== null && chosen.value.has(id));
    if (documents.every(({ parts }) => parts.length === 0)) return nothingOpen(call, assembled, documents);

    const made = await makeFillPrompt(assembled, documents, maxTokens.value);
    if (!made.ok) return refuse(call, made.error);
    const { text, asked, parts, leftOut } = made.value;
    const tokens = estimatedTokens(text);
    if (tokens > maxTokens.value && call.options.maxTokens !== undefined) {
      const message = `The shortest prompt, for ${isOfPlan ? 'the PLAN' : asked[0]} alone, has about ${tokens} tokens, more than ${maxTokens.value}.`;
      return refuse(call, [usageProblem(message, `Give --max-tokens ${tokens} or more.`)]);
    }
    if (call.options.agent !== undefined) return fillByAgent(call, assembled, all, text);
    const argument = planArgument(assembled.graph.plan);
    const say = `It asks about ${parts} open parts of ${isOfPlan ? 'the PLAN' : listInWords(asked)}. Save the whole answer, and bring it in:`;
    return deliverPrompt(call, {
      text,
      tokens,
      leftOut: leftOut.length === 0 ? [] : [`what is open of ${listInWords(leftOut)}`],
      facts: { prompt: 'fill', plan: assembled.graph.plan.name, achievement: null, achievements: asked, parts },
      steps: [{ say, command: `planloom prompt apply ${argument} answer.md` }],
    });
  });

const planOnly = async ({
  place,
}: AssembledPlan): Promise<{ readonly documents: readonly FillDocument[]; readonly problems: readonly Problem[] }> => {
  const read = await fillPlan(place);
  return read.ok ? { documents: [read.value], problems: [] } : { documents: [], problems: [read.error] };
};

/** Those that were named, those of a level, or all; never what is finished. */
const chosenIds = (
  call: Call,
  { graph }: AssembledPlan,
  report: StatusReport,
  ids: readonly string[],
): Result<ReadonlySet<string>> => {
  const level = wholeNumber(call, 'level');
  if (!level.ok) return level;
  if (level.value !== undefined && ids.length > 0) {
    return fail([usageProblem('Ids and --level do not go together.', 'Leave one of them out.')]);
  }
  if (level.value !== undefined && !report.levels.some((one) => one.level === level.value)) {
    const last = report.levels.at(-1)?.level ?? 0;
    return fail([usageProblem(`There is no level ${level.value}.`, `The levels are 0 to ${last}.`)]);
  }
  for (const id of ids) {
    const found = findAchievement({ achievements: report.achievements, plan: graph.plan }, id);
    if (!found.ok) return found;
    if (isFinished(found.value)) {
      return fail([usageProblem(`${id} is ${found.value.status}, so nothing is open in it.`, 'Leave it out.')]);
    }
  }
  const open = report.achievements.filter((one) => !isFinished(one));
  const meant = open.filter((one) =>
    ids.length > 0 ? ids.includes(one.id) : level.value === undefined || one.level === level.value,
  );
  return ok(new Set(meant.map(({ id }) => id)));
};

const nothingOpen = (call: Call, { graph }: AssembledPlan, documents: readonly FillDocument[]): number => {
  const { name } = graph.plan;
  const plan = planArgument(graph.plan);
  const message =
    documents.length === 0
      ? `There is no document to fill yet: planloom subplan ${plan} --batch makes them.`
      : 'Nothing is open in these documents.';
  if (call.options.json === true) {
    printJson(call, 'prompt', {
      prompt: 'fill',
      plan: name,
      achievement: null,
      achievements: [],
      parts: 0,
      text: null,
    });
  } else if (call.options.quiet !== true) call.world.terminal.err(`${message}\n`);
  return 0;
};

/** Asks an agent, which may look around in the workspace, and once more where its answer does not fit. */
const fillByAgent = (
  call: Call,
  assembled: AssembledPlan,
  documents: readonly FillDocument[],
  prompt: string,
): Promise<number> => {
  const { root } = assembled.place;
  return withAgent(call, root, root.path, async (agent) => {
    const answered = await askTwice(
      {
        agent: agent.name,
        prompt: (refused) => withRefusedAnswer(prompt, refused),
        read: (file, text, isLast) => readTexts(assembled, documents, file, text, isLast),
      },
      agent.ask,
    );
    if (!answered.ok) return sayNoAnswer(call, agent, answered.error);
    const { value, made } = answered.value;
    return keepFilling(call, assembled, { ...value, asked: { agent: agent.name, made } });
  });
};

const readTexts = async (
  assembled: AssembledPlan,
  documents: readonly FillDocument[],
  file: string,
  text: string,
  isLast: boolean,
): Promise<Result<{ readonly file: string; readonly text: string; readonly weighed: WeighedFilling }>> => {
  const own = weighFilling(documents, assembled.graph.plan.name, file, text);
  const weighed = await weighPlanFilling(assembled, own, file);
  const none = {
    rule: 'no-texts',
    severity: 'error' as const,
    at: { file },
    message: 'The answer holds no text for an open part.',
    advice: 'Put each text between its two lines.',
  };
  if (weighed.frames === 0) return fail([...weighed.refused, none]);
  return weighed.refused.length > 0 && !isLast ? fail(weighed.refused) : ok({ file, text, weighed });
};
