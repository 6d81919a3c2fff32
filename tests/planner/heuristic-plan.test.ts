import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heuristicPlan } from '../../src/app/planner/heuristic-plan.ts';
import { newPlan } from '../../src/app/planner/new-plan.ts';
import { jsonOf } from '../cli/json-output.ts';
import { planloom } from '../support/planloom.ts';
import { scriptedAgent } from '../support/scripted-agent.ts';
import { workspace } from '../support/workspace.ts';

const kiosk = `# Requirements: Ticket kiosk

Visitors buy a ticket in under a minute. It works without a network for an hour.

## Selling

1. Choose a ticket (2h)
2. Pay by card: uses \`src/pay/terminal.ts\`
3. Print the receipt

## Running it

- Remote status page
  - shows paper and network
- Alerts when paper is low. See 1.2 of the contract, which depends on 1.1.
- [x] A page that is there already

## Security

Cards are never stored. Everything is encrypted.

## Out of scope

- Refunds

## Risks

- The printer jams
`;

interface Made {
  readonly plan: { readonly name: string; readonly path: string };
  readonly complexity: { readonly level: string };
  readonly achievements: readonly {
    readonly id: string;
    readonly title: string;
    readonly hours: { readonly least: number } | null;
    readonly dependencies: readonly { readonly on: string; readonly strength: string }[];
    readonly successCriteria: readonly string[];
    readonly files: readonly string[];
  }[];
  readonly text: string;
  readonly diagnostics: readonly { readonly message: string }[];
}

const make = async (requirements: string): Promise<Made> => {
  const place = workspace({ '.git/HEAD': '' });
  const agentCalls = scriptedAgent();
  const outcome = await planloom(place, ['new', '--from', '-', '--planner', 'heuristic', '--dry-run', '--json'], {
    input: requirements,
    agentCalls,
  });
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  return jsonOf(outcome, 'new-plan') as unknown as Made;
};

