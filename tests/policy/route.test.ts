import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classify, routedPools, usualKeywords } from '../../src/policy/route.ts';

describe('the pool of a text', () => {
  test.each([
    ['Build and deploy the frontend', 'codegen'],
    ['Implement the function that sends letters', 'codegen'],
    ['Audit the login for XSS and CSRF', 'security'],
    ['Find vulnerabilities of the upload', 'security'],
    ['Migrate the schema to PostgreSQL', 'database'],
    ['Queries need indices', 'database'],
    ['Build the backend with its database schema', 'multi'],
    ['Write the report', 'multi'],
    ['', 'multi'],
  ])('%s: %s', (text, pool) => {
    expect(classify(text).pool).toBe(pool);
  });

  test.each(
    routedPools.flatMap((pool) =>
      usualKeywords[pool].flatMap((keyword) =>
        [keyword, keyword.toUpperCase(), `${keyword}s`].map((text) => ({ text, pool })),
      ),
    ),
  )('is $pool for "$text" alone', ({ text, pool }) => {
    expect(classify(text)).toMatchObject({ pool, confidence: 1 });
  });
});

describe('a keyword', () => {
  test.each(['The capital', 'An encoder', 'gitter', 'indexed', 'audition', 'multi-functional'])(
    'is not found inside of another word: %s',
    (text) => {
      expect(classify(text).matched).toEqual({ codegen: [], security: [], database: [] });
    },
  );

  test.each(['REST-API', 'api/v1', '"API"', 'my_api', 'API’s'])('is found between signs: %s', (text) => {
    expect(classify(text).matched.codegen).toEqual(['api']);
  });

  test('of several words counts as many, and none of them twice', () => {
    const { scores, matched } = classify('An SQL injection is one injection');
    expect(matched.security).toEqual(['sql injection', 'injection']);
    expect(scores.security).toBe(3 / 6);
  });

  test('may be an own one, also a phrase, in its plural too', () => {
    const keywords = { ...usualKeywords, database: ['ledger entry'] };
    expect(classify('Ledger entries, and an api', keywords)).toMatchObject({ pool: 'database' });
  });
});

describe('score and confidence', () => {
  test('are matched words by all words, and the lead of the best pool', () => {
    const { scores, confidence } = classify('audit the schema for injection');
    expect(scores).toEqual({ codegen: 0, security: 2 / 5, database: 1 / 5 });
    expect(confidence).toBe(0.5);
  });

  test('hold for long texts as well', () => {
    const filler = 'the people of this town walk to the river every day and come back '.repeat(40);
    expect(classify(`${filler} database schema`)).toMatchObject({ pool: 'database', scores: { database: 2 / 40 } });
  });

  test('a single keyword decides a short text, and not a long one', () => {
    expect(classify(`audit ${'word '.repeat(32)}`).pool).toBe('security');
    expect(classify(`audit ${'word '.repeat(33)}`).pool).toBe('multi');
  });

  test('a keyword that is said again and again does not drown the others', () => {
    expect(classify(`${'code '.repeat(30)} audit, xss, csrf, injection, pentest`).pool).toBe('security');
  });

  test.each([
    ['four to three', 'build code api git audit xss csrf', 'codegen'],
    ['five to four', 'build code api git deploy audit xss csrf pentest', 'multi'],
    ['one to one', 'code audit', 'multi'],
  ])('decide a lead of %s', (_, text, pool) => {
    expect(classify(text).pool).toBe(pool);
  });
});

describe('whatever the text is', () => {
  const neutral = fc.constantFrom('river', 'town', 'people', 'capital', 'and', '7');
  const keyword = fc.constantFrom(...routedPools.flatMap((pool) => usualKeywords[pool]));
  const text = fc.array(fc.oneof(neutral, keyword), { maxLength: 60 }).map((words) => words.join(' , '));
  const settings = { seed: 1, numRuns: 200 };

  test('scores and confidence are parts of one', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (given) => {
        const { scores, confidence } = classify(given);
        for (const value of [...Object.values(scores), confidence]) expect(value).toBeGreaterThanOrEqual(0);
        for (const value of [...Object.values(scores), confidence]) expect(value).toBeLessThanOrEqual(1);
      }),
      settings,
    );
  });

  test('no other pool has a better score, and what decides is in the text', () => {
    fc.assert(
      fc.property(text, (given) => {
        const { pool, scores, matched } = classify(given);
        if (pool === 'multi') return;
        expect(scores[pool]).toBe(Math.max(...Object.values(scores)));
        expect(matched[pool].length).toBeGreaterThan(0);
      }),
      settings,
    );
  });

  test('another keyword of its pool does not take it away', () => {
    fc.assert(
      fc.property(text, (given) => {
        const { pool, matched } = classify(given);
        if (pool === 'multi') return;
        const fresh = usualKeywords[pool].find((one) => !matched[pool].includes(one))!;
        expect(classify(`${given} , town , ${fresh}`).pool).toBe(pool);
      }),
      settings,
    );
  });

  test('words that say nothing change neither what is matched nor the lead', () => {
    fc.assert(
      fc.property(text, fc.array(neutral), (given, more) => {
        const before = classify(given);
        const after = classify([given, ...more].join(' ; '));
        expect(after.matched).toEqual(before.matched);
        expect(after.confidence).toBe(before.confidence);
        expect(['multi', before.pool]).toContain(after.pool);
      }),
      settings,
    );
  });

  test('case and signs between the words say nothing', () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(classify(given.toUpperCase().replaceAll(' , ', ' – '))).toEqual(classify(given));
      }),
      settings,
    );
  });
});
