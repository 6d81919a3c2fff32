import { Command, CommanderError, Option } from 'commander';
import { commonOptions } from './command-spec.ts';
import type { CommandSpec } from './command-spec.ts';
import { commands } from './commands.ts';
import { version } from './version.ts';
import type { World } from './world.ts';

/** Bad input or usage. */
const usageError = 2;

/** `planloom @PLAN --parallel-upgrade`, as earlier tools had it, is `planloom discover @PLAN`. */
const withCommand = (argv: readonly string[]): readonly string[] => {
  const known = new Set(commands.flatMap((command) => [command.name, ...(command.aliases ?? [])]));
  const named = argv.some((word) => known.has(word));
  return argv.includes('--parallel-upgrade') && !named ? ['discover', ...argv] : argv;
};

const define = (
  program: Command,
  spec: CommandSpec,
  run: (spec: CommandSpec, command: Command) => Promise<void>,
): void => {
  const command = program.command(spec.name, {}).summary(spec.summary).description(spec.description);
  command.helpGroup(spec.group).aliases([...(spec.aliases ?? [])]);
  for (const argument of spec.args) command.argument(argument.name, argument.description);
  for (const { flags, description, hidden } of [...spec.options, ...commonOptions]) {
    command.addOption(new Option(flags, description).hideHelp(hidden === true));
  }
  command.addHelpText('after', `\nExamples:\n${spec.examples.map((example) => `  $ ${example}`).join('\n')}`);
  command.action(() => run(spec, command));
};

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
      code = await run({ args, options: command.opts(), world });
    });
  }
  if (argv.length === 0) {
    program.outputHelp();
    return 0;
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : usageError;
  }
  return code;
};
