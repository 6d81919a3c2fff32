import path from 'node:path';
import { checkPaths } from '../../app/check-paths.ts';
import type { Severity } from '../../domain/problem.ts';
import { renderProblems } from '../../reporting/render-problems.ts';
import type { Call, CommandRun } from '../command-spec.ts';
import { badInput, printJson, refuse, text, usageProblem } from '../print.ts';
import { watchAndShow } from '../watch.ts';
import { version } from '../version.ts';

export const run: CommandRun = (call) =>
  call.options.watch === true ? watchAndShow(call, watchedFolder(call), showProblems) : showProblems(call);

/** The folder that is named alone, or that holds the file that is; else the whole workspace. */
const watchedFolder = ({ args, options, world }: Call): string => {
  const [named, ...others] = args;
  if (named !== undefined && others.length === 0 && !named.startsWith('@')) {
    const file = path.resolve(world.cwd, named);
    return /\.(?:md|json)$/i.test(file) ? path.dirname(file) : file;
  }
  return typeof options.root === 'string'
    ? path.resolve(world.cwd, options.root)
    : (world.findRoot(world.cwd) ?? world.cwd);
};

const showProblems: CommandRun = async (call) => {
  const { args, options, world } = call;
  const format = text(call, 'format') ?? 'text';
  if (format !== 'text' && format !== 'sarif') {
    return refuse(call, [usageProblem(`--format ${format} is not known.`, 'Give text or sarif.')]);
  }
  const { problems, sources, files, unreadable } = await checkPaths(world, args, text(call, 'root'));
  const count = (severity: Severity): number => problems.filter((problem) => problem.severity === severity).length;
  const counts = { errors: count('error'), warnings: count('warning'), notes: count('info') };
  const shown = options.quiet === true ? problems.filter(({ severity }) => severity === 'error') : problems;
  if (options.json === true) printJson(call, 'check', { files, counts, problems });
  else if (format === 'sarif') {
    world.terminal.out((await import('../../reporting/render-sarif.ts')).renderSarif(shown, version));
  } else {
    const what = problems.length === 0 ? 'problems' : 'errors';
    const all = `No ${what} in ${files === 1 ? 'one file' : `${files} files`}.\n`;
    world.terminal.out(shown.length === 0 ? all : renderProblems(shown, sources, world.terminal.look));
  }
  return unreadable ? badInput : counts.errors > 0 ? 1 : 0;
};
