import { expect, test } from 'vitest';
import { MemoryFiles } from '../../src/ports/memory-files.ts';
import { planDocuments } from '../../src/workspace/documents-on-disk.ts';
import { documentPaths } from '../../src/workspace/names.ts';
import { readProgress } from '../../src/workspace/read-progress.ts';
import { asId } from './report-of.ts';

const paths = (id: string) => documentPaths('STATION', asId(id));
const ids = ['1.1', '1.2', '1.3'];
const limits = { maxFiles: 100, maxDepth: 10 };

const progressOf = async (files: MemoryFiles) => {
  const listed = await files.list('plans', limits);
  if (!listed.ok) throw new Error(listed.error.detail);
  const documents = planDocuments({ name: 'STATION', file: 'PLAN_STATION.md' }, ids.map(asId), listed.value.paths);
  return readProgress(files, documents, (path) => `plans/${path}`);
};

test('EXECUTION_TASKs are read, those of decided achievements are not opened', async () => {
  const files = new MemoryFiles({
    [`plans/${paths('1.1').executionTask}`]: 'Status: In Progress\n',
    [`plans/${paths('1.2').executionTask}`]: 'Status: In Progress\n',
    [`plans/${paths('1.2').approved}`]: '',
  });
  const { progress, problems } = await progressOf(files);
  expect([...progress]).toEqual([[paths('1.1').executionTask, { logBegun: false, says: 'begun' }]]);
  expect(problems).toEqual([]);
});

test('one that cannot be read shows no work and is a problem', async () => {
  const files = new MemoryFiles({
    [`plans/${paths('1.1').executionTask}`]: 'a\0b',
    [`plans/${paths('1.2').executionTask}`]: '',
    [`plans/${paths('1.3').executionTask}`]: '',
  });
  files.locked.add(`plans/${paths('1.2').executionTask}`);
  files.links.set(`plans/${paths('1.3').executionTask}`, '/etc/passwd');
  const { progress, problems } = await progressOf(files);
  expect(progress.size).toBe(0);
  expect(problems.map(({ message }) => /_1\d_01.md (.*?) \(/.exec(message)?.[1])).toEqual([
    'is no text',
    'cannot be read',
    'leads out of the workspace',
  ]);
});
