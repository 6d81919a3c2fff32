import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { RequestError } from '@agentclientprotocol/sdk';
import type { ReadTextFileRequest, ReadTextFileResponse, WriteTextFileRequest } from '@agentclientprotocol/sdk';
import type { PermissionLevel } from '../../../domain/agent.ts';
import type { Say } from '../runner/own-line.ts';
import { insideFolder } from '../runner/inside-folder.ts';

/** More than that is nothing for a message. */
const maxBytes = 10_000_000;

/** The files that an agent reads and writes through us: those of its folder. */
export const servedFiles = (folder: string, level: PermissionLevel, say: Say) => {
  const placeOf = (tool: string, file: string): string => {
    const place = insideFolder(folder, file);
    if (place !== null) return place;
    say({ type: 'denied', tool, detail: file });
    throw RequestError.invalidParams(undefined, `${file} is outside of the folder to work in`);
  };
  return {
    read({ path: file, line, limit }: ReadTextFileRequest): ReadTextFileResponse {
      const place = placeOf('read', file);
      const status = statSync(place, { throwIfNoEntry: false });
      // Agents look for this word when they are about to make a file.
      if (status === undefined)
        throw new RequestError(-32_002, `ENOENT: no such file: ${file}`, { uri: file, code: 'ENOENT' });
      if (!status.isFile()) throw RequestError.invalidParams(undefined, `${file} is not a file`);
      if (status.size > maxBytes) throw RequestError.invalidParams(undefined, `${file} is too large`);
      const content = readFileSync(place, 'utf8');
      if ((line ?? null) === null && (limit ?? null) === null) return { content };
      const from = Math.max(0, (line ?? 1) - 1);
      const lines = content.split('\n').slice(from, limit === null || limit === undefined ? undefined : from + limit);
      return { content: lines.join('\n') };
    },
    write({ path: file, content }: WriteTextFileRequest): void {
      if (level === 'read') {
        say({ type: 'denied', tool: 'write', detail: file });
        throw RequestError.invalidParams(undefined, 'Files may be read, and not be changed');
      }
      const place = placeOf('write', file);
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, content);
    },
  };
};
