import { describe, expect, test } from 'vitest';
import { jsonOf } from '../cli/json-output.ts';
import { planloom } from '../support/planloom.ts';
import type { Setting } from '../support/planloom.ts';
import { scriptedAgent } from '../support/scripted-agent.ts';
import type { ScriptedAgent } from '../support/scripted-agent.ts';
import { workspace } from '../support/workspace.ts';
import type { Workspace } from '../support/workspace.ts';
import { fenced, todoAnswer } from './todo-plan.ts';

const make = (place: Workspace, agent: ScriptedAgent, argv: readonly string[], setting: Setting = {}) =>
  planloom(place, ['new', 'plan', 'REMINDERS', '--from', 'a todo app', '--agent', 'claude', ...argv], {
    agentCalls: agent,
    interruptions: [],
    ...setting,
  });

const keptIn = (place: Workspace): string | undefined =>
  place.files().find((file) => file.startsWith('.git/planloom/answers/'));

describe('an answer that was paid for', () => {
  test.each([
    ['a plan that nobody wanted yet', fenced(todoAnswer()), [], { answer: false }, 1],
    ['a plan that was only looked at', fenced(todoAnswer()), ['--dry-run'], {}, 0],
  ] as const)('is kept for %s, and can be used without asking again', async (_, text, argv, setting, expected) => {
    const place = workspace({ '.git/HEAD': '' });
    const { code, stderr } = await make(place, scriptedAgent(text), argv, setting);
    expect(code).toBe(expected);
    const file = keptIn(place) ?? '';
    expect(place.read(file)).toBe(text);
    expect(stderr.replace(/\s+/g, ' ')).toContain(
      `planloom new plan REMINDERS --from 'a todo app' --agent claude --answer ${file}`,
    );
    const nobody = scriptedAgent();
    const used = await make(place, nobody, ['--answer', file, '--yes']);
    expect(used).toMatchObject({ code: 0 });
    expect(used.stdout).toContain(`from the answer in ${file}, no model was asked`);
    expect(place.read('work-space/plans/REMINDERS/PLAN_REMINDERS.md')).toContain('**Planned by**: `claude`');
    expect(nobody.asked).toEqual([]);
  });

  test('is kept where it is refused, and its words are shown', async () => {
    const place = workspace({ '.git/HEAD': '' });
    const { code, stderr } = await make(place, scriptedAgent('No.', "I'm sorry,\n\nI can't help with that."), [
      '--yes',
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain("claude said:\n  I'm sorry,\n  I can't help with that.\n");
    const file = keptIn(place) ?? '';
    expect(stderr.replace(/\s+/g, ' ')).toContain(`the answer is kept in ${file}.`);
    expect(place.read(file)).toContain('help with that');
    const again = await make(place, scriptedAgent(), ['--answer', file, '--yes']);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('There is no JSON object in the answer.');
  });

  test('names its file in JSON', async () => {
    const place = workspace({ '.git/HEAD': '' });
    const outcome = await make(place, scriptedAgent(fenced(todoAnswer())), ['--dry-run', '--json']);
    expect(jsonOf(outcome, 'new-plan')).toMatchObject({ answerFile: keptIn(place) });
    expect(outcome.stderr).toBe('');
  });
});

describe('nobody is asked', () => {
  test('where the plan could not be written', async () => {
    const place = workspace({ '.git/HEAD': '', 'work-space': 'a file' });
    const agent = scriptedAgent();
    const { code, stderr } = await make(place, agent, ['--yes']);
    expect(code).toBe(2);
    expect(stderr).toContain('cannot be written');
    expect(agent.asked).toEqual([]);
  });

  test('where rules plan, and an answer is brought', async () => {
    const { code, stderr } = await planloom(workspace({ '.git/HEAD': '' }), [
      'new',
      '--from',
      'x y',
      '--planner',
      'heuristic',
      '--answer',
      'a.json',
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('contradict each other');
  });
});
