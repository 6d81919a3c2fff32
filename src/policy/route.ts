/** The pools that texts are sorted into. */
export const routedPools = ['codegen', 'security', 'database'] as const;

export type RoutedPool = (typeof routedPools)[number];

/** Words and phrases by pool, in lower case. */
export type RouteKeywords = Readonly<Record<RoutedPool, readonly string[]>>;

/** Where a text belongs, and why. */
export interface Route {
  /** `multi`: nothing in it says where it belongs, or it belongs to several; a person decides. */
  readonly pool: RoutedPool | 'multi';
  /** From 0 (nothing is found, or two pools are level) to 1 (no other pool is found at all). */
  readonly confidence: number;
  /** From 0 to 1. */
  readonly scores: Readonly<Record<RoutedPool, number>>;
  /** The keywords that were found, in the order in which the text first has them. */
  readonly matched: Readonly<Record<RoutedPool, readonly string[]>>;
}

const listed = (...lines: readonly string[]): readonly string[] => lines.flatMap((line) => line.split(', '));

export const usualKeywords: RouteKeywords = {
  codegen: listed(
    'build, implement, code, api, function, frontend, backend, deploy, git, testing',
    'front end, back end, user interface, command line, unit test',
  ),
  security: listed(
    'security, audit, vulnerability, pentest, xss, csrf, injection, encryption',
    'cross site scripting, cross site request forgery, sql injection, penetration test, access control',
  ),
  database: listed(
    'database, schema, migrate, query, supabase, postgresql, backup, index',
    'migration, data model, foreign key, stored procedure',
  ),
};

/** A text of more words counts as one of so many. */
const longText = 40;
/** A keyword counts so often at most. */
const mostOfOne = 3;
/** Below this the best score is as good as nothing. */
const leastScore = 0.03;
/** Below this the best pool is as good as level with the second. */
const leastConfidence = 0.25;

/**
 * The pool that a text belongs to.
 *
 * Words are runs of letters and digits, so that "api" is found in "REST-API" and not in "capital"; the plural of a
 * keyword is the keyword. A phrase counts as many words as it has, and no word counts twice for one pool: of "SQL
 * injection" and "injection" the longer one counts.
 *
 * The score of a pool is its matched words divided by all words. That makes every score of a long text nearly nothing,
 * so a text of more than 40 words counts as one of 40, and a keyword that is said again and again counts three times at
 * most. The confidence is how far the best pool is ahead of the second: their difference divided by the best.
 *
 * A best score below 0.03 is none: one single keyword decides a text of up to 33 words, a longer one takes two. A
 * confidence below 0.25 is a tie. There is no order among the pools that would break one: the answer is `multi` then, as
 * it is where nothing is found.
 */
export const classify = (text: string, keywords: RouteKeywords = usualKeywords): Route => {
  const words = wordsOf(text);
  const [codegen, security, database] = routedPools.map((pool) => matchesIn(words, keywords[pool]));
  const found = { codegen: codegen!, security: security!, database: database! };
  const size = Math.max(1, Math.min(words.length, longText));
  const score = (pool: RoutedPool): number => Math.min(1, found[pool].count / size);
  const matched = (pool: RoutedPool): readonly string[] => found[pool].keywords;
  const [best, second] = routedPools.toSorted((a, b) => found[b].count - found[a].count) as [RoutedPool, RoutedPool];
  const ahead = found[best].count - found[second].count;
  const confidence = ahead === 0 ? 0 : ahead / found[best].count;
  return {
    pool: score(best) < leastScore || confidence < leastConfidence ? 'multi' : best,
    confidence,
    scores: { codegen: score('codegen'), security: score('security'), database: score('database') },
    matched: { codegen: matched('codegen'), security: matched('security'), database: matched('database') },
  };
};

const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

interface Matches {
  /** Words, not keywords. */
  readonly count: number;
  readonly keywords: readonly string[];
}

const matchesIn = (words: readonly string[], keywords: readonly string[]): Matches => {
  const forms = new Map(keywords.flatMap((keyword) => formsOf(wordsOf(keyword)).map((form) => [form, keyword])));
  const lengths = [...new Set([...forms.keys()].map((form) => form.split(' ').length))].sort((a, b) => b - a);
  const times = new Map<string, number>();
  let count = 0;
  for (let at = 0; at < words.length;) {
    const length = lengths.find((many) => forms.has(phrase(words, at, many))) ?? 0;
    const keyword = forms.get(phrase(words, at, length));
    if (keyword !== undefined) {
      const before = times.get(keyword) ?? 0;
      times.set(keyword, before + 1);
      if (before < mostOfOne) count += length;
    }
    at += Math.max(1, length);
  }
  return { count, keywords: [...times.keys()] };
};

/** `many` words from `at` on; nothing where there are not so many. */
const phrase = (words: readonly string[], at: number, many: number): string =>
  at + many > words.length ? '' : words.slice(at, at + many).join(' ');

/** A keyword, and its plurals: of its last word. */
const formsOf = (words: readonly string[]): readonly string[] => {
  const last = words.at(-1);
  if (last === undefined) return [];
  const plurals = [`${last}s`, `${last}es`];
  if (last.endsWith('y')) plurals.push(`${last.slice(0, -1)}ies`);
  if (last.endsWith('ex')) plurals.push(`${last.slice(0, -2)}ices`);
  return [last, ...plurals].map((word) => [...words.slice(0, -1), word].join(' '));
};
