import type { RunOptions } from '../app/run/plan-run.ts';
import type { RunAdapters } from '../app/run/run-adapters.ts';
import type { RunSource } from '../app/run/run-source.ts';
import { showPrompt } from '../app/run/show-prompt.ts';
import type { Call } from './command-spec.ts';
import { printJson, printProblems, refuse } from './print.ts';

/** Prints what an attempt at an achievement would get now. Starts nothing, and asks for nothing. */
export const runShowPrompt = async (
  call: Call,
  source: RunSource,
  adapters: RunAdapters,
  options: RunOptions,
  id: string,
): Promise<number> => {
  const { terminal } = call.world;
  const shown = await showPrompt(source, adapters, options, id);
  if (!shown.ok) return refuse(call, shown.error, source.texts);
  const { planned, text, remark, route, ...rest } = shown.value;
  if (call.options.json === true) {
    const { pool, by, route: found } = route;
    const { confidence = null, scores = null, matched = null } = found ?? {};
    printJson(call, 'prompt', { ...rest, route: { pool, by, confidence, scores, matched }, remark, text });
    return 0;
  }
  await printProblems(call, planned.problems, planned.texts);
  if (remark !== null && call.options.quiet !== true) terminal.err(`${remark}\n`);
  terminal.out(text);
  return 0;
};
