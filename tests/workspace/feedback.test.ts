import { describe, expect, test } from 'vitest';
import { decideApproval, decideFix, decideSkip } from '../../src/workspace/feedback.ts';
import { documentPaths } from '../../src/workspace/names.ts';
import { asId, reportOf } from './report-of.ts';

const paths = documentPaths('HARBOUR', asId('1.1'));
const needs = { '1.1': [], '1.2': [], '2.1': ['1.1'] };
const at = new Date('2026-03-04T05:06:07.000Z');
const decision = { author: 'Ada Quay', at, reason: 'Measured\r\ntwice.' };
const withFiles = (...files: readonly string[]) => reportOf({ needs, files });
const rules = (result: ReturnType<typeof decideFix>) =>
  result.ok ? result.value.path : result.error.map((p) => p.rule);

describe('approve', () => {
  test('writes who, what, when and why, and the achievement is complete', () => {
    const result = decideApproval(withFiles(paths.subplan), '1.1', decision);
    expect(result).toEqual({
      ok: true,
      value: {
        path: 'execution/feedbacks/APPROVED_11.md',
        text: `# APPROVED: Achievement 1.1 - Title of 1.1

- **Plan**: HARBOUR
- **Achievement**: 1.1
- **Status**: APPROVED
- **Author**: Ada Quay
- **Date**: 2026-03-04T05:06:07.000Z

## Reason

Measured
twice.
`,
      },
    });
    const after = withFiles(paths.subplan, result.ok ? result.value.path : '');
    expect(after.achievements[0]?.status).toBe('complete');
  });

  test('wants no reason and no known author', () => {
    const result = decideApproval(withFiles(paths.executionTask), '1.1', { author: null, at });
    expect(result.ok && result.value.text).toContain('- **Author**: unknown\n');
  });

  test('keeps the words of an author on their line', () => {
    const result = decideApproval(withFiles(paths.subplan), '1.1', { author: 'Eve\n# FIX', at });
    expect(result.ok && result.value.text).toContain('- **Author**: Eve # FIX\n');
  });

  test('refuses an id that is not there and names the nearest', () => {
    expect(decideApproval(withFiles(), '1.3', decision)).toMatchObject({
      error: [
        {
          rule: 'unknown-achievement',
          message: 'HARBOUR has no achievement 1.3.',
          advice: 'Did you mean 1.1, 1.2 or 2.1? This plan has 3 achievements, 1.1 to 2.1.',
        },
      ],
    });
  });

  test('refuses an achievement without documents, unless it says why', () => {
    expect(rules(decideApproval(withFiles(), '1.1', { author: null, at }))).toEqual(['no-documents']);
    expect(decideApproval(withFiles(), '1.1', { author: null, at })).toMatchObject({
      error: [{ advice: expect.stringContaining('--reason') as string }],
    });
    expect(rules(decideApproval(withFiles(), '1.1', decision))).toBe(paths.approved);
  });

  test('takes the merge of a run for a document', () => {
    const ids = new Set([asId('1.1')]);
    const report = reportOf({ needs, facts: { merged: ids, awaitingApproval: ids } });
    expect(decideApproval(report, '1.1', { author: null, at }).ok).toBe(true);
    expect(decideFix(report, '1.1', decision).ok).toBe(true);
    const sentBack = reportOf({ needs, files: [paths.fix], facts: { merged: ids, awaitingApproval: ids } });
    expect(rules(decideApproval(sentBack, '1.1', { author: null, at }))).toEqual(['open-fix']);
    expect(rules(decideFix(withFiles(paths.fix), '1.1', decision))).toEqual(['fix-exists']);
  });

  test('refuses an open FIX unless it is forced', () => {
    const report = withFiles(paths.subplan, paths.fix);
    expect(rules(decideApproval(report, '1.1', decision))).toEqual(['open-fix']);
    const forced = decideApproval(report, '1.1', { ...decision, force: true });
    expect(forced.ok && forced.value.text).toContain(`A FIX was written before: ${paths.fix}.`);
    expect(rules(decideApproval(withFiles(paths.subplan, paths.fix, paths.resolution), '1.1', decision))).toBe(
      paths.approved,
    );
  });

  test('refuses what is decided already, forced or not', () => {
    const approved = withFiles(paths.subplan, paths.approved);
    expect(rules(decideApproval(approved, '1.1', { ...decision, force: true }))).toEqual(['already-approved']);
    expect(rules(decideApproval(withFiles(paths.subplan, paths.skipped), '1.1', decision))).toEqual([
      'already-skipped',
    ]);
  });

  test('refuses where two plans share a folder', () => {
    const report = withFiles(paths.subplan, 'PLAN_HARBOUR.md', 'PLAN_TIDES.md');
    expect(rules(decideApproval(report, '1.1', decision))).toEqual(['shared-folder']);
  });
});

describe('fix', () => {
  test('writes what is to fix, and the achievement has failed', () => {
    const result = decideFix(withFiles(paths.subplan), '1.1', decision);
    expect(result.ok && result.value.text).toContain('## What is to fix\n\nMeasured\ntwice.\n');
    expect(rules(result)).toBe(paths.fix);
    expect(withFiles(paths.subplan, paths.fix).achievements[0]?.status).toBe('failed');
  });

  test('needs a reason and documents', () => {
    expect(rules(decideFix(withFiles(), '1.1', { author: null, at, reason: ' ' }))).toEqual([
      'no-documents',
      'missing-reason',
    ]);
  });

  test('never writes over a FIX that exists, resolved or not', () => {
    expect(rules(decideFix(withFiles(paths.subplan, paths.fix), '1.1', decision))).toEqual(['fix-exists']);
    expect(rules(decideFix(withFiles(paths.subplan, paths.fix, paths.resolution), '1.1', decision))).toEqual([
      'fix-exists',
    ]);
  });

  test('refuses what is approved, since it would stay complete', () => {
    expect(rules(decideFix(withFiles(paths.subplan, paths.approved), '1.1', decision))).toEqual(['already-approved']);
  });
});

describe('skip', () => {
  test('leaves an achievement out, with a reason, and lets its dependents start', () => {
    expect(rules(decideSkip(withFiles(), '1.1', decision))).toBe(paths.skipped);
    const after = withFiles(paths.skipped);
    expect(after.achievements.map(({ condition }) => condition)).toEqual([null, 'ready', 'ready']);
  });

  test('needs a reason', () => {
    expect(rules(decideSkip(withFiles(), '1.1', { author: null, at }))).toEqual(['missing-reason']);
  });

  test('refuses what has an open FIX, is approved or skipped', () => {
    expect(rules(decideSkip(withFiles(paths.fix), '1.1', decision))).toEqual(['open-fix']);
    expect(rules(decideSkip(withFiles(paths.approved), '1.1', decision))).toEqual(['already-approved']);
    expect(rules(decideSkip(withFiles(paths.skipped), '1.1', decision))).toEqual(['already-skipped']);
  });
});
