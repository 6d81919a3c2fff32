import type { AchievementId } from '../domain/ids.ts';
import { compareIds } from '../domain/ids.ts';
import type { ParsedPlan } from '../domain/plan.ts';

/** What the rules ask about a plan, looked up in constant or logarithmic time. */
export interface PlanIndex {
  readonly name: string;
  /** In id order. */
  readonly ids: readonly AchievementId[];
  /** The place of each id in that order. */
  readonly order: ReadonlyMap<AchievementId, number>;
  /** The ids of each priority that has any, in id order; priorities ascending. */
  readonly priorities: ReadonlyMap<number, readonly AchievementId[]>;
  /**
   * What "Priority 2" names, numbers ascending: those of `priorities`, and where the plan has no such priority, what is in
   * none and has an id that begins with its number.
   */
  readonly groups: ReadonlyMap<number, readonly AchievementId[]>;
  readonly titles: ReadonlyMap<AchievementId, string>;
  /** The achievement whose detail section holds a line. */
  readonly ownerAt: (line: number) => AchievementId | null;
}

/** Builds the index of a plan. */
export const indexPlan = (plan: ParsedPlan): PlanIndex => {
  const ids = plan.achievements.map((achievement) => achievement.id).sort(compareIds);
  const numbers = [...new Set(plan.achievements.flatMap((a) => (a.priority ? [a.priority.number] : [])))];
  const priorities = new Map<number, AchievementId[]>(numbers.sort((a, b) => a - b).map((number) => [number, []]));
  const byId = new Map(plan.achievements.map((achievement) => [achievement.id, achievement]));
  for (const id of ids) {
    const number = byId.get(id)?.priority?.number;
    if (number !== undefined) priorities.get(number)?.push(id);
  }
  const unsaid = new Map<number, AchievementId[]>();
  for (const id of ids) {
    if (byId.get(id)?.priority !== null) continue;
    const number = Number.parseInt(id, 10);
    const others = unsaid.get(number);
    if (others === undefined) unsaid.set(number, [id]);
    else others.push(id);
  }
  const groups = new Map([...unsaid, ...priorities].sort(([a], [b]) => a - b));
  const sections = plan.achievements
    .flatMap(({ id, section }) => (section ? [{ id, ...section }] : []))
    .sort((a, b) => a.from - b.from);

  const ownerAt = (line: number): AchievementId | null => {
    let low = 0;
    let high = sections.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const section = sections[middle]!;
      if (line < section.from) high = middle - 1;
      else if (line > section.to) low = middle + 1;
      else return section.id;
    }
    return null;
  };

  return {
    name: plan.name,
    ids,
    order: new Map(ids.map((id, at) => [id, at])),
    priorities,
    groups,
    titles: new Map(plan.achievements.map(({ id, title }) => [id, title])),
    ownerAt,
  };
};
