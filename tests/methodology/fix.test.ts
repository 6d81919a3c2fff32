import { rmSync, symlinkSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planloom } from '../support/planloom.ts';
import type { Workspace } from '../support/workspace.ts';
import { workspace } from '../support/workspace.ts';
import { jsonOf } from '../cli/json-output.ts';

const folder = 'work-space/plans/HARBOUR';
const file = `${folder}/PLAN_HARBOUR.md`;

const plan = `# PLAN: Harbour

**Type**: PLAN

## Achievement Index

- Achievement 1.1: Berths counted (2h)
- **Achievement 2.1**: Lights lit

## Current Status & Handoff

- **SUBPLANs**: 7 created (by hand)
- **Completed Achievements**: 2/9 (22%)

## Desirable Achievements

**Achievement 1.1**: Berths counted

- **Effort**: 2h

**Achievement 1.2**: Pilots called

- **Effort**: 3-4h

**Achievement 2.1**: Lights lit

- **Effort**: 1h
`;
const mended = plan
  .replace('(2h)\n', '(2h)\n- Achievement 1.2: Pilots called (3-4h)\n')
  .replace('7 created', '1 created')
  .replace('2/9 (22%)', '0/3 (0%)');
const subplan = '# SUBPLAN: Achievement 1.1 - Berths counted\n';

/** Whether a line is the one it was; numbers of statistics may be others. */
const isSame = (line: string, before: string | undefined): boolean =>
  line === before || /SUBPLANs|Completed/.test(line);

const harbour = (text = plan): Workspace =>
  workspace({ [file]: text, [`${folder}/subplans/SUBPLAN_HARBOUR_11.md`]: subplan });

