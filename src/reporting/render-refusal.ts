import type { Problem } from '../domain/problem.ts';
import type { Look } from './look.ts';
import { paletteOf } from './palette.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { bullets, hanging } from './wrap-text.ts';

/** What is wrong with a call, which stands in no file: said like an unknown option, with what to do. */
export const renderRefusal = ({ severity, message, advice }: Problem, look: Look): string => {
  const paint = paletteOf(look);
  const lines = [
    ...hanging(
      `${severity === 'error' ? paint.error('error') : paint.warning('warning')}: `,
      oneLine(message),
      paint.plain,
      look,
    ),
    ...bullets(paint.id(symbolsOf(look).arrow), oneLine(advice ?? ''), look),
  ];
  return `${lines.join('\n')}\n`;
};
