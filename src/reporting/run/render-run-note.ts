import { padText } from '../cut-text.ts';
import type { Look } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { hanging } from '../wrap-text.ts';
import { elapsedText } from './duration.ts';
import type { RunEventContext } from './render-run-event.ts';

/** A remark between the events of a run, at `at` (milliseconds since 1970). */
export const renderRunNote = (say: string, at: number, { startedMs }: RunEventContext, look: Look): string => {
  const { quiet } = paletteOf(look);
  return hanging(`${quiet(padText(elapsedText(at - startedMs), 7, 'right'))}    `, say, quiet, look).join('\n');
};
