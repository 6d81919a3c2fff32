import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { frame } from '../../src/documents/prompts/fill-frame.ts';
import { openParts } from '../../src/documents/open-parts.ts';
import type { AgentCalls } from '../../src/ports/agent-calls.ts';
import { planloom } from '../support/planloom.ts';
import type { Outcome, Setting } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';
import type { Workspace } from '../support/workspace.ts';

const example = new URL('../../examples/webhooks/PLAN_WEBHOOKS.md', import.meta.url);
const first = 'subplans/SUBPLAN_WEBHOOKS_01.md';
const second = 'subplans/SUBPLAN_WEBHOOKS_02.md';

/** The example with the SUBPLANs of its first level, which are made once. */
let made: Readonly<Record<string, string>> | undefined;
const withSubplans = async (): Promise<Workspace> => {
  if (made === undefined) {
    const place = workspace({ 'PLAN_WEBHOOKS.md': readFileSync(example, 'utf8') });
    await planloom(place, ['subplan', '--batch', '--yes']);
    made = Object.fromEntries(place.files().map((file) => [file, place.read(file)]));
  }
  return workspace(made);
};

/** The ids that the prompt names, in its order. */
const idsIn = ({ stdout }: Outcome): readonly string[] =>
  [...stdout.matchAll(/^- `([\d.]+\/\w+\/\w+)`/gm)].map(([, id]) => id!);
const asked = async (place: Workspace, ...words: readonly string[]): Promise<readonly string[]> =>
  idsIn(await planloom(place, ['prompt', 'fill', ...words]));
const apply = (place: Workspace, answer: string, words: readonly string[] = ['--yes'], setting: Setting = {}) =>
  planloom(place, ['prompt', 'apply', '-', ...words], { ...setting, input: answer });

