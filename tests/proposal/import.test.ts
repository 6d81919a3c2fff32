import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { jsonOf } from '../cli/json-output.ts';
import { planloom } from '../support/planloom.ts';
import type { Workspace } from '../support/workspace.ts';
import {
  answerOf,
  cite,
  lineOf,
  museum,
  museumSite,
  pagesNeedPictures,
  parallelFile,
  planFile,
  visitNeedsNoCatalogue,
} from './museum.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/parallel.schema.json', import.meta.url), 'utf8'),
) as object;
const isParallelJson = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

interface Entry {
  achievement_id: string;
  dependencies: string[];
  dependency_evidence: Record<string, unknown>[];
}
const entryOf = (place: Workspace, id: string): Entry =>
  (JSON.parse(place.read(parallelFile)) as { achievements: Entry[] }).achievements.find(
    (one) => one.achievement_id === id,
  )!;
const edit = (place: Workspace, change: (entry: (id: string) => Entry) => void): void => {
  const content = JSON.parse(place.read(parallelFile)) as { achievements: Entry[] };
  change((id) => content.achievements.find((one) => one.achievement_id === id)!);
  place.write(parallelFile, JSON.stringify(content, null, 2));
};

/** Imports an answer without writing, and gives back what became of it. */
const weigh = async (place: Workspace, answer: string, argv: readonly string[] = []) => {
  place.write('answer.json', answer);
  const outcome = await planloom(place, ['discover', '--import', 'answer.json', '--dry-run', '--json', ...argv]);
  const { accepted, known, refused } = jsonOf(outcome, 'import') as unknown as Record<
    string,
    { because: string; rule: string; advice: string; remarks: string[]; line: number }[]
  >;
  return { code: outcome.code, accepted: accepted!, known: known!, refused: refused! };
};