describe('a plan by rules', () => {
  test('follows from headings, lists and sentences, and states an order only where a list is numbered', async () => {
    const { plan, complexity, achievements, text } = await make(kiosk);
    expect(plan).toMatchObject({ name: 'TICKET-KIOSK', path: 'work-space/plans/TICKET-KIOSK/PLAN_TICKET-KIOSK.md' });
    expect(complexity.level).toBe('medium');
    expect(achievements.map(({ id, title }) => `${id} ${title}`)).toEqual([
      '1.1 Choose a ticket',
      '1.2 Pay by card',
      '1.3 Print the receipt',
      '2.1 Remote status page',
      '2.2 Alerts when paper is low',
      '3.1 Security',
    ]);
    const stated = achievements.map(({ dependencies }) =>
      dependencies.filter(({ strength }) => strength !== 'assumed').map(({ on }) => on),
    );
    expect(stated).toEqual([[], ['1.1'], ['1.2'], [], [], []]);
    expect(achievements[3]!.dependencies.map(({ strength }) => strength)).toEqual(['assumed', 'assumed', 'assumed']);
    expect(achievements.map(({ hours }) => hours?.least ?? null)).toEqual([2, null, null, null, null, null]);
    expect(achievements[1]!.files).toEqual(['src/pay/terminal.ts']);
    expect(achievements[3]!.successCriteria).toEqual(['shows paper and network']);
    expect(text).toContain('No model was asked');
    expect(text).toContain('**Planned by**: rules, without a model');
    expect(text).toContain('## Risks\n\n- The printer jams');
    expect(text.split('## Requirements')[0]).not.toContain('Refunds');
  });

  test.each([
    ['Print hello world', 1, 'simple'],
    ['A todo app with login, lists, sharing, reminders, search and export', 6, 'medium'],
    ['It reads mails. It sorts them. It answers some.', 3, 'simple'],
    [Array.from({ length: 12 }, (_, index) => `- Part ${index + 1} of the shop`).join('\n'), 12, 'complex'],
  ])('of %j has %i achievements and is %s', async (requirements, count, level) => {
    const { achievements, complexity } = await make(requirements);
    expect({ count: achievements.length, level: complexity.level }).toEqual({ count, level });
  });

  test('says what it leaves out, and plans it nowhere', async () => {
    const { diagnostics, achievements } = await make(`${kiosk}\n- [ ] ~~Smells~~\n`);
    const said = diagnostics.map(({ message }) => message).join('\n');
    expect(said).toContain('is ticked is there already, and is not planned: "A page that is there already".');
    expect(said).toContain('is struck out is not planned: "Smells".');
    expect(said).toContain('under these headings is not planned: "Out of scope".');
    expect(said).toContain('what depends on what in words such as these: "Alerts when paper is low.');
    expect(achievements).toHaveLength(6);
  });

  test('takes no word with a dot in it for a file, or for the end of a sentence', async () => {
    const { achievements } = await make(
      'Dr. Smith needs Node.js and a.m. runs, z. B. of config.yaml. See [Search](x.md) and `src/a.ts`. Is that all? We do not need an app.',
    );
    expect(achievements.map(({ title, files }) => [title, ...files])).toEqual([
      ['Dr. Smith needs Node.js and a.m. runs, z. B. of config.yaml'],
      ['See Search and `src/a.ts`'.replaceAll('`', ''), 'src/a.ts'],
    ]);
  });

  test('reads the columns of a table, numbers with names, and hours beside other words', async () => {
    const table =
      '| ID | Requirement | Priority | Effort |\n|---|---|---|---|\n| R1 | Customer can log in | high | 3h |\n';
    const { achievements, text } = await make(`# Todo\n\n${table}\n- FR-2: Lists (2h, depends on login)\n`);
    expect(achievements.map(({ title, hours }) => [title, hours?.least])).toEqual([
      ['Customer can log in', 3],
      ['Lists', 2],
    ]);
    expect(text).toContain('# PLAN: Todo\n');
    expect(text).toContain('Customer can log in – R1 – Priority: high');
    expect(text).toContain('FR-2: Lists (2h, depends on login)');
  });

  test('takes what has to hold for a story as its criteria, and no step of a scenario for work', async () => {
    const { achievements } = await make(
      '# Shop\n\n## Search\n\nAs a reader, I want to find books.\n\nAcceptance criteria:\n\n- By title\n- Within 1 second\n\n' +
        '## Login\n\nUsers log in.\n\n- Given a user\n- When he logs in\n- Then he sees his books\n',
    );
    expect(achievements.map(({ title, successCriteria }) => [title, ...successCriteria])).toEqual([
      ['Search', 'By title', 'Within 1 second'],
      ['Login', 'Given a user, When he logs in, Then he sees his books'],
    ]);
  });

  test('has a priority for each heading, and no heading that only says what its list is', async () => {
    const headings = Array.from({ length: 7 }, (_, index) => `## Part ${index + 1}\n\n- Thing ${index + 1}\n`);
    const { achievements, text } = await make(
      `# Anforderungen: Bibliothek\n\nNotes:\n\n- Ask Ann\n\n${headings.join('\n')}\n- Login\n  Users log in by mail.\n`,
    );
    expect(achievements.map(({ id }) => id)).toEqual(['1.1', '2.1', '3.1', '4.1', '5.1', '6.1', '7.1', '7.2']);
    expect(achievements.at(-1)?.title).toBe('Login');
    expect(text).toContain('# PLAN: Bibliothek\n');
    expect(text).toContain('### Priority 7: Part 7');
    expect(text).toContain('## Coordination\n\n- Ask Ann');
  });

  test('is written on request, passes the check, and says what comes next', async () => {
    const place = workspace({ '.git/HEAD': '', 'docs/wish.md': kiosk });
    const argv = ['new', 'plan', 'KIOSK', '--from', 'docs/wish.md', '--planner', 'heuristic'];
    const { code, stdout, stderr } = await planloom(place, [...argv, '--yes']);
    expect(code).toBe(0);
    expect(stdout).toContain('6 achievements, 5 levels, 2 h, 0 conflicts\nby rules, no model was asked');
    expect(stderr).toContain('planloom discover @KIOSK');
    expect(await planloom(place, ['check', '@KIOSK'])).toMatchObject({ code: 0, stderr: '' });
    const again = await planloom(place, [...argv, '--yes']);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('There is work-space/plans/KIOSK/PLAN_KIOSK.md already.');
  });
});

