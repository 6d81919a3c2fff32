import { allRuns } from '../app/run/all-runs.ts';
import { cleanRuns, lookAtRuns, planClean } from '../app/run/clean-runs.ts';
import type { Cleaned, LookedAt } from '../app/run/clean-runs.ts';
import { isNeverOpened } from '../app/run/known-run.ts';
import { findRun } from '../app/run/find-run.ts';
import type { Root } from '../app/open-plan.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { Call } from './command-spec.ts';
import { printJson, printProblems, refuse, text, usageProblem } from './print.ts';
import { refuseInsideAttempt } from './refuse-inside-attempt.ts';

/** `planloom runs clean`: removes stores and working trees of ended runs where nothing would be lost with them. */
export const runsClean = async (call: Call, root: Root, names: readonly string[]): Promise<number> => {
  const refused = await refuseInsideAttempt(call, 'runs clean');
  if (refused !== undefined) return refused;
  const { options, world } = call;
  const { terminal } = world;
  const age = ageOf(call);
  if (!age.ok) return refuse(call, age.error);
  const adapters = await world.runAdapters(root.path);
  const { stores } = adapters;
  const listed = await stores.list();
  if (!listed.ok) return refuse(call, listed.error);
  const { runs, problems } = await allRuns(root.runs);
  const states = runs.map(({ state }) => state);
  const known = new Set(states.map(({ runId }) => runId));
  const strays = listed.value.filter((runId) => !known.has(runId));
  const damaged = new Set<string>();
  for (const runId of strays) if (!(await isNeverOpened(root.runs, runId))) damaged.add(runId);
  const wanted = await idsOf(root, names, strays);
  if (!wanted.ok) return refuse(call, wanted.error);

  const latest = adapters.timer.now().getTime() - age.value;
  const isMeant = (runId: string, endedAt: number): boolean =>
    endedAt <= latest && (wanted.value === undefined || wanted.value.has(runId));
  const order = { force: options.force === true, journals: options.journals === true };
  const looked = await lookAtRuns(
    adapters,
    states.filter(({ runId, closedAt, openedAt }) => isMeant(runId, closedAt ?? openedAt)),
    strays.filter((runId) => isMeant(runId, startOf(runId))),
    damaged,
  );
  if (wanted.value !== undefined) {
    const live = looked.find(({ why }) => why.some(({ kind }) => kind === 'live'));
    if (live !== undefined) return refuse(call, [liveProblem(live)]);
  }
  const worthALine = ({ hasStore, isForgotten }: Cleaned): boolean =>
    hasStore || isForgotten || wanted.value !== undefined;
  const planned = planClean(looked, states, order)
    .map((one) => (worthALine(one) ? one : { ...one, isRemoved: false }))
    .filter(worthALine);

  const isDry = options.dryRun === true;
  if (!isDry && !(await mayLose(call, planned))) return lossExit(call);
  const leftoverBytes = await stores.removeLeftovers(isDry);
  const cleaned = isDry ? planned : await cleanRuns(root.runs, adapters, planned);
  if (options.json === true)
    printJson(call, 'cleaned', { ...cleanJson(cleaned, leftoverBytes, isDry), diagnostics: problems });
  else {
    const { renderClean } = await import('../reporting/run/render-clean.ts');
    terminal.out(renderClean({ runs: cleaned, leftoverBytes, isDry }, terminal.look));
    await printProblems(call, problems);
  }
  return wanted.value !== undefined && cleaned.some(({ isRemoved, why }) => !isRemoved && why.length > 0) ? 1 : 0;
};

/** The ids that are meant by what was typed; undefined when all are. */
const idsOf = async (
  root: Root,
  names: readonly string[],
  strays: readonly string[],
): Promise<Result<ReadonlySet<string> | undefined>> => {
  if (names.length === 0) return ok(undefined);
  const ids = new Set<string>();
  for (const name of names) {
    const stray = strays.filter((runId) => runId === name || runId.endsWith(`-${name}`));
    const found = stray.length === 1 ? ok({ state: { runId: stray[0]! } }) : await findRun(root.runs, name);
    if (!found.ok) return found;
    ids.add(found.value.state.runId);
  }
  return ok(ids);
};

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `--older-than` in milliseconds. */
const ageOf = (call: Call): Result<number> => {
  const given = text(call, 'olderThan');
  if (given === undefined) return ok(0);
  const [, count, unit = ''] = /^(\d{1,6})([mhdw])$/.exec(given) ?? [];
  if (count !== undefined) return ok(Number(count) * unitMs[unit]!);
  const advice = 'Give a number with m, h, d or w (minutes, hours, days, weeks), such as 7d.';
  return fail([usageProblem(`--older-than ${given} is no length of time.`, advice)]);
};

/** When a run with this id was started, by the id itself; milliseconds since 1970. */
const startOf = (runId: string): number => {
  const parts = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)/.exec(runId)?.slice(1).map(Number) ?? [];
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
};

const liveProblem = ({ runId }: LookedAt) => ({
  rule: 'run-is-live',
  severity: 'error' as const,
  at: { file: '.' },
  message: `The run ${runId} goes on at this moment.`,
  advice: `Wait until it has ended, or end it: planloom runs cancel ${runId}`,
});

/** Shows what is lost, and asks. */
const mayLose = async (call: Call, planned: readonly Cleaned[]): Promise<boolean> => {
  const { terminal } = call.world;
  const losing = planned.filter(({ isRemoved, why }) => isRemoved && why.length > 0);
  if (losing.length === 0) return true;
  if (call.options.json !== true) {
    const { renderLosses } = await import('../reporting/run/render-clean.ts');
    terminal.err(renderLosses(losing, terminal.errLook));
  }
  if (call.options.yes === true) return true;
  return terminal.interactive && (await terminal.confirm('Remove it all the same?'));
};

const lossExit = async (call: Call): Promise<number> => {
  const { terminal } = call.world;
  if (!terminal.interactive) {
    const advice = 'Read what would be lost, then add --yes.';
    return refuse(call, [usageProblem('Nobody can be asked here, so nothing was removed.', advice)]);
  }
  terminal.err('Nothing was removed.\n');
  return 1;
};

const cleanJson = (runs: readonly Cleaned[], leftoverBytes: number, isDry: boolean) => ({
  dryRun: isDry,
  diskBytes: runs.reduce((sum, { diskBytes }) => sum + diskBytes, leftoverBytes),
  freedBytes: runs.reduce((sum, run) => sum + (run.isRemoved ? run.diskBytes : 0), leftoverBytes),
  runs: runs.map(({ runId, state, diskBytes, isRemoved, isForgotten, why }) => ({
    runId,
    plan: state?.plan ?? null,
    diskBytes,
    removed: isRemoved,
    journalRemoved: isForgotten,
    why,
  })),
});
