import { compareIds } from '../domain/ids.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { NodeId, SettledNode } from '../domain/run.ts';
import { listInWords } from '../text/list-in-words.ts';
import { nearestIds } from '../text/nearest-ids.ts';

export interface Selectable {
  readonly id: NodeId;
  /** 0-based. */
  readonly level: number;
  readonly dependencies: readonly NodeId[];
}

/** What the command line asks for; at most one of them. Neither: all that is not satisfied. */
export interface NodeChoice {
  readonly level?: number | undefined;
  /** As they were typed. */
  readonly achievements?: readonly string[] | undefined;
}

export interface NodeSelection {
  /** In id order. */
  readonly nodes: readonly NodeId[];
  /** Those that were asked for and need no work, in id order. */
  readonly satisfied: readonly NodeId[];
  /** Why there is nothing to do, as one sentence; null where there is. */
  readonly reason: string | null;
}

type Satisfied = ReadonlyMap<NodeId, SettledNode['why']>;

/**
 * Which achievements a run takes. Fails for an id or a level that the plan does not have, for both at the same time, and
 * where one of them needs something that is neither satisfied nor taken. Nothing to do is no mistake.
 */
export const selectNodes = (
  achievements: readonly Selectable[],
  satisfied: Satisfied,
  choice: NodeChoice = {},
): Result<NodeSelection> => {
  const asked = askedFor(achievements, choice);
  if (!asked.ok) return asked;
  const inOrder = [...asked.value].sort((a, b) => compareIds(a.id, b.id));
  const taken = inOrder.filter(({ id }) => !satisfied.has(id));
  const problems = unreachable(achievements, taken, satisfied);
  if (problems.length > 0) return fail(problems);
  const done = inOrder.map(({ id }) => id).filter((id) => satisfied.has(id));
  const reason = taken.length > 0 ? null : nothingToDo(done, satisfied);
  return ok({ nodes: taken.map(({ id }) => id), satisfied: done, reason });
};

const askedFor = (
  achievements: readonly Selectable[],
  { level, achievements: typed = [] }: NodeChoice,
): Result<readonly Selectable[]> => {
  if (level !== undefined && typed.length > 0) {
    const message = 'A level and single achievements cannot be asked for at the same time.';
    return fail([usage('option-conflict', message, 'Give either --level or --achievement.')]);
  }
  if (level !== undefined) {
    const ofLevel = achievements.filter((one) => one.level === level);
    return ofLevel.length > 0 ? ok(ofLevel) : fail([unknownLevel(level, achievements)]);
  }
  if (typed.length === 0) return ok(achievements);
  const byId = new Map<string, Selectable>(achievements.map((one) => [one.id, one]));
  const unknown = [...new Set(typed)].filter((id) => !byId.has(id));
  if (unknown.length > 0) return fail(unknown.map((id) => unknownId(id, achievements)));
  return ok([...new Set(typed)].map((id) => byId.get(id)!));
};

const unknownLevel = (level: number, achievements: readonly Selectable[]): Problem => {
  const last = achievements.reduce((highest, one) => Math.max(highest, one.level), -1);
  const advice =
    last === -1 ? 'It has no achievement yet.' : last === 0 ? 'Its only level is 0.' : `Its levels are 0 to ${last}.`;
  return usage('unknown-level', `The plan has no level ${level}.`, advice);
};

const unknownId = (id: string, achievements: readonly Selectable[]): Problem => {
  const ids = achievements.map((one) => one.id);
  const alike = nearestIds(id, ids);
  const has = ids.length === 0 ? 'It has no achievement yet.' : `It has ${listInWords([...ids].sort(compareIds))}.`;
  const advice = alike.length === 0 ? has : `Did you mean ${listInWords(alike, 'or')}?`;
  return usage('unknown-achievement', `The plan has no achievement ${id}.`, advice);
};

/** One for each achievement that needs what this run does not bring about. */
const unreachable = (
  achievements: readonly Selectable[],
  taken: readonly Selectable[],
  satisfied: Satisfied,
): readonly Problem[] => {
  const provided = new Set([...satisfied.keys(), ...taken.map(({ id }) => id)]);
  const lacking = taken.flatMap(({ id, dependencies }) => {
    const missing = dependencies.filter((one) => !provided.has(one)).sort(compareIds);
    return missing.length > 0 ? [{ id, missing }] : [];
  });
  if (lacking.length === 0) return [];
  const whole = withAllThatTheyNeed(achievements, taken, satisfied);
  const options = whole.map((id) => `--achievement ${id}`).join(' ');
  const advice =
    whole.length > 8
      ? 'Run without --level and --achievement: then everything runs when what it needs is there.'
      : `Run them together: ${options}.`;
  return lacking.map(({ id, missing }, index) => {
    const are = missing.length === 1 ? 'is neither done nor asked for' : 'are neither done nor asked for';
    return usage(
      'unmet-dependency',
      `${id} needs ${listInWords(missing)}, which ${are}.`,
      index === lacking.length - 1 ? advice : undefined,
    );
  });
};

const withAllThatTheyNeed = (
  achievements: readonly Selectable[],
  taken: readonly Selectable[],
  satisfied: Satisfied,
): readonly NodeId[] => {
  const byId = new Map(achievements.map((one) => [one.id, one]));
  const found = new Set(taken.map(({ id }) => id));
  // A set that grows while it is walked is walked to its end.
  for (const id of found) {
    for (const needed of byId.get(id)?.dependencies ?? []) if (!satisfied.has(needed)) found.add(needed);
  }
  return [...found].sort(compareIds);
};

const nothingToDo = (done: readonly NodeId[], satisfied: Satisfied): string => {
  if (done.length === 0) return 'There is nothing to do: the plan has no achievement.';
  const words = { complete: 'complete', skipped: 'skipped', merged: 'merged by a run' };
  const parts = (['complete', 'skipped', 'merged'] as const).flatMap((why) => {
    const ids = done.filter((id) => satisfied.get(id) === why);
    return ids.length === 0 ? [] : [`${listInWords(ids)} ${ids.length === 1 ? 'is' : 'are'} ${words[why]}`];
  });
  return `There is nothing to do: ${parts.join('; ')}.`;
};

const usage = (rule: string, message: string, advice: string | undefined): Problem => ({
  rule,
  severity: 'error',
  at: { file: 'command line' },
  message,
  ...(advice === undefined ? {} : { advice }),
});
