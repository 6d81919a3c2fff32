import type { AgentEvent, AgentVerdict, Denial, EarlierUse } from '../../../domain/agent.ts';
import type { AttemptUsage } from '../../../domain/run.ts';
import type { AgentReader, ProgramEnd } from '../../process/agent-reader.ts';
import { amountOf, fieldsOf, fieldsOfLine, textOf, textOr, type Fields } from '../fields.ts';
import { usageSum } from '../usage-sum.ts';
import { copilotEnding, wordsOfError, type CopilotTrouble } from './copilot-ending.ts';

const mostDenials = 100;
const mostText = 1_000_000;
const mostErrorText = 4_000;
const mostRunning = 200;

/** These are told when they are done, since only then the files are known. */
const editing = /^(?:create|edit|write|insert|str_replace\w*|apply_patch|multi_?edit)$/;

/** Reads the lines of `copilot --output-format json`, and those of our report, which count the whole session. */
export const copilotReader = (earlier: EarlierUse | null): AgentReader => {
  const sum = usageSum();
  const denied: Denial[] = [];
  const running = new Map<string, string>();
  let session: string | null = null;
  let begun = false;
  let text: string | null = null;
  let finish = '';
  let result: number | null = null;
  let trouble: CopilotTrouble | null = null;
  let errorText = '';

  const used = ({ usage, known }: { usage: Fields; known: boolean }): readonly AgentEvent[] => {
    const [input, output, cacheRead, cacheWrite] = [
      'inputTokens',
      'outputTokens',
      'cacheReadTokens',
      'cacheWriteTokens',
    ].map((name) => amountOf(usage[name]) ?? 0) as [number, number, number, number];
    const call: AttemptUsage = {
      // Its input is all of it, with what came from a cache and what went into one.
      inputTokens: Math.max(0, input - cacheRead - cacheWrite),
      outputTokens: output,
      cacheReadTokens: cacheRead,
      cacheWriteTokens: cacheWrite,
      model: textOf(usage.model) || null,
    };
    sum.add(call, null);
    if (known) {
      begun = true;
      return [];
    }
    if (textOf(usage.initiator) !== 'sub-agent') finish = textOf(usage.finishReason);
    return [{ type: 'usage', usage: call }];
  };

  const toolDone = (data: Fields): readonly AgentEvent[] => {
    const id = textOf(data.toolCallId);
    const [name = '', detail = ''] = JSON.parse(running.get(id) ?? '[]') as string[];
    running.delete(id);
    if (data.success !== false) {
      const edits = Array.isArray(data.fileEdits) ? data.fileEdits : [];
      const paths = edits.map((edit) => textOf(fieldsOf(edit).path)).filter((file) => file !== '');
      return editing.test(name) || paths.length > 0 ? [{ type: 'tool', name, detail, paths }] : [];
    }
    const { message, code } = fieldsOf(data.error);
    if (code !== 'denied') return [{ type: 'tool_failed', name, message: textOf(message) }];
    if (denied.length < mostDenials) denied.push({ tool: name, detail });
    return [{ type: 'denied', tool: name, detail }];
  };

  const eventsOf = (line: Fields): readonly AgentEvent[] => {
    const data = fieldsOf(line.data);
    switch (line.type) {
      case 'planloom.session':
        session = textOf(line.sessionId);
        return [{ type: 'session', id: session }];
      case 'planloom.usage':
        return used({ usage: fieldsOf(data.usage), known: line.known === true });
      case 'user.message':
        begun = true;
        return [];
      case 'assistant.message': {
        trouble = null;
        const said = textOf(data.content);
        // A subagent's words are for the agent.
        if (said.trim() === '' || line.agentId !== undefined) return [];
        text = said.slice(0, mostText);
        return [{ type: 'text', text: said }];
      }
      case 'tool.execution_start': {
        const name = textOf(data.toolName);
        const detail = detailOf(fieldsOf(data.arguments));
        if (running.size < mostRunning) running.set(textOf(data.toolCallId), JSON.stringify([name, detail]));
        return editing.test(name) ? [] : [{ type: 'tool', name, detail, paths: [] }];
      }
      case 'tool.execution_complete':
        return toolDone(data);
      case 'model.call_failure': {
        const message = wordsOfError(data.errorMessage);
        const status = amountOf(data.statusCode);
        trouble = { message, status, words: textOf(data.errorMessage), isFinal: false };
        return [{ type: 'retry', status, waitMs: null, message }];
      }
      case 'session.error': {
        const message = textOf(data.message) || 'An error without a message.';
        const status = amountOf(data.statusCode) ?? trouble?.status ?? null;
        const words = [message, data.errorType, trouble?.words].map(textOf).join(' ');
        trouble = { message: textOr(trouble?.message, message), status, words, isFinal: true };
        return [{ type: 'trouble', message }];
      }
      case 'result':
        session = textOf(line.sessionId) || session;
        begun = true;
        result = amountOf(line.exitCode);
        return [{ type: 'ended', ok: result === 0 && trouble === null, message: trouble?.message ?? '' }];
      default:
        return [];
    }
  };

  return {
    isPiece: (line) => /^\{"type":"[\w.]+_delta"/.test(line),
    line: (line) => {
      const fields = fieldsOfLine(line);
      return fields === null ? [] : eventsOf(fields);
    },
    errorLine: (line) => {
      const words = line.replace(/\u001b\[[\d;]*m/g, '').trim();
      if (words !== '') errorText = `${errorText}\n${words}`.slice(-mostErrorText);
      return [];
    },
    verdict: (end: ProgramEnd): AgentVerdict => ({
      ...copilotEnding({ end, trouble, result, finish, errorText: errorText.trim() }),
      text,
      // Before its first event there is nothing to be taken up.
      session: begun ? session : null,
      usage: without(sum.usage(), earlier?.usage ?? []),
      costUsd: null,
      denied,
    }),
  };
};

const detailOf = (given: Fields): string => {
  const names = ['command', 'path', 'pattern', 'url', 'query', 'description', 'name'];
  return names.map((name) => textOf(given[name])).find((text) => text !== '') ?? '';
};

const without = (usage: readonly AttemptUsage[], earlier: readonly AttemptUsage[]): readonly AttemptUsage[] =>
  usage.flatMap((all) => {
    const before = earlier.filter(({ model }) => model === all.model);
    const less = (key: 'inputTokens' | 'outputTokens' | 'cacheReadTokens' | 'cacheWriteTokens'): number =>
      Math.max(
        0,
        before.reduce((rest, use) => rest - use[key], all[key]),
      );
    const own: AttemptUsage = {
      inputTokens: less('inputTokens'),
      outputTokens: less('outputTokens'),
      cacheReadTokens: less('cacheReadTokens'),
      cacheWriteTokens: less('cacheWriteTokens'),
      model: all.model,
    };
    return own.inputTokens + own.outputTokens + own.cacheReadTokens + own.cacheWriteTokens > 0 ? [own] : [];
  });