describe('an accepted proposal', () => {
  test('is written with the line that it cites, and stays, byte for byte', async () => {
    const place = museumSite({ 'answer.json': answerOf([pagesNeedPictures], [visitNeedsNoCatalogue]) });
    const { code, stdout } = await planloom(place, ['discover', '--import', 'answer.json', '--yes']);
    expect(code).toBe(0);
    expect(stdout).toContain('2 proposals: 2 accepted, 0 known already, 0 refused');
    isParallelJson(JSON.parse(place.read(parallelFile)));
    expect(isParallelJson.errors).toBeNull();
    const line = lineOf('A page for each object');
    expect(entryOf(place, '2.1').dependency_evidence).toContainEqual({
      on: '1.2',
      kind: 'agent',
      strength: 'proposed',
      file: planFile,
      line,
      column: 13,
      text: museum.split('\n')[line - 1],
    });
    expect(entryOf(place, '2.2').dependencies).toEqual(['1.3']);
    expect(entryOf(place, '2.2').dependency_evidence).toContainEqual(
      expect.objectContaining({ on: '1.1', kind: 'agent', removed: true, file: planFile }),
    );
    const written = place.read(parallelFile);
    const again = await planloom(place, ['discover'], { now: '2026-07-07T07:00:00Z' });
    expect(again.stdout).toMatch(/unchanged {2}parallel\.json/);
    expect(place.read(parallelFile)).toBe(written);
  });

  test('is known already when it comes again', async () => {
    const place = museumSite({ 'answer.json': answerOf([pagesNeedPictures], [visitNeedsNoCatalogue]) });
    await planloom(place, ['discover', '--import', 'answer.json', '--yes']);
    const written = place.read(parallelFile);
    const { code, stdout } = await planloom(place, ['discover', '--import', 'answer.json']);
    expect(code).toBe(0);
    expect(stdout).toContain('0 accepted, 2 known already, 0 refused');
    expect(stdout).toMatch(/not touched {2}parallel\.json/);
    expect(place.read(parallelFile)).toBe(written);
  });

  test('gives way when a person takes it out of the file, and is refused from then on', async () => {
    const place = museumSite({ 'answer.json': answerOf([pagesNeedPictures]) });
    await planloom(place, ['discover', '--import', 'answer.json', '--yes', '--scope', '3']);
    edit(place, (entry) => void (entry('2.1').dependencies = []));
    await planloom(place, ['discover']);
    const { code, refused } = await weigh(place, answerOf([pagesNeedPictures]));
    expect(code).toBe(1);
    expect(refused).toMatchObject([{ rule: 'contradicts-denial' }]);
    expect(refused[0]?.because).toMatch(/^A person took this dependency away/);
  });

  test('that takes an assumption away gives way to a statement that comes later, with the same bytes the second time', async () => {
    const place = museumSite({ 'answer.json': answerOf([], [visitNeedsNoCatalogue]) });
    await planloom(place, ['discover', '--import', 'answer.json', '--yes']);
    place.write(planFile, museum.replace('Nothing here is urgent.', '2.2 depends on 1.1.'));
    await planloom(place, ['discover']);
    expect(entryOf(place, '2.2').dependencies).toContain('1.1');
    const written = place.read(parallelFile);
    expect(written).toContain('"contradictions": []');
    await planloom(place, ['discover']);
    expect(place.read(parallelFile)).toBe(written);
  });

  test('is explained by the line that it cites', async () => {
    const place = museumSite({ 'answer.json': answerOf([pagesNeedPictures], [visitNeedsNoCatalogue]) });
    await planloom(place, ['discover', '--import', 'answer.json', '--yes']);
    expect((await planloom(place, ['explain', '2.1', '1.2'])).stdout).toContain('with its scaled picture');
    expect((await planloom(place, ['explain', '2.2', '1.1'])).stdout).toContain("a model's answer says so");
  });

  test('says what follows from an assumption that is gone', async () => {
    const { accepted } = await weigh(
      museumSite(),
      answerOf(
        [],
        ['2.1', '2.2', '2.3'].map((b) => ({ a: '3.1', b, ...cite('docs/announcement.md') })),
      ),
    );
    expect(accepted.map(({ remarks }) => remarks)).toEqual([
      ['With it, 3.1 does not wait for 1.1, 1.2 and 1.3 any more either.'],
      ['With it, 3.1 does not wait for 1.1 and 1.3 any more either.'],
      ['With it, 3.1 does not wait for 1.1, 1.2 and 1.3 any more either.'],
    ]);
  });

  test('inside an achievement is written into the file of its pieces', async () => {
    const plan = museum.replace(
      '- **Deliverables**: `tools/scale.ts`',
      '- **Deliverables**:\n  - `tools/scale.ts`\n  - `tools/scale.test.ts`',
    );
    const place = museumSite({ [planFile]: plan });
    const tests = {
      achievement: '1.2#2',
      needs: '1.2#1',
      file: planFile,
      line: lineOf('scale.test.ts', plan),
      text: '`tools/scale.test.ts`',
    };
    place.write(
      'answer.json',
      answerOf([tests, { ...tests, needs: '1.2#3' }], [], { decision: { parallel: false, reason: 'A chain.' } }),
    );
    const argv = ['discover', '--scope', '1', '--achievement', '1.2'];
    const { code, stdout } = await planloom(place, [...argv, '--import', 'answer.json', '--yes']);
    expect(code).toBe(1);
    expect(stdout).toContain('not worth doing in parallel');
    expect(stdout).toContain('This plan has no "1.2#3".');
    const written = place.read('parallel_12.json');
    expect(written).toContain('"kind": "agent"');
    expect((await planloom(place, argv)).stdout).toContain('unchanged');
    expect(place.read('parallel_12.json')).toBe(written);
  });
});

