import { describe, expect, test, vi } from 'vitest';
import { planFolder, runPlace } from '../support/run-place.ts';
import type { RunPlace } from '../support/run-place.ts';

// Real runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const plan = `${planFolder}/parallel.json`;

const shown = (place: RunPlace, id: string, ...argv: readonly string[]) =>
  place.planloom(['run', plan, '--show-prompt', id, ...argv]);

const saying = (summary: string, file: string): string =>
  `echo '{"summary":"${summary}"}' > "$PLANLOOM_RESULT"; echo x > ${file}`;

describe('--show-prompt', () => {
  test('prints what the attempt then gets, starts nothing and asks for nothing', async () => {
    const place = runPlace({
      todo: { '1.1': { deliverables: ['hull.txt'], work: 'echo x > hull.txt' } },
      config: { checks: [{ command: 'test -e hull.txt', protect: ['tests/**'] }], timeoutSeconds: 90 },
    });
    const { code, stdout, stderr } = await shown(place, '1.1');
    expect([code, stderr]).toEqual([0, '']);
    expect(place.runIds()).toEqual([]);
    const run = await place.run(['--budget', 'none']);
    expect(stdout).toBe(run.attemptFile('1.1', 1, 'prompt.md'));
    expect(stdout).toContain('- It is ended after 90 seconds.');
    expect(stdout).toContain('(`tests/**`), are put back');
  });

  test('has a form for programs, which says why the pool is that one', async () => {
    const place = runPlace({
      todo: { '1.1': { deliverables: ['security/audit.md'] } },
      config: { routing: 'keywords' },
    });
    const { stdout } = await shown(place, '1.1', '--json');
    const text = (await shown(place, '1.1')).stdout;
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      kind: 'prompt',
      id: '1.1',
      attempt: 1,
      executor: 'work',
      tokens: Math.ceil(Buffer.byteLength(text) / 4),
      route: {
        pool: 'security',
        by: 'keywords',
        confidence: 1,
        scores: { codegen: 0, security: 2 / 6, database: 0 },
        matched: { codegen: [], security: ['security', 'audit'], database: [] },
      },
      remark: null,
      text,
    });
    expect(text).toContain('## What matters in an audit');
  });

  test('has the open FIX of its achievement, until that is resolved', async () => {
    const feedbacks = `${planFolder}/execution/feedbacks`;
    const place = runPlace({
      todo: { '1.1': {} },
      files: { [`${feedbacks}/FIX_11.md`]: '# FIX\n\nIt leaks at the bow.\n' },
    });
    const sentBack = (await shown(place, '1.1')).stdout;
    expect(sentBack).toContain(`\`${feedbacks}/FIX_11.md\`:\n\n\`\`\`markdown\n# FIX\n\nIt leaks at the bow.\n\`\`\``);
    place.write(`${feedbacks}/FIX_11_RESOLUTION.md`, 'Tarred.\n');
    expect((await shown(place, '1.1')).stdout).not.toContain('It leaks');
  });

  test('of an id that the plan does not have offers the nearest', async () => {
    const place = runPlace({ todo: { '1.1': {}, '1.2': {} } });
    const { code, output } = await shown(place, '1.3');
    expect(code).toBe(2);
    expect(output).toMatch(/no achievement 1\.3[^]*Did you mean 1\.2/);
  });

  test('works for what is done, with a word about it', async () => {
    const place = runPlace({
      todo: { '1.1': { work: saying('The hull is tight.', 'hull.txt') }, '1.2': { needs: ['1.1'], work: 'exit 1' } },
    });
    await place.run();
    const done = await shown(place, '1.1');
    expect([done.code, done.stderr]).toEqual([0, '1.1 is done and merged by a run, so no attempt begins.\n']);
    expect(done.stdout).toContain('You carry out achievement 1.1');
    // What the earlier run has merged is told to those that build on it.
    const { stdout } = await shown(place, '1.2');
    expect(stdout).toContain('- Changed: `hull.txt`\n\nIn its words:\n\n```text\nThe hull is tight.\n```');
    expect(stdout).not.toContain('Why this is attempt');
  });

  test('says that what it needs is not there yet', async () => {
    const place = runPlace({ todo: { '1.1': {}, '1.2': { needs: ['1.1'] } } });
    const { code, stderr } = await shown(place, '1.2');
    expect([code, stderr]).toEqual([0, '1.2 waits for what it needs, so the results of that are not in here yet.\n']);
  });
});

