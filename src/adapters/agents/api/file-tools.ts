import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Tool } from '@anthropic-ai/sdk/resources/messages';
import type { Denial, PermissionLevel } from '../../../domain/agent.ts';
import { fieldsOf, textOf } from '../fields.ts';
import type { Fields } from '../fields.ts';
import { insideFolder } from '../runner/inside-folder.ts';

/** What became of a tool's use. */
export type ToolOutcome =
  | { readonly outcome: 'done'; readonly text: string }
  | { readonly outcome: 'failed'; readonly message: string }
  | { readonly outcome: 'denied'; readonly denial: Denial; readonly message: string };

const maxBytes = 400_000;
const maxNames = 1_000;

const tool = (name: string, description: string, properties: Readonly<Record<string, string>>): Tool => ({
  name,
  description,
  input_schema: {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(properties).map(([key, words]) => [key, { type: 'string', description: words }]),
    ),
    required: Object.keys(properties),
    additionalProperties: false,
  },
});

const file = 'Path of the file, relative to the folder you work in.';

const lookingTools: readonly Tool[] = [
  tool('read_file', 'Gives the text of a file.', { path: file }),
  tool('list_files', 'Names the files and folders of a folder; folders end with a slash.', {
    path: 'Path of the folder, relative to the one you work in; "." for that one.',
  }),
];

const changingTools: readonly Tool[] = [
  tool('write_file', 'Makes a file with this text, or replaces the one that is there.', {
    path: file,
    content: 'The whole text of the file.',
  }),
  tool('edit_file', 'Replaces a piece of text that occurs once in a file.', {
    path: file,
    old_text: 'The piece as it is in the file, every space of it.',
    new_text: 'What stands there afterwards.',
  }),
];

/** The tools that a model gets; never one that runs a command. */
export const fileTools = (level: PermissionLevel): Tool[] =>
  level === 'read' ? [...lookingTools] : [...lookingTools, ...changingTools];

/** Whether a tool of this name changes the file that it names. */
export const isChanging = (name: string): boolean => changingTools.some((one) => one.name === name);

/** Lets a model use a tool. Nothing outside of the folder is touched, and nothing of its `.git`. */
export const runTool = (folder: string, level: PermissionLevel, name: string, given: unknown): ToolOutcome => {
  const input = fieldsOf(given);
  const named = textOf(input.path);
  if (!fileTools(level).some((one) => one.name === name)) {
    const message = isChanging(name) ? 'Files may be read here, and not be changed.' : `There is no tool ${name}.`;
    return { outcome: 'denied', denial: { tool: name, detail: named }, message };
  }
  if (named === '') return { outcome: 'failed', message: 'The path is missing.' };
  const place = insideFolder(folder, named);
  if (place === null) {
    const message = `${named} is outside of the folder to work in.`;
    return { outcome: 'denied', denial: { tool: name, detail: named }, message };
  }
  try {
    return actions[name]!(place, input);
  } catch (error) {
    return { outcome: 'failed', message: error instanceof Error ? error.message.replace(place, named) : String(error) };
  }
};

const done = (text: string): ToolOutcome => ({ outcome: 'done', text });

const actions: Readonly<Record<string, (place: string, input: Fields) => ToolOutcome>> = {
  read_file(place) {
    if (statSync(place).size > maxBytes) return { outcome: 'failed', message: 'The file is too large to be read.' };
    return done(readFileSync(place, 'utf8'));
  },
  list_files(place) {
    const names = readdirSync(place, { withFileTypes: true })
      .filter((entry) => entry.name !== '.git')
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .sort();
    const more = names.length > maxNames ? [`… and ${names.length - maxNames} more`] : [];
    return done([...names.slice(0, maxNames), ...more].join('\n') || '(empty)');
  },
  write_file(place, input) {
    if (typeof input.content !== 'string') return { outcome: 'failed', message: 'The content is missing.' };
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, input.content);
    return done('Written.');
  },
  edit_file(place, input) {
    const text = readFileSync(place, 'utf8');
    const [before, after, ...more] = text.split(textOf(input.old_text) || '\0');
    if (after === undefined) return { outcome: 'failed', message: 'The old text is not in the file.' };
    if (more.length > 0) return { outcome: 'failed', message: 'The old text is in the file more than once.' };
    writeFileSync(place, `${before}${textOf(input.new_text)}${after}`);
    return done('Written.');
  },
};
