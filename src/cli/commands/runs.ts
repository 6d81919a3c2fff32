import { acceptRun } from '../../app/run/accept-run.ts';
import { findRun, readRun } from '../../app/run/find-run.ts';
import { rootOf } from '../../app/open-plan.ts';
import type { Root } from '../../app/open-plan.ts';
import { runListEntry } from '../../app/run-list-entry.ts';
import type { RunListEntry } from '../../app/run-list-entry.ts';
import { runSummary } from '../../app/run-summary.ts';
import { runSummaryJson } from '../../app/run-summary-json.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Call, CommandRun } from '../command-spec.ts';
import { refuseInsideAttempt } from '../refuse-inside-attempt.ts';
import { printJson, printProblems, refuse, text, usageProblem } from '../print.ts';

export const run: CommandRun = async (call) => {
  const [action = 'list', ...names] = call.args;
  const root = rootOf(call.world, call.world.cwd, text(call, 'root'), call.world.cwd);
  if (action === 'list') return list(call, root);
  if (action === 'show') return show(call, root, names[0]);
  if (action === 'accept') return accept(call, root, names[0]);
  return refuse(call, [usageProblem(`planloom runs ${action} is not known.`, 'Say list, show or accept.')]);
};

const list = async (call: Call, root: Root): Promise<number> => {
  const { world } = call;
  const entries: RunListEntry[] = [];
  const problems: Problem[] = [];
  for (const id of await root.runs.list()) {
    const found = await readRun(root.runs, id);
    if (!found.ok) problems.push(...found.error.map((problem) => ({ ...problem, severity: 'warning' as const })));
    else entries.push(runListEntry(found.value.state, found.value.isLive ? world.clock.now().getTime() : null));
  }
  if (call.options.json === true) printJson(call, 'runs', { runs: entries, diagnostics: problems });
  else {
    const { renderRunsList } = await import('../../reporting/run/render-runs-list.ts');
    world.terminal.out(renderRunsList(entries, world.terminal.look));
    await printProblems(call, problems);
  }
  return 0;
};

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
  const accepted = await acceptRun(found.value, adapters);
  if (!accepted.ok) return refuse(call, accepted.error);
  const { commit, into, kind } = accepted.value;
  if (call.options.json === true) printJson(call, 'accepted', { runId, integrationBranch, commit, into, how: kind });
  else {
    const how = {
      'fast-forward': `${into} is now at ${commit.slice(0, 7)}, the tip of ${integrationBranch ?? ''}.`,
      merge: `${integrationBranch ?? ''} was merged into ${into}: ${commit.slice(0, 7)}.`,
      already: `${into} holds ${integrationBranch ?? ''} already.`,
    };
    world.terminal.out(`${how[kind]}\n`);
  }
  return 0;
};
