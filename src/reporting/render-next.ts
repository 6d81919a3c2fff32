import type { AchievementId } from '../domain/ids.ts';
import type { Status } from '../domain/status.ts';
import { headline } from './headline.ts';
import type { Look } from './look.ts';
import { nextLines } from './next-step.ts';
import type { NextStep } from './next-step.ts';
import { paletteOf } from './palette.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { tableLines } from './table.ts';
import { countOf, hoursText, idList, statusWord } from './words.ts';
import { bullets } from './wrap-text.ts';

/** What can be worked on now, best first, and why nothing can when nothing is ready. */
export interface NextView {
  readonly plan: { readonly name: string; readonly title: string };
  readonly ready: readonly {
    readonly id: AchievementId;
    readonly title: string;
    readonly status: Status;
    readonly hours: number | null;
    readonly critical: boolean;
    /** What waits for it, directly, in id order. */
    readonly dependents: readonly AchievementId[];
    /** Ready ones that must not run at the same time, since both touch the same paths. */
    readonly conflictsWith: readonly AchievementId[];
  }[];
  /** The rest that is not done, by what keeps it. */
  readonly waiting: number;
  readonly blocked: number;
  /** What to do, a sentence or a command a line: also where nothing is ready. */
  readonly advice: readonly NextStep[];
}

/** `planloom next`: the ready achievements in the given order, what each of them opens, and what to do. */
export const renderNext = (view: NextView, look: Look): string => {
  const paint = paletteOf(look);
  const { critical, dash, warning } = symbolsOf(look);
  const rows = view.ready.map((a) => [
    a.critical ? paint.strong(critical) : '',
    paint.id(a.id),
    oneLine(a.title),
    paint.quiet(statusWord(a.status)),
    a.hours === null ? paint.quiet(dash) : hoursText(a.hours),
    a.dependents.length === 0 ? '' : paint.quiet(`then ${idList(a.dependents, 16)}`),
  ]);
  const conflicts = view.ready.filter((a) => a.conflictsWith.length > 0);
  const others = [
    ...(view.waiting > 0 ? [`${view.waiting} waiting`] : []),
    ...(view.blocked > 0 ? [`${view.blocked} blocked`] : []),
  ];
  const heading = view.ready.length === 0 ? 'Nothing is ready' : `${countOf(view.ready.length, 'achievement')} ready`;
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
