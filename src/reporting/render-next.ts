import type { NextView } from '../app/next-view.ts';
import { headline } from './headline.ts';
import type { Look } from './look.ts';
import { nextLines } from './next-step.ts';
import { paletteOf } from './palette.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { tableLines } from './table.ts';
import { countOf, hoursText, idList, shortRun, statusWord } from './words.ts';
import { bullets } from './wrap-text.ts';

/** `planloom next`: the ready achievements in the given order, what each of them opens, and what to do. */
export const renderNext = (view: NextView, look: Look): string => {
  const paint = paletteOf(look);
  const { critical, dash, warning } = symbolsOf(look);
  const rows = view.ready.map((a) => [
    a.critical ? paint.strong(critical) : '',
    paint.id(a.id),
    oneLine(a.title),
    paint.quiet(a.failedIn === undefined ? statusWord(a.status) : `failed in run ${shortRun(a.failedIn)}`),
    a.hours === null ? paint.quiet(dash) : hoursText(a.hours),
    a.dependents.length === 0 ? '' : paint.quiet(`then ${idList(a.dependents, 16)}`),
  ]);
  const conflicts = view.ready.filter((a) => a.conflictsWith.length > 0);
  const others = [
    ...(view.waiting > 0 ? [`${view.waiting} waiting`] : []),
    ...(view.blocked > 0 ? [`${view.blocked} blocked`] : []),
  ];
  const heading = view.isFinished
    ? 'The plan is finished'
    : view.ready.length === 0
      ? 'Nothing is ready'
      : `${countOf(view.ready.length, 'achievement')} ready`;
  const lines = [
    headline(view.plan, look),
    '',
    paint.strong(heading) + (others.length > 0 ? paint.quiet(`, ${others.join(', ')}`) : ''),
    ...tableLines(rows, [{}, {}, { least: 12 }, {}, { align: 'right' }, { least: 8 }], look),
    ...(rows.some(([mark]) => mark !== '') ? [paint.quiet(`  ${critical} on the critical path`)] : []),
    ...conflicts.flatMap((a) =>
      bullets(
        paint.warning(warning),
        `${a.id} touches the same paths as ${idList(a.conflictsWith)}: not both at once.`,
        look,
      ),
    ),
    ...(view.advice.length > 0 ? [''] : []),
    ...nextLines(view.advice, look),
  ];
  return `${lines.join('\n')}\n`;
};
