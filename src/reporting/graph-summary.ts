import type { Strength } from '../domain/evidence.ts';
import type { Scope } from '../domain/plan.ts';
import type { GraphView } from './graph-view.ts';
import type { Look } from './look.ts';
import { paletteOf } from './palette.ts';
import { symbolsOf } from './symbols.ts';
import { differenceText, hoursText, roundedLike } from './words.ts';
import { hanging } from './wrap-text.ts';

const strengthWords: readonly (readonly [Strength, string])[] = [
  ['stated', 'stated'],
  ['rule', 'by rule'],
  ['proposed', 'proposed'],
  ['assumed', 'assumed'],
];

/** What a scope means, in words. */
export const scopeWords: Readonly<Record<Scope, string>> = {
  1: 'scope 1, inside one achievement',
  2: 'scope 2, priority after priority where nothing is said',
  3: 'scope 3, only what is said',
};

const edgeCounts = ({ plan }: GraphView): string => {
  const strengths = plan.achievements.flatMap((a) => a.dependencies.map((d) => d.strength));
  const parts = strengthWords
    .map(([strength, words]) => [strengths.filter((s) => s === strength).length, words] as const)
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`);
  return parts.length < 2 && !strengths.includes('assumed')
    ? [strengths.length, ...parts.map((p) => `all ${p.replace(/^\d+ /, '')}`)].join(', ')
    : `${strengths.length}: ${parts.join(', ')}`;
};

/** The figures of a graph, one a line: how many, how wide, how long, what parallel work saves. */
export const graphSummary = (view: GraphView, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const { arrow } = symbolsOf(look);
  const { plan, levels, criticalPath, savings } = view;
  const widest = levels.reduce((best, l) => (l.achievements.length > best.achievements.length ? l : best), {
    level: 0,
    achievements: [] as LevelIds,
  });
  const facts: readonly (readonly [string, string])[] = [
    ['Achievements', String(plan.achievements.length)],
    ['Dependencies', edgeCounts(view)],
    ['Levels', `${levels.length}, at most ${widest.achievements.length} at once (level ${widest.level})`],
    ['Critical path', `${hoursText(criticalPath.hours)}: ${criticalPath.achievements.join(` ${arrow} `)}`],
    ...hoursFacts(savings),
    ...(plan.conflicts.length > 0 ? [['Conflicts', pairs(plan.conflicts.length)] as const] : []),
    ...(plan.contradictions.length > 0 ? [['Contradictions', String(plan.contradictions.length)] as const] : []),
  ];
  const names = Math.max(...facts.map(([name]) => name.length));
  return facts.flatMap(([name, text]) => hanging(`  ${paint.quiet(name.padEnd(names))}  `, text, paint.plain, look));
};

type LevelIds = GraphView['levels'][number]['achievements'];

const pairs = (count: number): string =>
  `${count} ${count === 1 ? 'pair' : 'pairs'} that must not run at the same time`;

/** Hours with and without parallel work, rounded alike, so that their difference is the saving below them. */
const hoursFacts = ({
  sequentialHours,
  parallelHours,
}: GraphView['savings']): readonly (readonly [string, string])[] => {
  const alike = (hours: number): number => roundedLike(hours, parallelHours);
  const [sequential, parallel] = [alike(sequentialHours), alike(parallelHours)];
  const saved = alike(sequential - parallel);
  const percent = (100 * saved) / sequential;
  const share = percent < 0.5 ? differenceText(percent) : `${differenceText(percent)} less`;
  return [
    ['Hours', `${sequential} h one after the other, ${parallel} h in parallel`],
    ['Saving', saved > 0 ? `${saved} h, ${share}` : 'none'],
  ];
};
