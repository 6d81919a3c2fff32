import type { Answer, Json, Wire } from './wire.ts';
import { event, listOf, nameOf, objectOf, textOf } from './wire.ts';

const callsOf = ({ calls }: Answer): readonly Json[] =>
  calls.map(({ id, name, input }, index) => ({
    index,
    id,
    type: 'function',
    function: { name, arguments: JSON.stringify(input) },
  }));

const finishOf = ({ calls, refused }: Answer): string =>
  refused ? 'content_filter' : calls.length > 0 ? 'tool_calls' : 'stop';

const usageOf = ({ tokens }: Answer): Json => {
  const { input, cacheRead, cacheWrite, output, reasoning } = tokens;
  const read = input + cacheRead + cacheWrite;
  return {
    prompt_tokens: read,
    completion_tokens: output,
    total_tokens: read + output,
    prompt_tokens_details: { cached_tokens: cacheRead },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
};

const saidOf = ({ text, refused }: Answer): Json => (refused ? { refusal: text } : { content: text });

const chunk = (answer: Answer, choices: readonly Json[], more: Json = {}): Json => ({
  id: `chat_${answer.id}`,
  object: 'chat.completion.chunk',
  created: 1,
  model: answer.model,
  choices,
  ...more,
});

const choice = (delta: Json, finish: string | null = null): Json => ({ index: 0, delta, finish_reason: finish });

/** OpenAI Chat Completions. */
export const chat: Wire = {
  name: 'chat',
  isAsked: (url) => /\/chat\/completions(?:\?|$)/.test(url),
  counts: () => null,
  asked: (_, body) => {
    const said = listOf(body.messages);
    return {
      model: nameOf(body.model),
      prompt: textOf(
        said
          .filter(({ role }) => role !== 'assistant' && role !== 'tool')
          .map(({ content }) => ({ text: textOf(content) })),
      ),
      results: said.filter(({ role }) => role === 'tool').map(({ content }) => textOf(content)),
      tools: listOf(body.tools).map((tool) => nameOf(objectOf(tool.function).name)),
      stream: body.stream === true,
    };
  },
  error: (status, type, message) => ({ error: { type, message, code: status } }),
  whole: (answer) => ({
    ...chunk(answer, [
      {
        index: 0,
        finish_reason: finishOf(answer),
        message: {
          role: 'assistant',
          content: null,
          ...saidOf(answer),
          ...(answer.calls.length === 0 ? {} : { tool_calls: callsOf(answer) }),
        },
      },
    ]),
    object: 'chat.completion',
    usage: usageOf(answer),
  }),
  begin: (response, answer) => {
    event(response, chunk(answer, [choice({ role: 'assistant', content: '' })]));
    return null;
  },
  rest: (response, answer) => {
    if (answer.text !== '') event(response, chunk(answer, [choice(saidOf(answer))]));
    if (answer.calls.length > 0) event(response, chunk(answer, [choice({ tool_calls: callsOf(answer) })]));
    event(response, chunk(answer, [choice({}, finishOf(answer))]));
    event(response, chunk(answer, [], { usage: usageOf(answer) }));
    event(response, '[DONE]');
  },
};
