import { cleanText } from './fenced-text.ts';
import { foreignFence } from './foreign-fence.ts';
import { inline } from './markdown-text.ts';

/** An answer that cannot be used, to be shown to whoever gave it. */
export interface RefusedAnswer {
  readonly text: string;
  /** What is wrong with it, a sentence or two each. */
  readonly because: readonly string[];
}

/** So much of the answer is shown again, in bytes. */
const shownAnswer = 60_000;
const shownReasons = 40;

/** What a prompt shows of an answer that was refused; nothing where none was. */
export const refusedView = (
  refused: RefusedAnswer | null,
): { readonly earlier: string | null; readonly refused: readonly string[] | null } => {
  if (refused === null) return { earlier: null, refused: null };
  const { text, because } = refused;
  const clean = cleanText(text);
  const rest = because.length - shownReasons;
  return {
    earlier: clean === '' ? 'It was empty.' : foreignFence(clean, shownAnswer),
    refused: [...because.slice(0, shownReasons).map(inline), ...(rest > 0 ? [`… and ${rest} more.`] : [])],
  };
};

/** A prompt, and below it what was wrong with the answer that it got before. */
export const withRefusedAnswer = (prompt: string, refused: RefusedAnswer | null): string => {
  const view = refusedView(refused);
  if (view.refused === null) return prompt;
  return [
    prompt.trimEnd(),
    '',
    '## Your earlier answer was refused',
    '',
    view.earlier,
    '',
    'This is wrong with it:',
    '',
    ...view.refused.map((line) => `- ${line}`),
    '',
    'Answer again, with the whole object, and with all of this mended. Leave out what you cannot prove.',
    '',
  ].join('\n');
};
