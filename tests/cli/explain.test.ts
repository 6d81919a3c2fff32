import { describe, expect, test } from 'vitest';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';
import { jsonOf } from './json-output.ts';
import { folder, onePlan } from './plans.ts';

const told = async (a: string, b: string): Promise<{ code: number; text: string }> => {
  const { code, stdout } = await planloom(workspace(onePlan), ['explain', a, b]);
  return { code, text: stdout.replace(/\s+/g, ' ') };
};

describe('explain', () => {
  test('shows the line of a stated edge, in whichever order one asks', async () => {
    for (const [a, b] of [
      ['1.1', '1.2'],
      ['1.2', '1.1'],
    ] as const) {
      const { code, text } = await told(a, b);
      expect(code).toBe(0);
      expect(text).toContain('1.2 needs 1.1, directly.');
      expect(text).toContain('PLAN_PAYMENTS.md:25:');
      expect(text).toContain('- **Dependencies**: 1.1');
    }
  });

  test('calls an assumed edge assumed', async () => {
    const { code, text } = await told('2.1', '1.2');
    expect(code).toBe(0);
    expect(text).toContain('2.1 needs 1.2 assumed, since the plan says nothing');
  });

  test('shows the way over others', async () => {
    const { code, text } = await told('3.1', '1.1');
    expect(code).toBe(0);
    expect(text).toContain('3.1 needs 1.1, over others: 3.1 → 1.2 → 1.1.');
  });

  test('shows the sentence that denies an edge', async () => {
    const { code, text } = await told('2.1', '1.3');
    expect(code).toBe(1);
    expect(text).toContain('No edge');
    expect(text).toContain('2.1 does not need 1.3 directly: the text denies it');
  });

  test('says so where there is nothing, and names shared files', async () => {
    const nothing = await told('2.1', '3.1');
    expect(nothing.code).toBe(1);
    expect(nothing.text).toContain('neither of 2.1 and 3.1 needs the other');
    const shared = await told('1.2', '1.3');
    expect(shared.code).toBe(1);
    expect(shared.text).toContain('they touch the same paths');
    expect(shared.text).toContain('src/ledger/rates.ts');
  });

  test('knows what a person took away in parallel.json', async () => {
    const place = workspace(onePlan);
    await planloom(place, ['discover']);
    const file = `${folder}/parallel.json`;
    const content = JSON.parse(place.read(file)) as {
      achievements: { achievement_id: string; dependencies: string[] }[];
    };
    for (const one of content.achievements) if (one.achievement_id === '3.1') one.dependencies = [];
    place.write(file, JSON.stringify(content));
    const { code, stdout } = await planloom(place, ['explain', '3.1', '1.2']);
    expect(code).toBe(1);
    expect(stdout).toContain('3.1 does not need 1.2 directly: a person took it away');
  });

  test('shows soft words of a SUBPLAN, which make no edge', async () => {
    const place = workspace({
      ...onePlan,
      [`${folder}/subplans/SUBPLAN_PAYMENTS_31.md`]:
        '# SUBPLAN: Achievement 3.1\n\n## Related work\n\n- Builds on the files of Achievement 2.1, for reference\n',
    });
    const { code, stdout } = await planloom(place, ['explain', '3.1', '2.1']);
    expect(code).toBe(1);
    expect(stdout).toContain('Soft words');
    expect(stdout).toContain('SUBPLAN_PAYMENTS_31.md:5');
  });

  test('answers in JSON too', async () => {
    const place = workspace(onePlan);
    expect(jsonOf(await planloom(place, ['explain', '1.2', '1.1', '--json']), 'explanation')).toMatchObject({
      direct: { from: '1.2', on: '1.1', strength: 'stated' },
    });
    expect(jsonOf(await planloom(place, ['explain', '2.1', '1.3', '--json']), 'explanation')).toMatchObject({
      direct: null,
      way: [],
      removed: [{ from: '2.1', on: '1.3', by: 'denial' }],
    });
  });

  test('knows an id that the plan does not have, and names the nearest', async () => {
    const { code, stderr } = await planloom(workspace(onePlan), ['explain', '1.1', '1.4']);
    expect(code).toBe(2);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(/no achievement 1\.4.*Did you mean/);
  });
});
