import type { AgentEvent, AgentVerdict, Denial } from '../../../domain/agent.ts';
import type { AttemptUsage } from '../../../domain/run.ts';
import type { AgentReader, ProgramEnd } from '../../process/agent-reader.ts';
import { amountOf, fieldsOf, fieldsOfLine, textOf, type Fields } from '../fields.ts';
import { usageSum } from '../usage-sum.ts';
import { opencodeEnding, troubleOfError, troubleOfWords, type OpencodeTrouble } from './opencode-ending.ts';
import { toolEvents } from './opencode-tool.ts';

/** Above this it is better to let go of the slot, and to take up the session later. */
const longestWaitMs = 120_000;
/** A stream that ends too early makes it ask again, at once and for ever; each time is paid for. */
const mostEmptySteps = 5;
const mostDenials = 100;
const mostText = 1_000_000;
const mostErrorText = 4_000;

/** Reads the lines of `opencode run --format json`, and those of our plugin. Its figures are each step's own. */
export const opencodeReader = (model: string | null): AgentReader => {
  const sum = usageSum();
  const denied: Denial[] = [];
  let session: string | null = null;
  let current = model;
  let text: string | null = null;
  let lastReason: string | null = null;
  let emptySteps = 0;
  let idle = false;
  let trouble: OpencodeTrouble | null = null;
  let errorText = '';

  const step = ({ reason, tokens, cost }: Fields, of: string | null): AgentEvent => {
    const { input, output, reasoning, cache } = fieldsOf(tokens);
    const { read, write } = fieldsOf(cache);
    const usage: AttemptUsage = {
      inputTokens: amountOf(input) ?? 0,
      outputTokens: (amountOf(output) ?? 0) + (amountOf(reasoning) ?? 0),
      cacheReadTokens: amountOf(read) ?? 0,
      cacheWriteTokens: amountOf(write) ?? 0,
      model: of,
    };
    sum.add(usage, amountOf(cost));
    emptySteps = reason === 'unknown' || reason === 'other' ? emptySteps + 1 : 0;
    return { type: 'usage', usage };
  };

  const hopeless = (why: OpencodeTrouble): AgentEvent => {
    trouble = { ...why, isHopeless: true };
    return { type: 'hopeless', message: why.message };
  };

  const tool = (part: Fields): readonly AgentEvent[] => {
    const events = toolEvents(part);
    for (const event of events) {
      if (event.type === 'denied' && denied.length < mostDenials)
        denied.push({ tool: event.tool, detail: event.detail });
    }
    return events;
  };

  const eventsOf = (line: Fields): readonly AgentEvent[] => {
    const part = fieldsOf(line.part);
    switch (line.type) {
      case 'text': {
        // The note by which it goes on after it has made its context shorter is not the model's.
        const said = part.synthetic === true ? '' : textOf(part.text);
        if (said.trim() === '') return [];
        text = said.slice(0, mostText);
        return [{ type: 'text', text: said }];
      }
      case 'tool_use':
      case 'planloom.tool':
        return tool(part);
      case 'planloom.model':
        current = textOf(line.model) || current;
        return [];
      case 'planloom.step':
        return [step(part, textOf(line.model) || current)];
      case 'step_finish': {
        lastReason = textOf(part.reason);
        const usage = step(part, current);
        // An error before a step that came to its end was overcome.
        if (lastReason === 'stop' || lastReason === 'tool-calls') trouble = null;
        if (emptySteps < mostEmptySteps) return [usage];
        return [usage, hopeless(troubleOfWords('The connection to the model keeps breaking off.'))];
      }
      case 'planloom.retry': {
        const message = textOf(line.message);
        const waitMs = amountOf(line.waitMs);
        trouble = troubleOfWords(message, waitMs);
        const retry: AgentEvent = { type: 'retry', status: null, waitMs, message };
        return waitMs !== null && waitMs > longestWaitMs ? [retry, hopeless(trouble)] : [retry];
      }
      case 'error': {
        trouble = troubleOfError(fieldsOf(line.error));
        return [{ type: 'trouble', message: trouble.message }];
      }
      case 'planloom.idle':
        // It may overtake the last lines of the program itself.
        idle = true;
        return [];
      default:
        return [];
    }
  };

  return {
    line: (line) => {
      const fields = fieldsOfLine(line);
      if (fields === null) return [];
      const id = textOf(fields.sessionID);
      const isNew = id !== '' && session === null;
      if (isNew) session = id;
      const events = eventsOf(fields);
      return isNew ? [{ type: 'session', id }, ...events] : events;
    },
    errorLine: (line) => {
      const words = line.replace(/\u001b\[[\d;]*m/g, '').trim();
      if (words !== '') errorText = `${errorText}\n${words}`.slice(-mostErrorText);
      return [];
    },
    verdict: (end: ProgramEnd): AgentVerdict => ({
      ...opencodeEnding({ end, trouble, lastReason, idle, errorText: errorText.trim() }),
      text,
      session,
      usage: sum.usage(),
      costUsd: sum.costUsd(),
      denied,
    }),
  };
};
