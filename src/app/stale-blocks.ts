import type { Problem } from '../domain/problem.ts';
import type { StatusReport } from '../workspace/status-report.ts';
import type { AssembledPlan } from './assemble-plan.ts';

const marker = '<!-- planloom:derived -->';

/** Derived blocks of SUBPLANs that do not say what the plan says now. Nothing is rendered where no SUBPLAN has any. */
export const staleBlocks = async (assembled: AssembledPlan, report: StatusReport): Promise<readonly Problem[]> => {
  const { disk } = assembled;
  const derived = disk.subplans.filter(({ file }) => disk.sources.get(file)?.includes(marker) === true);
  if (derived.length === 0) return [];
  const [{ subplanText }, { staleDerivedBlocks }] = await Promise.all([
    import('./batch.ts'),
    import('../documents/derived-block.ts'),
  ]);
  const problems: Problem[] = [];
  for (const { file, achievement } of derived) {
    const path = disk.documents.byAchievement.get(achievement)?.subplan;
    if (path === undefined || path === null) continue;
    const expected = await subplanText(assembled, report, achievement, path);
    if (!expected.ok) continue;
    for (const { from } of staleDerivedBlocks(disk.sources.get(file) ?? '', expected.value)) {
      problems.push({
        rule: 'stale-block',
        severity: 'warning',
        at: { file, line: from, column: 1 },
        message:
          'This block was derived from the plan, and is not what the plan says now: it was edited, or the plan has changed.',
        advice:
          'Write below the block what is your own; to have it derived anew, rename this file and create the SUBPLAN again.',
      });
    }
  }
  return problems;
};
