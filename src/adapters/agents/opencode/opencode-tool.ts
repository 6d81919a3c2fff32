import type { AgentEvent } from '../../../domain/agent.ts';
import { fieldsOf, textOf, type Fields } from '../fields.ts';

const denial =
  /^The user (?:has specified a rule which prevents|rejected permission|dismissed)|Model tried to call unavailable tool '/;

const patched = /^\*\*\* (?:(?:Add|Update|Delete) File|Move to): (.+)$/gm;

/** What the use of a tool comes to, from opencode's account of it. */
export const toolEvents = ({ tool, state }: Fields): readonly AgentEvent[] => {
  const { status, input, error } = fieldsOf(state);
  const given = fieldsOf(input);
  // A tool that is not there for the model: it comes in disguise, and as a success.
  const wanted = tool === 'invalid' ? textOf(given.tool) : '';
  const name = wanted || textOf(tool);
  const detail = detailOf(given);
  const message = wanted ? textOf(given.error) : textOf(error);
  if (denial.test(message)) return [{ type: 'denied', tool: name, detail }];
  const failed = status === 'error' || tool === 'invalid';
  const used: AgentEvent = { type: 'tool', name, detail, paths: failed ? [] : pathsOf(name, given) };
  return failed ? [used, { type: 'tool_failed', name, message }] : [used];
};

const detailOf = (input: Fields): string => {
  const names = ['command', 'filePath', 'path', 'pattern', 'url', 'query', 'description', 'name'];
  return names.map((name) => textOf(input[name])).find((text) => text !== '') ?? '';
};

const pathsOf = (tool: string, input: Fields): readonly string[] => {
  if (/^(?:edit|write|multiedit)$/.test(tool)) return [textOf(input.filePath)].filter((file) => file !== '');
  if (!tool.endsWith('patch')) return [];
  return [...textOf(input.patchText).matchAll(patched)].map(([, file]) => file!.trim());
};
