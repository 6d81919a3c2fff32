import { safeText } from './safe-text.ts';

const codeSpans = /(`+[^`]+`+)/;

/**
 * `text` as one cell of a Markdown table: pipes and what could begin HTML are escaped, code spans and emphasis stay
 * as the plan wrote them.
 */
export const markdownCell = (text: string): string =>
  safeText(text.replace(/\s+/g, ' ').trim())
    .split(codeSpans)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll('<', '&lt;')))
    .join('')
    .replaceAll('|', '\\|');
