import type { JsonDocument, JsonPath } from './json-document.ts';

/**
 * A document in today's form: `value` is what the schema describes, `origin` leads from a path in it to the path in the
 * document.
 */
export interface ParallelSource {
  readonly document: JsonDocument;
  readonly value: unknown;
  readonly origin: (path: JsonPath) => JsonPath;
  /** Keys of the document that stand under another name in `value`. */
  readonly renamed: ReadonlySet<string>;
}

type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The document in today's form. An early draft had `plan` and `created`, and kept its achievements, with an `id`,
 * inside `levels`; everything else is in today's form already, however old.
 */
export const parallelSource = (document: JsonDocument): ParallelSource => {
  const { value } = document;
  return isObject(value) && isDraft(value)
    ? fromDraft(document, value)
    : { document, value, origin: (path) => path, renamed: new Set() };
};

const names: ReadonlyMap<string | number, string> = new Map([
  ['plan_name', 'plan'],
  ['created_date', 'created'],
  ['achievement_id', 'id'],
]);

const achievementsOf = (level: unknown): readonly unknown[] =>
  isObject(level) && Array.isArray(level.achievements) ? level.achievements : [];

const isDraft = (value: JsonObject): boolean =>
  !('achievements' in value) &&
  Array.isArray(value.levels) &&
  value.levels.some((level) => achievementsOf(level).some(isObject));

const fromDraft = (document: JsonDocument, draft: JsonObject): ParallelSource => {
  const places = (draft.levels as readonly unknown[]).flatMap((level, l) =>
    achievementsOf(level).map((achievement, a) => ({ achievement, path: ['levels', l, 'achievements', a] })),
  );
  const { plan, created } = draft;
  const value = {
    // The draft had no scope; this is what discovery takes when nothing is said.
    parallelization_level: 'level_2',
    ...draft,
    levels: [],
    ...(plan === undefined ? {} : { plan_name: plan }),
    ...(created === undefined ? {} : { created_date: created }),
    achievements: places.map(({ achievement }) => {
      if (!isObject(achievement) || 'achievement_id' in achievement) return achievement;
      const { id, ...others } = achievement;
      return id === undefined ? others : { achievement_id: id, ...others };
    }),
  };
  const origin = (path: JsonPath): JsonPath => {
    const [first, index] = path;
    if (first !== 'achievements') return path.map((step) => names.get(step) ?? step);
    const place = places[Number(index)];
    if (!place) return ['levels'];
    const own = path.slice(2);
    const [key, ...inner] = own;
    return [...place.path, ...(key === 'achievement_id' && !keyed(place.achievement) ? ['id', ...inner] : own)];
  };
  return { document, value, origin, renamed: new Set(names.values()) };
};

const keyed = (achievement: unknown): boolean => isObject(achievement) && 'achievement_id' in achievement;
