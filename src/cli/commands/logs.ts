import { findRun } from '../../app/run/find-run.ts';
import { readRunLog } from '../../app/run/read-run-log.ts';
import { rootOf } from '../../app/open-plan.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { printedLine } from '../../reporting/run/printed-line.ts';
import type { Call, CommandRun } from '../command-spec.ts';
import { printJson, refuse, text, usageProblem } from '../print.ts';
import { wholeNumber } from '../with-plan.ts';

const runId = /^(?:\d{8}-\d{6}-)?[0-9a-z]{4}$/;

/** What fits into a window, with some to scroll back to. */
const linesOnTerminal = 200;

export const run: CommandRun = async (call) => {
  const { world } = call;
  const root = rootOf(world, world.cwd, text(call, 'root'), world.cwd);
  const name = call.args.find((word) => runId.test(word));
  const node = call.args.find((word) => word !== name);
  const wish = wishOf(call);
  if (!wish.ok) return refuse(call, wish.error);
  const { attempt, lines } = wish.value;
  const found = await findRun(root.runs, name);
  if (!found.ok) return refuse(call, found.error);
  const adapters = await world.runAdapters(root.path);
  if (call.options.follow === true) {
    const { logsFollow } = await import('../logs-follow.ts');
    return logsFollow(call, root, adapters, found.value, node, lines);
  }
  const log = readRunLog(found.value, adapters, node, attempt);
  if (!log.ok) return refuse(call, log.error);
  if (call.options.json === true) {
    printJson(call, 'log', { runId: found.value.state.runId, ...log.value });
    return 0;
  }
  const { text: printed, checks, node: id } = log.value;
  const both = printed !== '' && checks !== '';
  const all = [...linesOf(printed), ...(both ? [''] : []), ...(checks === '' ? [] : ['Checks:', ...linesOf(checks)])];
  const shown = all.slice(Math.max(0, all.length - (lines ?? all.length)));
  const leftOut = all.length - shown.length;
  if (leftOut > 0 && call.options.quiet !== true) world.terminal.err(leftOutText(leftOut));
  world.terminal.out(shown.map((line) => `${printedLine(line)}\n`).join(''));
  if (printed === '' && checks === '') world.terminal.err(`${id ?? 'The run'} has printed nothing.\n`);
  return 0;
};

/** What is said where lines are left out. */
const leftOutText = (lines: number): string =>
  `${lines} earlier ${lines === 1 ? 'line is' : 'lines are'} left out; --all shows all, --lines <number> more.\n`;

/** Which attempt, and how many of the last lines (null: all). */
const wishOf = (call: Call): Result<{ readonly attempt: number | undefined; readonly lines: number | null }> => {
  const { options, world } = call;
  const attempt = wholeNumber(call, 'attempt');
  if (!attempt.ok) return attempt;
  const lines = wholeNumber(call, 'lines');
  if (!lines.ok) return lines;
  if (options.all === true && lines.value !== undefined) {
    return fail([usageProblem('--all and --lines contradict each other.', 'Give one of them.')]);
  }
  if (options.follow === true && attempt.value !== undefined) {
    return fail([usageProblem('--follow shows every attempt, and --attempt one.', 'Give one of them.')]);
  }
  if (options.jsonLines === true && options.follow !== true) {
    return fail([usageProblem('--json-lines goes with --follow.', 'Add --follow, or say --json.')]);
  }
  const isShort = world.terminal.rows !== null && options.all !== true;
  return ok({ attempt: attempt.value, lines: lines.value ?? (isShort ? linesOnTerminal : null) });
};

const linesOf = (printed: string): readonly string[] => (printed === '' ? [] : printed.replace(/\n$/, '').split('\n'));
