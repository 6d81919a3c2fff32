import type { CostForecast } from '../../app/run/cost-forecast.ts';
import type { RunForecast } from '../../app/run-forecast.ts';
import type { NodeId, RunNode, RunSettings, SettledNode } from '../../domain/run.ts';
import { amountText } from '../../text/amount-text.ts';
import { costForecastText } from '../costs/cost-words.ts';
import { limitsText } from '../costs/limits-text.ts';
import { headline } from '../headline.ts';
import type { Look } from '../look.ts';
import { usableWidth } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { oneLine } from '../safe-text.ts';
import { symbolsOf } from '../symbols.ts';
import { tableLines } from '../table.ts';
import { countOf, idList } from '../words.ts';
import { bullets } from '../wrap-text.ts';
import { factLines } from './fact-lines.ts';
import { forecastText } from './forecast-text.ts';
import { leftOutLines } from './left-out-lines.ts';

/** A run before it begins. */
export interface RunStart {
  readonly plan: { readonly name: string; readonly title: string };
  readonly nodes: readonly RunNode[];
  readonly settled: readonly SettledNode[];
  readonly settings: RunSettings;
  /** Null without git. */
  readonly integrationBranch: string | null;
  /** The unaccepted run whose branch this one goes on from. */
  readonly after: string | null;
  /** Uncommitted files that do not enter the run, relative to the root, in path order. */
  readonly leftOut: readonly string[];
  /** Why fewer may work at once than was asked for, as a sentence; null when they may. */
  readonly loweredBecause: string | null;
  readonly forecast: RunForecast | null;
  /** Absent: nobody looked. */
  readonly costs?: CostForecast;
}

const levelRows = ({ nodes }: RunStart, look: Look): readonly string[] => {
  const { id, quiet } = paletteOf(look);
  const levels = [...new Set(nodes.map(({ level }) => level))].toSorted((a, b) => a - b);
  const rows = levels.map((level) => {
    const ids = nodes.filter((node) => node.level === level).map((node) => node.id);
    return [`Level ${level}`, quiet(String(ids.length)), id(idList(ids, usableWidth(look) - 20))];
  });
  return tableLines(rows, [{}, { align: 'right' }, { least: 8 }], look);
};

/** `codex, then claude: 7 achievements; bash: 1.2, 1.3`. */
const executorsText = ({ nodes }: RunStart, look: Look): string => {
  const users = new Map<string, NodeId[]>();
  for (const { id, executors } of nodes) {
    const way = executors.map(oneLine).join(', then ');
    users.set(way, [...(users.get(way) ?? []), id]);
  }
  const ways = [...users];
  if (ways.length === 1) return ways[0]![0];
  return ways.map(([way, ids]) => `${way} for ${idList(ids, usableWidth(look) * 0.4)}`).join('; ');
};

const poolsText = ({ nodes, settings }: RunStart): string => {
  const names = [...new Set(nodes.map(({ pool }) => pool))].sort();
  // One pool that limits nothing by itself is not worth a line.
  const limiting = names.filter((name) => (settings.pools[name] ?? Infinity) < settings.maxExecutors);
  if (names.length === 1 && limiting.length === 0) return '';
  return names
    .map((name) => {
      const count = nodes.filter(({ pool }) => pool === name).length;
      return `${oneLine(name)} ${countOf(settings.pools[name] ?? settings.maxExecutors, 'slot')} for ${count}`;
    })
    .join(', ');
};

const settledText = ({ settled }: RunStart, look: Look): string =>
  (['complete', 'merged', 'skipped'] as const)
    .map((why) => ({ why, ids: settled.filter((node) => node.why === why).map(({ id }) => id) }))
    .filter(({ ids }) => ids.length > 0)
    .map(({ why, ids }) => `${ids.length} ${why} (${idList(ids, usableWidth(look) * 0.3)})`)
    .join(', ');

const branchText = ({ integrationBranch, after }: RunStart): string => {
  const goesOn = after === null ? [] : [`goes on from run ${oneLine(after)}, which is not accepted`];
  return [...(integrationBranch === null ? [] : [oneLine(integrationBranch)]), ...goesOn].join(', ');
};

const workText = ({ nodes, settings }: RunStart): string => {
  if (nodes.length === 0) return 'nothing is left to do';
  const order = settings.barrier ? ', level by level' : '';
  return `${countOf(nodes.length, 'achievement')}, at most ${settings.maxExecutors} at once${order}`;
};

/** What it will cost by earlier runs of the plan; with a budget also that nothing is known. */
const costText = ({ costs, settings, nodes }: RunStart): string => {
  if (costs === undefined || nodes.length === 0) return '';
  const ahead = costForecastText(costs);
  if (ahead !== '') return `${ahead}, going by ${countOf(costs.basedOn, 'achievement')} of earlier runs`;
  return settings.budget === undefined ? '' : 'not known: no earlier run of this plan has said what it cost';
};

/** That the forecast passes the budget, in a sentence. */
const overBudget = ({ costs, settings: { budget } }: RunStart): readonly string[] =>
  (['usd', 'tokens'] as const).flatMap((unit) => {
    const limit = (unit === 'usd' ? budget?.runUsd : budget?.runTokens) ?? null;
    const range = costs?.[unit] ?? null;
    if (limit === null || range === null || range.high <= limit) return [];
    const is = range.low > limit ? 'will hardly be enough' : 'may not be enough';
    return [`The budget of ${amountText(unit, limit)} ${is}: the forecast goes up to ${amountText(unit, range.high)}.`];
  });

const places: Readonly<Record<RunSettings['mode'], string>> = {
  clone: '',
  copy: 'a copy of the folder each, without git',
  none: 'all in the one folder, nothing is merged',
};

/** What a run is about to do: shown before it asks, and before it begins. */
export const renderRunStart = (start: RunStart, look: Look): string => {
  const paint = paletteOf(look);
  const { settings, forecast, leftOut, loweredBecause } = start;
  const { warning } = symbolsOf(look);
  const lines = [
    headline(start.plan, look),
    '',
    `${paint.strong('To do')}  ${workText(start)}`,
    ...levelRows(start, look),
    ...(start.nodes.length === 0 && start.settled.length === 0 ? [] : ['']),
    ...factLines(
      [
        ['Settled', settledText(start, look)],
        ['Executor', start.nodes.length === 0 ? '' : executorsText(start, look)],
        [
          'Review',
          settings.reviewer === undefined ? '' : `by ${oneLine(settings.reviewer)}, before anything is merged`,
        ],
        ['Pools', poolsText(start)],
        [
          'Conflicts',
          settings.conflicts.length === 0 ? '' : `${countOf(settings.conflicts.length, 'pair')} never at the same time`,
        ],
        ['Estimates', forecast === null ? '' : forecastText(forecast)],
        ['Cost', costText(start)],
        ['Budget', settings.budget === undefined ? '' : limitsText(settings.budget).replace(/^budget /, '')],
        ['Work in', places[settings.mode]],
        ['Branch', branchText(start)],
      ],
      look,
    ),
    ...overBudget(start).flatMap((remark) => bullets(paint.warning(warning), remark, look)),
    ...(loweredBecause === null ? [] : bullets(paint.warning(warning), oneLine(loweredBecause), look)),
    ...leftOutLines(leftOut, look),
  ];
  return `${lines.join('\n')}\n`;
};
