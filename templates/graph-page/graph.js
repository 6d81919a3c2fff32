/** The plan as the page needs it: achievements by id, what needs them, conflicts of each. */
export const readGraph = (text) => {
  const { achievements, conflicts } = JSON.parse(text);
  const byId = new Map(achievements.map((achievement) => [achievement.id, achievement]));
  const neededBy = new Map(achievements.map(({ id }) => [id, []]));
  for (const { id, dependencies } of achievements) {
    for (const dependency of dependencies) neededBy.get(dependency.on)?.push({ ...dependency, from: id });
  }
  const conflictsOf = (id) =>
    conflicts.filter(({ a, b }) => a === id || b === id).map(({ a, b, paths }) => ({ other: a === id ? b : a, paths }));
  const dependency = (from, on) => byId.get(from)?.dependencies.find((each) => each.on === on);
  return { achievements, byId, neededBy: (id) => neededBy.get(id) ?? [], conflictsOf, dependency };
};
