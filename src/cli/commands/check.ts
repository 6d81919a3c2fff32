import path from 'node:path';
import { checkPaths } from '../../app/check-paths.ts';
import type { NextStep } from '../../app/status-view.ts';
import type { Problem, Severity } from '../../domain/problem.ts';
import { rules } from '../../methodology/rules.ts';
import { passingScore, scoreOf } from '../../methodology/score.ts';
import { nextLines } from '../../reporting/next-step.ts';
import { renderProblems } from '../../reporting/render-problems.ts';
import { renderScore } from '../../reporting/render-score.ts';
import type { Call, CommandRun } from '../command-spec.ts';
import { badInput, printJson, refuse, text, usageProblem } from '../print.ts';
import { watchAndShow } from '../watch.ts';
import { version } from '../version.ts';

export const run: CommandRun = async (call) => {
  const { options, args, world } = call;
  const rule = text(call, 'explain');
  if (rule !== undefined) return (await import('../check-explain.ts')).explainRule(call, rule);
  if (options.fix === true) {
    if (options.watch === true)
      return refuse(call, [usageProblem('--fix and --watch do not go together.', 'Leave one out.')]);
    if (text(call, 'format') === 'sarif')
      return refuse(call, [usageProblem('--fix and --format sarif do not go together.', 'Leave one out.')]);
    const checked = await checkPaths(world, args, text(call, 'root'));
    if (checked.unreadable) return showProblems(call);
    return (await import('../check-fix.ts')).fixDocuments(call, checked, () => showProblems(call));
  }
  if (options.dryRun === true || options.yes === true) {
    const flag = options.dryRun === true ? '--dry-run' : '--yes';
    return refuse(call, [usageProblem(`${flag} is for --fix: check itself changes nothing.`, 'Add --fix.')]);
  }
  return options.watch === true ? watchAndShow(call, watchedFolder(call), showProblems) : showProblems(call);
};

/** The folder that is named alone, or that holds the file that is; else the whole workspace. */
const watchedFolder = (call: Call): string => {
  const { args, world } = call;
  const [named, ...others] = args;
  if (named !== undefined && others.length === 0 && !named.startsWith('@')) {
    const file = path.resolve(world.cwd, named);
    return /\.(?:md|json)$/i.test(file) ? path.dirname(file) : file;
  }
  return rootFolder(call);
};

const rootFolder = ({ options, world }: Call): string =>
  typeof options.root === 'string' ? path.resolve(world.cwd, options.root) : (world.findRoot(world.cwd) ?? world.cwd);

const showProblems: CommandRun = async (call) => {
  const { args, options, world } = call;
  const format = text(call, 'format') ?? 'text';
  if (format !== 'text' && format !== 'sarif') {
    return refuse(call, [usageProblem(`--format ${format} is not known.`, 'Give text or sarif.')]);
  }
  const checked = await checkPaths(world, args, text(call, 'root'));
  const { problems, sources, subjects, unreadable } = checked;
  const files = checked.files.size;
  const count = (severity: Severity): number => problems.filter((problem) => problem.severity === severity).length;
  const counts = { errors: count('error'), warnings: count('warning'), notes: count('info') };
  const shown = options.quiet === true ? problems.filter(({ severity }) => severity === 'error') : problems;
  const scores = options.score === true ? subjects.flatMap(({ subject }) => scoreOf(subject) ?? []) : null;
  if (options.json === true)
    printJson(call, 'check', { files, counts, problems, ...(scores === null ? {} : { scores }) });
  else if (format === 'sarif') {
    const { renderSarif } = await import('../../reporting/render-sarif.ts');
    const slashed = (folder: string): string => folder.split(path.sep).join('/');
    const called = { cwd: slashed(world.cwd), root: slashed(rootFolder(call)) };
    world.terminal.out(renderSarif(shown, version, called));
  } else {
    const what = problems.length === 0 ? 'problems' : 'errors';
    const all = `No ${what} in ${files === 1 ? 'one file' : `${files} files`}.\n`;
    const { terminal } = world;
    terminal.out(shown.length === 0 ? all : renderProblems(shown, sources, terminal.look, options.verbose === true));
    for (const line of nextLines(mechanicalStep(shown), terminal.look)) terminal.out(`${line}\n`);
    for (const score of scores ?? []) world.terminal.out(`\n${renderScore(score, passingScore, world.terminal.look)}`);
  }
  if (unreadable) return badInput;
  return counts.errors > 0 || scores?.some(({ passes }) => !passes) === true ? 1 : 0;
};

/** What `--fix` would look at, where a finding says that it mends it. */
const mechanicalStep = (shown: readonly Problem[]): readonly NextStep[] => {
  const found = new Set(shown.filter(({ advice }) => advice?.includes('--fix does')).map(({ rule }) => rule));
  const ids = rules.filter(({ id, fix }) => fix !== undefined && found.has(id)).map(({ id }) => id);
  if (ids.length === 0) return [];
  return [{ say: `--fix mends what is mechanical of ${ids.join(', ')}; with --dry-run it only shows it.` }];
};
