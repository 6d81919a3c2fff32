import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { RunReader } from '../../ports/run-reader.ts';
import { controlLine, readAnswer, secretFile } from './answer-control.ts';
import { controlFacts } from './control.ts';
import type { ControlRequest } from './control.ts';
import type { FoundRun } from './find-run.ts';
import { runKey } from './known-run.ts';
import type { RunAdapters } from './run-adapters.ts';
import { withRunLock } from './with-run-lock.ts';

/** `noted`: nobody works on the run; what was asked for holds when it is resumed. */
export type Steered = 'done' | 'noted';

/** Asks something of a run: of the process that works on it, or, where none does, of its journal. */
export const steerRun = async (
  found: FoundRun,
  request: ControlRequest,
  reader: RunReader,
  adapters: RunAdapters,
): Promise<Result<Steered>> => {
  const { runId, plan } = found.state;
  if (found.isLive) {
    const secret = adapters.openFolder(runId)?.readText(secretFile, 1000) ?? '';
    const answer = readAnswer(await adapters.ask(runKey(plan), controlLine(secret, request)));
    return answer.ok ? ok('done') : answer;
  }
  if (request.ask !== 'retry' && request.ask !== 'skip') {
    const message = `Nobody works on the run ${runId}.`;
    const advice =
      request.ask === 'continue' ? `To go on with it: planloom resume ${runId}` : 'There is nothing to stop.';
    return fail([{ rule: 'not-live', severity: 'error', at: { file: '.' }, message, advice }]);
  }
  return withRunLock(found, reader, adapters, async ({ state, note }) => {
    const facts = controlFacts(state, request);
    if (!facts.ok) return facts;
    await note(facts.value);
    return ok('noted');
  });
};
