import type { ServerResponse } from 'node:http';
import type { Tokens } from './scenario.ts';

export type Json = Readonly<Record<string, unknown>>;

/** What a request asks, read from its body. */
export interface Asked {
  readonly model: string;
  readonly prompt: string;
  readonly results: readonly string[];
  readonly tools: readonly string[];
  /** Whether the answer is to come in pieces. */
  readonly stream: boolean;
}

/** A tool that is to be called. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly input: Json;
}

/** What the model answers. */
export interface Answer {
  /** Unique on this server. */
  readonly id: string;
  readonly model: string;
  /** It begins with these words: there are some. */
  readonly text: string;
  readonly calls: readonly ToolCall[];
  readonly refused: boolean;
  readonly tokens: Tokens;
}

/** One way to talk to a model over HTTP. */
export interface Wire {
  readonly name: 'messages' | 'responses' | 'chat' | 'gemini';
  /** Whether a POST to this path, with its query, asks a model in this way. */
  isAsked(url: string): boolean;
  /** Whether a POST to this path only counts tokens; the answer to it. */
  counts(url: string): Json | null;
  asked(url: string, body: Json): Asked;
  error(status: number, type: string, message: string): Json;
  /** The whole answer in one piece. */
  whole(answer: Answer): Json;
  /** Writes how a stream begins: up to the first words. Returns the tokens that the client knows of by that. */
  begin(response: ServerResponse, answer: Answer): Tokens | null;
  /** Writes the rest of the stream. */
  rest(response: ServerResponse, answer: Answer): void;
}

/** Writes one event of a stream. */
export const event = (response: ServerResponse, data: unknown, name?: string): void => {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  response.write(`${name === undefined ? '' : `event: ${name}\n`}data: ${text}\n\n`);
};

/** An object, also where there is none. */
export const objectOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

/** A list of objects, also where there is none. */
export const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(objectOf) : []);

/** Text, or the texts of the parts that content consists of. */
export const textOf = (content: unknown): string =>
  typeof content === 'string'
    ? content
    : listOf(content)
        .map(({ text }) => (typeof text === 'string' ? text : ''))
        .join('\n');

/** A name that has to be there. */
export const nameOf = (value: unknown): string => (typeof value === 'string' ? value : '');
