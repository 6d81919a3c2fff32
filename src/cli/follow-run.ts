import type { StartedRun, StartOptions } from '../app/run/start-run.ts';
import { runSummary } from '../app/run-summary.ts';
import { runSummaryJson } from '../app/run-summary-json.ts';
import { fail } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { JournalEntry, RunOutcome } from '../domain/run.ts';
import type { RunState } from '../journal/run-state.ts';
import { leftOutLines } from '../reporting/run/left-out-lines.ts';
import { renderRunEvent, runEventContext, runEventJson, runLogLine } from '../reporting/run/render-run-event.ts';
import type { RunEventContext } from '../reporting/run/render-run-event.ts';
import { runNotes } from '../reporting/run/run-notes.ts';
import { renderRunNote } from '../reporting/run/render-run-note.ts';
import { renderRunSummary } from '../reporting/run/render-run-summary.ts';
import type { Timer } from '../ports/timer.ts';
import { jsonLine } from '../text/json-line.ts';
import { isOfWorld } from './is-of-world.ts';
import type { Call } from './command-spec.ts';
import { isLive, liveScreen } from './live-screen.ts';
import type { LiveScreen } from './live-screen.ts';
import { printJson, refuse, schemaVersion, usageProblem } from './print.ts';

const exitCodes: Readonly<Record<RunOutcome, number>> = {
  succeeded: 0,
  partial: 1,
  failed: 1,
  cancelled: 130,
  paused: 1,
};

/**
 * Starts a run, shows what happens in it, a line an event, and at its end the summary. Answers with the exit code.
 * `history`: earlier runs, for forecasts.
 */
export const followRun = async (
  call: Call,
  timer: Timer,
  history: () => Promise<readonly RunState[]>,
  start: (hooks: Omit<StartOptions, 'guarded'>) => Promise<Result<StartedRun>>,
): Promise<number> => {
  const { terminal } = call.world;
  const isQuiet = call.options.quiet === true || call.options.json === true;
  const showsLive = isLive(call, terminal);
  let screen: LiveScreen | undefined;
  let context: RunEventContext | undefined;
  const showsLines = !isQuiet && !showsLive && call.options.jsonLines !== true;
  const notesOf = runNotes(showsLines ? await history() : []);
  const emit = (entry: JournalEntry, now: RunState): void => {
    if (call.options.jsonLines === true) {
      terminal.out(jsonLine({ schemaVersion, kind: 'run-event', ...runEventJson(entry) }));
      return;
    }
    screen?.changed();
    if (!showsLines) return;
    if (entry.event.type === 'opened') context = runEventContext(entry.event.nodes, entry.at);
    if (context === undefined) return;
    const line = renderRunEvent(entry, context, terminal.errLook);
    const notes = notesOf(entry.event, now).map((say) => renderRunNote(say, entry.at, context!, terminal.errLook));
    // A forecast belongs before what it is about.
    const lines = entry.event.type === 'attempt_started' ? [...notes, line] : [line, ...notes];
    for (const one of lines) if (one !== undefined) terminal.err(`${one}\n`);
  };
  const hooks = { emit, logLine: runLogLine, autoApprove: call.options.autoApprove === true };
  const started = await start(hooks).catch(cannotStart);
  if (!started.ok) return refuse(call, started.error);
  const { runId, ended, state, leftOut, cleared } = started.value;
  context ??= runEventContext(state().opened.nodes, timer.now().getTime());
  if (!isQuiet && cleared.length > 0) {
    terminal.err(`Cleared away: ${cleared.join(', ')}, killed before it had begun.\n\n`);
  }
  if (!isQuiet && leftOut.length > 0) terminal.err(`${leftOutLines(leftOut, terminal.errLook).join('\n')}\n\n`);
  void stopWhenAsked(call.world, started.value);
  if (showsLive) screen = liveScreen(terminal, timer, started.value.view);
  try {
    const outcome = await ended.finally(() => screen?.close());
    const summary = runSummary(state(), null);
    if (call.options.json === true || call.options.jsonLines === true) {
      printJson(call, 'run-summary', runSummaryJson(summary));
    } else terminal.out(`${isQuiet ? '' : '\n'}${renderRunSummary(summary, terminal.look)}`);
    return exitCodes[outcome];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const advice = `What is in the journal stays. When the cause is gone: planloom resume ${runId}`;
    await refuse(call, [usageProblem(`The run ${runId} cannot go on: ${why.replace(/\.$/, '')}.`, advice)]);
    return 1;
  }
};

/** What the world refuses at the start is the user's to mend; what is our mistake is thrown on. */
const cannotStart = (error: unknown): Result<never> => {
  if (!isOfWorld(error)) throw error;
  const why = error.message.replace(/\.$/, '');
  return fail([
    usageProblem(`The run cannot be started: ${why}.`, 'Nothing was executed. Try again when that is mended.'),
  ]);
};

/** Ctrl-C once: nothing new is started. Twice: what runs is ended too. Both have their line among the events. */
const stopWhenAsked = async (world: Call['world'], { post, ended, state }: StartedRun): Promise<void> => {
  const over = new AbortController();
  const end = (): void => over.abort();
  ended.then(end, end);
  for (const how of ['drain', 'stop'] as const) {
    await world.interrupted(over.signal);
    if (over.signal.aborted) return;
    // A run whose budget is reached drains already.
    post({ type: 'stop_asked', how: state().budgetReached === null ? how : 'stop' });
  }
};
