import type { GraphView } from '../graph-view.ts';
import { countOf, hoursText, percentText } from '../words.ts';

/** What parallel work saves, in a line: `29 h one after the other, 17 h in parallel, 12 h (41 %) saved`. */
export const hoursLine = ({ savings, criticalPath }: GraphView): string => {
  const { sequentialHours, parallelHours, reductionPercent } = savings;
  const saved = sequentialHours - parallelHours;
  return [
    `${hoursText(sequentialHours)} one after the other`,
    `${hoursText(parallelHours)} in parallel`,
    saved > 0 ? `${hoursText(saved)} (${percentText(reductionPercent)}) saved` : 'no saving',
    `critical path ${hoursText(criticalPath.hours)}`,
  ].join(' · ');
};

/** How large the graph is, in a line. */
export const sizeLine = ({ plan, levels }: GraphView): string => {
  const dependencies = plan.achievements.flatMap((achievement) => achievement.dependencies);
  const assumed = dependencies.filter(({ strength }) => strength === 'assumed').length;
  return [
    countOf(plan.achievements.length, 'achievement'),
    countOf(dependencies.length, 'dependency') + (assumed > 0 ? ` (${assumed} assumed)` : ''),
    countOf(levels.length, 'level'),
    ...(plan.conflicts.length > 0 ? [countOf(plan.conflicts.length, 'conflict')] : []),
  ].join(' · ');
};

/** The picture for those who cannot see it. */
export const describePicture = (view: GraphView): string => {
  const levels = view.levels.map(({ level, achievements }) => `level ${level}: ${achievements.join(', ')}`);
  const path = view.criticalPath.achievements.join(', ');
  return `${[sizeLine(view), hoursLine(view)].join('. ')}. From left to right ${levels.join('; ')}. Critical path: ${path}.`;
};