describe('a citation', () => {
  test.each([
    [
      'of words without their emphasis',
      { line: lineOf('Goal**: The search'), text: 'Goal: The search reads the index' },
    ],
    ['with other white space', { line: lineOf('The search'), text: 'The search  reads\tthe index' }],
    [
      'of a whole short line',
      { line: lineOf('A page for each'), text: museum.split('\n')[lineOf('A page for each') - 1] },
    ],
    ['by the path from elsewhere', { file: './PLAN_MUSEUM.md' }],
    ['of a SUBPLAN', { file: 'subplans/SUBPLAN_MUSEUM_23.md', line: 13, text: 'come out of the catalogue of objects' }],
    [
      'of a SUBPLAN by its name alone',
      { file: 'SUBPLAN_MUSEUM_23.md', line: 13, text: 'come out of the catalogue of objects' },
    ],
  ])('%s is found', async (_name, change) => {
    const { accepted, refused } = await weigh(museumSite(), answerOf([{ ...pagesNeedPictures, ...change }]));
    expect(refused).toEqual([]);
    expect(accepted[0]?.remarks).toEqual([]);
  });

  test.each([-10, -1, 3, 10])('that is %i lines off is corrected, and that is said', async (off) => {
    const line = pagesNeedPictures.line + off;
    const { accepted } = await weigh(museumSite(), answerOf([{ ...pagesNeedPictures, line }]));
    expect(accepted).toMatchObject([
      {
        line: pagesNeedPictures.line,
        remarks: [`The quoted words stand on line ${pagesNeedPictures.line}, not on line ${line}: corrected.`],
      },
    ]);
  });

  test.each([
    ['that is further off', { line: pagesNeedPictures.line + 11 }, /They stand on line 25\./],
    ['beyond the end', { line: 9999 }, /They stand on line 25\./],
    [
      'between two lines that both have it',
      { line: lineOf('Effort**: 3h') + 3, text: '- **Effort**:' },
      /Give the line that is meant/,
    ],
    ['of words that nobody wrote', { text: 'The pages need the pictures' }, /line 25 reads "- \*\*Goal\*\*: A page/],
    ['of words on two lines', { text: 'with its scaled picture - **Effort**: 5h' }, /Copy the words of one line/],
    ['of a word that is everywhere', { text: 'a' }, /Quote more of the line/],
    ['of signs alone', { text: '**' }, /./],
    ['of another document', { file: 'README.md' }, /Cite a line of PLAN_MUSEUM\.md or subplans\/SUBPLAN_MUSEUM_23\.md/],
    ['of a file outside', { file: '../../etc/passwd' }, /Cite a line of/],
    ['of parallel.json', { file: 'parallel.json' }, /Cite a line of/],
    [
      'of what planloom derived',
      { file: 'subplans/SUBPLAN_MUSEUM_23.md', line: 10, text: 'derived from it' },
      /Cite the line of the PLAN/,
    ],
  ])('%s is refused', async (_name, change, advice) => {
    const { code, accepted, refused } = await weigh(museumSite(), answerOf([{ ...pagesNeedPictures, ...change }]));
    expect(accepted).toEqual([]);
    expect(code).toBe(1);
    expect(refused).toMatchObject([{ rule: 'unproved-citation' }]);
    expect(refused[0]?.advice).toMatch(advice);
  });
});

describe('a proposal is refused', () => {
  const search = cite('The search reads the index that the object pages write');
  test.each([
    ['with an id that the plan has not', { achievement: '2.1', needs: '1.20' }, 'unknown-id', /Did you mean 1\.2\?/],
    ['with a key of prototypes as id', { achievement: 'constructor', needs: '__proto__' }, 'unknown-id', /It has 1\.1/],
    ['when it needs itself', { achievement: '2.1', needs: '2.1' }, 'needs-itself', /two achievements/],
    [
      'against a sentence that denies it',
      { achievement: '2.2', needs: '1.2' },
      'contradicts-denial',
      /overrides nothing/,
    ],
    ['against "None"', { achievement: '1.1', needs: '1.3' }, 'contradicts-statement', /overrides nothing/],
    ['when it closes a cycle with what is stated', { achievement: '1.1', needs: '1.2' }, 'contradicts-statement', /./],
  ])('%s', async (_name, ids, rule, advice) => {
    const { code, refused } = await weigh(museumSite(), answerOf([{ ...ids, ...search }]));
    expect(code).toBe(1);
    expect(refused).toMatchObject([{ rule }]);
    expect(refused[0]?.advice).toMatch(advice);
  });

  test('when it closes a cycle, with the path and its lines', async () => {
    const place = museumSite({ [planFile]: museum.replace('- **Dependencies**: None\n', '') });
    const { refused } = await weigh(
      place,
      answerOf([
        { achievement: '1.1', needs: '2.3', ...search },
        { achievement: '2.3', needs: '1.2', ...search },
      ]),
    );
    expect(refused).toMatchObject([
      { rule: 'closes-cycle', because: 'It would close a cycle: 2.3 needs 1.2, 1.2 needs 1.1, 1.1 needs 2.3.' },
    ]);
  });

  test('against a line that puts the two side by side', async () => {
    const place = museumSite({
      [planFile]: museum.replace('Nothing here is urgent.', '2.1 and 2.3 can run in parallel.'),
    });
    const { refused } = await weigh(place, answerOf([{ achievement: '2.3', needs: '2.1', ...search }]));
    expect(refused).toMatchObject([
      { rule: 'contradicts-statement', because: expect.stringContaining('side by side') as string },
    ]);
  });

  test('not where only an assumption stands against it: that gives way', async () => {
    const { accepted } = await weigh(
      museumSite(),
      answerOf([{ achievement: '1.3', needs: '2.2', ...cite('opening hours of the day') }]),
    );
    expect(accepted).toHaveLength(1);
  });

  test.each([
    ['a stated dependency', { a: '1.1', b: '1.2' }, 'contradicts-statement'],
    ['a way over others', { a: '3.1', b: '1.1' }, 'still-ordered'],
    ['itself', { a: '3.1', b: '3.1' }, 'needs-itself'],
    ['an unknown id', { a: '3.1', b: '9.9' }, 'unknown-id'],
  ])('when it calls independent: %s', async (_name, pair, rule) => {
    const { refused } = await weigh(museumSite(), answerOf([], [{ ...pair, ...search }]));
    expect(refused).toMatchObject([{ rule }]);
  });

  test('when the same answer says the opposite', async () => {
    const { accepted, refused } = await weigh(
      museumSite(),
      answerOf([pagesNeedPictures], [{ ...visitNeedsNoCatalogue, a: '1.2', b: '2.1' }]),
    );
    expect(accepted).toMatchObject([{ achievement: '2.1', needs: '1.2' }]);
    expect(refused).toMatchObject([{ rule: 'contradicts-statement' }]);
  });

  test('and leaves the others alone; the exit code is 1', async () => {
    const place = museumSite({ 'answer.json': answerOf([pagesNeedPictures, { ...pagesNeedPictures, needs: '7.7' }]) });
    const { code, stdout } = await planloom(place, ['discover', '--import', 'answer.json', '--yes']);
    expect(code).toBe(1);
    expect(stdout).toContain('1 accepted, 0 known already, 1 refused');
    expect(stdout).toContain('answer.json:11');
    expect(entryOf(place, '2.1').dependency_evidence).toContainEqual(
      expect.objectContaining({ on: '1.2', kind: 'agent' }),
    );
  });
});

describe('what is known already', () => {
  test.each([
    [
      'a stated dependency, whatever is cited for it',
      [{ achievement: '1.2', needs: '1.1', file: 'x', line: 1, text: 'y' }],
      [],
    ],
    ['the same proposal a second time', [pagesNeedPictures, pagesNeedPictures], []],
    ['a pair without an order', [], [{ a: '2.1', b: '2.2', ...cite('src/visit-page.ts') }]],
    ['a pair that is named twice', [], [visitNeedsNoCatalogue, { ...visitNeedsNoCatalogue, a: '1.1', b: '2.2' }]],
  ])('%s', async (_name, dependencies, independent) => {
    const { code, known, refused } = await weigh(museumSite(), answerOf(dependencies, independent));
    expect({ code, refused }).toEqual({ code: 0, refused: [] });
    expect(known).toHaveLength(1);
  });
});

describe('import asks before it writes', () => {
  const place = () => museumSite({ 'answer.json': answerOf([pagesNeedPictures]) });
  const argv = ['discover', '--import', 'answer.json'];

  test('without a terminal and without --yes it is exit code 2, with the preview', async () => {
    const site = place();
    const { code, stdout, stderr } = await planloom(site, argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('2.1 needs 1.2');
    expect(stderr).toContain('--yes');
    expect(site.files()).not.toContain(parallelFile);
  });

  test('a no leaves everything as it is', async () => {
    const site = place();
    expect((await planloom(site, argv, { answer: false })).code).toBe(1);
    expect(site.files()).not.toContain(parallelFile);
  });

  test('a yes writes', async () => {
    const site = place();
    expect((await planloom(site, argv, { answer: true })).code).toBe(0);
    expect(site.files()).toContain(parallelFile);
  });

  test('--dry-run writes nothing', async () => {
    const site = place();
    const { code, stdout } = await planloom(site, [...argv, '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/would be written {2}parallel\.json/);
    expect(site.files()).not.toContain(parallelFile);
  });
});

describe('an answer that cannot be read is exit code 2', () => {
  test('with the line of the answer', async () => {
    const site = museumSite({ 'answer.json': 'So:\n{"dependencies": [\n  {"achievement": 2.1}\n]}' });
    const { code, stderr } = await planloom(site, ['discover', '--import', 'answer.json', '--yes']);
    expect(code).toBe(2);
    expect(stderr).toContain('answer.json:3:19');
    expect(stderr).toContain('{"achievement": 2.1}');
  });

  test.each([
    ['a file that is not there', 'nowhere.json', 'Check the path; - reads stdin.'],
    ['a folder', 'subplans', 'Give a text file in UTF-8.'],
    ['a hundred megabytes of braces', 'braces.json', 'At most 2 MB are read.'],
  ])('%s', async (_name, file, advice) => {
    const site = museumSite();
    site.write('braces.json', Buffer.alloc(100_000_000, '{"'));
    const { code, stderr } = await planloom(site, ['discover', '--import', file, '--yes']);
    expect(code).toBe(2);
    expect(stderr).toContain(advice);
  });

  test('too much on stdin', async () => {
    const { code } = await planloom(museumSite(), ['discover', '--import', '-'], { input: '{"'.repeat(2_000_000) });
    expect(code).toBe(2);
  });

  test.each([
    [['--prompt', '--import', 'a']],
    [['--max-tokens', '5']],
    [['--prompt', '--max-tokens', 'many']],
    [['--import', 'a', '--with-status']],
  ])('as are options that do not go together: %j', async (argv) => {
    expect((await planloom(museumSite(), ['discover', ...argv])).code).toBe(2);
  });
});

test('an answer is read from stdin, and from outside of the workspace', async () => {
  const elsewhere = museumSite({ 'answer.json': answerOf([pagesNeedPictures]) });
  const fromFile = await planloom(museumSite(), ['discover', '--import', elsewhere.path('answer.json'), '--dry-run']);
  const fromStdin = await planloom(museumSite(), ['discover', '--import', '-', '--dry-run'], {
    input: answerOf([pagesNeedPictures]),
  });
  expect([fromFile.code, fromStdin.code]).toEqual([0, 0]);
  expect(fromStdin.stdout).toContain('stdin, 1 proposal: 1 accepted');
});

test('an answer that proposes nothing is no failure', async () => {
  const { code, stdout } = await planloom(museumSite({ 'a.json': answerOf([]) }), ['discover', '--import', 'a.json']);
  expect(code).toBe(0);
  expect(stdout).toContain('a.json proposes nothing.');
});
