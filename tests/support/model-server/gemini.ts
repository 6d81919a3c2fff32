import type { Answer, Json, Wire } from './wire.ts';
import { event, listOf, nameOf, objectOf, textOf } from './wire.ts';

const partsOf = ({ text, calls }: Answer): readonly Json[] => [
  ...(text === '' ? [] : [{ text }]),
  ...calls.map(({ id, name, input }) => ({ functionCall: { id, name, args: input } })),
];

const contentOf = (answer: Answer, parts: readonly Json[], finish: string | null): Json => {
  const { input, cacheRead, cacheWrite, output, reasoning } = answer.tokens;
  const read = input + cacheRead + cacheWrite;
  return {
    candidates: [{ content: { role: 'model', parts }, index: 0, ...(finish === null ? {} : { finishReason: finish }) }],
    ...(finish === null
      ? {}
      : {
          usageMetadata: {
            promptTokenCount: read,
            cachedContentTokenCount: cacheRead,
            candidatesTokenCount: output - reasoning,
            thoughtsTokenCount: reasoning,
            totalTokenCount: read + output,
          },
        }),
    modelVersion: answer.model,
    responseId: answer.id,
  };
};

const wholeOf = (answer: Answer): Json =>
  answer.refused
    ? {
        ...contentOf({ ...answer, text: '' }, [], 'SAFETY'),
        promptFeedback: { blockReason: 'SAFETY', blockReasonMessage: answer.text },
      }
    : contentOf(answer, partsOf(answer), 'STOP');

/** Gemini generateContent. */
export const gemini: Wire = {
  name: 'gemini',
  isAsked: (url) => /:(?:streamG|g)enerateContent(?:\?|$)/.test(url),
  counts: (url) => (/:countTokens(?:\?|$)/.test(url) ? { totalTokens: 1234 } : null),
  asked: (url, body) => {
    const parts = listOf(body.contents)
      .filter(({ role }) => role !== 'model')
      .flatMap((content) => listOf(content.parts));
    return {
      model: /\/models\/([^/:]+):/.exec(url)?.[1] ?? '',
      prompt: `${textOf(objectOf(body.systemInstruction).parts)}\n${textOf(parts)}`,
      results: parts
        .filter((part) => part.functionResponse !== undefined)
        .map((part) => JSON.stringify(objectOf(part.functionResponse).response)),
      tools: listOf(body.tools).flatMap((tool) => listOf(tool.functionDeclarations).map(({ name }) => nameOf(name))),
      stream: url.includes(':streamGenerateContent'),
    };
  },
  error: (status, type, message) => ({ error: { code: status, message, status: type.toUpperCase() } }),
  whole: wholeOf,
  begin: (response, answer) => {
    event(response, contentOf(answer, [{ text: '' }], null));
    return null;
  },
  rest: (response, answer) => event(response, wholeOf(answer)),
};
