import { achievementId } from '../../src/domain/ids.ts';
import type { AchievementId } from '../../src/domain/ids.ts';
import type { Status } from '../../src/domain/status.ts';
import { planDocuments } from '../../src/workspace/documents-on-disk.ts';
import { executionTaskProgress } from '../../src/workspace/execution-task-progress.ts';
import { emptyRunFacts } from '../../src/workspace/run-facts.ts';
import type { RunFacts } from '../../src/workspace/run-facts.ts';
import { statusReport } from '../../src/workspace/status-report.ts';
import type { StatusReport } from '../../src/workspace/status-report.ts';

export const asId = (text: string): AchievementId => {
  const id = achievementId(text);
  if (id === undefined) throw new Error(`${text} is no id`);
  return id;
};

/** Levels by the longest way; the plans of these tests are small and without cycles. */
const levelsOf = (needs: Readonly<Record<string, readonly string[]>>): Map<AchievementId, number> => {
  const level = (id: string): number => Math.max(-1, ...(needs[id] ?? []).map(level)) + 1;
  return new Map(Object.keys(needs).map((id) => [asId(id), level(id)]));
};

export interface Situation {
  /** Direct dependencies of each achievement. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
  /** Files below the plan's folder; only EXECUTION_TASKs need a text. */
  readonly files?: Readonly<Record<string, string>> | readonly string[];
  readonly hours?: Readonly<Record<string, readonly [number, number]>>;
  readonly marks?: Readonly<Record<string, Status>>;
  readonly facts?: Partial<RunFacts>;
  /** Pairs that never run at the same time. */
  readonly conflicts?: readonly (readonly [string, string])[];
  readonly hasExecutor?: boolean;
  readonly name?: string;
}

/** The status report of a plan named HARBOUR with these files below its folder. */
export const reportOf = ({
  needs,
  files = [],
  hours = {},
  marks = {},
  facts,
  conflicts = [],
  hasExecutor = false,
  name = 'HARBOUR',
}: Situation): StatusReport => {
  const texts: Readonly<Record<string, string>> = Array.isArray(files)
    ? Object.fromEntries((files as readonly string[]).map((path) => [path, '']))
    : (files as Readonly<Record<string, string>>);
  const ids = Object.keys(needs).map(asId);
  const plan = { name, title: 'Harbour office', file: `PLAN_${name}.md` };
  return statusReport({
    plan,
    achievements: ids.map((id, index) => {
      const range = hours[id];
      return {
        id,
        title: `Title of ${id}`,
        priority: null,
        estimate: range === undefined ? null : { minHours: range[0], maxHours: range[1] },
        documentStatus: marks[id] ?? null,
        position: { line: 10 + index, column: 1 },
        dependencies: (needs[id] ?? []).map((on) => ({ on: asId(on), strength: 'stated' as const, evidence: [] })),
      };
    }),
    levels: levelsOf(needs),
    conflicts: conflicts.map(([a, b]) => ({ a: asId(a), b: asId(b), paths: [] })),
    documents: planDocuments(plan, ids, Object.keys(texts)),
    progress: new Map(Object.entries(texts).map(([path, text]) => [path, executionTaskProgress(text)])),
    facts: { ...emptyRunFacts, ...facts },
    hasExecutor,
  });
};
