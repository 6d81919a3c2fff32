import { posix } from 'node:path';
import { fixReason } from '../../app/agent-review/fix-reason.ts';
import { reviewWork } from '../../app/agent-review/review-work.ts';
import type { Review } from '../../app/agent-review/review-work.ts';
import { workToReview } from '../../app/agent-review/work-to-review.ts';
import { maxDocumentBytes } from '../../app/open-plan.ts';
import { planArgument } from '../../app/plan-argument.ts';
import { reportStatus } from '../../app/report-status.ts';
import { readRunSource } from '../../app/run/run-source.ts';
import type { RunSource } from '../../app/run/run-source.ts';
import { vanishedPlan } from '../../app/vanished-plan.ts';
import { writeProblem } from '../../app/write-problem.ts';
import type { PlannedAchievement } from '../../domain/plan.ts';
import type { Problem } from '../../domain/problem.ts';
import { nextLines } from '../../reporting/next-step.ts';
import { renderReview } from '../../reporting/render-review.ts';
import { decideFix } from '../../workspace/feedback.ts';
import type { FileToWrite } from '../../workspace/feedback.ts';
import { findAchievement } from '../../workspace/find-achievement.ts';
import { sayNoAnswer, withAgent } from '../ask-agent.ts';
import type { AgentAtHand } from '../ask-agent.ts';
import type { Call, CommandRun } from '../command-spec.ts';
import { planAndIds } from '../plan-and-ids.ts';
import { printJson, printProblems, refuse, text, usageProblem } from '../print.ts';
import { refuseInsideAttempt } from '../refuse-inside-attempt.ts';

export const run: CommandRun = async (call) => {
  const refused = await refuseInsideAttempt(call, 'review');
  if (refused !== undefined) return refused;
  const { plan: named, ids } = planAndIds(call.args);
  const [id] = ids;
  if (id === undefined || ids.length > 1) {
    return refuse(call, [usageProblem('review needs one achievement id.', 'For instance: planloom review @PLAN 1.1')]);
  }
  const source = await readRunSource(call.world, named, text(call, 'root'));
  if (!source.ok) {
    const code = await refuse(call, source.error.problems, source.error.texts);
    return source.error.isNegative ? 1 : code;
  }
  const { state } = source.value;
  const { plan } = state.graph;
  const found = findAchievement({ achievements: plan.achievements, plan }, id);
  if (!found.ok) return refuse(call, found.error);
  // Before anybody is asked: whether there is something to decide about it at all.
  const decidable = decideFix(await reportStatus(state), id, { author: null, at: call.world.clock.now(), reason: '-' });
  if (!decidable.ok) return refuse(call, decidable.error);
  const { root } = state.place;
  const work = await workToReview(state.place, plan.name, found.value, () => call.world.runAdapters(root.path));
  if (!work.ok) return refuse(call, work.error);
  const vain = call.options.yes === true ? await whyNotKept(source.value, decidable.value) : undefined;
  if (vain !== undefined) return refuse(call, [vain]);
  return withAgent(call, root, null, async (agent) => {
    const { title, goal, successCriteria: criteria, tests } = found.value;
    const input = {
      planName: plan.name,
      achievement: { id, title, goal },
      section: source.value.sectionOf(found.value.id),
      subplan: await subplanOf(source.value, found.value),
      criteria,
      tests,
      work: work.value.work,
    };
    const review = await reviewWork(input, agent);
    if (!review.ok) return sayNoAnswer(call, agent, review.error);
    const reviewed = {
      achievement: found.value,
      agent: agent.name,
      save: agent.save,
      from: work.value.from,
      review: review.value,
    };
    return review.value.verdict === 'approve'
      ? recommend(call, source.value, reviewed)
      : sendBack(call, source.value, reviewed);
  });
};

