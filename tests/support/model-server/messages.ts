import type { ServerResponse } from 'node:http';
import type { Answer, Json, Wire } from './wire.ts';
import { event, listOf, nameOf, objectOf, textOf } from './wire.ts';

const blocksOf = ({ text, calls }: Answer): readonly Json[] => [
  ...(text === '' ? [] : [{ type: 'text', text }]),
  ...calls.map(({ id, name, input }) => ({ type: 'tool_use', id, name, input })),
];

const stopOf = ({ calls, refused }: Answer): string =>
  refused ? 'refusal' : calls.length > 0 ? 'tool_use' : 'end_turn';

const usageOf = ({ tokens }: Answer, output: number): Json => ({
  input_tokens: tokens.input,
  cache_creation_input_tokens: tokens.cacheWrite,
  cache_read_input_tokens: tokens.cacheRead,
  output_tokens: output,
});

const message = (answer: Answer, content: readonly Json[], stop: string | null, output: number): Json => ({
  id: `msg_${answer.id}`,
  type: 'message',
  role: 'assistant',
  model: answer.model,
  content,
  stop_reason: stop,
  stop_sequence: null,
  usage: usageOf(answer, output),
});

const startBlock = (response: ServerResponse, index: number, block: Json): void =>
  event(response, { type: 'content_block_start', index, content_block: block }, 'content_block_start');

/** Anthropic Messages. */
export const messages: Wire = {
  name: 'messages',
  isAsked: (url) => /\/v1\/messages(?:\?|$)/.test(url),
  counts: (url) => (/\/v1\/messages\/count_tokens(?:\?|$)/.test(url) ? { input_tokens: 1234 } : null),
  asked: (_, body) => {
    const users = listOf(body.messages).flatMap(({ role, content }) =>
      role === 'assistant' ? [] : typeof content === 'string' ? [{ type: 'text', text: content }] : listOf(content),
    );
    return {
      model: nameOf(body.model),
      prompt: `${textOf(body.system)}\n${textOf(users)}`,
      results: users.filter(({ type }) => type === 'tool_result').map(({ content }) => textOf(content)),
      tools: listOf(body.tools).map(({ name }) => nameOf(name)),
      stream: body.stream === true,
    };
  },
  error: (_, type, text) => ({ type: 'error', error: { type, message: text } }),
  whole: (answer) => message(answer, blocksOf(answer), stopOf(answer), answer.tokens.output),
  begin: (response, answer) => {
    event(response, { type: 'message_start', message: message(answer, [], null, 1) }, 'message_start');
    startBlock(response, 0, { type: 'text', text: '' });
    return { ...answer.tokens, output: 1, reasoning: 0 };
  },
  rest: (response, answer) => {
    const send = (type: string, more: Json): void => event(response, { type, ...more }, type);
    for (const [index, block] of blocksOf(answer).entries()) {
      const isText = block.type === 'text';
      const delta = isText
        ? { type: 'text_delta', text: block.text }
        : { type: 'input_json_delta', partial_json: JSON.stringify(objectOf(block.input)) };
      // What it says comes first, and has begun.
      if (index > 0) startBlock(response, index, { ...block, input: {} });
      send('content_block_delta', { index, delta });
      send('content_block_stop', { index });
    }
    send('message_delta', {
      delta: { stop_reason: stopOf(answer), stop_sequence: null },
      usage: { output_tokens: answer.tokens.output },
    });
    send('message_stop', {});
  },
};