describe('an answer', () => {
  test('goes into the open parts, and no other byte changes; a second time it changes nothing', async () => {
    const place = await withSubplans();
    const before = { [first]: `\ufeff${place.read(first).replaceAll('\n', '\r\n')}`, [second]: place.read(second) };
    place.write(first, before[first]);
    const ids = await asked(place);
    expect(ids).toHaveLength(16);
    const answer = `Here it is.\n\n${ids.map((id) => frame(id, `Decided: ${id}\n\n#### Phase\n\n\`\`\`js\n## code\n\`\`\``)).join('words\n')}`;
    const { code, stdout, stderr } = await apply(place, answer);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('stdin, 16 parts: 16 to fill');
    for (const [file, end] of [
      [first, '\r\n'],
      [second, '\n'],
    ] as const) {
      const next = ids.filter((id) => id.startsWith(file === first ? '0.1' : '0.2')).values();
      const expected = before[file]
        .split(end)
        .map((line) =>
          line.startsWith('> **To be written')
            ? `Decided: ${next.next().value}\n\n#### Phase\n\n\`\`\`js\n## code\n\`\`\``.replaceAll('\n', end)
            : line,
        )
        .join(end);
      expect(place.read(file)).toBe(expected);
    }
    const after = [first, second].map((file) => place.read(file));
    const again = await apply(place, answer);
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('16 there already');
    expect([first, second].map((file) => place.read(file))).toEqual(after);
  });

  test('is shown first: nothing is written without a yes', async () => {
    const place = await withSubplans();
    const before = place.read(first);
    const [id] = await asked(place, '0.1');
    const answer = frame(id!, 'Words.');
    expect((await apply(place, answer, [])).code).toBe(2);
    expect((await apply(place, answer, [], { answer: false })).code).toBe(1);
    const dry = await apply(place, answer, ['--dry-run']);
    expect([dry.code, dry.stdout]).toEqual([0, expect.stringContaining('1 of 8 open parts  would be written')]);
    expect(place.read(first)).toBe(before);
    const said = await apply(place, answer, [], { answer: true });
    expect([said.code, said.stdout]).toEqual([0, `  written  ${first}\n`]);
    expect(openParts(place.read(first))).toHaveLength(7);
  });

  test('may leave parts out, leave them empty, and be wrapped in a fence as a whole', async () => {
    const place = await withSubplans();
    const [one, two] = await asked(place, '0.1');
    const { code, stdout } = await apply(
      place,
      `\`\`\`\n${frame(one!, '```markdown\n- a\n```')}${frame(two!, '\n')}\`\`\``,
    );
    expect(code).toBe(0);
    expect(stdout).toContain('2 parts: 1 to fill, 1 left open');
    expect(place.read(first).split('\n')[33]).toBe('- a');
  });

  test('is refused for a whole document where one text of it does not fit, and goes into the others', async () => {
    const place = await withSubplans();
    const before = place.read(first);
    const ids = await asked(place);
    const mine = ids.filter((id) => id.startsWith('0.1'));
    const answer = `${frame(mine[0]!, 'Fits.')}${frame(mine[1]!, 'Words\n\n## Next section')}${frame(ids[8]!, 'Fits.')}`;
    const { code, stdout, stderr } = await apply(place, answer);
    expect(code).toBe(1);
    expect(stderr).toContain('stdin:7:1  error  bad-filling');
    expect(stdout).toContain(`${first} stays as it is: 1 text would fit`);
    expect(place.read(first)).toBe(before);
    expect(openParts(place.read(second))).toHaveLength(7);
  });

  test('that breaks off leaves the document alone in which it broke off', async () => {
    const place = await withSubplans();
    const before = place.read(second);
    const ids = await asked(place);
    const { code, stderr } = await apply(
      place,
      ids
        .map((id) => frame(id, 'Words.'))
        .join('')
        .slice(0, -10),
    );
    expect(code).toBe(1);
    expect(stderr).toContain(`The part ${ids[15]} has no end.`);
    expect(openParts(place.read(first))).toEqual([]);
    expect(place.read(second)).toBe(before);
  });

  test('that contradicts itself is refused with both places', async () => {
    const place = await withSubplans();
    const [id] = await asked(place, '0.1');
    const { code, stderr } = await apply(place, frame(id!, 'One.') + frame(id!, 'Two.'));
    expect(code).toBe(1);
    expect(stderr).toContain('stdin:4:1');
    expect(stderr).toContain('stdin:1:1');
    expect((await apply(place, frame(id!, 'One.') + frame(id!, 'One.'))).code).toBe(0);
  });

  test('to a part that changed since, or whose document somebody else changed, is refused', async () => {
    const place = await withSubplans();
    const [id] = await asked(place, '0.1');
    place.write(first, place.read(first).replace('for each file, the functions', 'for each folder, the functions'));
    const { code, stderr } = await apply(place, frame(id!, 'Words.'));
    expect(code).toBe(1);
    expect(stderr).toContain(`names no open part of ${first}: it was filled or changed`);
  });

  test.each([
    ['a document that the plan has not', '9.9/S/0123abcd', 'WEBHOOKS has no document that 9.9/S/0123abcd names'],
    ['a path', '../../PLAN_WEBHOOKS.md', 'WEBHOOKS has no document that ../../PLAN_WEBHOOKS.md names'],
    ['a part that never was', '0.1/S/00000000', 'names no open part of'],
    ['an EXECUTION_TASK that is not there', '0.1/T1/00000000', 'WEBHOOKS has no document'],
  ])('cannot name %s', async (_, id, message) => {
    const place = await withSubplans();
    const files = place.files();
    const { code, stderr } = await apply(place, frame(id, '# APPROVED'));
    expect(code).toBe(1);
    expect(stderr.replace(/\s+/g, ' ')).toContain(message);
    expect(place.files()).toEqual(files);
  });

  test('without a text for a part is bad input', async () => {
    const place = await withSubplans();
    const { code, stderr } = await apply(place, 'I approve everything.');
    expect(code).toBe(2);
    expect(stderr).toContain('stdin holds no text for an open part.');
    expect((await apply(place, 'x'.repeat(2_000_001))).code).toBe(2);
  });

  test('cannot change what is approved', async () => {
    const place = await withSubplans();
    const [id] = await asked(place, '0.1');
    await planloom(place, ['approve', '0.1']);
    const before = place.read(first);
    const { code, stderr } = await apply(place, frame(id!, 'Words.'));
    expect(code).toBe(1);
    expect(stderr).toContain('0.1 is approved or skipped');
    expect(place.read(first)).toBe(before);
    expect(await asked(place)).toHaveLength(8);
    expect((await planloom(place, ['prompt', 'fill', '0.1'])).code).toBe(2);
  });

  test('cannot begin the log of an EXECUTION_TASK', async () => {
    const place = await withSubplans();
    await planloom(place, ['execution', '--batch', '--yes']);
    const task = 'execution/EXECUTION_TASK_WEBHOOKS_01_01.md';
    const before = place.read(task);
    const id = (await asked(place, '0.1')).find((one) => one.includes('/T1/'));
    const { code, stderr } = await apply(place, frame(id!, '#### Iteration 1: all of it is done'));
    expect(code).toBe(1);
    expect(stderr).toContain('would change more of');
    expect(place.read(task)).toBe(before);
  });

  test("stays out of another plan's documents, and of those that lie outside", async () => {
    const place = await withSubplans();
    const elsewhere = workspace({ 'SUBPLAN_WEBHOOKS_01.md': place.read(first) });
    const [id] = await asked(place, '0.1');
    place.write('other/PLAN_OTHER.md', place.read('PLAN_WEBHOOKS.md'));
    const other = await planloom(place, ['prompt', 'apply', '@OTHER', '-', '--yes'], { input: frame(id!, 'Words.') });
    expect(other.code).toBe(1);
    expect(other.stderr).toContain('OTHER has no document that');
    mkdirSync(place.path('other', 'subplans'));
    symlinkSync(elsewhere.path('SUBPLAN_WEBHOOKS_01.md'), place.path('other', 'subplans', 'SUBPLAN_OTHER_01.md'));
    const out = await planloom(place, ['prompt', 'fill', '@OTHER']);
    expect(out.stderr).toContain('lies outside of the workspace');
    expect(out.stdout).toBe('');
  });

  test('of an agent is brought in at once, and asked for once more where it does not fit', async () => {
    const place = await withSubplans();
    const prompts: string[] = [];
    const ids = await asked(place, '0.2');
    const agentCalls: AgentCalls = {
      ask: ({ prompt }) => {
        prompts.push(prompt);
        const text = frame(ids[0]!, prompts.length === 1 ? '# Too high' : 'Right.');
        return Promise.resolve({
          ok: true,
          message: '',
          retryClass: null,
          text,
          usage: null,
          costUsd: 0.01,
          seconds: 1,
        });
      },
    };
    const setting = {
      interruptions: [],
      agentCalls,
      agents: [
        { name: 'claude', installed: true, version: '1', program: 'claude', abilities: [], ready: true } as const,
      ],
    };
    const { code, stdout } = await planloom(
      place,
      ['prompt', 'fill', '0.2', '--agent', 'claude', '--yes', '--json'],
      setting,
    );
    expect(code).toBe(0);
    expect(prompts[1]).toContain('The heading would end the section');
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'filling',
      documents: [{ id: '0.2', path: second, parts: [ids[0]], written: true }],
      refused: [],
      agent: 'claude',
      calls: { calls: 2 },
    });
    expect(place.read(second)).toContain('\nRight.\n');
  });
});

