import { findRun } from '../../app/run/find-run.ts';
import { readRunLog } from '../../app/run/read-run-log.ts';
import { rootOf } from '../../app/open-plan.ts';
import { safeText } from '../../reporting/safe-text.ts';
import type { CommandRun } from '../command-spec.ts';
import { printJson, refuse, text } from '../print.ts';
import { wholeNumber } from '../with-plan.ts';

const runId = /^(?:\d{8}-\d{6}-)?[0-9a-z]{4}$/;

export const run: CommandRun = async (call) => {
  const { world } = call;
  const root = rootOf(world, world.cwd, text(call, 'root'), world.cwd);
  const name = call.args.find((word) => runId.test(word));
  const node = call.args.find((word) => word !== name);
  const attempt = wholeNumber(call, 'attempt');
  if (!attempt.ok) return refuse(call, attempt.error);
  const found = await findRun(root.runs, name);
  if (!found.ok) return refuse(call, found.error);
  const adapters = await world.runAdapters(root.path);
  const log = readRunLog(found.value, adapters, node, attempt.value);
  if (!log.ok) return refuse(call, log.error);
  if (call.options.json === true) {
    printJson(call, 'log', { runId: found.value.state.runId, ...log.value });
    return 0;
  }
  const { text: printed, checks, node: id } = log.value;
  world.terminal.out(lines(printed) + (checks === '' ? '' : `${printed === '' ? '' : '\n'}Checks:\n${lines(checks)}`));
  if (printed === '' && checks === '') world.terminal.err(`${id ?? 'The run'} has printed nothing.\n`);
  return 0;
};

/** Safe for a terminal, and ended by a line end. */
const lines = (printed: string): string =>
  printed === '' ? '' : `${printed.replace(/\n$/, '').split('\n').map(safeText).join('\n')}\n`;
