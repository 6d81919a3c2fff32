import Anthropic from '@anthropic-ai/sdk';
import type { Middleware } from '@anthropic-ai/sdk';
import type {
  ContentBlock,
  Message,
  MessageParam,
  ToolResultBlockParam,
  Usage,
} from '@anthropic-ai/sdk/resources/messages';
import type { AttemptUsage } from '../../../domain/run.ts';
import { priceOf } from '../prices/price-of.ts';
import { retryAfter } from '../retry-after.ts';
import { badlyEnded } from '../runner/own-line.ts';
import type { OwnEnd, Say } from '../runner/own-line.ts';
import { answerEnd, callEnd, isWorthAnotherTry } from './api-end.ts';
import type { ApiOptions } from './api-options.ts';
import { fileTools, isChanging, runTool } from './file-tools.ts';

const maxTokens = 32_000;
const maxRetries = 2;
const timeoutMs = 600_000;

/** Who has to wait longer than that is tried again by planloom, which has something else to do meanwhile. */
const longestWaitMs = 30_000;

/** Hands a prompt to a model, and lets it use its tools until it has done its work, or may not go on. */
export const askModel = async (options: ApiOptions, prompt: string, say: Say, signal: AbortSignal): Promise<OwnEnd> => {
  const { folder, permissions, maxTurns, budgetUsd } = options;
  const client = new Anthropic({
    maxRetries,
    timeout: timeoutMs,
    logLevel: 'off',
    openTelemetry: false,
    middleware: [tellRetries(say)],
  });
  const messages: MessageParam[] = [{ role: 'user', content: prompt }];
  let spent: number | null = 0;
  for (let turn = 1; turn <= maxTurns; turn++) {
    let answer: Message;
    try {
      answer = await oneCall(client, options, messages, say, signal);
    } catch (error) {
      return callEnd(error);
    }
    const text = answer.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n');
    if (text.trim() !== '') say({ type: 'text', text });
    const end = answerEnd(answer.stop_reason);
    if (end !== null) return end;

    messages.push({ role: 'assistant', content: answer.content });
    const results = answer.content.flatMap((block) => resultOf(block, folder, permissions, say));
    if (results.length > 0) messages.push({ role: 'user', content: results });
    else if (answer.stop_reason !== 'pause_turn')
      return badlyEnded('The answer of the model ended in the middle.', 'crashed');

    if (budgetUsd === null || spent === null) continue;
    const price = await priceOf(usageOf(answer.usage, answer.model));
    if (price === null)
      say({ type: 'trouble', message: `The price of ${answer.model} is not known: the budget is not watched.` });
    spent = price === null ? null : spent + price;
    if (spent !== null && spent >= budgetUsd)
      return badlyEnded(`The attempt used up its budget of $${budgetUsd}.`, null);
  }
  return badlyEnded(`The work was not done after ${maxTurns} calls to the model.`, null);
};

const system = (folder: string): string =>
  `You work in the folder ${folder}. Your tools read and write files of this folder only; there is no shell. ` +
  'When the work is done, say in a few sentences what you did.';

/** One answer, as a stream, so that a long one does not look like none; again when it breaks off in the middle. */
const oneCall = async (
  client: Anthropic,
  { folder, permissions, model }: ApiOptions,
  messages: readonly MessageParam[],
  say: Say,
  signal: AbortSignal,
): Promise<Message> => {
  for (let attempt = 0; ; attempt++) {
    const stream = client.messages.stream(
      {
        model,
        max_tokens: maxTokens,
        system: system(folder),
        tools: fileTools(permissions),
        cache_control: { type: 'ephemeral' },
        messages: [...messages],
      },
      { signal },
    );
    stream.on('streamEvent', () => say({ type: 'alive' }));
    try {
      const message = await stream.finalMessage();
      say({ type: 'usage', usage: usageOf(message.usage, message.model) });
      return message;
    } catch (error) {
      // What was read is paid for, however it ended.
      const begun = stream.currentMessage;
      if (begun !== undefined) say({ type: 'usage', usage: usageOf(begun.usage, begun.model) });
      if (attempt >= maxRetries || !isWorthAnotherTry(error, begun !== undefined)) throw error;
      say({ type: 'retry', status: null, waitMs: 0, message: callEnd(error).message });
    }
  }
};

/** Tells of each call that the client makes again, and does not let it wait for long. */
const tellRetries = (say: Say): Middleware => {
  let status: number | null = null;
  return async (request, next) => {
    const again = Number(request.headers.get('x-stainless-retry-count') ?? 0) > 0;
    if (again) {
      const why = status === null ? 'there was no answer' : `the answer was ${status}`;
      say({ type: 'retry', status, waitMs: null, message: `The model is asked again, since ${why}.` });
    }
    status = null;
    const response = await next(request);
    status = response.status;
    const wait = response.ok ? null : retryAfter(Object.fromEntries(response.headers.entries()));
    if (wait === null || wait <= longestWaitMs) return response;
    const headers = new Headers(response.headers);
    headers.set('x-should-retry', 'false');
    return new Response(response.body, { status, statusText: response.statusText, headers });
  };
};

const resultOf = (
  block: ContentBlock,
  folder: string,
  permissions: ApiOptions['permissions'],
  say: Say,
): ToolResultBlockParam[] => {
  if (block.type !== 'tool_use') return [];
  const { id, name, input } = block;
  const path = (input as { path?: unknown } | null)?.path;
  const detail = typeof path === 'string' ? path : '';
  const result = runTool(folder, permissions, name, input);
  if (result.outcome === 'denied') say({ type: 'denied', ...result.denial });
  else say({ type: 'tool', name, detail, paths: isChanging(name) && result.outcome === 'done' ? [detail] : [] });
  if (result.outcome === 'failed') say({ type: 'tool_failed', name, message: result.message });
  return result.outcome === 'done'
    ? [{ type: 'tool_result', tool_use_id: id, content: result.text }]
    : [{ type: 'tool_result', tool_use_id: id, content: result.message, is_error: true }];
};

const usageOf = (usage: Usage, model: string): AttemptUsage => ({
  inputTokens: usage.input_tokens,
  outputTokens: usage.output_tokens,
  cacheReadTokens: usage.cache_read_input_tokens ?? 0,
  cacheWriteTokens: usage.cache_creation_input_tokens ?? 0,
  model,
});
