import { readFileSync } from 'node:fs';
import AjvDraft04 from 'ajv-draft-04';
import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/domain/problem.ts';
import { renderSarif } from '../../src/reporting/render-sarif.ts';

// The published schema of SARIF 2.1.0 (OASIS, rtm.5).
const schema = JSON.parse(
  readFileSync(new URL('../fixtures/sarif-2.1.0-rtm.5.json', import.meta.url), 'utf8'),
) as object;
const isSarif = new AjvDraft04.default({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

const problems: readonly Problem[] = [
  {
    rule: 'dependency-cycle',
    severity: 'error',
    at: { file: 'plans/My plan/PLAN_ÄRA.md', line: 41, column: 13, length: 3 },
    message: 'Achievements wait for each other: 1.1 → 1.2 → 1.1.',
    advice: 'Take one of them out.',
    related: [{ at: { file: 'plans/My plan/PLAN_ÄRA.md', line: 52, column: 1 }, message: 'The other edge.' }],
  },
  { rule: 'open-part', severity: 'info', at: { file: 'a.md', line: 3 }, message: 'Still to be written.' },
  { rule: 'no-plan', severity: 'warning', at: { file: '/elsewhere/x' }, message: 'There is no plan.' },
];

const called = { cwd: '/home/ada/port/plans', root: '/home/ada/port' };

describe('renderSarif', () => {
  test('names files from the root where one lies above the folder of the call, without dots', () => {
    const at = (file: string): Problem => ({ rule: 'no-plan', severity: 'error', at: { file }, message: 'No.' });
    const given = [at('a.md'), { ...at('../b c.md'), related: [{ at: { file: '../x/d.md' }, message: 'Here.' }] }];
    const log = renderSarif(given, '1.2.3', called);
    expect([...log.matchAll(/"uri":"([^"]*)"/g)].map(([, uri]) => uri)).toEqual(['plans/a.md', 'b%20c.md', 'x/d.md']);
    expect(isSarif(JSON.parse(log)), JSON.stringify(isSarif.errors)).toBe(true);
    expect(renderSarif([at('../../e.md')], '1.2.3', called)).toContain('"uri":"e.md"');
  });

  test.each([
    ['no problems', []],
    ['every form of problem', problems],
  ])('is valid SARIF for %s', (_, given) => {
    const log: unknown = JSON.parse(renderSarif(given, '1.2.3', called));
    expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
  });

  test('carries place, severity, advice and the other places', () => {
    const { runs } = JSON.parse(renderSarif(problems, '1.2.3', called)) as {
      runs: { results: Record<string, unknown>[] }[];
    };
    expect(runs[0]!.results[0]).toEqual({
      ruleId: 'dependency-cycle',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'Achievements wait for each other: 1.1 → 1.2 → 1.1. Take one of them out.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'plans/My%20plan/PLAN_%C3%84RA.md', uriBaseId: 'ROOT' },
            region: { startLine: 41, startColumn: 13, endColumn: 16 },
          },
        },
      ],
      relatedLocations: [
        {
          id: 0,
          physicalLocation: {
            artifactLocation: { uri: 'plans/My%20plan/PLAN_%C3%84RA.md', uriBaseId: 'ROOT' },
            region: { startLine: 52, startColumn: 1, endColumn: 2 },
          },
          message: { text: 'The other edge.' },
        },
      ],
    });
  });
});