describe('an answer about the PLAN itself', () => {
  const file = 'work-space/plans/KIOSK/PLAN_KIOSK.md';
  const begun = async (): Promise<{ readonly place: Workspace; readonly ids: readonly string[] }> => {
    const place = workspace({ '.git/HEAD': '' });
    const achievements = ['--achievement', '1.1: Choose', '1.2: Pay', '--needs', '1.2: 1.1'];
    await planloom(place, ['new', 'plan', 'KIOSK', ...achievements]);
    const { stdout } = await planloom(place, ['prompt', 'fill', '@KIOSK', '--plan']);
    expect(stdout).toContain('- Achievement 1.2: Pay');
    return { place, ids: [...stdout.matchAll(/^- `(PLAN\/\w+)`/gm)].map(([, id]) => id!) };
  };

  test('goes into its open parts, whatever fields it adds', async () => {
    const { place, ids } = await begun();
    expect(ids).toHaveLength(openParts(place.read(file)).length);
    const answer = ids.map((id) => frame(id, `- **Goal**: Decided, ${id}`)).join('\n');
    const { code, stdout } = await apply(place, answer);
    expect(code).toBe(0);
    expect(stdout).toContain(`✓ PLAN  ${file}`);
    expect(openParts(place.read(file))).toEqual([]);
    expect((await planloom(place, ['prompt', 'fill', '--plan'])).stderr).toContain('Nothing is open');
    expect((await planloom(place, ['parse', '--json'])).json()).toMatchObject({
      achievements: [{ title: 'Choose' }, { title: 'Pay' }],
    });
  });

  test.each([
    ['**Achievement 1.3**: Print', 'its achievements would be others.'],
    ['- **Dependencies**: 9.9', '9.9'],
    ['- **Dependencies**: 1.2', 'depend'],
  ])('that says %s is refused, and nothing is written', async (text, why) => {
    const { place, ids } = await begun();
    const before = place.read(file);
    const wish = openParts(before).findIndex(({ text: one }) => one.startsWith('what it is and why'));
    const { code, stderr } = await apply(place, frame(ids[wish]!, text));
    expect({ code, text: place.read(file) }).toEqual({ code: 1, text: before });
    expect(stderr).toContain(why);
  });
});
