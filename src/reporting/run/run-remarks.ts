import type { RunSummary, RunSummaryNode } from '../../app/run-summary.ts';
import type { Look } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { oneLine } from '../safe-text.ts';
import { symbolsOf } from '../symbols.ts';
import { bullets } from '../wrap-text.ts';
import { someOf } from './run-words.ts';

const shownRemarks = 20;

const remarksOf = (node: RunSummaryNode): readonly string[] => [
  ...(node.takenBack.length > 0
    ? [`${node.id} changed what is not its own; taken back: ${someOf(node.takenBack, 5)}.`]
    : []),
  ...(node.protectedChanged.length > 0
    ? [`${node.id} changed files that its checks go by: ${someOf(node.protectedChanged, 5)}.`]
    : []),
  ...node.remarks.map((remark) => `${node.id}: ${oneLine(remark)}`),
];

/** What a person should look at although it is merged: unproved work, changes taken back, frozen files changed. */
export const runRemarks = ({ nodes }: RunSummary, look: Look): readonly string[] => {
  const unverified = nodes.filter((node) => node.unverified).map(({ id }) => id);
  const remarks = [
    ...(unverified.length > 0
      ? [
          `${someOf(unverified, 9)} ${unverified.length === 1 ? 'is' : 'are'} unverified: ` +
            'there is work, and no check that proves it.',
        ]
      : []),
    ...nodes.flatMap(remarksOf),
  ];
  if (remarks.length === 0) return [];
  const paint = paletteOf(look);
  const sign = paint.warning(symbolsOf(look).warning);
  return [
    '',
    `${paint.strong('Worth a look')} (${remarks.length})`,
    ...remarks.slice(0, shownRemarks).flatMap((remark) => bullets(sign, remark, look)),
    ...(remarks.length > shownRemarks ? [paint.quiet(`  and ${remarks.length - shownRemarks} more`)] : []),
  ];
};
