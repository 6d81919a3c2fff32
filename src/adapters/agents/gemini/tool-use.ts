import { fieldsOf, textOf } from '../fields.ts';

/** A tool that is used: on what, and which files it changes by that. */
export interface ToolUse {
  readonly name: string;
  readonly detail: string;
  readonly paths: readonly string[];
}

const writers: ReadonlySet<string> = new Set(['write_file', 'replace']);

/** The first of these that there is says best what a call is about. */
const telling = ['file_path', 'command', 'pattern', 'dir_path', 'query', 'agent_name', 'name', 'prompt', 'title'];
const maxDetail = 1_000;

/** What a call of a tool is about, by its name and its parameters. */
export const toolUse = (name: string, parameters: unknown): ToolUse => {
  const fields = fieldsOf(parameters);
  const file = textOf(fields.file_path);
  const detail = telling.map((key) => textOf(fields[key])).find((text) => text !== '') ?? '';
  return {
    name,
    detail: detail.length > maxDetail ? `${detail.slice(0, maxDetail)}…` : detail,
    paths: writers.has(name) && file !== '' ? [file] : [],
  };
};
