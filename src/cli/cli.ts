import { Command, CommanderError, Option } from 'commander';
import type { Problem } from '../domain/problem.ts';
import { jsonLine } from '../text/json-line.ts';
import { commonOptions } from './command-spec.ts';
import type { CommandSpec } from './command-spec.ts';
import { isOfWorld } from './is-of-world.ts';
import { commands } from './commands.ts';
import { schemaVersion, usageProblem } from './print.ts';
import { version } from './version.ts';
import type { World } from './world.ts';

/** Bad input or usage. */
const usageError = 2;

/** Ctrl-C, as shells have it. */
const interrupted = 130;

/** `planloom @PLAN --parallel-upgrade`, as earlier tools had it, is `planloom discover @PLAN`. */
const withCommand = (argv: readonly string[]): readonly string[] => {
  const known = new Set(commands.flatMap((command) => [command.name, ...(command.aliases ?? [])]));
  const named = argv.some((word) => known.has(word));
  if (argv.includes('--parallel-upgrade') && !named) return ['discover', ...argv];
  // Asked for help with what is no command, say that it is none, and which one is near.
  const [first, second] = argv;
  return first === 'help' && second !== undefined && !named ? argv.slice(1) : argv;
};

const define = (
  program: Command,
  spec: CommandSpec,
  run: (spec: CommandSpec, command: Command) => Promise<void>,
): void => {
  const command = program
    .command(spec.name, { hidden: spec.hidden === true })
    .summary(spec.summary)
    .description(spec.description);
  command.helpGroup(spec.group).aliases([...(spec.aliases ?? [])]);
  for (const argument of spec.args) command.argument(argument.name, argument.description);
  for (const { flags, description, hidden } of [...spec.options, ...commonOptions]) {
    command.addOption(new Option(flags, description).hideHelp(hidden === true));
  }
  command.addHelpText('after', `\nExamples:\n${spec.examples.map((example) => `  $ ${example}`).join('\n')}`);
  command.action(() => run(spec, command));
};

/** What commander found wrong with the words, in the form in which everything else is said. */
const problemOf = ({ message }: CommanderError): Problem => {
  const [what = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const advice = suggestion?.replace(/^\(|\)$/g, '') ?? 'Add --help to see what there is.';
  return usageProblem(`${what.replace(/\.$/, '')}.`, advice);
};

const sayWrong = async (problem: Problem, isJson: boolean, { terminal }: World): Promise<void> => {
  if (isJson) terminal.out(jsonLine({ schemaVersion, kind: 'error', problems: [problem] }));
  else terminal.err((await import('../reporting/render-refusal.ts')).renderRefusal(problem, terminal.errLook));
};

const tryAgain = 'What was written is whole. Run it again when the cause is gone.';

/** Runs one command line, without the program's own name, and answers with the exit code (design: 0, 1, 2, 130). */
export const runCli = async (argv: readonly string[], world: World): Promise<number> => {
  let code = 0;
  const program = new Command('planloom')
    .description(
      'Turns a Markdown PLAN into a checked dependency graph, documents for a whole level, and status from files.',
    )
    .version(version, '-V, --version')
    .helpCommand('help [command]', 'show the help of a command')
    .exitOverride()
    .showSuggestionAfterError(true)
    .showHelpAfterError(false)
    .configureOutput({
      writeOut: (text) => world.terminal.out(text),
      writeErr: (text) => world.terminal.err(text),
      // Said below, with what to do.
      outputError: () => undefined,
      getOutHelpWidth: () => Math.min(world.terminal.look.width, 100),
      getErrHelpWidth: () => Math.min(world.terminal.errLook.width, 100),
      getOutHasColors: () => world.terminal.look.color,
      getErrHasColors: () => world.terminal.errLook.color,
    });
  // Where the first word is a command, the others need not be defined: they only cost time.
  const words = withCommand(argv);
  const named = commands.filter(({ name, aliases }) => name === words[0] || aliases?.includes(words[0] ?? '') === true);
  for (const spec of named.length > 0 ? named : commands) {
    define(program, spec, async ({ load }, command) => {
      const { run } = await load();
      const args = command.processedArgs.flat().filter((word): word is string => typeof word === 'string');
      code = await run({ args, options: command.opts(), world, commands, runLine: runCli });
    });
  }
  if (argv.length === 0) {
    program.outputHelp();
    return 0;
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (isOfWorld(error)) {
      const problem = usageProblem(`It could not be finished: ${error.message.replace(/\.$/, '')}.`, tryAgain);
      await sayWrong(problem, argv.includes('--json'), world);
      return 1;
    }
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    await sayWrong(problemOf(error), argv.includes('--json'), world);
    return usageError;
  }
  return world.terminal.isInterrupted ? interrupted : code;
};
