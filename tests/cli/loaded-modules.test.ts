import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Workspace } from '../support/workspace.ts';
import { workspace } from '../support/workspace.ts';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

const plan = `# PLAN: Ferries

## Desirable Achievements

**Achievement 1.1**: Timetable read

- **Goal**: Every departure is known
- **Deliverables**: \`src/timetable.ts\`
`;

/** The files of the built command that a process has loaded when it ends. */
const loadedBy = (place: Workspace, argv: readonly string[]): readonly string[] => {
  place.write(
    '.hook.cjs',
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(place.path('.loaded'))}, JSON.stringify(Object.keys(require.cache))));`,
  );
  const { status } = spawnSync(process.execPath, ['--require', place.path('.hook.cjs'), main, ...argv], {
    cwd: place.root,
    env: { ...process.env, XDG_CACHE_HOME: place.path('cache') },
  });
  expect(status).toBeLessThan(2);
  return (JSON.parse(place.read('.loaded')) as string[])
    .filter((file) => file.startsWith(path.dirname(main)))
    .map((file) => path.basename(file))
    .sort();
};

// Whoever makes one of these lists longer makes the command slower to start: it should be worth it.
test('--version loads nothing but the start', () => {
  expect(loadedBy(workspace(), ['--version'])).toEqual(['main.js']);
});

test('check loads neither remark nor the reader of JSON where the plan needs neither', () => {
  const place = workspace({ 'PLAN_FERRIES.md': plan });
  expect(loadedBy(place, ['check'])).toEqual(['cli-commands-check.js', 'main.js', 'program.js']);
});

test('status loads the readers of plans once, and not again while nothing changes', () => {
  const place = workspace({ 'PLAN_FERRIES.md': plan });
  const always = ['cli-commands-status.js', 'main.js', 'program.js'];
  expect(loadedBy(place, ['status', '--json'])).toEqual(['app-assemble-plan.js', 'app-read-plan.js', ...always].sort());
  expect(loadedBy(place, ['status', '--json'])).toEqual(always);
  expect(loadedBy(place, ['status'])).toEqual([...always, 'reporting-render-status.js'].sort());
});

test('a plan with a form on which readers differ has remark called in', () => {
  const place = workspace({ 'PLAN_FERRIES.md': plan.replace('- **Goal**', '> quoted\n\n- **Goal**') });
  expect(loadedBy(place, ['check'])).toContain('plan-document-blocks-with-remark.js');
});
