import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Estimate, ParsedAchievement } from '../../src/domain/plan.ts';
import { parsePlan } from '../../src/plan-document/parse-plan.ts';

// Each file is a plan (or a document that is none) in a hand of its own, and below "%%%" what a careful reader finds
// in it: id | title | priority | hours | status | severity | paths, and the warnings and errors that it deserves.
const folder = new URL('./styles/', import.meta.url);
const names = readdirSync(folder).sort();

const hours = (estimate: Estimate | null): string => {
  if (estimate === null) return '-';
  const { minHours, maxHours } = estimate;
  return minHours === maxHours ? `${minHours}` : `${minHours}-${maxHours}`;
};

const row = (one: ParsedAchievement): string =>
  [
    one.id,
    one.title,
    one.priority === null ? '-' : `${one.priority.number} ${one.priority.label}`.trim(),
    hours(one.estimate),
    one.documentStatus ?? '-',
    one.severity ?? '-',
    one.deliverables.flatMap(({ path }) => path ?? []).join(', ') || '-',
  ].join(' | ');

test.each(names)('a careful reader would find the same in %s', async (name) => {
  const [text = '', reading = ''] = readFileSync(new URL(name, folder), 'utf8').split('%%%\n');
  const plan = await parsePlan('PLAN_X.md', text);
  const problems = plan.problems.filter(({ severity }) => severity !== 'info').map(({ rule }) => `! ${rule}`);
  const byId = [...plan.achievements.map(row)].sort();
  expect([...byId, ...problems]).toEqual(
    reading
      .split('\n')
      .filter((line) => line !== '')
      .sort((a, b) => Number(a.startsWith('!')) - Number(b.startsWith('!')) || (a < b ? -1 : 1)),
  );
});

test.each(names)('whoever reads %s finds the same', async (name) => {
  const [text = ''] = readFileSync(new URL(name, folder), 'utf8').split('%%%\n');
  const whole = await parsePlan('PLAN_X.md', text, { reader: 'remark' });
  expect(await parsePlan('PLAN_X.md', text, { reader: 'scanner' })).toEqual(whole);
  expect(await parsePlan('PLAN_X.md', text)).toEqual(whole);
});
