import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noConfig } from '../../src/policy/config.ts';
import { presetNames } from '../../src/policy/preset-name.ts';
import { configOf, problemsOf, read } from './read.ts';

describe('planloom.config.json', () => {
  test('says how many work at the same time, and the slots of pools', () => {
    const config = read('{ "maxExecutors": 4, "pools": { "default": { "slots": 3 }, "reviewers": { "slots": 1 } } }');
    expect(config).toEqual({
      ok: true,
      value: { ...noConfig, maxExecutors: 4, pools: { default: 3, reviewers: 1 } },
    });
  });

  test('may say nothing', () => {
    expect(read('{}')).toEqual({ ok: true, value: noConfig });
  });

  test.each([
    ['{ "maxExecutors": 0 }', '«0»', '"maxExecutors" is 0, not a whole number of at least 1.'],
    ['{ "maxExecutors": "4" }', '«"4"»', '"maxExecutors" is the text "4", not a whole number of at least 1.'],
    ['{ "maxExecutors": 2.5 }', '«2.5»', '"maxExecutors" is 2.5, not a whole number of at least 1.'],
    ['{ "pools": [] }', '«[]»', '"pools" is a list, not an object.'],
    ['{ "pools": { "api": 3 } }', '«3»', 'The pool "api" is the number 3, not an object.'],
    [
      '{ "pools": { "api": { "slots": null } } }',
      '«null»',
      '"pools.api.slots" is null, not a whole number of at least 1.',
    ],
    ['{ "executors": [] }', '«[]»', '"executors" is a list, not an object.'],
    ['{ "preset": 3 }', '«3»', '"preset" is the number 3, not a text.'],
    ['[]', '«[]»', 'The file is a list, not an object.'],
    [
      '{ "preset": "openclaws" }',
      '«"openclaws"»',
      '"preset" is the text "openclaws", not openclaw, claude-memory, orchestrator or methodology.',
    ],
    ['{ "executors": { "a": {} } }', '«"a"»', 'The executor "a" has no "kind".'],
    ['{ "executors": { "a": 3 } }', '«3»', 'The executor "a" is the number 3, not an object.'],
    ['{ "executors": { "a b": { "kind": "simulate" } } }', '«"a b"»', '"a b" cannot be the name of an executor.'],
    [
      '{ "executors": { "a": { "kind": "acp" } } }',
      '«"a"»',
      'The executor "a" has no "command" that starts its agent.',
    ],
    [
      '{ "executors": { "a": { "kind": "claude", "model": "--danger" } } }',
      '«"--danger"»',
      '"executors.a.model" is "--danger", not a name.',
    ],
    [
      '{ "executors": { "a": { "kind": "codex", "permissions": "all" } } }',
      '«"all"»',
      '"executors.a.permissions" is the text "all", not read, edit or full.',
    ],
    ['{ "executors": { "a": { "kind": "comand" } } }', '«"comand"»', 'The kind "comand" is not known.'],
    ['{ "executors": { "a": { "kind": "command" } } }', '«"a"»', 'The executor "a" has no "command".'],
    ['{ "executors": { "a": { "kind": "command", "command": [] } } }', '«[]»', '"executors.a.command" has no words.'],
    ['{ "executors": { "a": { "kind": "command", "command": " " } } }', '«" "»', '"executors.a.command" is empty.'],
    [
      '{ "executors": { "a": { "kind": "command", "command": 1 } } }',
      '«1»',
      '"executors.a.command" is the number 1, not a command.',
    ],
    [
      '{ "executors": { "a": { "kind": "command", "command": ["ls", ""] } } }',
      '«""»',
      '"executors.a.command[1]" is empty.',
    ],
    [
      '{ "executors": { "a": { "kind": "command", "command": "ls", "env": ["A=1"] } } }',
      '«"A=1"»',
      '"executors.a.env[0]" is the text "A=1", not the name of a variable.',
    ],
    [
      '{ "executors": { "a": { "kind": "simulate", "failureRate": 2 } } }',
      '«2»',
      '"executors.a.failureRate" is 2, not a number from 0 to 1.',
    ],
    [
      '{ "executors": { "a": { "kind": "simulate", "timeoutSeconds": 0 } } }',
      '«0»',
      '"executors.a.timeoutSeconds" is 0, not a number above 0 and at most 1000000.',
    ],
    ['{ "defaultExecutor": "work" }', '«"work"»', 'There is no executor "work".'],
    ['{ "defaultExecutor": "claud:opus" }', '«"claud:opus"»', 'There is no executor "claud:opus".'],
    ['{ "pools": { "api": { "executor": "work" } } }', '«"work"»', 'There is no executor "work".'],
    ['{ "pools": { "api": { "executors": [] } } }', '«[]»', '"pools.api.executors" names nobody.'],
    [
      '{ "executors": { "a": { "kind": "simulate" } }, "pools": { "api": { "executors": ["a", "a"] } } }',
      '«"a"»',
      '"pools.api.executors" names "a" twice.',
    ],
    [
      '{ "executors": { "a": { "kind": "simulate" } }, "pools": { "api": { "executor": "a", "executors": ["a"] } } }',
      '«"executors"»',
      'The pool "api" has "executor" and "executors".',
    ],
    ['{ "maxAttempts": 0 }', '«0»', '"maxAttempts" is 0, not a whole number from 1 to 100.'],
    ['{ "retry": { "factor": 0.5 } }', '«0.5»', '"retry.factor" is 0.5, not a number from 1 to 10.'],
    ['{ "retry": { "jitter": true } }', '«true»', '"retry.jitter" is the boolean true, not a text.'],
    ['{ "onFailure": "stop" }', '«"stop"»', '"onFailure" is the text "stop", not fail, escalate or skip.'],
    ['{ "checks": "npm test" }', '«"npm test"»', '"checks" is the text "npm test", not a list.'],
    ['{ "checks": [{ "protect": [] }] }', '«{ "protect": [] }»', '"checks[0]" has no "command".'],
    [
      '{ "checks": [{ "command": "npm test", "protect": ["../x"] }] }',
      '«"../x"»',
      '"checks[0].protect[0]" is the text "../x", not a path or pattern inside the workspace.',
    ],
    [
      '{ "worktree": { "setup": ["npm ci\\u0000"] } }',
      '«"npm ci\\u0000"»',
      '"worktree.setup[0]" has a NUL character, which no command can have.',
    ],
    ['{ "worktree": { "mode": "link" } }', '«"link"»', '"worktree.mode" is the text "link", not clone, copy or none.'],
    ['{ "achievements": { "01.1": {} } }', '«"01.1"»', '"01.1" is no id of an achievement.'],
    [
      '{ "achievements": { "1.1": { "evidence": "files" } } }',
      '«"files"»',
      '"achievements.1.1.evidence" is the text "files", not diff or none.',
    ],
  ])('%s is an error at its place', (text, marked, message) => {
    const config = read(text);
    expect(config.ok).toBe(false);
    const [problem, ...others] = problemsOf(text);
    expect(others).toEqual([]);
    const { column = 0, length = 0 } = problem!.at;
    expect(`«${text.slice(column - 1, column - 1 + length)}»`).toBe(marked);
    expect(problem).toMatchObject({ severity: 'error', message });
  });

  test.each([
    ['{ "maxExecuters": 3 }', 'unknown-key', 'Did you mean "maxExecutors"?'],
    ['{ "pools": { "api": { "slots": 1, "slot": 2 } } }', 'unknown-key', 'Did you mean "slots"?'],
    ['{ "quite another thing": 1 }', 'unknown-key', 'Known keys: maxExecutors, pools, executors, worktree'],
    ['{ "worktreeRoot": "/srv" }', 'misplaced-key', 'Remove it from this file.'],
    ['{ "retry": { "baseSecond": 1 } }', 'unknown-key', 'Did you mean "baseSeconds"?'],
    ['{ "checks": [{ "command": "make", "protects": [] }] }', 'unknown-key', 'Did you mean "protect"?'],
    ['{ "executors": { "a": { "kind": "simulate", "speed": 2 } } }', 'unknown-key', 'Did you mean "seed"?'],
    [
      '{ "pools": { "database": {} }, "achievements": { "1.1": { "pool": "databse" } } }',
      'unknown-pool',
      'Did you mean "database"?',
    ],
  ])('%s is a warning, and the rest counts', (text, rule, advice) => {
    expect(read(text).ok).toBe(true);
    const [problem] = problemsOf(text);
    expect(problem).toMatchObject({ rule, severity: 'warning' });
    expect(problem?.advice).toContain(advice);
  });

  test('says who works, how, and what must pass', () => {
    const command = ['bash', 'work.sh'];
    expect(
      configOf({
        preset: 'openclaw',
        executors: {
          script: { kind: 'command', command, env: ['MODEL_API_KEY'], timeoutSeconds: 1.5 },
          rehearsal: { kind: 'simulate' },
        },
        defaultExecutor: 'script',
        pools: { api: { executors: ['rehearsal', 'script'], retry: { jitter: 'full' } }, quick: { slots: 9 } },
        maxAttempts: 3,
        retry: { baseSeconds: 0.5 },
        onFailure: 'skip',
        idleTimeoutSeconds: 60,
        checks: ['npm test', command, { command: 'make', protect: ['tests/**'], timeoutSeconds: 9 }],
        worktree: { mode: 'copy', setup: ['npm ci', command], bring: ['./.env', 'deps//lib/'] },
        achievements: { '1.1': { pool: 'api', executor: 'script', evidence: 'none', maxAttempts: 1 } },
        branchPrefix: 'work/',
      }),
    ).toEqual({
      ...noConfig,
      preset: 'openclaw',
      executors: {
        script: { kind: 'command', command, env: ['MODEL_API_KEY'], timeoutMs: 1500 },
        rehearsal: { kind: 'simulate', seconds: 1, secondsPerHour: null, failureRate: 0, seed: 1 },
      },
      defaultExecutor: 'script',
      pools: { quick: 9 },
      poolRules: { api: { executors: ['rehearsal', 'script'], retry: { jitter: 'full' } } },
      rules: { retry: { maxAttempts: 3, baseMs: 500 }, onFailure: 'skip', idleTimeoutMs: 60_000 },
      checks: [
        { command: 'npm test', protect: null, timeoutMs: null },
        { command, protect: null, timeoutMs: null },
        { command: 'make', protect: ['tests/**'], timeoutMs: 9000 },
      ],
      worktree: { mode: 'copy', setup: ['npm ci', command], bring: ['.env', 'deps/lib'] },
      achievements: { '1.1': { pool: 'api', executors: ['script'], evidence: 'none', retry: { maxAttempts: 1 } } },
      branchPrefix: 'work/',
    });
  });

  test.each([
    '..',
    '../a',
    'a/../../b',
    '/etc/passwd',
    'C:\\a',
    'a\\..\\b',
    '',
    '.',
    './',
    '.git',
    'a/.GIT/hooks',
    'a\0',
  ])('brings nothing from outside: %j', (path) => {
    const [problem] = problemsOf(JSON.stringify({ worktree: { bring: [path] } }));
    expect(problem).toMatchObject({ rule: 'wrong-type', severity: 'error' });
    expect(problem?.advice).toContain('relative to the root');
  });

  test('a prefix is taken exactly where git would take the branch', () => {
    const part = fc.constantFrom(
      'a',
      'b-',
      '.',
      '/',
      '..',
      '@',
      '{',
      '@{',
      '.lock',
      '~',
      ' ',
      '-',
      '*',
      '[',
      ':',
      'ü',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        const prefix = parts.join('');
        const { status } = spawnSync('git', ['check-ref-format', '--branch', `${prefix}20260101-1200-ab`]);
        expect(read(JSON.stringify({ branchPrefix: prefix })).ok, prefix).toBe(status === 0);
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  test('names that every object has are names like others', () => {
    const text =
      '{ "executors": { "constructor": { "kind": "simulate" }, "__proto__": { "kind": "simulate" } }, "pools": { "toString": { "executor": "constructor" } } }';
    const config = read(text);
    expect(config.ok && Object.keys(config.value.executors)).toEqual(['constructor', '__proto__']);
    expect(problemsOf('{ "defaultExecutor": "toString" }')).toMatchObject([{ rule: 'unknown-executor' }]);
  });

  test('all its problems are told at once, in the order of the file', () => {
    const text = '{\n "pools": { "api": 7 },\n "pool": 1,\n "maxExecutors": -1\n}';
    expect(problemsOf(text).map(({ at }) => at.line)).toEqual([2, 3, 4]);
  });

  test('is refused by the reader exactly where the published schema refuses it', () => {
    const schema = JSON.parse(
      readFileSync(new URL('../../schemas/config.schema.json', import.meta.url), 'utf8'),
    ) as object;
    const validate = new Ajv2020({ strict: false }).compile(schema);
    const odd = fc.oneof(
      fc.integer({ min: -2, max: 5 }),
      fc.constantFrom<unknown>(
        null,
        '',
        'three',
        1.5,
        200,
        2_000_000,
        [],
        [''],
        ['a'],
        {},
        true,
        '../x',
        '.git',
        'a\0',
      ),
    );
    // Mistakes are rare, so that about half of the configurations have none, and most of the others have one.
    const rarely = <One>(mistake: fc.Arbitrary<One>, good: fc.Arbitrary<One>) =>
      fc.oneof({ weight: 1, arbitrary: mistake }, { weight: 30, arbitrary: good });
    const some = (fields: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
      rarely<unknown>(odd, fc.record(fields, { requiredKeys: [] }));
    const good = (words: readonly unknown[], mistakes: readonly unknown[] = []) =>
      rarely(fc.oneof(odd, fc.constantFrom(...mistakes, null)), fc.constantFrom(...words));
    const listOf = (one: fc.Arbitrary<unknown>) => rarely<unknown>(odd, fc.array(one, { maxLength: 3 }));
    const byName = (names: readonly string[], wrong: readonly string[], one: fc.Arbitrary<unknown>) =>
      rarely<unknown>(
        fc.oneof(odd, fc.dictionary(fc.constantFrom(...wrong), one)),
        fc.dictionary(fc.constantFrom(...names), one, { maxKeys: 2 }),
      );
    const command = good(['make', ['make', 'all'], 'a\nb', ' a'], ['\n', ['a', 3], ['a\0'], [[]]]);
    const time = good([0.001, 1, 1_000_000], [0, 1_000_001]);
    const times = { timeoutSeconds: time, idleTimeoutSeconds: time };
    const rules = {
      ...times,
      maxAttempts: good([1, 100], [0, 101, 1.5]),
      retry: some({
        baseSeconds: good([0, 86_400], [-1, 86_401]),
        factor: good([1, 1.5, 10], [0, 11]),
        jitter: good(['full', 'none']),
      }),
      onFailure: good(['fail', 'skip', 'escalate']),
    };
    // A name that no executor has is refused by the reader alone: a schema does not know them.
    const isOtherName = (name: unknown) => typeof name === 'string' && name !== 'one';
    const executors = good([['one']], [['one', 'one']]).filter(
      (list) => !Array.isArray(list) || !list.some(isOtherName),
    );
    const who = fc.oneof(
      { weight: 10, arbitrary: fc.constant({}) },
      { weight: 10, arbitrary: fc.record({ executor: good(['one']).filter((name) => !isOtherName(name)) }) },
      { weight: 10, arbitrary: fc.record({ executors }) },
      { weight: 1, arbitrary: fc.constant({ executor: 'one', executors: ['one'] }) },
    );
    const withWho = (fields: fc.Arbitrary<unknown>) =>
      fc.tuple(fields, who).map(([one, other]) => (typeof one === 'object' && one ? { ...one, ...other } : one));
    const kind = (name: string, fields: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
      fc.record({ kind: good([name], ['claude', 'simulated']), ...times, ...fields }, { requiredKeys: ['kind'] });
    const env = listOf(good(['KEY', '_a1'], ['A=1', '1A']));
    const seconds = good([0, 1_000_000], [-1, 1_000_001]);
    const executor = rarely<unknown>(
      odd,
      fc.oneof(
        fc.tuple(kind('command', { env }), command).map(([one, words]) => ({ command: words, ...one })),
        kind('simulate', {
          seconds,
          secondsPerHour: seconds,
          failureRate: good([0, 0.5, 1], [-0.1, 1.1]),
          seed: good([0, 999_999_999], [-1, 1e9, 0.5]),
        }),
      ),
    );
    const outside = ['/etc', 'a/..', 'C:x', 'a\\b', '.', './', 'x/.GIT/y', '../b', '.git', ''];
    const inside = good(['.env', './a/', 'a..b/...', 'tests/**', '.github'], outside);
    const check = fc.oneof(
      command,
      fc
        .tuple(some({ protect: listOf(inside), timeoutSeconds: time }), command)
        .map(([one, words]) => (typeof one === 'object' ? { command: words, ...one } : one)),
    );
    const config = some({
      ...rules,
      maxExecutors: good([1, 1000], [0, 1.5]),
      pools: byName(['default', 'api'], ['x'], withWho(some({ slots: good([1, 9], [0]), ...rules }))),
      preset: good(presetNames),
      checks: listOf(check),
      worktree: some({ mode: good(['clone', 'copy', 'none']), setup: listOf(command), bring: listOf(inside) }),
      achievements: byName(
        ['1.1', '1.10.2', '0.0', '9999.1'],
        ['1', '01.1', '1.01', '10000.1', '1.1.1.1'],
        withWho(some({ pool: good(['api'], ['']), evidence: good(['diff', 'none']), ...rules })),
      ),
      branchPrefix: good(
        ['a/', 'a.lock', 'ü/', 'x'.repeat(100)],
        ['-a', '/a', 'a//b', 'a..', 'a b', 'a.lock/', '.a', 'a/.b', 'a@{', 'ü~', 'x'.repeat(101)],
      ),
      unheard: odd,
    });
    const withExecutors = fc
      .tuple(config, executor, rarely(fc.constant('a b'), fc.constant('two')), executor)
      .map(([one, first, name, second]) =>
        typeof one === 'object' && one && !Array.isArray(one)
          ? { executors: { one: first, [name]: second }, ...one }
          : one,
      );
    const verdicts = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(withExecutors, (one) => {
        const isAccepted = validate(one);
        verdicts[isAccepted ? 'accepted' : 'refused']++;
        expect(read(JSON.stringify(one)).ok).toBe(isAccepted);
      }),
      { seed: 1, numRuns: 1000 },
    );
    expect(Math.min(verdicts.accepted, verdicts.refused)).toBeGreaterThan(200);
  });
});
