import { expect, test } from 'vitest';
import { planFolder, runPlace } from '../support/run-place.ts';
import type { ToDo } from '../support/run-place.ts';

interface Attempt extends ToDo {
  readonly name: string;
  readonly takenBack: readonly string[];
  /** Files that are merged all the same. */
  readonly merged: readonly string[];
}

const feedback = `${planFolder}/execution/feedbacks`;

const attempts: Readonly<Record<string, Attempt>> = {
  '1.1': {
    name: 'approves itself',
    work: `mkdir -p ${feedback}; echo fine > ${feedback}/APPROVED_11.md; echo x > a1`,
    takenBack: [`${feedback}/APPROVED_11.md`],
    merged: ['a1'],
  },
  '1.2': {
    name: 'ticks boxes in the PLAN',
    work: `sed -i 's/Part 1.2/Part 1.2 ✅/' ${planFolder}/PLAN_SHIP.md; echo x > a2`,
    takenBack: [`${planFolder}/PLAN_SHIP.md`],
    merged: ['a2'],
  },
  '1.3': {
    name: 'edits the graph and the configuration',
    work: `echo '{}' > ${planFolder}/parallel.json; echo '{}' > planloom.config.json; echo x > a3`,
    takenBack: ['planloom.config.json', `${planFolder}/parallel.json`],
    merged: ['a3'],
  },
  '1.4': {
    name: 'writes in the documents of another',
    work: `echo more >> ${planFolder}/subplans/SUBPLAN_SHIP_11.md; echo mine >> ${planFolder}/subplans/SUBPLAN_SHIP_14.md`,
    takenBack: [`${planFolder}/subplans/SUBPLAN_SHIP_11.md`],
    merged: [`${planFolder}/subplans/SUBPLAN_SHIP_14.md`],
  },
  '1.5': {
    name: 'removes feedback that a person gave, and skips another one',
    work: `rm ${feedback}/FIX_15.md; echo no > ${planFolder}/execution/SKIPPED_11.md; echo x > a5`,
    takenBack: [`${planFolder}/execution/SKIPPED_11.md`, `${feedback}/FIX_15.md`],
    merged: ['a5'],
  },
  '1.6': {
    name: 'commits its approval',
    work: `mkdir -p ${feedback}; echo fine > ${feedback}/APPROVED_16.md; echo x > a6; git add -A; git -c user.name=B -c user.email=b@example.org commit -qm "Approved"`,
    takenBack: [`${feedback}/APPROVED_16.md`],
    merged: ['a6'],
  },
  '1.7': {
    name: 'puts a link in the place of the feedback',
    work: `rm -r ${feedback}; ln -s ../../../../elsewhere ${feedback}; mkdir -p elsewhere; echo fine > elsewhere/APPROVED_17.md`,
    takenBack: [feedback, `${feedback}/FIX_15.md`],
    merged: ['elsewhere/APPROVED_17.md'],
  },
};

test('what is not for an attempt to decide is taken back and listed, and the rest of its work is merged', async () => {
  const place = runPlace({
    todo: attempts,
    files: {
      [`${planFolder}/subplans/SUBPLAN_SHIP_11.md`]: '# SUBPLAN\n',
      [`${planFolder}/subplans/SUBPLAN_SHIP_14.md`]: '# SUBPLAN\n',
      [`${feedback}/FIX_15.md`]: '# FIX\n',
    },
  });
  const run = await place.run();
  const seen = Object.keys(attempts).map((id) => {
    const { state, message, takenBack } = run.node(id);
    return [attempts[id]!.name, message || state, takenBack];
  });
  expect(seen).toEqual(Object.values(attempts).map(({ name, takenBack }) => [name, 'succeeded', takenBack]));
  for (const { merged } of Object.values(attempts)) {
    for (const file of merged) expect(place.onBranch(run.branch, file)).toBeDefined();
  }
  // Nothing of the plan is another one than before.
  const plan = place.git('diff', '--name-only', 'main', run.branch, '--', planFolder, 'planloom.config.json');
  const resolution = `${planFolder}/execution/feedbacks/FIX_15_RESOLUTION.md`;
  expect(plan).toBe(`${resolution}\n${planFolder}/subplans/SUBPLAN_SHIP_14.md`);
  // It is the one that planloom has written, not the attempt's.
  expect(place.onBranch(run.branch, resolution)).toContain('Nobody has approved it yet.');
  const shown = await place.planloom(['runs', 'show', run.summary.runId]);
  expect(shown.output).toContain('APPROVED_11.md');
  // Nor does planloom believe any of it.
  const status = (await place.planloom(['status', `${planFolder}/PLAN_SHIP.md`, '--json'])).json() as {
    achievements: { id: string; status: string }[];
  };
  expect(status.achievements.map(({ status: one }) => one)).not.toContain('complete');
});

test('an attempt that did nothing else is rejected', async () => {
  const place = runPlace({
    todo: { '1.1': { work: `mkdir -p ${feedback}; echo fine > ${feedback}/APPROVED_11.md` } },
  });
  const run = await place.run();
  expect(run.node('1.1')).toMatchObject({
    state: 'failed',
    message: `Nothing was changed but what was taken back: ${feedback}/APPROVED_11.md.`,
  });
});

test('a check does not see what is taken back', async () => {
  const place = runPlace({
    todo: { '1.1': { work: `echo good >> ${planFolder}/subplans/SUBPLAN_SHIP_12.md; echo x > a1` }, '1.2': {} },
    config: { checks: [{ command: `grep -q good ${planFolder}/subplans/*`, protect: [] }] },
    files: { [`${planFolder}/subplans/SUBPLAN_SHIP_12.md`]: '# SUBPLAN\n' },
  });
  const run = await place.run(['--achievement', '1.1']);
  expect(run.node('1.1')).toMatchObject({ state: 'failed', message: expect.stringContaining('The check') as string });
});

test('no attempt approves, skips or accepts, even from another folder', async () => {
  const place = runPlace({
    todo: {
      '1.1': {
        work: 'cat > told.txt; cat .git/config .git/HEAD .git/objects/info/alternates >> told.txt; env > env.txt',
      },
    },
  });
  const run = await place.run();
  const lines = (place.onBranch(run.branch, 'env.txt') ?? '').split('\n');
  const environment = Object.fromEntries(
    lines.map((line) => [line.split('=', 1)[0]!, line.slice(line.indexOf('=') + 1)]),
  );
  const refused = await Promise.all(
    [
      ['approve', `${planFolder}/PLAN_SHIP.md`, '1.1'],
      ['approve', '--run', run.summary.runId, '1.1'],
      ['skip', `${planFolder}/PLAN_SHIP.md`, '1.1', '--reason', 'no'],
      ['fix', `${planFolder}/PLAN_SHIP.md`, '1.1'],
      ['runs', 'accept', run.summary.runId],
    ].map((argv) => place.planloom(argv, { environment })),
  );
  expect(refused.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2]);
  for (const { output } of refused)
    expect(output).toContain('was called by an attempt of a run, which may not judge its own work');
  // Nothing that it is given says where the user's repository is.
  const told = (place.onBranch(run.branch, 'told.txt') ?? '').split('\n');
  expect(told.length).toBeGreaterThan(10);
  expect([...told, ...lines].filter((line) => line.includes(`${place.root}/`) || line.endsWith(place.root))).toEqual(
    [],
  );
});
