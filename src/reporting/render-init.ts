import type { InitStep } from '../app/init/init-workspace.ts';
import type { Look } from './look.ts';
import { paletteOf } from './palette.ts';
import { oneLine } from './safe-text.ts';
import { hanging } from './wrap-text.ts';

interface InitView {
  /** As the user sees it. */
  readonly folder: string;
  readonly steps: readonly InitStep[];
  readonly dryRun: boolean;
}

/** What was made, and what was left as it is, a line a file. */
export const renderInit = ({ folder, steps, dryRun }: InitView, look: Look): string => {
  const paint = paletteOf(look);
  const where = folder === '.' ? 'this folder' : oneLine(folder);
  const made = steps.filter(({ what }) => what === 'made');
  const left = steps.filter(({ what }) => what === 'left');
  const head =
    made.length === 0
      ? `${folder === '.' ? 'This folder' : where} is a workspace already, and lacks nothing.`
      : `${dryRun ? 'Would make' : 'Made'} a workspace of ${where}:`;
  return `${[
    ...hanging('', head, paint.strong, look),
    ...made.map(({ file }) => `  ${paint.done(dryRun ? 'would be made' : 'made')}  ${oneLine(file)}`),
    ...left.flatMap(({ file, reason }) =>
      hanging('  left  ', `${oneLine(file)}: ${oneLine(reason ?? '')}`, paint.quiet, look),
    ),
  ].join('\n')}\n`;
};
