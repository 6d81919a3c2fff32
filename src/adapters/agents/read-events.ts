import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** Hands over the lines of a file of events, one after the other; none where there is no such file. */
export const readEvents = async (file: string, take: (line: string) => void): Promise<void> => {
  if (!existsSync(file)) return;
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) take(line);
  } catch {
    // What cannot be read tells nothing.
  }
};
