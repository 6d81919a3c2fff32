import type { Block } from '../domain/block.ts';
import { headingWords } from './rule-document.ts';
import type { RuleDocument } from './rule-document.ts';

/** The blocks below headings whose words, in lower case, `pattern` finds; a deeper heading stays in its section. */
export const blocksUnder = ({ blocks }: RuleDocument, pattern: RegExp): readonly Block[] => {
  const found: Block[] = [];
  let depth = 0;
  for (const block of blocks) {
    if (block.kind === 'heading') {
      if (depth > 0 && block.depth <= depth) depth = 0;
      if (depth === 0 && block.depth > 1 && pattern.test(headingWords(block))) depth = block.depth;
    } else if (depth > 0) found.push(block);
  }
  return found;
};

/** Offsets at which the lines of `text` start. */
export const lineStarts = (text: string): readonly number[] => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
};
