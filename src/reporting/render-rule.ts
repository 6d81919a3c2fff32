import type { ShownRule } from '../methodology/shown-rule.ts';
import type { Look } from './look.ts';
import { usableWidth } from './look.ts';
import { paletteOf } from './palette.ts';
import { ruleSections } from './rule-sections.ts';
import { wrapText } from './wrap-text.ts';

/** The page of a rule as text. */
export const renderRule = (rule: ShownRule, look: Look): string => {
  const paint = paletteOf(look);
  const width = usableWidth(look) - 2;
  const parts = ruleSections(rule).flatMap(([heading, text]) => [
    '',
    paint.strong(heading),
    ...wrapText(text.replaceAll('`', ''), width).map((line) => `  ${line}`),
  ]);
  return `${[`${paint.strong(rule.id)}  ${rule.name}`, ...parts].join('\n')}\n`;
};
