import type { Denial } from '../domain/agent.ts';
import { listInWords } from '../text/list-in-words.ts';

const mostNamed = 3;
const longest = 80;

/** What an agent might not do, in one sentence; nothing where it might do everything that it wanted to. */
export const deniedWords = (denied: readonly Denial[] | undefined): readonly string[] => {
  if (denied === undefined || denied.length === 0) return [];
  const named = denied.map(({ tool, detail }) => (detail === '' ? tool : `${tool} (${cut(oneLine(detail))})`));
  const said = listInWords([...new Set(named)], 'and', mostNamed);
  return [`It was not allowed to use ${said}; "permissions" of its executor says what it may do.`];
};

const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);
