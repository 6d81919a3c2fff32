import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import type { AttemptUsage } from '../../domain/run.ts';
import type { AttemptReport } from '../../ports/executor.ts';

/** What a program left, as far as it is of use. */
export interface ResultFile extends AttemptReport {
  /** It says that it failed, in this word. */
  readonly failure: string | null;
  /** A sentence when the file, or part of it, was of no use; else empty. */
  readonly remark: string;
}

/** A larger one is of no use. */
export const maxResultBytes = 1_048_576;
const maxSummary = 4_000;

const nothing: ResultFile = { failure: null, summary: null, usage: null, costUsd: null, remark: '' };

/** Reads what a program left at PLANLOOM_RESULT. Believes nothing of it: what has not the right form is left out. */
export const readResultFile = (file: string): ResultFile => {
  let text: string | undefined;
  try {
    // Mostly there is none, which an error would be a dear way to learn.
    if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return nothing;
    text = textOf(file);
  } catch {
    return ignored('cannot be read');
  }
  if (text === undefined) return ignored('is larger than 1 MB, or no plain file');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return ignored('is not JSON');
  }
  return isObject(value) ? reportOf(value) : ignored('is not a JSON object');
};

const ignored = (why: string): ResultFile => ({ ...nothing, remark: `Its result file ${why} and was ignored.` });

/** Undefined when it is too large. What is no plain file must not be waited for. */
const textOf = (file: string): string | undefined => {
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile() || stats.size > maxResultBytes) return undefined;
    const bytes = Buffer.alloc(stats.size);
    return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, stats.size, 0)).replace(/^\uFEFF/, '');
  } finally {
    closeSync(descriptor);
  }
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const reportOf = (value: Readonly<Record<string, unknown>>): ResultFile => {
  const odd: string[] = [];
  const take = <T>(key: string, read: (given: unknown) => T | null): T | null => {
    const given = value[key];
    if (given === undefined || given === null) return null;
    const taken = read(given);
    if (taken === null) odd.push(`"${key}"`);
    return taken;
  };
  const status = take('status', textIn);
  const report = {
    failure: status !== null && /^(?:failed|failure|error)$/i.test(status) ? status : null,
    summary: take('summary', textIn),
    usage: take('usage', usageIn),
    costUsd: take('costUsd', amountUpTo(mostDollars)),
  };
  const remark =
    odd.length === 0
      ? ''
      : `In its result file, ${odd.join(' and ')} cannot be used and ${odd.length === 1 ? 'was' : 'were'} ignored.`;
  return { ...report, remark };
};

const textIn = (value: unknown): string | null => {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text.length > maxSummary ? `${text.slice(0, maxSummary)}…` : text;
};

// More than that no attempt can use: it would be a mistake, and it would use up every budget.
const mostDollars = 1e6;
const mostTokens = 1e12;

const amountUpTo =
  (most: number) =>
  (value: unknown): number | null =>
    typeof value === 'number' && value >= 0 && value <= most ? value : null;

const usageIn = (value: unknown): AttemptUsage | null => {
  if (!isObject(value)) return null;
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, model } = value;
  const counts = [inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens].map(amountUpTo(mostTokens));
  if (counts.every((count) => count === null)) return null;
  const [input, output, read, written] = counts.map((count) => Math.round(count ?? 0));
  return {
    inputTokens: input!,
    outputTokens: output!,
    cacheReadTokens: read!,
    cacheWriteTokens: written!,
    model: typeof model === 'string' && model !== '' ? model.slice(0, 200) : null,
  };
};
