import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';
import type { Workspace } from '../support/workspace.ts';

const corpus = path.join(process.env.PLANLOOM_SHARED ?? '../shared', 'corpus', 'work-space', 'plans');
const page = readFileSync('documentation/studies.md', 'utf8').split('\n');

type Part = 'plan' | 'subplans' | 'parallel.json';

/** A plan of the corpus with some of what lies beside it. */
const placeOf = (name: string, parts: readonly Part[]): Workspace => {
  const place = workspace({ 'work-space/keep': '' });
  const from = path.join(corpus, name);
  const copy = (file: string): void =>
    place.write(`work-space/plans/${name}/${file}`, readFileSync(path.join(from, file)));
  if (parts.includes('plan')) copy(`PLAN_${name}.md`);
  if (parts.includes('parallel.json')) copy('parallel.json');
  if (parts.includes('subplans')) for (const file of readdirSync(path.join(from, 'subplans'))) copy(`subplans/${file}`);
  return place;
};

interface Discovery {
  readonly achievements: readonly { readonly dependencies: readonly { readonly strength: string }[] }[];
  readonly levels: readonly { readonly achievements: readonly unknown[] }[];
  readonly criticalPath: { readonly hours: number };
  readonly savings: { readonly parallelHours: number };
  readonly conflicts: readonly unknown[];
  readonly contradictions: readonly unknown[];
}

/** The cells that the page must have for a reading, without the first, which names it. */
const discovered = async (name: string, parts: readonly Part[], scope: string): Promise<readonly string[]> => {
  const place = placeOf(name, parts);
  const answer = await planloom(place, ['discover', `@${name}`, '--scope', scope, '--dry-run', '--json']);
  const found = answer.json() as Discovery;
  const edges = found.achievements.flatMap(({ dependencies }) => dependencies);
  const cells = [
    edges.length,
    ...['stated', 'rule', 'proposed', 'assumed'].map((one) => edges.filter(({ strength }) => strength === one).length),
    found.levels.length,
    Math.max(...found.levels.map(({ achievements }) => achievements.length)),
    `${found.criticalPath.hours} h`,
    `${found.savings.parallelHours} h`,
    found.conflicts.length,
    found.contradictions.length,
  ];
  return cells.map(String);
};

const rows = (from: string, to: string): readonly (readonly string[])[] =>
  page.slice(page.indexOf(from), to === '' ? undefined : page.indexOf(to)).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

const all: readonly Part[] = ['plan', 'subplans', 'parallel.json'];
const studies: readonly (readonly [string, string, string, readonly Part[], string])[] = [
  ['PARALLEL-EXECUTION-AUTOMATION', 'the PLAN', '2', ['plan'], ''],
  ['PARALLEL-EXECUTION-AUTOMATION', 'PLAN and SUBPLANs', '2', ['plan', 'subplans'], ''],
  ['PARALLEL-EXECUTION-AUTOMATION', 'all, with parallel.json', '2', all, ''],
  ['GRAPHRAG-OBSERVABILITY-VALIDATION', 'the PLAN', '2', ['plan'], ', scope 2'],
  ['GRAPHRAG-OBSERVABILITY-VALIDATION', 'the PLAN', '3', ['plan'], ', scope 3'],
  ['GRAPHRAG-OBSERVABILITY-VALIDATION', 'PLAN and SUBPLANs', '3', ['plan', 'subplans'], ', scope 3'],
  ['GRAPHRAG-OBSERVABILITY-VALIDATION', 'PLAN and parallel.json', '3', ['plan', 'parallel.json'], ', scope 3'],
  ['GRAPHRAG-OBSERVABILITY-VALIDATION', 'all', '3', all, ', scope 3'],
  ['GRAPHRAG-OBSERVABILITY-VALIDATION', 'all', '2', all, ', scope 2'],
];
const end: Readonly<Record<string, string>> = {
  'PARALLEL-EXECUTION-AUTOMATION': '## GRAPHRAG-OBSERVABILITY-VALIDATION',
  'GRAPHRAG-OBSERVABILITY-VALIDATION': '## Doing the same with a plan of yours',
};
const rowOf = (name: string, reading: string): readonly string[] | undefined =>
  rows(`## ${name}`, end[name] ?? '').find(([first]) => first === reading);

describe('the studies give the figures that planloom computes', () => {
  test.each(studies)('%s: %s, scope %s', async (name, reading, scope, parts, suffix) => {
    expect(rowOf(name, reading + suffix)?.slice(1)).toEqual(await discovered(name, parts, scope));
  });

  test.each(Object.keys(end))('%s: its parallel.json by itself', async (name) => {
    const place = placeOf(name, ['parallel.json']);
    const file = `work-space/plans/${name}/parallel.json`;
    const { achievements } = JSON.parse(place.read(file)) as {
      readonly achievements: readonly { readonly dependencies: readonly string[] }[];
    };
    const schedule = await planloom(place, ['schedule', file, '--executors', '24', '--json']);
    const { makespanHours, criticalPath, assignments } = schedule.json() as {
      readonly makespanHours: number;
      readonly criticalPath: { readonly hours: number };
      readonly assignments: readonly { readonly level: number }[];
    };
    const levels = assignments.map(({ level }) => level);
    const widest = Math.max(...levels.map((level) => levels.filter((other) => other === level).length));
    const edges = achievements.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
    const row = rowOf(name, 'parallel.json by itself')?.filter((cell) => cell !== '');
    const hours = [`${criticalPath.hours} h`, `${makespanHours} h`];
    expect(row?.slice(1)).toEqual([edges, Math.max(...levels) + 1, widest, ...hours, 0].map(String));
  });
});