describe('check --fix', () => {
  test('adds to the index what it leaves out and corrects statistics, and keeps everything else', async () => {
    const place = harbour();
    const { code, stdout } = await planloom(place, ['check', '--fix', '--yes', '--quiet']);
    expect(code).toBe(0);
    expect(stdout).toContain('  8 + - Achievement 1.2: Pilots called (3-4h)\n');
    expect(stdout).toContain('1 file changed');
    expect(place.read(file)).toBe(mended);
  });

  test('keeps line ends and a byte order mark', async () => {
    const place = harbour(`\uFEFF${plan.replaceAll('\n', '\r\n')}`);
    await planloom(place, ['check', '--fix', '--yes']);
    expect(place.read(file)).toBe(`\uFEFF${mended.replaceAll('\n', '\r\n')}`);
  });

  test('shows the changes and makes none with --dry-run, without a terminal, and when the answer is no', async () => {
    const place = harbour();
    const dry = await planloom(place, ['check', '--fix', '--dry-run']);
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toContain('1 file to change');
    const nobody = await planloom(place, ['check', '--fix']);
    expect(nobody.code).toBe(2);
    expect(nobody.stderr).toContain('+ - Achievement 1.2');
    expect(nobody.stderr).toContain('Add --yes');
    const no = await planloom(place, ['check', '--fix'], { answer: false });
    expect(no).toMatchObject({ code: 1, stdout: '' });
    expect(place.read(file)).toBe(plan);
    await planloom(place, ['check', '--fix'], { answer: true });
    expect(place.read(file)).toBe(mended);
  });

  test('renames a document where none mentions the old name', async () => {
    const place = harbour();
    const task = `${folder}/execution/EXECUTION_TASK_HARBOUR_1.2_01.md`;
    place.write(`${folder}/subplans/SUBPLAN_HARBOUR_1.2.md`, subplan);
    place.write(task, '# EXECUTION_TASK\n');
    place.write('handbook/notes.md', 'See EXECUTION_TASK_HARBOUR_1.2_01.md.\n');
    const outcome = jsonOf(await planloom(place, ['check', '--fix', '--yes', '--json']), 'fixes');
    expect(outcome).toMatchObject({
      done: [
        { kind: 'edit', file },
        {
          kind: 'rename',
          file: `${folder}/subplans/SUBPLAN_HARBOUR_1.2.md`,
          to: `${folder}/subplans/SUBPLAN_HARBOUR_12.md`,
        },
      ],
      problems: [],
    });
    expect(place.files()).toContain(`${folder}/subplans/SUBPLAN_HARBOUR_12.md`);
    expect(place.files()).not.toContain(`${folder}/subplans/SUBPLAN_HARBOUR_1.2.md`);
    expect(place.files()).toContain(task);
  });

  test('takes a percent along, and leaves a number whose line goes on with figures to a person', async () => {
    const place = harbour(
      plan
        .replace('7 created (by hand)', '7 created (1.1 and 1.2)')
        .replace('2/9 (22%)', '2/9 achievements complete (22%)'),
    );
    const { stdout } = await planloom(place, ['check', '--fix', '--yes']);
    expect(place.read(file)).toContain('- **SUBPLANs**: 7 created (1.1 and 1.2)\n');
    expect(place.read(file)).toContain('- **Completed Achievements**: 0/3 achievements complete (0%)\n');
    expect(stdout).toContain('Correct the number and what the line says of it');
  });

  test('leaves a percent as its author rounds it', async () => {
    const place = harbour(plan.replace('2/9 (22%)', '2/3 (66%)'));
    for (const id of ['11', '12']) place.write(`${folder}/execution/feedbacks/APPROVED_${id}.md`, '# APPROVED\n');
    await planloom(place, ['check', '--fix', '--yes']);
    expect(place.read(file)).toContain('2/3 (66%)');
  });

  test('leaves alone what the configuration switches off', async () => {
    const place = harbour();
    place.write('planloom.config.json', '{ "check": { "off": ["index-missing-entry", "statistics-differ"] } }');
    expect((await planloom(place, ['check', '--fix', '--yes'])).stdout).toContain('without a person');
    expect(place.read(file)).toBe(plan);
  });

  test('does not count to nothing where the documents of a plan may have been archived, but counts the plan', async () => {
    const place = workspace({ [file]: plan.replace('2/9 (22%)', '0/9 (0%)') });
    const { stdout } = await planloom(place, ['check', '--fix', '--yes']);
    expect(place.read(file)).toContain('7 created');
    expect(place.read(file)).toContain('0/3 (0%)');
    expect(stdout).toMatch(/:\d+ {2}statistics-differ\s+The plan gives 7/);
  });

  test.each([
    ['a numbered list, at its end', '1. 1.1 - A\n2. 2.1 - C\n', '1. 1.1 - A\n2. 2.1 - C\n3. 2.2 - D\n4. 2.3 - E\n'],
    [
      'a table, in its columns',
      '| id | what | hours |\n| -- | ---- | ----- |\n| **2.1** | C    | 1h    |\n',
      '| id | what | hours |\n| -- | ---- | ----- |\n| **2.1** | C    | 1h    |\n| **2.2** | D    | 2-3h  |\n| **2.3** | E    |       |\n',
    ],
    [
      'headings, before the next',
      '### Achievement 2.1: C\n\n### Achievement 2.3: E\n',
      '### Achievement 2.1: C\n\n### Achievement 2.2: D\n\n### Achievement 2.3: E\n',
    ],
    ['a table that says more than is known', '| id | who |\n| -- | --- |\n| 2.1 | Ada |\n', null],
    ['the middle of a numbered list', '1. 2.1 - C\n2. 2.3 - E\n', null],
  ])('adds to %s', async (_form, index, wanted) => {
    const titles = [
      ['1.1', 'A', '1h'],
      ['2.1', 'C', '1h'],
      ['2.2', 'D', '2-3h'],
      ['2.3', 'E', ''],
    ].filter(([id]) => id !== '1.1' || index.includes('1.1'));
    const sections = titles.map(([id, title, hours]) =>
      [`**Achievement ${id}**: ${title}\n`, hours === '' ? '' : `- **Effort**: ${hours}\n`].join('\n'),
    );
    const text = (of: string) =>
      `# PLAN: Harbour\n\n## Achievement Index\n\n${of}\n## Achievements\n\n${sections.join('\n')}`;
    const place = workspace({ [file]: text(index) });
    const before = await planloom(place, ['check']);
    expect(before.stdout.includes('--fix mends')).toBe(wanted !== null);
    await planloom(place, ['check', '--fix', '--yes', '--json']);
    expect(place.read(file)).toBe(text(wanted ?? index));
  });

  test('lists a SUBPLAN that the plan leaves out, where the entry beside it is plain', async () => {
    const list = '- [x] `SUBPLAN_HARBOUR_11.md`: Berths counted\n  - reviewed\n';
    const text = `${plan}\n## Active Components\n\n${list}`;
    const place = harbour(text);
    place.write(`${folder}/subplans/SUBPLAN_HARBOUR_12.md`, subplan.replace('1.1', '1.2'));
    expect((await planloom(place, ['check'])).stdout).toContain('The list of SUBPLANs leaves out that of 1.2.');
    await planloom(place, ['check', '--fix', '--yes', '--json']);
    expect(place.read(file)).toContain(`${list}- [ ] \`SUBPLAN_HARBOUR_12.md\`: Pilots called\n`);
    expect((await planloom(place, ['check'])).stdout).not.toContain('unregistered-subplan');
    place.write(file, text.replace(': Berths counted\n  - reviewed', ', Ada writes it'));
    expect(await planloom(place, ['check'])).toMatchObject({
      stdout: expect.stringContaining('Add it. Or take') as string,
    });
  });

  test('says which file holds renaming back, because it cannot be read and may mention the old name', async () => {
    const place = workspace({ [file]: mended, [`${folder}/subplans/SUBPLAN_HARBOUR_1.1.md`]: subplan });
    symlinkSync('/etc/hostname', `${place.root}/${folder}/NOTES.md`);
    const { stdout, stderr } = await planloom(place, ['check', '--fix', '--yes']);
    expect(stderr).toContain(`1 document keeps its name: ${folder}/NOTES.md cannot be read, and may mention it.`);
    expect(stdout).toContain('Nothing here can be mended without a person.');
    const dry = await planloom(place, ['check', '--fix', '--dry-run', '--json']);
    expect(jsonOf(dry, 'fixes')).toMatchObject({ planned: [], problems: [{ rule: 'renames-held-back' }] });
    rmSync(`${place.root}/${folder}/NOTES.md`);
    const free = await planloom(place, ['check', '--fix', '--yes']);
    expect(free.stderr).not.toContain('keeps its name');
    expect(place.files()).toContain(`${folder}/subplans/SUBPLAN_HARBOUR_11.md`);
  });

  test('does nothing to a document that somebody changes meanwhile', async () => {
    const place = harbour();
    const { planFixes, applyFixes } = await import('../../src/app/fix-documents.ts');
    const { checkPaths } = await import('../../src/app/check-paths.ts');
    const { NodeFiles } = await import('../../src/adapters/node-files.ts');
    const world = {
      cwd: place.root,
      files: (root: string) => new NodeFiles(root),
      findRoot: () => place.root,
      progress: () => undefined,
      runs: () => ({ list: () => Promise.resolve([]) }),
    } as unknown as Parameters<typeof checkPaths>[0];
    const { planned } = await planFixes((await checkPaths(world, [])).subjects);
    expect(planned).toHaveLength(1);
    place.write(file, `${plan}\nWritten meanwhile.\n`);
    const { done, problems } = await applyFixes(planned);
    expect(done).toEqual([]);
    expect(problems).toMatchObject([{ rule: 'changed-meanwhile' }]);
    expect(place.read(file)).toBe(`${plan}\nWritten meanwhile.\n`);
  });

  test('a second time changes nothing, whatever the plan looks like', async () => {
    const place = harbour();
    const known = ['1.1', '1.2', '1.3', '2.1', '2.10', '3.1'];
    const entryForm = fc.constantFrom(
      (id: string, title: string) => `- Achievement ${id}: ${title} (2h)`,
      (id: string, title: string) => `* **Achievement ${id}**: ${title}`,
      (id: string, title: string) => `- [x] **Achievement ${id}: ${title}** (1-2 hours)`,
      (id: string, title: string) => `1. ${id} - ${title}`,
      (id: string, title: string) => `- ✅ Achievement ${id}: ${title}\n  - more of it`,
      (id: string, title: string) => `| ${id} | ${title} |`,
      (id: string, title: string) => `### Achievement ${id}: ${title}\n`,
    );
    const count = fc.integer({ min: 0, max: 30 });
    await fc.assert(
      fc.asyncProperty(
        entryForm,
        fc.uniqueArray(fc.constantFrom(...known), { minLength: 1 }),
        fc.subarray(known),
        count,
        count,
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('', '\uFEFF'),
        fc.constantFrom('', '\n', 'Last words without an end', '\t\n\u202Eשלום \u{1F6A2}\n \n'),
        async (entry, ids, listed, subplans, complete, eol, mark, end) => {
          const index = listed.filter((id) => ids.includes(id)).map((id) => entry(id, `Part ${id.replace('.', '')}`));
          const text = [
            '# PLAN: Harbour',
            '',
            '## Achievement Index',
            '',
            ...index,
            '',
            '## SUBPLAN Tracking',
            '',
            `**SUBPLANs**: ${subplans}`,
            `- Completed Achievements: ${complete}/${ids.length} (${complete}%)`,
            '',
            '## Desirable Achievements',
            '',
            ...ids.flatMap((id) => [`**Achievement ${id}**: Part ${id.replace('.', '')}`, '', '- **Effort**: 2h', '']),
          ]
            .join(eol)
            .concat(end);
          place.write(file, mark + text);
          await planloom(place, ['check', '--fix', '--yes', '--json']);
          const once = place.read(file);
          // Without the lines that came, and with the old numbers, it is what it was, byte by byte.
          const left = text.split(/(?<=\n)/);
          const came: string[] = [];
          const kept = once
            .slice(mark.length)
            .split(/(?<=\n)/)
            .filter((line) => {
              const isKept = line.replace(/\d+/g, '') === left[0]?.replace(/\d+/g, '') && isSame(line, left[0]);
              if (isKept) left.shift();
              else came.push(line);
              return isKept;
            });
          expect(once.startsWith(mark)).toBe(true);
          expect(left).toEqual([]);
          expect(kept.length + came.length).toBe(once.split(/(?<=\n)/).length);
          for (const line of came) expect(line).toMatch(/Part \d|^\r?\n$/);
          const again = (await planloom(place, ['check', '--fix', '--yes', '--json'])).json();
          expect(again).toMatchObject({ planned: [], done: [] });
          expect(place.read(file)).toBe(once);
        },
      ),
      { seed: 1, numRuns: 40 },
    );
  });
});
