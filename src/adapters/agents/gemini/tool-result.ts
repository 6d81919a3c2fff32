import type { AgentEvent } from '../../../domain/agent.ts';
import { fieldsOf, textOf } from '../fields.ts';
import type { Fields } from '../fields.ts';
import type { ToolUse } from './tool-use.ts';

/** Tools that are taken away from the agent where it may not use them, so that a call of them finds none. */
const takenAway: ReadonlySet<string> = new Set([
  'activate_skill',
  'ask_user',
  'enter_plan_mode',
  'exit_plan_mode',
  'replace',
  'run_shell_command',
  'save_memory',
  'web_fetch',
  'write_file',
]);

const refusals = /^(?:Path not in workspace\b|Access denied\b|Tool execution (?:for .* )?denied\b)/;
const maxMessage = 1_000;

/** What became of a call, as far as it did not do what it should; null where it did. */
export const toolResult = (use: ToolUse, result: Fields): AgentEvent | null => {
  const { name: tool, detail } = use;
  const output = textOf(result.output);
  if (result.status !== 'error') {
    if (output.startsWith('Blocked: ')) return { type: 'denied', tool, detail };
    return /^Command exited with code: \d+$/.test(output) ? { type: 'tool_failed', name: tool, message: output } : null;
  }
  const error = fieldsOf(result.error);
  const kind = textOf(error.type);
  const message = textOf(error.message) || output;
  const isDenied =
    kind === 'policy_violation' ||
    kind === 'path_not_in_workspace' ||
    (kind === 'tool_not_registered' && takenAway.has(tool)) ||
    refusals.test(message);
  if (isDenied) return { type: 'denied', tool, detail };
  return { type: 'tool_failed', name: tool, message: message.slice(0, maxMessage) };
};
