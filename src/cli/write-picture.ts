import path from 'node:path';
import { isGanttPicture } from '../reporting/gantt/render-gantt-svg.ts';
import type { Call } from './command-spec.ts';
import { refuse, usageProblem } from './print.ts';

/** The largest file in whose beginning we look for our own mark. */
const mostBytes = 100_000_000;

/**
 * Writes the picture of a schedule to the file that the user named, whole or not at all. A file that is no such picture
 * stays, unless `--force` says otherwise. Returns the exit code; prints only what went wrong.
 */
export const writePicture = async (call: Call, file: string, picture: string): Promise<number> => {
  const target = path.resolve(call.world.cwd, file);
  // The user says where it goes, which need not be in the workspace.
  const files = call.world.files(path.dirname(target));
  const name = path.basename(target);
  const existing = call.options.force === true ? undefined : await files.readText(name, mostBytes);
  const isNew = existing?.ok === false && existing.error.reason === 'missing';
  const isFree = existing === undefined || isNew || (existing.ok && isGanttPicture(existing.value));
  const written = !isFree
    ? undefined
    : isNew
      ? await files.writeNew(name, picture)
      : await files.replace(name, picture);
  if (written === undefined || (!written.ok && written.error.reason === 'exists')) {
    const message = `${file} is there already, and is no picture of planloom schedule.`;
    return refuse(call, [usageProblem(message, 'Give another name, or add --force.')]);
  }
  if (written.ok) return 0;
  const message = `${file} cannot be written: ${written.error.detail}.`;
  return refuse(call, [usageProblem(message, 'Check who may write there.')]);
};
