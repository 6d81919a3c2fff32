import { achievementId } from '../../domain/ids.ts';
import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { RunState } from '../../journal/run-state.ts';
import type { RunReader } from '../../ports/run-reader.ts';
import { controlLine, readAnswer, secretFile } from './answer-control.ts';
import { controlFacts } from './control.ts';
import type { ControlRequest } from './control.ts';
import type { FoundRun } from './find-run.ts';
import { knownRun, runKey } from './known-run.ts';
import type { RunAdapters } from './run-adapters.ts';
import { withRunLock } from './with-run-lock.ts';

/** `noted`: nobody works on the run; what was asked for holds when it is resumed. */
export type Steered = 'done' | 'noted';

/** Where an achievement is not in the run, but in another one of the plan: which that is. */
const inAnotherRun = async (
  { runId, plan, nodes }: RunState,
  { ask, nodes: names }: ControlRequest,
  reader: RunReader,
): Promise<Problem | undefined> => {
  const [missing] = names.flatMap((name) => achievementId(name) ?? []).filter((id) => !nodes.has(id));
  if (missing === undefined) return undefined;
  for (const other of await reader.list()) {
    const run = await knownRun(reader, other);
    if (run === undefined || runKey(run.plan) !== runKey(plan) || !run.nodes.has(missing)) continue;
    const message = `The run ${runId} has no achievement ${missing}; the run ${other} has.`;
    const advice = `If you mean that: planloom runs ${ask} ${other} ${missing}`;
    return { rule: 'usage', severity: 'error', at: { file: 'command line' }, message, advice };
  }
  return undefined;
};

/** Asks something of a run: of the process that works on it, or, where none does, of its journal. */
export const steerRun = async (
  found: FoundRun,
  request: ControlRequest,
  reader: RunReader,
  adapters: RunAdapters,
): Promise<Result<Steered>> => {
  const { runId, plan } = found.state;
  const elsewhere = await inAnotherRun(found.state, request, reader);
  if (elsewhere !== undefined) return fail([elsewhere]);
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