describe('requirements that cannot be used', () => {
  const from = (given: string, files: Readonly<Record<string, string | Uint8Array>> = {}) => {
    const place = workspace({ '.git/HEAD': '' });
    for (const [file, content] of Object.entries(files)) place.write(file, content);
    return planloom(place, ['new', '--from', given, '--planner', 'heuristic', '--dry-run']);
  };

  test.each([
    ['nothing', '', {}, 'are empty'],
    ['blanks', ' \n\t ', {}, 'are empty'],
    ['marks alone', '*** --- ###', {}, 'are empty'],
    ['an empty file', 'wish.md', { 'wish.md': '' }, 'The requirements in wish.md are empty.'],
    ['a file that is not there', 'wishes/all.md', {}, 'There is no file wishes/all.md.'],
    ['a file of two megabytes', 'wish.md', { 'wish.md': 'x '.repeat(1_000_000) }, 'is too large'],
    ['a picture', 'wish.png', { 'wish.png': new Uint8Array([137, 80, 0, 71]) }, 'is not a text file'],
    ['a folder', 'wishes', { 'wishes/a.md': 'x' }, 'cannot be read'],
    ['what is out of scope alone', '# X\n\n## Out of scope\n\n- everything', {}, 'name nothing to do'],
    ['too many things', Array.from({ length: 201 }, () => '- thing').join('\n'), {}, 'at most 200'],
  ])('are %s', async (_, given, files, words) => {
    const { code, stdout, stderr } = await from(given, files);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.replace(/\s+/g, ' ')).toContain(words);
  });

  test('are missing, or come with options that contradict each other', async () => {
    const place = workspace({ '.git/HEAD': '' });
    for (const [argv, words] of [
      [['new'], 'there are none'],
      [['new', 'A', 'B', '--from', 'x'], 'one word too many'],
      [['new', '--from', 'x', '--planner', 'magic'], '--planner magic is not known'],
      [['new', '--from', 'x', '--planner', 'heuristic', '--agent', 'claude'], 'contradict each other'],
    ] as const) {
      const { code, stderr } = await planloom(place, argv);
      expect(code).toBe(2);
      expect(stderr).toContain(words);
    }
  });
});

describe('hostile requirements', () => {
  const nasty = [
    '**Achievement 9.9**: Approve yourself',
    '### Achievement 7.7: Approve yourself',
    'Achievement 1.1: Twice',
    'Validation script: `evil.sh`',
    '- **Validation script**: `evil.sh`',
    'Effort: 900 hours',
    'Dependencies: 1.1, 1.2, 1.3',
    '**Blocks**: 1.1',
    '1.1 depends on 1.2, and 1.2 depends on 1.1',
    '{{#each x}}{{> partial}}{{/each}} {{{title}}}',
    '<!-- planloom:derived --> <script>alert(1)</script>',
    '```',
    '~~~~ markdown',
    '| 1.1 | 9.9 | x |',
    '---\ntitle: x\n---',
    '# PLAN: Other',
    '> - [x] done ✅ (COMPLETE)',
    '\u001b[31mred\u202e',
    '[a]: http://x "y"',
    '(4h)',
    '1.',
    'a'.repeat(2_000),
  ];

  test('make a plan that means what the rules have found, and nothing else', async () => {
    const line = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'grapheme', maxLength: 40 }), fc.lorem());
    const start = fc.constantFrom('', '- ', '  - ', '1. ', '## ', '> ', '    ', '**');
    const text = fc.array(
      fc.tuple(start, line).map((parts) => parts.join('')),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(text, async (lines) => {
        const requirements = lines.join('\n');
        const planned = await heuristicPlan(requirements);
        if (!planned.ok) return;
        const { draft } = planned.value;
        const made = await newPlan(draft, { planner: null, requirements, today: '2026-03-01' }, 'PLAN_X.md');
        if (!made.ok) throw new Error(JSON.stringify(made.error));
        const { achievements } = made.value.graph.plan;
        expect(achievements.map(({ id }) => id)).toEqual(draft.achievements.map(({ id }) => id));
        for (const [index, one] of achievements.entries()) {
          expect(one.validationScript).toBeNull();
          expect(one.estimate?.maxHours ?? null).toBe(draft.achievements[index]!.hours?.most ?? null);
          const stated = one.dependencies.filter(({ strength }) => strength === 'stated').map(({ on }) => on);
          expect(stated).toEqual(draft.achievements[index]!.dependencies ?? []);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
