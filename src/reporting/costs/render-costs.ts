import type { RunCosts } from '../../app/run-costs.ts';
import { allTokens } from '../../journal/amounts.ts';
import type { Spent } from '../../app/run/spent.ts';
import { tokenText } from '../../text/token-text.ts';
import { usdText } from '../../text/usd-text.ts';
import { cutText } from '../cut-text.ts';
import { headline } from '../headline.ts';
import type { Look } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { oneLine } from '../safe-text.ts';
import { symbolsOf } from '../symbols.ts';
import type { Column } from '../table.ts';
import { tableLines } from '../table.ts';
import { countOf } from '../words.ts';
import { bullets, hanging } from '../wrap-text.ts';
import { budgetText } from './budget-text.ts';
import { costForecastText, missingText, tokensInWords } from './cost-words.ts';

/** A part with its name in one or two cells, and what it cost. */
type Part = readonly [name: string, title: string, spent: Spent];

const columns: readonly Column[] = [
  {},
  { least: 10 },
  { align: 'right' },
  { align: 'right' },
  { align: 'right' },
  { align: 'right' },
  { align: 'right' },
];

/** Whoever gives a longer one to a model leaves no room for figures. */
const longestName = 40;

const headings = ['', '', 'cost', 'tokens in', 'from cache', 'out', 'attempts'];

const cells = ([name, title, spent]: Part, look: Look): readonly string[] => {
  const { dash } = symbolsOf(look);
  const { quiet } = paletteOf(look);
  const { usd, tokens, attempts } = spent;
  const count = (value: number | undefined): string => (value === undefined ? quiet(dash) : tokenText(value));
  return [
    name,
    oneLine(title),
    usd === null ? quiet(dash) : usdText(usd),
    count(tokens === null ? undefined : allTokens(tokens) - tokens.outputTokens),
    count(tokens?.cacheReadTokens),
    count(tokens?.outputTokens),
    String(attempts),
  ];
};

const table = (heading: string, parts: readonly Part[], look: Look): readonly string[] => {
  if (parts.length === 0) return [];
  const { quiet, strong } = paletteOf(look);
  const rows = [headings.map(quiet), ...parts.map((part) => cells(part, look))];
  return ['', strong(heading), ...tableLines(rows, columns, look)];
};

/** The sum, what is missing from it, and what is still to come. */
const sumLines = ({ total, rest, budget }: RunCosts, look: Look): readonly string[] => {
  const { usd, tokens, attempts, open, unpriced } = total;
  const paint = paletteOf(look);
  if (attempts === 0) return ['Nothing was started, so nothing was spent.'];
  const sums = [
    ...(usd === null ? [] : [paint.strong(usdText(usd))]),
    ...(tokens === null ? [] : [`tokens ${tokensInWords(tokens)}`]),
  ];
  const missing = missingText(total, usd !== null, attempts);
  const warn = (text: string): readonly string[] => bullets(paint.warning(symbolsOf(look).warning), text, look);
  const lines =
    sums.length === 0
      ? hanging(
          '',
          'No attempt said what it cost: it may write costUsd and usage into its result file.',
          paint.plain,
          look,
        )
      : [sums.join(', ')];
  const less = sums.length > 0 && missing !== '' ? warn(`${missing}; the true sum is greater.`) : [];
  const noPrice =
    usd === null && unpriced > 0
      ? hanging('', 'In money it is not known: no attempt told its price.', paint.quiet, look)
      : [];
  const running =
    open > 0
      ? warn(
          `${countOf(open, 'attempt')} without an end yet: what ${open === 1 ? 'it costs' : 'they cost'} is not in it.`,
        )
      : [];
  const ahead = rest === null ? '' : costForecastText(rest);
  const basis = rest === null || ahead === '' ? '' : `, going by ${countOf(rest.basedOn, 'achievement')}`;
  const forecast = ahead === '' ? [] : hanging('', `The rest will cost ${ahead}${basis}.`, paint.quiet, look);
  const limit = budget === null ? [] : hanging('', `Budget: ${budgetText(budget)}.`, paint.plain, look);
  return [...lines, ...less, ...noPrice, ...running, ...limit, ...forecast];
};

/** What runs have cost: the sum, then its parts; of a single run by level and achievement too. */
export const renderCosts = (costs: RunCosts, look: Look): string => {
  const paint = paletteOf(look);
  const { runs, levels, nodes, models, executors, total } = costs;
  const [single] = runs.length === 1 ? runs : [];
  const isKnown = total.usd !== null || total.tokens !== null;
  const head =
    single === undefined
      ? [paint.strong(countOf(runs.length, 'run'))]
      : [headline(single.plan, look), paint.quiet(`run ${oneLine(single.runId)}`)];
  const parts = [
    ...table(
      'By level',
      levels.length < 2 ? [] : levels.map(({ level, spent }) => [`Level ${level}`, '', spent]),
      look,
    ),
    ...table(
      'By achievement',
      nodes.map(({ id, title, spent }) => [paint.id(id), title, spent]),
      look,
    ),
    ...table(
      'By run',
      single === undefined ? runs.map(({ runId, plan, spent }) => [paint.id(oneLine(runId)), plan.name, spent]) : [],
      look,
    ),
    ...table(
      'By model',
      models.map(({ model, spent }) => [
        model === null ? paint.quiet('not said') : cutText(oneLine(model), longestName, symbolsOf(look).ellipsis),
        '',
        spent,
      ]),
      look,
    ),
    ...table(
      'By executor',
      executors.length < 2 ? [] : executors.map(({ executor, spent }) => [oneLine(executor), '', spent]),
      look,
    ),
  ];
  return `${[...head, '', ...sumLines(costs, look), ...(isKnown ? parts : [])].join('\n')}\n`;
};
