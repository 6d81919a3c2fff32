import type { AgentEvent } from '../../domain/agent.ts';

const maxText = 20_000;
const maxDetail = 500;

/**
 * An event as lines for people, each with its end; empty where there is nothing to see. What it did in its folder is told
 * as seen from there.
 */
export const eventText = (event: AgentEvent, folder: string): string => {
  const after = (words: string, text: string): string =>
    text === '' ? '' : `${words}${oneLine(within(folder, text))}`;
  switch (event.type) {
    case 'text':
      return withEnd(cut(event.text.trim(), maxText));
    case 'tool':
      return withEnd(`* ${event.name}${after(' ', event.detail)}`);
    case 'tool_failed':
      return withEnd(`  ${event.name} failed${after(': ', event.message)}`);
    case 'denied':
      return withEnd(`! not allowed: ${event.tool}${after(' ', event.detail)}`);
    case 'retry': {
      const wait = event.waitMs === null ? '' : ` in ${+(event.waitMs / 1000).toFixed(1)} s`;
      return withEnd(`~ tries again${wait}: ${oneLine(event.message)}`);
    }
    case 'trouble':
    case 'hopeless':
      return withEnd(`! ${oneLine(event.message)}`);
    case 'ended':
      return event.ok ? '' : withEnd(`! ${oneLine(event.message)}`);
    case 'session':
    case 'usage':
      return '';
  }
};

const withEnd = (text: string): string => (text === '' ? '' : `${text}\n`);

const within = (folder: string, text: string): string => text.replaceAll(`${folder}/`, '').replaceAll(folder, '.');

const oneLine = (text: string): string => cut(text.trim().replace(/\s*\n\s*/g, ' ⏎ '), maxDetail);

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);