test('an attempt is told who else is at work, and on which files', async () => {
  const sign = (id: string): string => `"\${0%/*}/${id}.began"`;
  const meet = (own: string, other: string): string =>
    `touch ${sign(own)}; until [ -e ${sign(other)} ]; do sleep 0.05; done; echo x > ${own}.txt`;
  const place = runPlace({
    todo: {
      '1.1': { deliverables: ['1.1.txt'], work: meet('1.1', '1.2') },
      '1.2': { deliverables: ['1.2.txt'], work: meet('1.2', '1.1') },
    },
  });
  const run = await place.run();
  expect(run.code).toBe(0);
  expect(run.attemptFile('1.2', 1, 'prompt.md')).toContain('- **1.1** `Part 1.1`: `1.1.txt`');
});

describe("a workspace's own template", () => {
  const common = 'work-space/templates/run-prompt.md.hbs';
  const ofPool = 'work-space/templates/run-prompt-security.md.hbs';

  test('makes the prompts, and one for a pool those of the pool', async () => {
    const place = runPlace({
      todo: { '1.1': {}, '1.2': {} },
      config: { achievements: { '1.2': { pool: 'security' } } },
      files: { [common]: 'Work: {{id}}', [ofPool]: 'Audit: {{id}}' },
    });
    expect((await shown(place, '1.1')).stdout).toBe('Work: 1.1\n');
    const run = await place.run();
    expect(run.attemptFile('1.1', 1, 'prompt.md')).toBe('Work: 1.1\n');
    expect(run.attemptFile('1.2', 1, 'prompt.md')).toBe('Audit: 1.2\n');
  });

  test('with a mistake is refused at its place before anything starts', async () => {
    const place = runPlace({
      todo: { '1.1': {} },
      files: { [common]: 'Work\n{{#if earlier}}{{earlier.reasn}}{{/if}}' },
    });
    const { code, output } = await place.planloom(['run', plan, '--trust', '--yes']);
    expect(code).toBe(2);
    expect(output).toContain(`${common}:2:`);
    expect(place.runIds()).toEqual([]);
  });
});

describe('who works on what the keywords choose', () => {
  const failing = { kind: 'command', command: 'exit 1' };

  test('the first executor of the pool, and after its attempts the next one', async () => {
    const place = runPlace({
      todo: { '1.1': { deliverables: ['audit.md'] }, '1.2': { deliverables: ['notes.md'], work: 'echo x > notes.md' } },
      config: {
        routing: 'keywords',
        executors: { weak: failing, strong: { kind: 'command', command: 'echo x > audit.md' } },
        defaultExecutor: 'weak',
        pools: { security: { executors: ['weak', 'strong'] } },
        achievements: { '1.2': { executor: 'strong', evidence: 'none' } },
      },
    });
    const run = await place.run(['--achievement', '1.1']);
    expect(run.summary.outcome).toBe('succeeded');
    const started = run.events.flatMap((event) =>
      event.type === 'attempt_started' ? [[event.executor, event.reason]] : [],
    );
    expect(started).toEqual([
      ['weak', 'first'],
      ['strong', 'fallback'],
    ]);
  });

  const withPlan = (...fields: readonly string[]): RunPlace =>
    runPlace({
      todo: { '1.1': {} },
      files: {
        'work-space/plans/DOCK/PLAN_DOCK.md': [
          '# PLAN: Dock',
          '',
          '## Achievements',
          '',
          '**Achievement 1.1**: Quay',
          '- **Effort**: 1h',
          ...fields,
          '',
        ].join('\n'),
      },
    });

  test('an executor that the PLAN names and nobody has is a problem at its place', async () => {
    const { code, output } = await withPlan('- **Agent**: bash').planloom(['run', '@DOCK', '--trust', '--yes']);
    expect(code).toBe(2);
    expect(output).toMatch(/PLAN_DOCK\.md:7:14 +error +unknown-executor/);
  });

  test('an agent that only the PLAN names is shown and asked about', async () => {
    const place = withPlan('- **Agent**: Codex', '- **Model**: gpt-5-mini', '- **Pool**: security');
    const { code, output } = await place.planloom(['run', '@DOCK', '--yes']);
    expect(code).toBe(2);
    expect(output).toContain('codex:gpt-5-mini');
    expect(output).toContain('Nobody has allowed yet');
    const { stdout } = await place.planloom(['run', '@DOCK', '--show-prompt', '1.1']);
    expect(stdout).toContain('## What matters in an audit');
    expect(stdout).toContain('Change files in this folder and run commands there');
  });
});
