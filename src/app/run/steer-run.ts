import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { controlLine, readAnswer, secretFile } from './answer-control.ts';
import { controlFacts } from './control.ts';
import type { ControlRequest } from './control.ts';
import type { FoundRun } from './find-run.ts';
import { runKey } from './known-run.ts';
import type { RunAdapters } from './run-adapters.ts';
import { lockedProblem } from './start-run.ts';

/** `noted`: nobody works on the run; what was asked for holds when it is resumed. */
export type Steered = 'done' | 'noted';

/** Asks something of a run: of the process that works on it, or, where none does, of its journal. */
export const steerRun = async (
  { state, tornAt, isLive }: FoundRun,
  request: ControlRequest,
  adapters: RunAdapters,
): Promise<Result<Steered>> => {
  const { runId, plan } = state;
  const folder = adapters.openFolder(runId);
  if (isLive) {
    const secret = folder?.readText(secretFile, 1000) ?? '';
    const answer = readAnswer(await adapters.ask(runKey(plan), controlLine(secret, request)));
    return answer.ok ? ok('done') : answer;
  }
  if (request.ask !== 'retry' && request.ask !== 'skip') {
    const message = `Nobody works on the run ${runId}.`;
    const advice =
      request.ask === 'continue' ? `To go on with it: planloom resume ${runId}` : 'There is nothing to stop.';
    return fail([{ rule: 'not-live', severity: 'error', at: { file: '.' }, message, advice }]);
  }
  const facts = controlFacts(state, request);
  if (!facts.ok || folder === undefined) return facts.ok ? ok('noted') : facts;
  const lock = await adapters.lock(runKey(plan), runId);
  if (!lock.ok) return fail([lockedProblem(lock.holder, plan.file)]);
  try {
    const journal = adapters.reopenJournal(folder, tornAt);
    const at = adapters.timer.now().getTime();
    await journal.append(facts.value.map((event) => ({ at, event })));
    await journal.close();
    return ok('noted');
  } finally {
    await lock.release();
  }
};
