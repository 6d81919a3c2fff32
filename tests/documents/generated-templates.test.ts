import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('the committed templates are what the generator makes of the sources', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/generate-templates.mjs', '--check'], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
