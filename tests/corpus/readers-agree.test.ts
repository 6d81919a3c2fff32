import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { blocksWithRemark } from '../../src/plan-document/blocks-with-remark.ts';
import { parsePlan } from '../../src/plan-document/parse-plan.ts';
import { scanBlocks } from '../../src/plan-document/scan-blocks.ts';

const corpus = path.join(process.env.PLANLOOM_SHARED ?? '../shared', 'corpus');
const documents = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .sort();

const read = (file: string): string => readFileSync(path.join(corpus, file), 'utf8');

test.each(documents)('the line scanner and remark find the same blocks in %s', (file) => {
  expect(scanBlocks(read(file)).blocks).toEqual(blocksWithRemark(read(file), 1));
});

test.each(documents.filter((file) => path.basename(file).startsWith('PLAN_')))(
  '%s is the same plan whoever reads it',
  async (file) => {
    const byDefault = await parsePlan(file, read(file));
    for (const reader of ['remark', 'scanner'] as const) {
      expect((await parsePlan(file, read(file), { reader })).achievements).toEqual(byDefault.achievements);
    }
  },
);
