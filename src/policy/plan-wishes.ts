import type { FieldWord, WorkWishes } from '../domain/plan.ts';
import { hasErrors } from '../domain/problem.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { NodeId } from '../domain/run.ts';
import { listInWords } from '../text/list-in-words.ts';
import { nearest } from '../text/nearest.ts';
import type { Config } from './config.ts';
import { executorOf } from './executor-of.ts';
import { adviceForExecutor } from './executor-names.ts';
import { knownPools, poolNamed } from './pool-presets.ts';
import { valueOf } from './value-of.ts';

/** What counts of the fields of an achievement about who works on it; the pool is chosen by `choosePool`. */
export interface PlanWishes {
  /** The name of an executor that there is. */
  readonly agent: string | null;
  readonly model: string | null;
  /** Warnings. */
  readonly problems: readonly Problem[];
}

export interface WishedAchievement {
  readonly id: NodeId;
  /** How problems name the PLAN. */
  readonly file: string;
  readonly wishes: WorkWishes | undefined;
}

/**
 * What the fields `Agent`, `Model` and `Pool` of an achievement come to. What the configuration says of the same
 * achievement outweighs them, and so does `executor`, of the command line. They choose among the executors that there
 * are, and can bring no command of their own: a name that no executor has is an error.
 */
export const planWishes = (
  config: Config,
  { id, file, wishes = {} }: WishedAchievement,
  executor: string | undefined,
): Result<PlanWishes> => {
  const own = valueOf(config.achievements, id);
  const problems: Problem[] = [];
  const isSettled = executor !== undefined || own?.executors !== undefined;
  const agent = isSettled || wishes.agent === undefined ? null : readAgent(config, file, wishes.agent, problems);
  const model = isSettled || wishes.model === undefined ? null : readModel(file, wishes.model, problems);
  if (own?.pool === undefined && wishes.pool !== undefined) warnOfPool(config, file, wishes.pool, problems);
  return hasErrors(problems) ? fail(problems) : ok({ agent, model, problems });
};

/** The executor that a field means: "Claude" is `claude`. Undefined where there is none. */
export const agentNamed = ({ executors }: Config, name: string): string | undefined =>
  [name, name.toLowerCase()].find((one) => executorOf(executors, one) !== undefined);

const problemAt = (file: string, { position }: FieldWord, rest: Omit<Problem, 'at'>): Problem => ({
  ...rest,
  at: { file, ...position },
});

const readAgent = (config: Config, file: string, word: FieldWord, problems: Problem[]): string | null => {
  const found = agentNamed(config, word.text);
  if (found !== undefined) return found;
  problems.push(
    problemAt(file, word, {
      rule: 'unknown-executor',
      severity: 'error',
      message: `There is no executor "${word.text}".`,
      advice: adviceForExecutor(word.text, Object.keys(config.executors)),
    }),
  );
  return null;
};

const readModel = (file: string, word: FieldWord, problems: Problem[]): string | null => {
  if (executorOf({}, `claude:${word.text}`) !== undefined) return word.text;
  problems.push(
    problemAt(file, word, {
      rule: 'bad-name',
      severity: 'error',
      message: `"${word.text}" cannot be the name of a model.`,
      advice: 'Write it as the agent knows it, such as "haiku".',
    }),
  );
  return null;
};

const warnOfPool = (config: Config, file: string, word: FieldWord, problems: Problem[]): void => {
  const pools = knownPools(config);
  if (poolNamed(pools, word.text) !== undefined) return;
  const [alike] = nearest(word.text, pools, 1);
  problems.push(
    problemAt(file, word, {
      rule: 'unknown-pool',
      severity: 'warning',
      message: `There is no pool "${word.text}", so only "maxExecutors" limits it.`,
      advice: alike === undefined ? `The pools are ${listInWords(pools)}.` : `Did you mean "${alike}"?`,
    }),
  );
};
