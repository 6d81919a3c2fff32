import type { AgentEvent } from '../../../domain/agent.ts';
import { amountOf, fieldsOf, textOf } from '../fields.ts';
import type { Fields } from '../fields.ts';

/** What a line says of a piece of work. `isNew`: this is its first line. */
export const itemEvents = (item: Fields, isNew: boolean, isDone: boolean): readonly AgentEvent[] => {
  const tool = toolOf(item);
  if (tool === null) return isDone ? wordsOf(item) : [];
  const used: readonly AgentEvent[] = isNew ? [{ type: 'tool', ...tool }] : [];
  return isDone ? [...used, ...endOf(item, tool)] : used;
};

interface Tool {
  readonly name: string;
  readonly detail: string;
  readonly paths: readonly string[];
}

const toolOf = (item: Fields): Tool | null => {
  switch (item.type) {
    case 'command_execution':
      return { name: 'shell', detail: textOf(item.command), paths: [] };
    case 'file_change': {
      const changes = Array.isArray(item.changes) ? item.changes : [];
      const paths = changes.map((change) => textOf(fieldsOf(change).path)).filter((one) => one !== '');
      return { name: 'edit', detail: paths.join(' '), paths };
    }
    case 'mcp_tool_call':
      return { name: `${textOf(item.server)}.${textOf(item.tool)}`, detail: '', paths: [] };
    case 'web_search':
      return { name: 'web_search', detail: textOf(item.query), paths: [] };
    default:
      return null;
  }
};

const wordsOf = (item: Fields): readonly AgentEvent[] => {
  const text = textOf(item.text);
  if (item.type === 'agent_message') return text.trim() === '' ? [] : [{ type: 'text', text }];
  const message = textOf(item.message);
  return item.type === 'error' && message !== '' ? [{ type: 'trouble', message }] : [];
};

/** Its sandbox makes folders read-only (Linux), or has the system say no (macOS); what else fails so is told as well. */
const refusal = /read-only file system|operation not permitted/i;
const maxOutput = 300;

const endOf = (item: Fields, { name, detail }: Tool): readonly AgentEvent[] => {
  if (item.status === 'declined') return [{ type: 'denied', tool: name, detail }];
  const output = textOf(item.aggregated_output);
  const denied: readonly AgentEvent[] = refusal.test(output) ? [{ type: 'denied', tool: name, detail }] : [];
  if (item.status !== 'failed') return denied;
  const exitCode = amountOf(item.exit_code);
  const words = (output.trim() || textOf(fieldsOf(item.error).message)).slice(-maxOutput);
  const code = exitCode === null ? [] : [`exit code ${exitCode}`];
  return [...denied, { type: 'tool_failed', name, message: [...code, ...(words === '' ? [] : [words])].join(': ') }];
};
