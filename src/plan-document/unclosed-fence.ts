import type { Problem } from '../domain/problem.ts';
import type { OpenFence } from './scan-blocks.ts';

const entry = /^\W{0,20}achievement\s+\d+\.\d/i;

const longestShown = 12;

/** The marks as they are typed, or how many there are of them where nobody would count them. */
const marks = (fence: string): string =>
  fence.length <= longestShown ? fence : `${fence.length} ${fence.startsWith('~') ? 'tildes' : 'backticks'}`;

/** Says that a fence swallows the rest of the document, and how many achievements with it. */
export const unclosedFence = (file: string, { line, fence, lines }: OpenFence): Problem => {
  const lost = lines.filter(({ text }) => entry.test(text)).length;
  const loss =
    lost === 0
      ? ''
      : `, ${lost} ${lost === 1 ? 'line that names an achievement' : 'lines that name achievements'} among it`;
  return {
    rule: 'unclosed-fence',
    severity: 'warning',
    at: { file, line, column: 1 },
    message: `The code fence that opens here is never closed, so everything below it is read as code${loss}.`,
    advice: `Close it with a line of ${marks(fence)}; where a fence stands inside another, the outer one needs more marks (${marks(`${fence}${fence.charAt(0)}`)}).`,
  };
};
