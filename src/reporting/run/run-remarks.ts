import type { RunSummary, RunSummaryNode } from '../../app/run-summary.ts';
import type { NodeId } from '../../domain/run.ts';
import type { Look } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { oneLine } from '../safe-text.ts';
import { symbolsOf } from '../symbols.ts';
import { countOf } from '../words.ts';
import { bullets } from '../wrap-text.ts';
import { someOf } from './run-words.ts';

const shownRemarks = 20;

const conflictRemark = ({ id, settledConflict: met }: RunSummaryNode): readonly string[] => {
  if (met === null) return [];
  const [where, what] = [someOf(met.paths, 5), met.paths.length === 1 ? 'file' : 'files'];
  const advice =
    met.others.length === 0
      ? ''
      : `; name the ${what} in the deliverables of ${met.others.length === 1 ? 'both' : 'all of them'}`;
  return [
    `${id} met ${met.others.length === 0 ? 'other work' : someOf(met.others, 5)} in ${where}, settled by attempt ${met.attempt}${advice}.`,
  ];
};

const remarksOf = (node: RunSummaryNode): readonly string[] => [
  ...(node.takenBack.length > 0
    ? [`${node.id} changed what is not its own; taken back: ${someOf(node.takenBack, 5)}.`]
    : []),
  ...(node.protectedChanged.length > 0
    ? [`${node.id} changed files that its checks go by: ${someOf(node.protectedChanged, 5)}.`]
    : []),
  ...conflictRemark(node),
  ...node.remarks.map((remark) => `${node.id}: ${oneLine(remark)}`),
];

/** Why checks of unverified work prove nothing: each reason once, with whom it is about. */
const reasonsOf = (nodes: readonly RunSummaryNode[]): readonly string[] => {
  const byReason = new Map<string, NodeId[]>();
  for (const { id, checksNotRun } of nodes) {
    for (const { name, detail } of checksNotRun) {
      const reason = `${oneLine(name)} did not count. ${oneLine(detail)}`;
      const ids = byReason.get(reason);
      if (ids === undefined) byReason.set(reason, [id]);
      else ids.push(id);
    }
  }
  return [...byReason].map(([reason, ids]) => `${someOf(ids, 9)}: ${reason}`);
};

/** A check that fails without any work refuses all of it, and nobody but the user can know. */
const neverPassed = (nodes: readonly RunSummaryNode[]): readonly string[] => {
  const checks = nodes.flatMap(({ attempts }) => attempts.flatMap(({ evidence }) => evidence?.checks ?? []));
  const namesWith = (wanted: string): ReadonlySet<string> =>
    new Set(checks.filter(({ outcome }) => outcome === wanted).map(({ name }) => name));
  const passed = namesWith('passed');
  return [...namesWith('failed')]
    .filter((name) => !passed.has(name))
    .map((name) => `No attempt has passed ${oneLine(name)}: make sure that it passes before any work is done.`);
};

/** What a budget could not count. */
const silentRemark = (budget: RunSummary['budget']): readonly string[] => {
  if (budget === null) return [];
  const { runUsd, attemptUsd } = budget.limits;
  const { attempts, withoutUsd, withoutTokens, unpriced } = budget.run;
  const countsTokens = runUsd === null && attemptUsd === null;
  const silent = countsTokens ? withoutTokens : withoutUsd;
  const ofThem = countsTokens || unpriced === 0 ? '' : ` (${unpriced} told tokens and no price)`;
  return silent === 0
    ? []
    : [
        `${countOf(silent, 'attempt')} of ${attempts} did not say what ${silent === 1 ? 'it' : 'they'} cost${ofThem}; the budget could not count ${silent === 1 ? 'it' : 'them'}.`,
      ];
};

/** What a person should look at although it is merged: unproved work, changes taken back, frozen files changed. */
export const runRemarks = ({ nodes, budget }: RunSummary, look: Look): readonly string[] => {
  const unproved = nodes.filter((node) => node.unverified);
  const unverified = unproved.map(({ id }) => id);
  const remarks = [
    ...(unverified.length > 0
      ? [
          `${someOf(unverified, 9)} ${unverified.length === 1 ? 'is' : 'are'} unverified: ` +
            'there is work, and no check that proves it.',
        ]
      : []),
    ...reasonsOf(unproved),
    ...nodes.flatMap(remarksOf),
    ...neverPassed(nodes),
    ...silentRemark(budget),
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
