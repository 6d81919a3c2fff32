import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderSarif } from '../../src/reporting/render-sarif.ts';
import { jsonLine } from '../../src/text/json-line.ts';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';

const acting = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

test('JSON says the same, and does nothing to a terminal, whatever text is in it', () => {
  const unit = fc.integer({ min: 0, max: 0x2100 }).map((code) => String.fromCharCode(code));
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit }), fc.string({ unit })), (value) => {
      const line = jsonLine(value);
      expect(JSON.parse(line)).toEqual(value);
      expect(line.slice(0, -1)).not.toMatch(acting);
      expect(line).toMatch(/^[^\n]*\n$/);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test.each([
  ['parse', '--json'],
  ['graph', '--json'],
  ['status', '--json'],
  ['check', '@\u009b31m\u202eX', '--json'],
])('%s %s prints nothing that acts on a terminal', async (...argv) => {
  const title = 'Sails \u009b31m\u202eturned\u2028and\u0085split';
  const plan = `# PLAN: Boats\n\n## Achievements\n\n**Achievement 1.1**: ${title}\n\n- **Dependencies**: 9.9\u009b\n`;
  const { stdout } = await planloom(workspace({ 'PLAN_BOATS.md': plan }), argv);
  expect(stdout.trimEnd()).not.toMatch(acting);
  expect(stdout).toContain('\\u009b');
});

test('nor does SARIF', () => {
  const problem = { rule: 'usage', severity: 'error', at: { file: 'a' }, message: 'It is \u009b31m.' } as const;
  expect(renderSarif([problem], '1', { cwd: '/a', root: '/a' })).toContain('It is \\u009b31m.');
});
