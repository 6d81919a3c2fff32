import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { jsonOf } from '../cli/json-output.ts';
import { built } from '../support/built.ts';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';

const example = 'work-space/plans/GOOD-MORNING/PLAN_GOOD-MORNING.md';
const everything = [
  'planloom.config.json',
  'work-space/README.md',
  'work-space/grammaplans/.gitkeep',
  'work-space/north-stars/.gitkeep',
  example,
  'work-space/schemas/config.schema.json',
  'work-space/templates/.gitkeep',
];

describe('planloom init', () => {
  test('makes a workspace in which the check finds nothing, and says what comes next', async () => {
    const at = workspace();
    const { code, stdout, stderr } = await planloom(at, ['init']);
    expect(code).toBe(0);
    expect(at.files()).toEqual(everything);
    expect(stdout).toContain('made  planloom.config.json');
    expect(stderr).toContain('planloom run @GOOD-MORNING');
    const check = await planloom(at, ['check', '--json']);
    expect(jsonOf(check, 'check')).toMatchObject({ counts: { errors: 0, warnings: 0, notes: 0 } });
  });

  test('puts a schema where the configuration says that it is', async () => {
    const at = workspace();
    await planloom(at, ['init']);
    const { $schema } = JSON.parse(at.read('planloom.config.json')) as { readonly $schema: string };
    expect(at.read($schema)).toBe(readFileSync('schemas/config.schema.json', 'utf8'));
    const installed = workspace({ 'node_modules/planloom/schemas/config.schema.json': '{}' });
    await planloom(installed, ['init']);
    expect(installed.read('planloom.config.json')).toContain(
      '"$schema": "./node_modules/planloom/schemas/config.schema.json"',
    );
    expect(installed.files()).not.toContain('work-space/schemas/config.schema.json');
  });

  test('called again changes nothing, and makes again only what is missing', async () => {
    const at = workspace();
    await planloom(at, ['init']);
    at.write('planloom.config.json', `${at.read('planloom.config.json')}\n`);
    const before = at.files().map((file) => [file, at.read(file)]);
    const again = await planloom(at, ['init', '--json'], { now: '2031-01-01T00:00:00Z' });
    expect(again.code).toBe(0);
    expect(jsonOf(again, 'init')).toMatchObject({ made: [] });
    expect(at.files().map((file) => [file, at.read(file)])).toEqual(before);
    expect((await planloom(at, ['init'])).stdout).toContain('is a workspace already, and lacks nothing');
  });

  test('leaves what is there, and makes no example beside a plan', async () => {
    const mine = { 'planloom.config.json': '{}\n', 'work-space/README.md': 'mine\n', 'docs/PLAN_MINE.md': '# PLAN\n' };
    const at = workspace(mine);
    const { stdout, stderr } = await planloom(at, ['init']);
    for (const [file, text] of Object.entries(mine)) expect(at.read(file)).toBe(text);
    expect(stdout.replace(/\s+/g, ' ')).toContain('there is a plan already: docs/PLAN_MINE.md');
    expect(stderr).not.toContain('GOOD-MORNING');
    expect(at.files()).toContain('work-space/plans/.gitkeep');
    expect(at.files()).not.toContain('work-space/schemas/config.schema.json');
  });

  test('says what is wrong with a configuration that is there', async () => {
    const place = workspace({ 'planloom.config.json': '{ "executors": { "rehearsal" ' });
    const { code, stdout, stderr } = await planloom(place, ['init']);
    expect([code, stdout.includes('made  work-space/README.md')]).toEqual([1, true]);
    expect(stderr).toContain('planloom.config.json:1:');
    expect(stderr).not.toContain('planloom run');
  });

  test('makes no example with --no-example, and nothing with --dry-run', async () => {
    const at = workspace();
    const dry = await planloom(at, ['init', 'shop', '--dry-run']);
    expect(dry.stdout).toContain('would be made  shop/planloom.config.json');
    expect(at.files()).toEqual([]);
    expect((await planloom(at, ['init', 'shop', '--no-example'])).code).toBe(0);
    expect(at.files()).toContain('shop/work-space/plans/.gitkeep');
    expect(at.files()).not.toContain(`shop/${example}`);
    expect(at.read('shop/planloom.config.json')).not.toContain('rehearsal');
  });

  test('knows whether a run can begin: copies without git, a first commit where there is none', async () => {
    const without = workspace();
    await planloom(without, ['init']);
    expect(without.read('planloom.config.json')).toContain('"copy"');
    const empty = workspace({ '.git/HEAD': 'ref: refs/heads/main\n' });
    expect((await planloom(empty, ['init', 'deep'])).stderr).toContain('git commit');
    expect(empty.read('deep/planloom.config.json')).not.toContain('copy');
    const full = workspace({ '.git/HEAD': 'ref: refs/heads/main\n', '.git/refs/heads/main': '0\n' });
    expect((await planloom(full, ['init'])).stderr).not.toContain('git commit');
  });

  test('makes an example that can be run at once', { timeout: 30_000 }, async () => {
    const at = workspace();
    onTestFinished(() => {
      for (const what of ['home', 'state', 'config', 'worktrees']) {
        rmSync(`${at.root}.${what}`, { recursive: true, force: true, maxRetries: 20 });
      }
    });
    await planloom(at, ['init']);
    const config = JSON.parse(at.read('planloom.config.json')) as Record<string, unknown>;
    // The same, without its pauses.
    const hasty = { ...config, executors: { rehearsal: { kind: 'simulate', seconds: 0 } } };
    at.write('planloom.config.json', JSON.stringify(hasty));
    const ran = await planloom(at, ['run', '--yes', '--json'], { interruptions: [] });
    expect(ran.code, ran.output).toBe(0);
    expect(jsonOf(ran, 'run-summary')).toMatchObject({ outcome: 'succeeded' });
  });

  test.each([
    [['init', 'a/b'], 'Make the folder above it first.'],
    [['init', 'file.txt'], 'Give a folder that you may write to.'],
    [['init', 'dangling'], 'Give a folder that you may write to.'],
    [['init', '/'], 'is the root of the file system'],
    [['init', ' '], 'The name of the folder is empty.'],
    [['init', '.git'], 'lies inside .git, which belongs to a program.'],
    [['init', 'node_modules/x'], 'lies inside node_modules'],
    [['init', 'shop/inner'], 'lies inside the workspace shop, which has a planloom.config.json.'],
    [['init', 'work-space'], 'lies inside the work-space folder of a workspace.'],
    [['init', 'work-space/plans'], 'lies inside the work-space folder of a workspace.'],
    [['init', 'x', '--root', 'y'], 'Two folders are named.'],
  ])('refuses %j with one message', async (argv, words) => {
    const at = workspace({ 'file.txt': 'x', 'shop/planloom.config.json': '{}', '.git/HEAD': '' });
    mkdirSync(at.path('node_modules'));
    symlinkSync(at.path('nowhere'), at.path('dangling'));
    const before = at.files();
    const { code, stdout, stderr } = await planloom(at, argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.replace(/\s+/g, ' ')).toContain(words);
    expect(stderr.match(/error/g)).toHaveLength(1);
    expect(at.files()).toEqual(before);
  });

  test('writes nothing through a link that leads elsewhere', async () => {
    const at = workspace();
    const outside = workspace();
    symlinkSync(outside.root, at.path('work-space'));
    const { code, stderr } = await planloom(at, ['init']);
    expect(code).toBe(2);
    expect(stderr.replace(/\s+/g, ' ')).toContain('leads out of the workspace');
    expect(outside.files()).toEqual([]);
  });
});

test('the built command puts in the schema, too', () => {
  const place = workspace();
  const { code, stderr } = built(place.root, ['init', 'shop']);
  expect({ code, stderr: stderr.includes('error') }).toEqual({ code: 0, stderr: false });
  expect(JSON.parse(place.read('shop/work-space/schemas/config.schema.json'))).toHaveProperty('title');
});
