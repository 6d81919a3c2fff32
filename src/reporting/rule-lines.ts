import type { Evidence, GroupStatement } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Plan } from '../domain/plan.ts';
import { evidenceLine } from './evidence-line.ts';
import type { Look } from './look.ts';
import { usableWidth } from './look.ts';
import { paletteOf } from './palette.ts';
import { idList } from './words.ts';

type RulePlan = Pick<Plan, 'achievements' | 'groupStatements'>;

/** Whether two pieces of evidence are the same words at the same place. */
export const isSameEvidence = (a: Evidence, b: Evidence): boolean =>
  a.kind === b.kind && a.file === b.file && a.line === b.line && a.column === b.column;

/** Every statement over a group, quoted, with what follows from it, under a heading; nothing without one. */
export const ruleLines = (plan: RulePlan, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  if (plan.groupStatements.length === 0) return [];
  return [
    '',
    paint.strong('Rules'),
    ...plan.groupStatements.flatMap((statement) => {
      const { evidence, from, on } = statement;
      return [
        `  ${evidenceLine(evidence, usableWidth(look) - 2, look)}`,
        ...(from.length > 0 && on.length > 0 ? [paint.quiet(`    ${meaning(statement, plan, look)}`)] : []),
      ];
    }),
  ];
};

const meaning = (statement: GroupStatement, plan: RulePlan, look: Look): string => {
  const { from, on } = statement;
  if (isInStep(statement, plan)) return `${idList(from, usableWidth(look) - 35)}: each needs the one before it`;
  if (from.length > 1 && from.join() === on.join()) {
    return `${idList(from, usableWidth(look) - 35)}: each needs all before it`;
  }
  const room = usableWidth(look) / 2 - 9;
  return `${idList(from, room)} ${from.length === 1 ? 'needs' : 'need'} ${idList(on, room)}`;
};

/** Whether each of the statement's achievements needs, by it, no other than its own counterpart: the one before it. */
const isInStep = ({ evidence, from, on }: GroupStatement, { achievements }: RulePlan): boolean => {
  if (from.length < 2 || from.length !== on.length) return false;
  const known = new Map(achievements.map((one) => [one.id, one]));
  const before = new Map<AchievementId, AchievementId | undefined>(
    achievements.map(({ id }, index) => [id, achievements[index - 1]?.id]),
  );
  const isChain = from.slice(0, -1).every((id, index) => id === on[index + 1]);
  return from.every((id, index) => {
    const needed = known.get(id)?.dependencies.filter((one) => one.evidence.some((by) => isSameEvidence(by, evidence)));
    return (isChain || before.get(id) === on[index]) && needed?.every((one) => one.on === on[index]) === true;
  });
};
