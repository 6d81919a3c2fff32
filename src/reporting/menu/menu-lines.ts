import type { Choice, Menu } from '../../app/menu/menu.ts';
import { cutText, padText } from '../cut-text.ts';
import { displayWidth, graphemeWidth } from '../display-width.ts';
import { graphemes } from '../graphemes.ts';
import type { Look } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { oneLine } from '../safe-text.ts';
import { symbolsOf } from '../symbols.ts';
import { wrapText } from '../wrap-text.ts';

/** What a menu is shown with. */
export interface MenuView {
  readonly menu: Menu;
  /** Place of the cursor. */
  readonly at: number;
  /** Another menu is below it. */
  readonly isInside: boolean;
}

/** Of a row: the columns before the title, and between title and command. */
const before = 5;
const gap = 2;
/** Columns that a command wants beside a title; in a window that has not both, it stands only below. */
const leastBeside = 34;
const leastTitle = 30;

/**
 * A menu as lines, none wider than the window and not more than `rows` of them: each choice with its command, or with why
 * it makes no sense now, and below them the same of the chosen one in full. A long menu is shown in part.
 */
export const menuLines = ({ menu, at, isInside }: MenuView, look: Look, rows: number): readonly string[] => {
  const paint = paletteOf(look);
  const { ellipsis } = symbolsOf(look);
  const width = Math.max(1, Math.floor(look.width));
  const chosen = menu.choices[at]!;
  const detail = chosen.whyNot === null ? chosen.command : `Not now: ${chosen.whyNot}`;
  const inFull = wrapText(oneLine(detail), width - 2).map((line) => `  ${paint.strong(line)}`);
  const head = menu.title === '' ? [] : [paint.strong(cutText(oneLine(menu.title), width, ellipsis))];
  const shown = partOf(menu.choices, at, Math.max(1, rows - head.length - inFull.length - 2));
  const first = menu.choices.indexOf(shown[0]!) + 1;
  const part =
    shown.length < menu.choices.length ? `${first} to ${first + shown.length - 1} of ${menu.choices.length}, ` : '';
  const moves = `${part}${look.unicode ? '↑↓' : 'arrows'} move`;
  const hint = `${moves}, Enter choose, ${isInside ? 'Esc back, ' : ''}r read again, h help, q leave`;
  const below = ['', ...inFull, paint.quiet(`  ${cutText(hint, width - 2, ellipsis)}`)];
  const widest = Math.max(...menu.choices.map(({ title }) => displayWidth(oneLine(title))));
  const room = width - before - gap - leastBeside;
  const titles = room < leastTitle ? null : Math.min(widest, room);
  return [...head, ...shown.map((choice) => choiceLine(choice, choice === chosen, titles, look)), ...below];
};

/** `titles`: columns of the titles; null where nothing stands beside them. */
const choiceLine = (choice: Choice, isChosen: boolean, titles: number | null, look: Look): string => {
  const paint = paletteOf(look);
  const { ellipsis } = symbolsOf(look);
  const width = Math.max(1, Math.floor(look.width));
  const isOff = choice.whyNot !== null;
  const all = oneLine(choice.title);
  const title = titles === null ? (isOff ? `(not now) ${all}` : all) : cutText(all, titles, ellipsis);
  const painted = isChosen ? paint.strong(title) : isOff ? paint.quiet(title) : title;
  const start = `${isChosen ? paint.id('>') : ' '} ${paint.id(choice.key)}${choice.key === '' ? ' ' : ''}  `;
  const beside = oneLine(choice.whyNot ?? choice.command);
  const isAlone = titles === null || beside === '';
  return cutText(
    isAlone ? `${start}${painted}` : `${start}${padText(painted, titles + gap)}${paint.quiet(beside)}`,
    width,
    ellipsis,
  );
};

/** As many choices as there is room for, with the chosen one among them. */
const partOf = (choices: readonly Choice[], at: number, room: number): readonly Choice[] => {
  const from = Math.max(0, Math.min(at - Math.floor(room / 2), choices.length - room));
  return choices.slice(from, from + room);
};

/** A line that is being typed: the question, what stands there, and the command line that it makes. */
export const askingLines = (
  {
    question,
    text,
    command,
    note,
  }: { readonly question: string; readonly text: string; readonly command: string; readonly note: string | null },
  look: Look,
): readonly string[] => {
  const paint = paletteOf(look);
  const width = Math.max(1, Math.floor(look.width));
  return [
    ...wrapText(oneLine(command), width - 2).map((line) => `  ${paint.quiet(line)}`),
    ...(note === null ? [] : wrapText(oneLine(note), width - 2).map((line) => `  ${paint.warning(line)}`)),
    ...wrapText(question, width - 2).map((line) => paint.strong(line)),
    `> ${endOf(`${oneLine(text)}${/\s$/.test(text) ? ' ' : ''}`, width - 3, symbolsOf(look).ellipsis)}`,
  ];
};

/** As much of the end of what is typed as fits, with the column that the cursor wants; all of it is in the command line. */
const endOf = (text: string, room: number, ellipsis: string): string => {
  if (displayWidth(text) <= room) return text;
  const all = graphemes(text);
  let from = all.length;
  for (let used = displayWidth(ellipsis); from > 0; from--) {
    used += graphemeWidth(all[from - 1]!);
    if (used > room) break;
  }
  return `${ellipsis}${all.slice(from).join('')}`;
};
