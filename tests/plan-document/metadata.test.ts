import { expect, test } from 'vitest';
import { parsePlan } from '../../src/plan-document/parse-plan.ts';

const metadata = async (text: string): Promise<Readonly<Record<string, string>>> =>
  (await parsePlan('PLAN_X.md', text)).metadata;

test('bold lines between the title and the next heading are metadata', async () => {
  expect(
    await metadata('# PLAN: X\n\n**Status**: Active  \n**Owner:** *Kim*\n- **Effort**: 3h\n\n## A\n\n**No**: more\n'),
  ).toEqual({
    Status: 'Active',
    Owner: 'Kim',
    Effort: '3h',
  });
});

test('so is a table of two columns', async () => {
  expect(await metadata('# X\n\n| Field | Value |\n|---|---|\n| Owner | Kim |\n')).toEqual({ Owner: 'Kim' });
});

test('front matter comes first, and lines keep their numbers below it', async () => {
  const plan = await parsePlan(
    'PLAN_X.md',
    '---\nowner: "Kim"\ntags:\n  - a\n  - b\n---\n# X\n\n**owner**: Ana\n\n### Achievement 1.1: T\n\nEffort: 1h\n',
  );
  expect(plan.metadata).toEqual({ owner: 'Kim', tags: 'a, b' });
  expect(plan.achievements[0]?.position.line).toBe(11);
});

test('a document that begins with a rule has no front matter', async () => {
  const plan = await parsePlan('PLAN_X.md', '---\n\nSome words.\n\n---\n\n# X\n');
  expect(plan.metadata).toEqual({});
  expect(plan.title).toBe('X');
});

test('names that mean something to JavaScript are only names', async () => {
  expect(Object.keys(await metadata('# X\n\n**__proto__**: a\n**constructor**: b\n'))).toEqual(['constructor']);
});

test('the head of a document ends where its achievements begin', async () => {
  const text = '# PLAN: X\n\n**Owner**: Kim\n\n**Achievement 1.1**: Doors\n\n- **Effort**: 3h\n';
  expect(await metadata(text)).toEqual({ Owner: 'Kim' });
});
