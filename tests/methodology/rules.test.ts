import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/domain/problem.ts';
import { otherRules } from '../../src/methodology/other-rules.ts';
import { rules } from '../../src/methodology/rules.ts';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';

const fixtures = fileURLToPath(new URL('../fixtures/rules', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const ids = rules.map(({ id }) => id);

/**
 * What a document says that is found in it, as `file:line rule`: at the line of the marker, at the line below where it
 * stands alone, or in the file as a whole.
 */
const announced = (file: string, text: string): readonly string[] =>
  text.split('\n').flatMap((line, index) => {
    const [, isWhole, rule] = /<!-- finds( in file)?: ([a-z-]+) -->/.exec(line) ?? [];
    if (rule === undefined) return [];
    if (isWhole !== undefined) return [`${file} ${rule}`];
    return [`${file}:${line.trim().startsWith('<!--') ? index + 2 : index + 1} ${rule}`];
  });

describe('a rule finds what its fixture announces, and nothing else', () => {
  test.each(ids)('%s', async (id) => {
    const place = workspace();
    cpSync(`${fixtures}/${id}`, place.root, { recursive: true });
    const expected = place
      .files()
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) => announced(file, place.read(file)));
    const { problems } = (await planloom(place, ['check', '--json'])).json() as { problems: readonly Problem[] };
    const found = problems
      .filter(({ rule }) => ids.includes(rule))
      .map(({ rule, at }) => `${at.file}${at.line === undefined ? '' : `:${at.line}`} ${rule}`);
    expect(found.sort()).toEqual([...expected].sort());
    expect(expected.some((one) => one.endsWith(` ${id}`))).toBe(true);
  });
});

describe('the rules', () => {
  test('have ids of their own, and a fixture each', () => {
    const all = [...ids, ...otherRules.map(([id]) => id)];
    expect(new Set(all).size).toBe(all.length);
    expect(readdirSync(fixtures).sort()).toEqual([...ids].sort());
    for (const id of ids) expect(existsSync(`${root}src/methodology/rules/${id}.ts`)).toBe(true);
  });

  test('are listed with every other rule that check can name', () => {
    const places = [
      'src/plan-document',
      'src/discovery',
      'src/parallel-json',
      'src/policy',
      'src/workspace/documents-on-disk.ts',
      'src/workspace/find-parallel-json.ts',
      'src/workspace/status-mismatches.ts',
      'src/workspace/read-progress.ts',
      'src/app/check-plan.ts',
      'src/app/check-paths.ts',
      'src/app/stale-blocks.ts',
      'src/app/unknown-rules.ts',
    ];
    // These speak of answers of agents and of runs, which check does not look at.
    const elsewhere =
      /\/(?:answer[\w-]*|read-answer|several-answers|find-json|select-nodes|node-rules|reviewer-problem|planner[\w-]*)\.ts$/;
    const files = places.flatMap((place) =>
      place.endsWith('.ts')
        ? [place]
        : readdirSync(root + place, { recursive: true, encoding: 'utf8' })
            .filter((name) => name.endsWith('.ts'))
            .map((name) => `${place}/${name}`),
    );
    const named = files
      .filter((file) => !elsewhere.test(file))
      .flatMap((file) =>
        [
          ...readFileSync(root + file, 'utf8').matchAll(
            /(?:\brule: |\b(?:warning|error|warn|errorOfKey|warnOfKey)\(\s*)'([a-z]+(?:-[a-z]+)+)'/g,
          ),
        ].map(([, id = '']) => id),
      );
    const known = new Set(otherRules.map(([id]) => id));
    expect([...new Set(named)].filter((id) => !known.has(id))).toEqual([]);
    expect(named.length).toBeGreaterThan(50);
    expect([...known]).toEqual([...known].sort());
  });
});
