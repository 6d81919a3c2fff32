import { acceptRun } from '../../app/run/accept-run.ts';
import { controlWords } from '../../app/run/control.ts';
import type { ControlRequest } from '../../app/run/control.ts';
import { steerRun } from '../../app/run/steer-run.ts';
import { findRun } from '../../app/run/find-run.ts';
import { listRuns } from '../../app/run/list-runs.ts';
import { listInWords } from '../../text/list-in-words.ts';
import { rootOf } from '../../app/open-plan.ts';
import type { Root } from '../../app/open-plan.ts';
import type { RunAdapters } from '../../app/run/run-adapters.ts';
import type { RunListEntry } from '../../app/run-list-entry.ts';
import { runSummary } from '../../app/run-summary.ts';
import { runSummaryJson } from '../../app/run-summary-json.ts';
import type { Call, CommandRun } from '../command-spec.ts';
import { refuseInsideAttempt } from '../refuse-inside-attempt.ts';
import { printJson, printProblems, refuse, text, usageProblem } from '../print.ts';

export const run: CommandRun = async (call) => {
  const [action = 'list', ...names] = call.args;
  const root = rootOf(call.world, call.world.cwd, text(call, 'root'), call.world.cwd);
  if (action === 'list') return list(call, root);
  if (action === 'show') return show(call, root, names[0]);
  if (action === 'accept') return accept(call, root, names[0]);
  if (action === 'clean') {
    const { runsClean } = await import('../clean-runs.ts');
    return runsClean(call, root, names);
  }
  const ask = controlWords.find((word) => word === action);
  if (ask !== undefined) return steer(call, root, ask, names);
  const all = ['list', 'show', 'accept', 'clean', ...controlWords];
  const advice = `Say ${listInWords(all, 'or')}.`;
  return refuse(call, [usageProblem(`planloom runs ${action} is not known.`, advice)]);
};

/** Paths that are named; more of them nobody reads. */
const shownPaths = 20;

const said = {
  cancel: 'cancelled',
  retry: 'to be tried again',
  skip: 'skipped',
  pause: 'paused: nothing new starts, what runs is finished',
  continue: 'going on',
} as const;

const steer = async (call: Call, root: Root, ask: ControlRequest['ask'], names: readonly string[]): Promise<number> => {
  const { world } = call;
  const refused = await refuseInsideAttempt(call, `runs ${ask}`);
  if (refused !== undefined) return refused;
  const isId = (word: string | undefined): boolean => word !== undefined && /^\d{1,4}\.\d/.test(word);
  const nodes = names.filter(isId);
  const found = await findRun(
    root.runs,
    names.find((word) => !isId(word)),
  );
  if (!found.ok) return refuse(call, found.error);
  const { runId } = found.value.state;
  const steered = await steerRun(found.value, { ask, nodes }, root.runs, await world.runAdapters(root.path));
  if (!steered.ok) return refuse(call, steered.error);
  if (call.options.json === true) printJson(call, 'steered', { runId, ask, nodes, how: steered.value });
  else {
    const what = nodes.length === 0 ? `run ${runId}` : `${listInWords(nodes)} of run ${runId}`;
    const later = steered.value === 'noted' ? `; planloom resume ${runId} goes on with it` : '';
    world.terminal.out(`${what}: ${said[ask]}${later}\n`);
  }
  return 0;
};

const list = async (call: Call, root: Root): Promise<number> => {
  const { world } = call;
  const { entries, problems } = await listRuns(root.runs, world.clock.now().getTime());
  const shown = call.options.disk === true ? await withDisk(entries, await world.runAdapters(root.path)) : entries;
  if (call.options.json === true) printJson(call, 'runs', { runs: shown, diagnostics: problems });
  else {
    const { renderRunsList } = await import('../../reporting/run/render-runs-list.ts');
    // Where no run can be read, that is all there is to say.
    if (shown.length > 0 || problems.length === 0) world.terminal.out(renderRunsList(shown, world.terminal.look));
    await printProblems(call, problems);
  }
  return 0;
};

const withDisk = (entries: readonly RunListEntry[], { stores }: RunAdapters): Promise<readonly RunListEntry[]> =>
  Promise.all(entries.map(async (entry) => ({ ...entry, diskBytes: await stores.diskBytes(entry.runId) })));

const show = async (call: Call, root: Root, name: string | undefined): Promise<number> => {
  const { world } = call;
  const found = await findRun(root.runs, name);
  if (!found.ok) return refuse(call, found.error);
  const summary = runSummary(found.value.state, found.value.isLive ? world.clock.now().getTime() : null);
  if (call.options.json === true) printJson(call, 'run', runSummaryJson(summary, true));
  else {
    const { renderRun } = await import('../../reporting/run/render-run.ts');
    world.terminal.out(renderRun(summary, world.terminal.look));
  }
  return 0;
};

const accept = async (call: Call, root: Root, name: string | undefined): Promise<number> => {
  const { world } = call;
  const refused = await refuseInsideAttempt(call, 'runs accept');
  if (refused !== undefined) return refused;
  const found = await findRun(root.runs, name);
  if (!found.ok) return refuse(call, found.error);
  const { runId, integrationBranch } = found.value.state;
  const adapters = await world.runAdapters(root.path);
  const accepted = await acceptRun(found.value, root.runs, adapters);
  if (!accepted.ok) return refuse(call, accepted.error);
  const { commit, into, kind, written = [] } = accepted.value;
  const more = kind === 'copied' ? { written } : {};
  if (call.options.json === true)
    printJson(call, 'accepted', { runId, integrationBranch, commit, into, how: kind, ...more });
  else {
    const { oneLine } = await import('../../reporting/safe-text.ts');
    const how = {
      'fast-forward': `${into} is now at ${commit.slice(0, 7)}, the tip of ${integrationBranch ?? ''}.`,
      merge: `${integrationBranch ?? ''} was merged into ${into}: ${commit.slice(0, 7)}.`,
      already: `${into} holds ${integrationBranch ?? ''} already.`,
      copied: [
        `${written.length} written or removed in ${into}:`,
        ...written.slice(0, shownPaths).map((file) => `  ${oneLine(file)}`),
        ...(written.length > shownPaths ? [`  and ${written.length - shownPaths} more`] : []),
      ].join('\n'),
    };
    world.terminal.out(`${how[kind]}\n`);
  }
  return 0;
};
