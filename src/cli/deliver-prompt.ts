import path from 'node:path';
import type { NextStep } from '../app/status-view.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { nextLines } from '../reporting/next-step.ts';
import { asSentence } from '../text/as-sentence.ts';
import type { Call } from './command-spec.ts';
import { printJson, refuse, text, usageProblem } from './print.ts';

/** A prompt that is ready. */
export interface ReadyPrompt {
  readonly text: string;
  /** An estimate. */
  readonly tokens: number;
  /** What `--json` says of it beside the text. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** What was left out for want of room, in words. */
  readonly leftOut: readonly string[];
  /** What to do with it. */
  readonly steps: readonly NextStep[];
}

/**
 * Gives a prompt to the user: into the file of `--output`, onto the clipboard with `--clipboard`, else to stdout. Its size,
 * and what to do with it, goes to stderr. Answers with the exit code.
 */
export const deliverPrompt = async (call: Call, prompt: ReadyPrompt): Promise<number> => {
  const { terminal } = call.world;
  const isQuiet = call.options.quiet === true;
  const output = text(call, 'output');
  if (output !== undefined) {
    const written = await writeOutput(call, output, prompt.text);
    if (!written.ok) return refuse(call, [written.error]);
  }
  const noClipboard = call.options.clipboard === true ? await call.world.toClipboard(prompt.text) : null;
  const isCopied = call.options.clipboard === true && noClipboard === null;
  if (call.options.json === true) {
    const { facts, tokens, leftOut } = prompt;
    printJson(call, 'prompt', {
      ...facts,
      tokens,
      leftOut,
      text: prompt.text,
      output: output ?? null,
      clipboard: isCopied,
    });
    return 0;
  }
  if (output === undefined && !isCopied) terminal.out(prompt.text);
  if (noClipboard !== null) {
    const instead = output === undefined ? ' The prompt went to stdout instead.' : '';
    terminal.err(`The clipboard cannot be used: ${asSentence(noClipboard)}${instead}\n`);
  }
  if (isQuiet) return 0;
  if (output !== undefined) terminal.err(`${output} written.\n`);
  if (isCopied) terminal.err('Copied to the clipboard.\n');
  const tokens = prompt.tokens.toLocaleString('en');
  terminal.err(`About ${tokens} tokens, by estimate: a token for every four bytes.\n`);
  if (prompt.leftOut.length > 0) terminal.err(`Left out: ${prompt.leftOut.join('; ')}. More room: --max-tokens.\n`);
  if (prompt.steps.length > 0) terminal.err(`${nextLines(prompt.steps, terminal.errLook).join('\n')}\n`);
  return 0;
};

/** Writes a file that is not there yet, wherever the user wants it; folders are made below the current one only. */
const writeOutput = async ({ world }: Call, file: string, content: string): Promise<Result<undefined, Problem>> => {
  const target = path.resolve(world.cwd, file);
  const fromHere = path.relative(world.cwd, target);
  const isHere = !path.isAbsolute(fromHere) && fromHere !== '..' && !fromHere.startsWith(`..${path.sep}`);
  const files = world.files(isHere ? world.cwd : path.dirname(target));
  const written = await files.writeNew(isHere ? fromHere : path.basename(target), content);
  if (written.ok) return ok(undefined);
  return written.error.reason === 'exists'
    ? fail(usageProblem(`${file} is there already.`, 'Give another name, or remove it first.'))
    : fail(usageProblem(`${file} cannot be written: ${written.error.detail}.`, 'Check who may write there.'));
};