/** Why a FIX could not be written. */
const whyNotKept = async ({ state }: RunSource, { path }: FileToWrite): Promise<Problem | undefined> => {
  const { root, folder } = state.place;
  const file = posix.join(folder, path);
  const may = await root.files.mayWriteNew(file);
  return may.ok ? undefined : writeProblem(root.label(file), may.error);
};

interface Reviewed {
  readonly achievement: PlannedAchievement;
  readonly agent: string;
  /** Keeps a text that is not written; answers with the name of its file. */
  readonly save: AgentAtHand['save'];
  /** What was looked at. */
  readonly from: string;
  readonly review: Review;
}

const subplanOf = async ({ state }: RunSource, { id }: PlannedAchievement): Promise<string | null> => {
  const subplan = state.documents.byAchievement.get(id)?.subplan ?? null;
  if (subplan === null) return null;
  const read = await state.place.root.files.readText(subplan, maxDocumentBytes);
  return read.ok ? read.value : null;
};

const recommend = (call: Call, { state }: RunSource, reviewed: Reviewed): number => {
  const { terminal } = call.world;
  const { id, title } = reviewed.achievement;
  const command = `planloom approve ${planArgument(state.graph.plan)} ${id} --reason "reviewed by ${reviewed.agent}"`;
  if (call.options.json === true) printJson(call, 'review', { ...toJson(reviewed), fixFile: null, command });
  else {
    terminal.out(renderReview({ ...reviewed, id, title }, terminal.look));
    terminal.out(
      `${nextLines([{ say: 'It is not approved: look at it, then say so.', command }], terminal.look).join('\n')}\n`,
    );
  }
  return 0;
};

const sendBack = async (call: Call, { state }: RunSource, reviewed: Reviewed): Promise<number> => {
  const { world, options } = call;
  const { root, folder } = state.place;
  const { id, title } = reviewed.achievement;
  const person = await world.identity(root.path).author();
  const author = `${reviewed.agent}${person === null ? '' : `, asked by ${person}`}`;
  const reason = fixReason(reviewed.review, reviewed.agent);
  const decision = decideFix(await reportStatus(state), id, { author, at: world.clock.now(), reason });
  if (!decision.ok) return refuse(call, decision.error);
  const path = posix.join(folder, decision.value.path);
  const file = root.label(path);
  const isDryRun = options.dryRun === true;
  const report = renderReview({ ...reviewed, id, title }, world.terminal.look);
  if (!isDryRun && options.yes !== true) {
    world.terminal.err(`${report}\n  would be written  ${file}\n`);
    if (!world.terminal.interactive) {
      const kept = await reviewed.save(decision.value.text);
      const advice = `The FIX is kept in ${kept}: put it there, or add --yes the next time.`;
      return refuse(call, [usageProblem('Nobody can be asked here, so nothing was written.', advice)]);
    }
    if (!(await world.terminal.confirm(`Write ${file}?`))) {
      world.terminal.err(`Nothing was written. The FIX is kept in ${await reviewed.save(decision.value.text)}.\n`);
      return 1;
    }
  }
  if (!isDryRun) {
    const vanished = await vanishedPlan(state.place);
    if (vanished !== undefined) return refuse(call, [vanished]);
    const written = await root.files.writeNew(path, decision.value.text);
    if (!written.ok) {
      const advice = `The FIX is kept in ${await reviewed.save(decision.value.text)}.`;
      return refuse(call, [{ ...writeProblem(file, written.error), advice }]);
    }
  }
  if (options.json === true) {
    printJson(call, 'review', { ...toJson(reviewed), fixFile: { path: file, written: !isDryRun }, command: null });
  } else {
    world.terminal.out(isDryRun || options.yes === true ? report : '');
    world.terminal.out(`  ${isDryRun ? 'would be written' : 'written'}  ${file}\n`);
    await printProblems(call, state.problems);
  }
  return 1;
};

const toJson = ({ achievement, agent, from, review }: Reviewed) => {
  const { made, ...judgement } = review;
  return { achievement: achievement.id, title: achievement.title, agent, from, ...judgement, calls: made };
};
