import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../documentation/pages.ts';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';

const folder = `${projectRoot}examples/`;
const schema = JSON.parse(readFileSync(`${projectRoot}schemas/parallel.schema.json`, 'utf8')) as object;
const isParallelJson = new Ajv2020({ strict: false }).compile(schema);

interface Graph {
  readonly parallelization_level: string;
  readonly achievements: readonly { readonly achievement_id: string }[];
}
const graphOf = (text: string): Graph => {
  const value: unknown = JSON.parse(text);
  expect(isParallelJson(value), JSON.stringify(isParallelJson.errors)).toBe(true);
  return value as Graph;
};

/** The examples in a folder of their own, as a reader who has cloned the project has them. */
const clone = () => {
  const place = workspace({ '.git/HEAD': 'ref: refs/heads/main\n' });
  cpSync(folder, place.path('examples'), { recursive: true });
  return place;
};

describe('the examples of scopes', () => {
  test.each([
    [1, /^2\.3#\d$/],
    [2, /^3\.\d$/],
    [3, /^[0-3]\.\d$/],
  ])('level %i is a graph that planloom has nothing to say against, of 30 to 60 lines', async (level, ids) => {
    const file = `parallel_level${level}_example.json`;
    const text = readFileSync(folder + file, 'utf8');
    expect(text.split('\n').length - 1).toBeGreaterThanOrEqual(30);
    expect(text.split('\n').length - 1).toBeLessThanOrEqual(60);
    const graph = graphOf(text);
    expect(graph.parallelization_level).toBe(`level_${level}`);
    for (const { achievement_id: id } of graph.achievements) expect(id).toMatch(ids);

    const checked = await planloom(clone(), ['check', `examples/${file}`, '--json']);
    expect(checked.json()).toMatchObject({ counts: { errors: 0, warnings: 0, notes: 0 } });
  });

  test('the levels and the critical path that level 3 names are those of its dependencies', async () => {
    const { levels, critical_path: path } = JSON.parse(
      readFileSync(`${folder}parallel_level3_example.json`, 'utf8'),
    ) as {
      readonly levels: readonly { readonly level: number; readonly achievements: readonly string[] }[];
      readonly critical_path: unknown;
    };
    const schedule = await planloom(clone(), ['schedule', 'examples/parallel_level3_example.json', '--json']);
    const { assignments, criticalPath } = schedule.json() as {
      readonly assignments: readonly { readonly id: string; readonly level: number }[];
      readonly criticalPath: unknown;
    };
    expect(path).toEqual(criticalPath);
    for (const { id, level } of assignments) expect(levels[level]?.achievements).toContain(id);
  });
});

// UPDATE_DOCS=1 npx vitest run tests/examples writes what discover finds now.
const plans = [
  { name: 'booking', scope: '2', day: '2026-10-05' },
  { name: 'sales-pipeline', scope: '3', day: '2026-10-12' },
  { name: 'handbook', scope: '2', day: '2026-10-19' },
];

describe.each(plans)('the example $name', ({ name, scope, day }) => {
  const file = `${name}/parallel.json`;

  test('has the graph that discover writes, byte for byte, the first time and again', async () => {
    const place = clone();
    const written = () => place.read(`examples/${file}`);
    rmSync(place.path('examples', file), { force: true });
    const now = `${day}T09:30:00Z`;
    expect((await planloom(place, ['discover', '--scope', scope], { cwd: `examples/${name}`, now })).code).toBe(0);
    if (process.env.UPDATE_DOCS === '1') writeFileSync(folder + file, written());
    expect(readFileSync(folder + file, 'utf8')).toBe(written());
    graphOf(written());

    const first = written();
    expect((await planloom(place, ['discover'], { cwd: `examples/${name}` })).code).toBe(0);
    expect(written()).toBe(first);
  });

  test('is nothing that check remarks on', async () => {
    const { code, json } = await planloom(clone(), ['check', '--json'], { cwd: `examples/${name}` });
    expect(json()).toMatchObject({ counts: { errors: 0, warnings: 0, notes: 0 } });
    expect(code).toBe(0);
  });
});

test('every folder of examples is a workspace of its own, so that its plan need not be named in it', async () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const place = clone();
  for (const { name } of folders) {
    expect(existsSync(`${folder}${name}/planloom.config.json`), name).toBe(true);
    expect((await planloom(place, ['parse'], { cwd: `examples/${name}` })).code, name).toBe(0);
  }
});
