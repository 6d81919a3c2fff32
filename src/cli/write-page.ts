import path from 'node:path';
import type { Result } from '../domain/result.ts';
import type { WriteFailure } from '../ports/files.ts';
import { isGraphPage } from '../reporting/graph-html/render-html.ts';
import type { Call } from './command-spec.ts';
import { printJson, refuse, usageProblem } from './print.ts';

/** The largest file in whose beginning we look for our own mark. */
const mostBytes = 100_000_000;

/**
 * Writes a page to the file that the user named, whole or not at all. A file that is no page of ours stays, unless
 * `--force` says otherwise. Returns the exit code.
 */
export const writePage = async (call: Call, file: string, page: string): Promise<number> => {
  const { world, options } = call;
  const target = path.resolve(world.cwd, file);
  // The user says where it goes, which need not be in the workspace. Folders are made below the current one only.
  const fromHere = path.relative(world.cwd, target);
  const isHere = !path.isAbsolute(fromHere) && fromHere !== '..' && !fromHere.startsWith(`..${path.sep}`);
  const files = world.files(isHere ? world.cwd : path.dirname(target));
  const name = isHere ? fromHere : path.basename(target);
  const refused = (message: string, advice: string): Promise<number> => refuse(call, [usageProblem(message, advice)]);

  let written: Result<undefined, WriteFailure> | undefined;
  const existing = options.force === true ? undefined : await files.readText(name, mostBytes);
  if (existing === undefined || (existing.ok && isGraphPage(existing.value))) written = await files.replace(name, page);
  else if (!existing.ok && existing.error.reason === 'missing') written = await files.writeNew(name, page);
  if (written === undefined || (!written.ok && written.error.reason === 'exists')) {
    return refused(`${file} is there already, and is no page of planloom graph.`, 'Give another name, or add --force.');
  }
  if (!written.ok) return refused(`${file} cannot be written: ${written.error.detail}.`, 'Check who may write there.');
  if (options.json === true) printJson(call, 'graph-page', { path: file });
  else world.terminal.out(`${file} written\n`);
  return 0;
};
