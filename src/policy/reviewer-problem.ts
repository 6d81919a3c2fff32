import type { Problem } from '../domain/problem.ts';
import type { RunNode } from '../domain/run.ts';
import type { Config, ExecutorConfig } from './config.ts';
import { adviceForExecutor } from './executor-names.ts';
import { executorOf } from './executor-of.ts';

/** Why `reviewer` cannot judge the work of these nodes; null where it can. Nobody reviews their own work. */
export const reviewerProblem = (
  config: Config,
  reviewer: string,
  nodes: readonly Pick<RunNode, 'id' | 'executors'>[],
): Problem | null => {
  const found = executorOf(config.executors, reviewer);
  if (found === undefined) {
    const names = Object.keys(config.executors);
    return refused('unknown-executor', `There is no executor "${reviewer}".`, adviceForExecutor(reviewer, names));
  }
  if (found.kind === 'simulate') {
    return refused('no-reviewer', `"${reviewer}" only pretends to work, and cannot review.`, 'Name an agent.');
  }
  if (config.worktree.mode === 'none') {
    const message = 'In a shared folder ("worktree.mode" is "none") nobody can say what an attempt has changed.';
    return refused('no-review', message, 'Leave --review away, or let attempts work in clones or copies.');
  }
  const isReviewer = (name: string): boolean => {
    const executor = executorOf(config.executors, name);
    return name === reviewer || (executor !== undefined && whoOf(executor) === whoOf(found));
  };
  const own = nodes.find(({ executors }) => executors.some(isReviewer));
  if (own === undefined) return null;
  const message = `"${reviewer}" may work on ${own.id}, and would review its own work.`;
  return refused('own-reviewer', message, 'Name another agent, or another model: --review claude:opus.');
};

/** Two names of one program and model are one author. */
const whoOf = (executor: ExecutorConfig): string => {
  if (executor.kind === 'command') return JSON.stringify([executor.kind, executor.command]);
  if (executor.kind === 'simulate') return executor.kind;
  const { kind, model, program, command } = executor;
  return JSON.stringify([kind, model, program, command]);
};

const refused = (rule: string, message: string, advice: string): Problem => ({
  rule,
  severity: 'error',
  at: { file: 'command line' },
  message,
  advice,
});
