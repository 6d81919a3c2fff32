import type { Readable } from 'node:stream';
import type { Result } from '../domain/result.ts';
import { fail, ok } from '../domain/result.ts';
import type { ReadFailure } from '../ports/files.ts';

/** All of a stream as text; no more than `maxBytes` of it are ever held. */
export const readInput = async (stream: Readable, maxBytes: number): Promise<Result<string, ReadFailure>> => {
  const refuse = (reason: ReadFailure['reason'], detail: string) => fail({ reason, path: '-', detail });
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) {
        stream.destroy();
        return refuse('too-large', `more than ${maxBytes} bytes`);
      }
      chunks.push(chunk);
    }
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch (error) {
    if (error instanceof TypeError) return refuse('binary', 'it is not UTF-8 text');
    return refuse('unreadable', error instanceof Error ? error.message : String(error));
  }
};
