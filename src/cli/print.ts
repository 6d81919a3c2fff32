import { hasErrors } from '../domain/problem.ts';
import type { Problem } from '../domain/problem.ts';
import { jsonLine } from '../text/json-line.ts';
import type { Call } from './command-spec.ts';

export { usageProblem } from '../domain/problem.ts';

/** Version of everything that `--json` prints; it grows when a reader of the old form would break. */
export const schemaVersion = 1;

/** Bad input or usage. */
export const badInput = 2;

/** One object on one line, and nothing else on stdout. */
export const printJson = ({ world }: Call, kind: string, value: Readonly<Record<string, unknown>>): void =>
  world.terminal.out(jsonLine({ schemaVersion, kind, ...value }));

/** Which problems the user asked to see: `--quiet` errors only, `--verbose` remarks too. */
const asked = ({ options }: Call, problems: readonly Problem[]): readonly Problem[] =>
  problems.filter(({ severity }) =>
    options.quiet === true ? severity === 'error' : severity !== 'info' || options.verbose === true,
  );

/** Shows problems on stderr, with the lines they stand in where `sources` (by file) has them. */
export const printProblems = async (
  call: Call,
  problems: readonly Problem[],
  sources: ReadonlyMap<string, string> = new Map(),
): Promise<void> => {
  const { terminal } = call.world;
  const shown = asked(call, problems);
  const aboutCall = shown.filter(isAboutCall);
  if (aboutCall.length > 0) {
    const { renderRefusal } = await import('../reporting/render-refusal.ts');
    for (const problem of aboutCall) terminal.err(renderRefusal(problem, terminal.errLook));
  }
  const inFiles = shown.filter((problem) => !isAboutCall(problem));
  if (inFiles.length === 0) return;
  const { renderProblems } = await import('../reporting/render-problems.ts');
  terminal.err(renderProblems(inFiles, sources, terminal.errLook, call.options.verbose === true));
};

/** Nothing in a file is wrong then, but what was asked for: an option, or a plan that the workspace does not have. */
const isAboutCall = ({ rule, at }: Problem): boolean => rule === 'usage' || (at.line === undefined && at.file === '.');

/** What to print, and exit with, when a command could not do its work. */
export const refuse = async (
  call: Call,
  problems: readonly Problem[],
  sources?: ReadonlyMap<string, string>,
): Promise<number> => {
  if (call.options.json === true) printJson(call, 'error', { problems });
  else await printProblems(call, problems, sources);
  return hasErrors(problems) ? badInput : 0;
};

/** An option's text, or undefined. */
export const text = ({ options }: Call, name: string): string | undefined =>
  typeof options[name] === 'string' ? options[name] : undefined;

/** What an option that may be given several times was given, in order. */
export const texts = ({ options }: Call, name: string): readonly string[] => {
  const given = options[name];
  return Array.isArray(given) ? given.filter((one): one is string => typeof one === 'string') : [];
};
