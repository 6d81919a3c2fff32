import { fieldsOf, textOf } from '../fields.ts';

/** A tool that is used: on what, and which files it changes by that. */
export interface ToolUse {
  readonly name: string;
  readonly detail: string;
  readonly paths: readonly string[];
}

const writers: ReadonlySet<string> = new Set(['Write', 'Edit', 'MultiEdit', 'NotebookEdit']);

/** The first of these that an input has says best what it is about. */
const telling = ['file_path', 'notebook_path', 'command', 'pattern', 'path', 'url', 'query', 'skill', 'description'];
const maxDetail = 1_000;

/** What a call of a tool is about, by its name and its input. */
export const toolUse = (name: string, input: unknown): ToolUse => {
  const fields = fieldsOf(input);
  const file = textOf(fields.file_path) || textOf(fields.notebook_path);
  const detail = telling.map((key) => textOf(fields[key])).find((text) => text !== '') ?? '';
  return {
    name,
    detail: detail.length > maxDetail ? `${detail.slice(0, maxDetail)}…` : detail,
    paths: writers.has(name) && file !== '' ? [file] : [],
  };
};
