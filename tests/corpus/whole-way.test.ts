import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';

const plans = path.join(process.env.PLANLOOM_SHARED ?? '../shared', 'corpus', 'work-space', 'plans');
const schema = JSON.parse(readFileSync('schemas/parallel.schema.json', 'utf8')) as object;
const isParallelJson = new Ajv2020({ strict: false }).compile(schema);

const names = readdirSync(plans).filter((name) => readdirSync(path.join(plans, name)).includes(`PLAN_${name}.md`));

test.each(names)('%s goes the whole way: discovered, prepared, discovered again with the same bytes', async (name) => {
  const place = workspace({ 'work-space/keep': '' });
  const folder = place.path('work-space', 'plans', name);
  // Read and written one by one, since the corpus itself may not be written to.
  for (const file of readdirSync(path.join(plans, name), { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const from = path.join(file.parentPath, file.name);
    place.write(path.join('work-space/plans', path.relative(plans, from)), readFileSync(from));
  }
  const before = new Map(place.files().map((file) => [file, place.read(file)]));

  const argument = `@${name}`;
  expect((await planloom(place, ['discover', argument, '--yes'])).code).toBe(0);
  const written = readFileSync(path.join(folder, 'parallel.json'), 'utf8');
  expect(isParallelJson(JSON.parse(written)), JSON.stringify(isParallelJson.errors?.slice(0, 3))).toBe(true);
  expect((await planloom(place, ['subplan', argument, '--batch', '--all', '--yes'])).code).toBe(0);
  expect((await planloom(place, ['execution', argument, '--batch', '--all', '--yes'])).code).toBe(0);
  expect((await planloom(place, ['discover', argument])).code).toBe(0);
  expect(readFileSync(path.join(folder, 'parallel.json'), 'utf8')).toBe(written);

  for (const [file, text] of before) if (!file.endsWith('parallel.json')) expect(place.read(file)).toBe(text);
});
