import { describe, expect, test } from 'vitest';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';
import { folder, onePlan, payments, ringRoad } from './plans.ts';

const twoPlans = { ...onePlan, 'work-space/plans/ROAD/PLAN_RING-ROAD.md': payments.replaceAll('Payments', 'Road') };

describe('the command line', () => {
  test.each([
    ['stattus', "command 'stattus'", 'status'],
    ['status --jsno', "option '--jsno'", '--json'],
    ['approve 1.11', 'has no achievement 1.11', '1.1'],
    ['status @PAYMENT_', 'No plan of this workspace is named @PAYMENT_', '@PAYMENTS'],
    ['graph --format png', '--format png is not known', 'mermaid'],
    ['status --format html', '--format html is not known', 'markdown'],
    ['discover --scope 4', '--scope 4 is not known', '1, 2 or 3'],
    ['discover --assume all', '--assume all is not known', 'none or scope'],
    ['discover --scope 1', 'none was named', '--achievement'],
    ['discover --achievement 1.1', '--achievement goes with scope 1 only', '--scope 1'],
    ['subplan', 'needs to know what to make', '--batch'],
    ['subplan --batch --level two', '--level two is not a whole number', '0 or 2'],
    ['subplan --batch --level 9', 'has no level 9', '0 to'],
    ['subplan --batch --level 0 --all', 'cannot be asked for at the same time', '--level'],
    ['explain 1.1', 'needs two achievement ids', 'explain'],
    ['explain 1.1 1.2 1.3', 'needs two achievement ids', 'explain'],
    ['approve', 'needs an achievement id', 'approve'],
    ['parse nowhere.md', 'does not exist', 'path'],
    ['check nowhere.md', 'does not exist', 'path'],
  ])('%s: exit code 2, what is wrong, and what to do', async (argv, wrong, help) => {
    const { code, stdout, stderr } = await planloom(workspace(onePlan), argv.split(' '));
    expect(code).toBe(2);
    const told = (stdout + stderr).replace(/\s+/g, ' ');
    expect(told).toContain(wrong);
    expect(told).toContain(help);
  });

  test('shows its commands in groups without any word, and exits with 0', async () => {
    const { code, stdout } = await planloom(workspace(), []);
    expect(code).toBe(0);
    for (const word of ['See', 'Prepare', 'discover', 'subplan', 'approve']) expect(stdout).toContain(word);
  });

  test.each([
    'parse',
    'check',
    'graph',
    'status',
    'next',
    'explain',
    'discover',
    'subplan',
    'execution',
    'approve',
    'fix',
    'skip',
  ])('help of %s has an example that names it', async (command) => {
    const { code, stdout } = await planloom(workspace(), ['help', command]);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples:[^]*\\$ planloom .*(?:${command}|parallel-upgrade)`));
    expect(await planloom(workspace(), [command, '--help'])).toMatchObject({ code: 0, stdout });
  });
});

describe('which plan', () => {
  test('is clear where there is one', async () => {
    const { stdout } = await planloom(workspace(onePlan), ['status']);
    expect(stdout).toContain('PAYMENTS  Payments service');
  });

  test('has to be said where there are two', async () => {
    const { code, stderr } = await planloom(workspace(twoPlans), ['status']);
    expect(code).toBe(2);
    expect(stderr.replace(/\s+/g, ' ')).toContain('This workspace has 2 plans');
  });

  test.each([
    ['@ROAD', ''],
    ['@ring', ''],
    ['@PLAN_RING-ROAD.md', ''],
    ['work-space/plans/ROAD/PLAN_RING-ROAD.md', ''],
    ['work-space/plans/ROAD', ''],
    ['PLAN_RING-ROAD.md', 'work-space/plans/ROAD'],
    ['../ROAD', folder],
    ['@ROAD', folder],
  ])('%s finds it from "%s"', async (argument, cwd) => {
    const { stdout } = await planloom(workspace(twoPlans), ['parse', argument], { cwd });
    expect(stdout).toContain('RING-ROAD  Road service');
  });

  test('comes from --root, wherever one stands', async () => {
    const place = workspace({ 'elsewhere/README.md': '# Nothing here\n', ...onePlan });
    const { code, stdout } = await planloom(place, ['next', '--root', '..'], { cwd: 'elsewhere' });
    expect(code).toBe(0);
    expect(stdout).toContain('PAYMENTS');
  });

  test('is named from where one stands', async () => {
    const { stdout } = await planloom(workspace(onePlan), ['parse'], { cwd: 'work-space' });
    expect(stdout).toContain('plans/PAYMENTS/PLAN_PAYMENTS.md');
    expect(stdout).not.toContain('work-space/');
  });
});

describe('earlier names', () => {
  test('validate is check', async () => {
    const place = workspace({ 'PLAN_RING.md': ringRoad });
    const [check, validate] = [await planloom(place, ['check']), await planloom(place, ['validate'])];
    expect(validate.stdout).toBe(check.stdout);
    expect([check.code, validate.code]).toEqual([1, 1]);
  });

  test.each([
    ['@PAYMENTS --parallel-upgrade'],
    ['--parallel-upgrade @PAYMENTS'],
    ['discover @PAYMENTS --parallel-upgrade'],
  ])('%s is discover', async (argv) => {
    const place = workspace(onePlan);
    expect((await planloom(place, [...argv.split(' '), '--dry-run'])).stdout).toContain('would be written');
    expect((await planloom(place, argv.split(' '))).code).toBe(0);
    expect(place.files()).toContain(`${folder}/parallel.json`);
  });
});
