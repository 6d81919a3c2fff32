import path from 'node:path';
import { fileWatch } from './adapters/file-watch.ts';
import { interrupted } from './adapters/interrupted.ts';
import { nodeTerminal } from './adapters/node-terminal.ts';
import { isInsideAttempt } from './adapters/inside-attempt.ts';
import { readInput } from './adapters/read-input.ts';
import { runCli } from './cli/cli.ts';
import { nodeSurroundings } from './node-surroundings.ts';

/** The folder that the user stands in; undefined when it was removed under their feet. */
const currentFolder = (): string | undefined => {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
};

/** Runs the command that this process was started with, on what is real. */
export const start = async (): Promise<void> => {
  const argv = process.argv.slice(2);
  // A reader that stops reading (`planloom status | head`) is no failure of ours.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      // The window was closed: a run, which stops then, finishes unseen.
      if (error.code === 'EIO') return;
      throw error;
    });
  }
  const cwd = currentFolder();
  if (cwd === undefined) {
    process.stderr.write('error: The current folder does not exist any more.\n  → Go to a folder that does.\n');
    process.exitCode = 2;
    return;
  }
  const terminal = nodeTerminal(process, argv);
  const code = await runCli(argv, {
    terminal,
    ...nodeSurroundings(cwd, (doing, isLong) => terminal.progress(doing, isLong)),
    isInsideAttempt: () => isInsideAttempt(process.env, cwd),
    runAdapters: async (root) => {
      const { nodeRunAdapters } = await import('./adapters/run/node-run-adapters.ts');
      return nodeRunAdapters(root, process.env, path.join(import.meta.dirname, 'launcher.js'));
    },
    agentCalls: async (root, executors) => {
      const { nodeAgentCalls } = await import('./adapters/run/node-agent-calls.ts');
      const launcherFile = path.join(import.meta.dirname, 'launcher.js');
      return nodeAgentCalls({ root, environment: process.env, launcherFile }, executors);
    },
    agentProbe: async () => {
      const [{ agentProbe }, { agentAdapters }] = await Promise.all([
        import('./adapters/agents/probe-agents.ts'),
        import('./adapters/agents/agent-adapters.ts'),
      ]);
      return agentProbe(agentAdapters, { environment: process.env });
    },
    toolVersions: async () => (await import('./adapters/tool-versions.ts')).toolVersions(process.env),
    toClipboard: async (text) => (await import('./adapters/clipboard.ts')).toClipboard(text),
    watch: fileWatch,
    interrupted,
    keyboard: async () =>
      (await import('./adapters/node-keyboard.ts')).nodeKeyboard(process.stdin, (text) => terminal.err(text)),
    input: (maxBytes) => readInput(process.stdin, maxBytes),
  });
  terminal.progress('');
  process.exitCode = code;
};
