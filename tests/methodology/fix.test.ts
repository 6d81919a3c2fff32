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
    place.write(`${folder}/notes.md`, 'See EXECUTION_TASK_HARBOUR_1.2_01.md.\n');
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

  test('leaves alone what the configuration switches off', async () => {
    const place = harbour();
    place.write('planloom.config.json', '{ "check": { "off": ["index-missing-entry", "statistics-differ"] } }');
    expect((await planloom(place, ['check', '--fix', '--yes'])).stdout).toContain('without a person');
    expect(place.read(file)).toBe(plan);
  });

  test('does not count to nothing where the documents of a plan may have been archived', async () => {
    const place = workspace({ [file]: plan });
    await planloom(place, ['check', '--fix', '--yes']);
    expect(place.read(file)).toContain('7 created');
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
    const planned = await planFixes((await checkPaths(world, [])).subjects);
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
        async (entry, ids, listed, subplans, complete, eol) => {
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
          ].join(eol);
          place.write(file, text);
          await planloom(place, ['check', '--fix', '--yes', '--json']);
          const once = place.read(file);
          const lines = new Set(once.split(eol));
          // What was there is there still, but for the numbers.
          for (const line of text.split(eol).filter((one) => !/SUBPLANs|Completed/.test(one))) {
            expect(lines.has(line)).toBe(true);
          }
          const again = (await planloom(place, ['check', '--fix', '--yes', '--json'])).json();
          expect(again).toMatchObject({ planned: [], done: [] });
          expect(place.read(file)).toBe(once);
        },
      ),
      { seed: 1, numRuns: 40 },
    );
  });
});
