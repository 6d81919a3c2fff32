import { describe, expect, test } from 'vitest';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';
import { jsonOf } from './json-output.ts';
import { folder, onePlan, payments, ringRoad } from './plans.ts';

const plan = `${folder}/PLAN_PAYMENTS.md`;

describe('check', () => {
  test('is content with a good plan', async () => {
    const { code, stdout } = await planloom(workspace(onePlan), ['check']);
    expect(code).toBe(0);
    expect(stdout).toBe('No problems in one file.\n');
  });

  test('marks the place of a dependency on nothing, and names the nearest id', async () => {
    const place = workspace({ [plan]: payments.replace('- **Dependencies**: 1.2', '- **Dependencies**: 1.22') });
    const { code, stdout } = await planloom(place, ['check', plan]);
    expect(code).toBe(1);
    expect(stdout).toContain(`${plan}:51:21  error  unknown-dependency`);
    expect(stdout).toContain('Achievement 3.1 depends on 1.22, which this plan does not have.');
    expect(stdout).toMatch(/51 │ - \*\*Dependencies\*\*: 1\.22\n +│ +\^{4}\n/);
    expect(stdout).toContain('Did you mean 1.2');
  });

  test('shows the path of a cycle with every place', async () => {
    const { code, stdout } = await planloom(workspace({ 'PLAN_RING.md': ringRoad }), ['check']);
    expect(code).toBe(1);
    expect(stdout).toContain('1.1 needs 1.2, 1.2 needs 1.1');
    expect(stdout).toContain('PLAN_RING.md:7:21');
    expect(stdout).toContain('PLAN_RING.md:11:21');
  });

  test('takes a SUBPLAN, and lists what is still to be written', async () => {
    const place = workspace(onePlan);
    await planloom(place, ['subplan', '--batch', '--yes']);
    const subplan = `${folder}/subplans/SUBPLAN_PAYMENTS_11.md`;
    const { code, stdout } = await planloom(place, ['check', subplan]);
    expect(code).toBe(0);
    expect(stdout).toContain(subplan);
    expect(stdout).toContain('open-part');
    place.write(subplan, place.read(subplan).replace('- `src/ledger/book.ts`\n', '- `src/ledger/cook.ts`\n'));
    expect((await planloom(place, ['check', subplan])).stdout).toContain('derived');
  });

  test('takes a parallel.json: its syntax with line and column, and its form', async () => {
    const file = `${folder}/parallel.json`;
    const place = workspace({ ...onePlan, [file]: '{\n  "plan_name": "PAYMENTS",\n  "achievements": [,]\n}\n' });
    const broken = await planloom(place, ['check', file]);
    expect(broken.code).toBe(1);
    expect(broken.stdout).toContain(`${file}:3:`);

    place.write(
      file,
      '{ "plan_name": "PAYMENTS", "achievements": [{ "achievement_id": "1.1", "dependencies": "1.2" }] }',
    );
    const formless = await planloom(place, ['check', file]);
    expect(formless.code).toBe(1);
    expect(formless.stdout).toContain('"dependencies" of achievement 1.1 is the text "1.2", not a list.');
  });

  test('says when parallel.json is not what the documents say now', async () => {
    const place = workspace(onePlan);
    await planloom(place, ['discover']);
    expect((await planloom(place, ['check'])).stdout).toContain('No problems');
    place.write(plan, payments.replace('- **Dependencies**: 1.2', '- **Dependencies**: 1.3'));
    const { code, stdout } = await planloom(place, ['check']);
    expect(code).toBe(0);
    expect(stdout).toContain('out-of-date');
    expect(stdout).toContain('The dependencies of 3.1 are not what the documents say now.');
  });

  test('takes a folder with everything below it, and several paths at once', async () => {
    const place = workspace({ ...onePlan, 'other/PLAN_RING.md': ringRoad });
    expect((await planloom(place, ['check', 'work-space'])).code).toBe(0);
    expect((await planloom(place, ['check', 'other'])).code).toBe(1);
    const both = jsonOf(await planloom(place, ['check', 'work-space', 'other', '--json']), 'check');
    expect(both).toMatchObject({ files: 2, counts: { errors: 1 } });
  });

  test('speaks SARIF to code hosts', async () => {
    const { code, stdout } = await planloom(workspace({ 'PLAN_RING.md': ringRoad }), ['check', '--format', 'sarif']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [{ ruleId: 'dependency-cycle', level: 'error' }] }],
    });
  });

  test('knows a plan by @NAME', async () => {
    expect(await planloom(workspace(onePlan), ['check', '@PAY'])).toMatchObject({ code: 0 });
  });

  test('shows only errors with --quiet', async () => {
    const place = workspace(onePlan);
    await planloom(place, ['subplan', '--batch', '--yes']);
    const { code, stdout } = await planloom(place, ['check', '--quiet']);
    expect(code).toBe(0);
    expect(stdout).not.toContain('open-part');
  });

  test('is exit code 2 for a file that is missing or binary', async () => {
    const place = workspace(onePlan);
    expect((await planloom(place, ['check', 'PLAN_NONE.md'])).code).toBe(2);
    place.write('PLAN_PICTURE.md', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]));
    expect((await planloom(place, ['check', 'PLAN_PICTURE.md'])).code).toBe(2);
  });
});
