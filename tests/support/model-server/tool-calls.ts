import path from 'node:path';
import type { Action } from './scenario.ts';
import type { Json } from './wire.ts';

type Find<Input> = Readonly<Record<string, (input: Input) => Json>>;

/** Tools that write a file, by the names that the programs have for them. */
const writers: Find<{ file: string; content: string }> = {
  Write: ({ file, content }) => ({ file_path: file, content }),
  write_file: ({ file, content }) => ({ file_path: file, content }),
  write: ({ file, content }) => ({ filePath: file, content }),
  create: ({ file, content }) => ({ path: file, file_text: content }),
};

/** Tools that run a command of the shell. */
const shells: Find<string> = {
  Bash: (command) => ({ command, description: 'A command' }),
  bash: (command) => ({ command, description: 'A command' }),
  run_shell_command: (command) => ({ command, description: 'A command' }),
  exec_command: (command) => ({ cmd: command }),
  shell_command: (command) => ({ command }),
  shell: (command) => ({ command: ['bash', '-lc', command] }),
};

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const offeredBy = <Input>(tools: Find<Input>, offered: readonly string[]) =>
  Object.entries(tools).find(([name]) => offered.includes(name));

/** The tool, of those offered, that does this, and its input; null: there is none. */
export const toolCall = (
  action: Action,
  offered: readonly string[],
  folder: string | null,
): { name: string; input: Json } | null => {
  const shell = offeredBy(shells, offered);
  const command = (text: string) => shell && { name: shell[0], input: shell[1](text) };
  if ('shell' in action) return command(action.shell) ?? null;
  const file = folder === null ? action.write : path.resolve(folder, action.write);
  const writer = offeredBy(writers, offered);
  if (writer !== undefined) return { name: writer[0], input: writer[1]({ file, content: action.content }) };
  const into = `mkdir -p ${quoted(path.dirname(file))} && printf %s ${quoted(action.content)} > ${quoted(file)}`;
  return command(into) ?? null;
};
