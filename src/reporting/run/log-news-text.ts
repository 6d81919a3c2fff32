import type { LogNews } from '../../app/run/follow-log.ts';
import type { Look } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { printedLine } from './printed-line.ts';
import { runLogLine } from './render-run-event.ts';

/** What there is to see of a run, on stdout, and what is to be said about that, on stderr; both may be empty. */
export interface NewsText {
  readonly out: string;
  readonly err: string;
}

/** News of a run as lines. `isOfRun`: of all its nodes, so that each line begins with its node's id. */
export const logNewsText = (news: LogNews, isOfRun: boolean, look: Look): NewsText => {
  const paint = paletteOf(look);
  const head = isOfRun && 'node' in news && news.node !== null ? `${paint.id(news.node)} | ` : '';
  const out = (lines: readonly string[]): NewsText => ({
    out: lines.map((line) => `${head}${printedLine(line)}\n`).join(''),
    err: '',
  });
  const err = (text: string): NewsText => ({ out: '', err: `${head}${text}\n` });
  switch (news.kind) {
    case 'event':
      return out([runLogLine(news.entry)]);
    case 'attempt':
      return isOfRun ? { out: '', err: '' } : err(`Attempt ${news.attempt}:`);
    case 'line':
      return out([news.text]);
    case 'checks':
      return out(['Checks:', ...news.lines]);
    case 'left_out':
      return err(`${news.lines} earlier ${news.lines === 1 ? 'line is' : 'lines are'} left out; --all shows all.`);
    case 'overfull':
      return err('This is more than is kept in order; what comes now is shown when the attempt has ended.');
  }
};
