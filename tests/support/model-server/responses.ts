import type { ServerResponse } from 'node:http';
import type { Answer, Json, Wire } from './wire.ts';
import { event, listOf, nameOf, textOf } from './wire.ts';

/** A refusal has no item: the response is incomplete, and says why. */
const itemsOf = ({ id, text, calls, refused }: Answer): readonly Json[] => [
  ...(text === '' || refused
    ? []
    : [
        {
          type: 'message',
          id: `m_${id}`,
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text, annotations: [] }],
        },
      ]),
  ...calls.map((call) => ({
    type: 'function_call',
    id: `fc_${call.id}`,
    call_id: call.id,
    name: call.name,
    arguments: JSON.stringify(call.input),
    status: 'completed',
  })),
];

const statusOf = ({ refused }: Answer): string => (refused ? 'incomplete' : 'completed');

const responseOf = (answer: Answer, status: string, output: readonly Json[]): Json => {
  const { input, cacheRead, cacheWrite, output: written, reasoning } = answer.tokens;
  const read = input + cacheRead + cacheWrite;
  return {
    id: `resp_${answer.id}`,
    object: 'response',
    created_at: 1,
    status,
    model: answer.model,
    output,
    parallel_tool_calls: true,
    tool_choice: 'auto',
    tools: [],
    incomplete_details: status === 'incomplete' ? { reason: 'content_filter' } : null,
    usage:
      status !== 'in_progress'
        ? {
            input_tokens: read,
            input_tokens_details: { cached_tokens: cacheRead },
            output_tokens: written,
            output_tokens_details: { reasoning_tokens: reasoning },
            total_tokens: read + written,
          }
        : null,
  };
};

/** The events by which one item of the answer comes. */
const itemEvents = (item: Json, index: number): readonly Json[] => {
  const at = { item_id: item.id, output_index: index };
  const [part] = listOf(item.content);
  const pieces =
    item.type === 'function_call'
      ? [
          { type: 'response.function_call_arguments.delta', ...at, delta: item.arguments },
          { type: 'response.function_call_arguments.done', ...at, arguments: item.arguments, name: item.name },
        ]
      : [
          {
            type: 'response.content_part.added',
            ...at,
            content_index: 0,
            part: { type: 'output_text', text: '', annotations: [] },
          },
          { type: 'response.output_text.delta', ...at, content_index: 0, delta: part?.text },
          { type: 'response.output_text.done', ...at, content_index: 0, text: part?.text },
          { type: 'response.content_part.done', ...at, content_index: 0, part },
        ];
  const empty = item.type === 'function_call' ? { arguments: '' } : { content: [] };
  return [
    { type: 'response.output_item.added', output_index: index, item: { ...item, ...empty, status: 'in_progress' } },
    ...pieces,
    { type: 'response.output_item.done', output_index: index, item },
  ];
};

const send = (response: ServerResponse, data: Json, sequence: number): void =>
  event(response, { ...data, sequence_number: sequence }, nameOf(data.type));

/** OpenAI Responses. */
export const responses: Wire = {
  name: 'responses',
  isAsked: (url) => /\/responses(?:\?|$)/.test(url),
  counts: () => null,
  asked: (_, body) => {
    const items =
      typeof body.input === 'string' ? [{ type: 'message', role: 'user', content: body.input }] : listOf(body.input);
    return {
      model: nameOf(body.model),
      prompt: textOf(
        items.filter(({ role }) => role !== 'assistant').map(({ content }) => ({ text: textOf(content) })),
      ),
      results: items
        .filter(({ type }) => nameOf(type).endsWith('_output'))
        .map(({ output }) => (typeof output === 'string' ? output : JSON.stringify(output))),
      tools: listOf(body.tools).map(({ name, type }) => nameOf(name) || nameOf(type)),
      stream: body.stream === true,
    };
  },
  error: (_, type, message) => ({ error: { type, message, code: type } }),
  whole: (answer) => responseOf(answer, statusOf(answer), itemsOf(answer)),
  begin: (response, answer) => {
    send(response, { type: 'response.created', response: responseOf(answer, 'in_progress', []) }, 0);
    return null;
  },
  rest: (response, answer) => {
    const events = [
      ...itemsOf(answer).flatMap(itemEvents),
      {
        type: `response.${statusOf(answer)}`,
        response: responseOf(answer, statusOf(answer), itemsOf(answer)),
      },
    ];
    for (const [index, each] of events.entries()) send(response, each, index + 1);
  },
};
