import { blockText } from '../domain/block.ts';
import type { ParsedAchievement, ParsedPlan, ParsedSubplan } from '../domain/plan.ts';
import type { Place, Problem } from '../domain/problem.ts';

/** Where the PLAN and a SUBPLAN differ in title, hours or status. The PLAN's detail section holds; the person is told. */
export const attributeDifferences = (plan: ParsedPlan, subplans: readonly ParsedSubplan[]): readonly Problem[] => {
  const byId = new Map(plan.achievements.map((achievement) => [achievement.id, achievement]));
  return subplans.flatMap((subplan) => {
    const achievement = byId.get(subplan.achievement);
    return achievement === undefined ? [] : differences(plan.file, achievement, subplan);
  });
};

const differences = (planFile: string, achievement: ParsedAchievement, subplan: ParsedSubplan): readonly Problem[] => {
  const { id, estimate, documentStatus, position } = achievement;
  const found: Problem[] = [];
  const differ = (what: string, here: string, there: string, pattern: RegExp): void => {
    found.push({
      rule: 'attribute-differs',
      severity: 'warning',
      at: placeOf(subplan, pattern),
      message: `The SUBPLAN of ${id} gives the ${what} ${there}, the PLAN gives ${here}.`,
      advice: 'The PLAN counts; make the two agree.',
      related: [{ at: { file: planFile, ...position }, message: `The PLAN gives the ${what} ${here}.` }],
    });
  };
  if (subplan.title !== null && !sameTitle(subplan.title, achievement.title))
    differ('title', `"${achievement.title}"`, `"${subplan.title}"`, /./);
  if (subplan.estimate && estimate) {
    const [a, b] = [estimate, subplan.estimate];
    if (a.minHours !== b.minHours || a.maxHours !== b.maxHours)
      differ('hours', hours(a), hours(b), /\b(?:estimate|effort|hours|time)/i);
  }
  if (subplan.documentStatus !== null && documentStatus !== null && subplan.documentStatus !== documentStatus)
    differ('status', documentStatus, subplan.documentStatus, /\bstatus\b/i);
  return found;
};

const hours = ({ minHours, maxHours }: NonNullable<ParsedAchievement['estimate']>): string =>
  minHours === maxHours ? `${minHours} h` : `${minHours} to ${maxHours} h`;

/** A SUBPLAN may shorten a title or add to it. */
const sameTitle = (a: string, b: string): boolean => {
  const [x, y] = [a, b].map((title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  ) as [string, string];
  return x === '' || y === '' || x.includes(y) || y.includes(x);
};

/** The first line of the SUBPLAN's header that speaks of it, else the file. */
const placeOf = ({ file, blocks }: ParsedSubplan, pattern: RegExp): Place => {
  for (const block of blocks.slice(0, 12)) {
    const at = blockText(block).search(pattern);
    const line = at < 0 ? undefined : block.lines[blockText(block).slice(0, at).split('\n').length - 1];
    if (line) return { file, line: line.line, column: line.column };
  }
  return { file };
};
