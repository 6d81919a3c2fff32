import { describe, expect, test } from 'vitest';
import { jsonOf } from '../cli/json-output.ts';
import { planloom } from '../support/planloom.ts';
import type { Setting } from '../support/planloom.ts';
import { scriptedAgent } from '../support/scripted-agent.ts';
import type { ScriptedAgent } from '../support/scripted-agent.ts';
import type { Workspace } from '../support/workspace.ts';
import { answerOf, lineOf, museumSite, pagesNeedPictures, parallelFile, visitNeedsNoCatalogue } from './museum.ts';

const discover = (place: Workspace, agent: ScriptedAgent, argv: readonly string[], setting: Setting = {}) =>
  planloom(place, ['discover', '--agent', 'claude', ...argv], { agentCalls: agent, interruptions: [], ...setting });

const good = answerOf([pagesNeedPictures], [visitNeedsNoCatalogue]);
const unproved = answerOf([{ ...pagesNeedPictures, text: 'Nobody ever wrote this' }]);

describe('discover --agent', () => {
  test('asks what --prompt asks, and keeps what --import would keep', async () => {
    const place = museumSite();
    const prompt = (await planloom(place, ['discover', '--prompt', '--quiet'])).stdout;
    const agent = scriptedAgent(`My answer:\n${good}`);
    const { code, stdout } = await discover(place, agent, ['--yes']);
    expect(code).toBe(0);
    expect(agent.asked).toMatchObject([{ prompt, folder: null, executor: 'claude' }]);
    expect(stdout).toContain('answer of claude, 2 proposals: 2 accepted, 0 known already, 0 refused');
    const byAgent = place.read(parallelFile);
    const imported = museumSite({ 'answer.json': good });
    await planloom(imported, ['discover', '--import', 'answer.json', '--yes']);
    expect(byAgent).toBe(imported.read(parallelFile));
  });

  test('shows what changes against what was stated, and what it took', async () => {
    const { stdout } = await discover(museumSite(), scriptedAgent(good), ['--dry-run']);
    const [, change] = stdout.split('Against what was stated\n');
    expect(change!.split('\n').map((line) => line.trim().replace(/ {2,}/g, ': '))).toEqual([
      'Stated before: 1 dependency',
      'Proposed now: 2.1 needs 1.2',
      'No longer assumed: 2.2 needs 1.1',
      '',
      'asked claude once: 12 s, $0.25, tokens 1.2 k in, 300 out',
      '',
    ]);
  });

  test('asks once more where a line is not there, with the line that is', async () => {
    const place = museumSite();
    const agent = scriptedAgent(unproved, good);
    const { code, stdout } = await discover(place, agent, ['--yes']);
    expect(code).toBe(0);
    expect(stdout).toContain('asked claude twice: 24 s, $0.50');
    const [first, second] = agent.asked.map(({ prompt }) => prompt);
    expect(second!.startsWith(first!.trimEnd())).toBe(true);
    expect(second).toContain('Your earlier answer was refused');
    expect(second).toContain(`PLAN_MUSEUM.md does not say "Nobody ever wrote this".`);
    expect(second).toContain(`line ${lineOf('A page for each object')} reads`);
  });

  test('refuses what is unproved twice, and keeps the rest', async () => {
    const place = museumSite();
    const mixed = answerOf([pagesNeedPictures, { ...pagesNeedPictures, needs: '9.9' }]);
    const { code, stdout } = await discover(place, scriptedAgent(mixed, mixed), ['--yes']);
    expect(code).toBe(1);
    expect(stdout).toContain('1 accepted, 0 known already, 1 refused');
    expect(place.read(parallelFile)).toContain('"agent"');
  });

  test.each([
    ['no JSON', 'Sorry.'],
    ['nothing', ''],
    ['a list', '[1, 2]'],
  ])('ends where the answer is %s twice, and writes nothing', async (_, answer) => {
    const place = museumSite();
    const { code, stdout, stderr } = await discover(place, scriptedAgent(answer, answer), ['--yes']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('cannot be used, and it was asked twice');
    expect(place.files()).not.toContain(parallelFile);
  });

  test('writes nothing before somebody has said so', async () => {
    const place = museumSite();
    const nobody = await discover(place, scriptedAgent(good), []);
    expect(nobody).toMatchObject({ code: 2, stdout: '' });
    expect(nobody.stderr).toContain('no agent was asked');
    const refused = await discover(place, scriptedAgent(good), [], { answer: false });
    expect(refused.code).toBe(1);
    expect(place.files()).not.toContain(parallelFile);
    const [kept = ''] = place.files().filter((file) => file.includes('/answers/'));
    expect(refused.stderr).toContain(`--import ${kept}`);
    expect((await planloom(place, ['discover', '--import', kept, '--dry-run'])).stdout).toContain('2 accepted');
    expect(await discover(place, scriptedAgent(good), [], { answer: true })).toMatchObject({ code: 0 });
    expect(place.files()).toContain(parallelFile);
  });

  test('prints JSON with what was asked and what changes', async () => {
    const outcome = await discover(museumSite(), scriptedAgent(good), ['--dry-run', '--json']);
    expect(jsonOf(outcome, 'import')).toMatchObject({
      agent: 'claude',
      calls: { calls: 1, costUsd: 0.25 },
      change: { stated: 1, added: [{ from: '2.1', on: '1.2' }], removed: [{ from: '2.2', on: '1.1' }] },
      dryRun: true,
    });
  });

  test('says why an agent gives no answer', async () => {
    const agent = scriptedAgent({
      ok: false,
      message: 'Not logged in',
      retryClass: 'auth',
      costUsd: null,
      usage: null,
    });
    const { code, stderr } = await discover(museumSite(), agent, ['--yes']);
    expect(code).toBe(1);
    expect(stderr).toContain('claude gave no answer: Not logged in.');
    expect(stderr).toContain('planloom doctor');
  });

  test.each([['--prompt'], ['--import', 'x.json'], ['--with-status']])(
    'does not go together with %s',
    async (...argv) => {
      expect(await discover(museumSite(), scriptedAgent(), argv)).toMatchObject({ code: 2, stdout: '' });
    },
  );
});
