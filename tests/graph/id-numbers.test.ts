import fc from 'fast-check';
import { expect, test } from 'vitest';
import { achievementId, compareIds, pieceId } from '../../src/domain/ids.ts';
import { IdNumbers } from '../../src/graph/id-numbers.ts';
import { seeded } from './random-graphs.ts';

const texts = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 10 }),
  fc.tuple(fc.nat(30), fc.nat(2000)).map(([a, b]) => `${a}.${b}`),
  fc.nat(500).map((number) => `a-rather-long-name-${number}`),
);

test('numbers are found as a Map would find them, whatever the texts are', () => {
  fc.assert(
    fc.property(fc.uniqueArray(texts, { maxLength: 60 }), fc.array(texts, { maxLength: 20 }), (ids, others) => {
      const numbers = new IdNumbers(ids);
      const map = new Map(ids.map((id, number) => [id, number]));
      for (const id of [...ids, ...others]) expect(numbers.get(id)).toBe(map.get(id) ?? -1);
    }),
    seeded,
  );
});

test('an id that stands twice is refused by its name', () => {
  expect(() => new IdNumbers(['roof', 'door', 'roof'])).toThrow('given roof twice');
});

test('ids compare by their parts as numbers, pieces before further parts', () => {
  const part = fc.integer({ min: 0, max: 1200 });
  const id = fc
    .tuple(part, part, fc.option(part), fc.option(fc.integer({ min: 1, max: 99 })))
    .map(([priority, number, within, piece]) => {
      const whole = achievementId(within === null ? `${priority}.${number}` : `${priority}.${number}.${within}`)!;
      return {
        id: piece === null ? whole : pieceId(whole, piece),
        parts: [priority, number, within ?? -1, piece ?? -1],
      };
    });
  fc.assert(
    fc.property(id, id, (a, b) => {
      const at = a.parts.findIndex((one, index) => one !== b.parts[index]);
      const expected = at < 0 ? 0 : Math.sign(a.parts[at]! - b.parts[at]!);
      expect(Math.sign(compareIds(a.id, b.id))).toBe(expected);
    }),
    { seed: 1, numRuns: 2000 },
  );
});
