import { expect, test } from 'vitest';
import type { ParsedAchievement } from '../../src/domain/plan.ts';
import { parsePlan } from '../../src/plan-document/parse-plan.ts';

const first = async (body: string, heading = '### Achievement 1.1: Sensors read'): Promise<ParsedAchievement> => {
  const plan = await parsePlan('PLAN_WEATHER.md', `# PLAN: Weather\n\n## Achievements\n\n${heading}\n\n${body}\n`);
  const [achievement] = plan.achievements;
  if (achievement === undefined) throw new Error('no achievement');
  return achievement;
};
const paths = (one: ParsedAchievement): readonly (string | undefined)[] =>
  one.deliverables.map((deliverable) => deliverable.path);

test('a section gives goal, effort, deliverables, success criteria, tests and the validation script', async () => {
  const one = await first(
    [
      '- **Goal**: Read the sensors',
      '  every minute',
      '- **Effort**: 1h 30m',
      '- **Deliverables**:',
      '  - `src/sensors.ts` (new)',
      '  - A page for the operators',
      '- **Success Criteria**:',
      '  - [ ] No reading is lost',
      '  - [x] Restart takes 5 s',
      '- **Testing Requirements**: unit tests',
      '- **Validation**:',
      '  - **Script**: `checks/sensors.sh`',
      '  - **Output**: a report',
    ].join('\n'),
  );
  expect(one).toMatchObject({
    goal: 'Read the sensors every minute',
    estimate: { minHours: 1.5, maxHours: 1.5 },
    deliverables: [{ text: '`src/sensors.ts` (new)', path: 'src/sensors.ts' }, { text: 'A page for the operators' }],
    successCriteria: ['No reading is lost', 'Restart takes 5 s'],
    tests: ['unit tests'],
    validationScript: 'checks/sensors.sh',
    position: { line: 5, column: 5 },
    section: { from: 5, to: 19 },
  });
});

test.each<[string, string, readonly string[]]>([
  ['a Files field', '- **Files to create/modify**: `a/b.ts`, `c.json` (optional)', ['a/b.ts', 'c.json']],
  ['plain words', '- Deliverables: docs/wind.md and rain.csv', ['docs/wind.md', 'rain.csv']],
  ['folder and glob', '**Deliverables**:\n\n- `maps/`\n- `src/**/*.ts`', ['maps/', 'src/**/*.ts']],
  ['a name and its folder', '- Deliverables:\n  1. `wind.py` in `tools/wind/`', ['tools/wind/wind.py']],
  ['labels', '- Deliverables:\n  - New: `a.ts`\n  - Updated: `b.ts` (`c()` added)', ['a.ts', 'b.ts']],
  ['nested items', '- Deliverables:\n  - Scripts:\n    - `a.sh`\n    - `b.sh`', ['a.sh', 'b.sh']],
  [
    'a table',
    '#### Deliverables\n\n| File | What |\n|---|---|\n| `a.ts` | code |\n| `b.md` | words |',
    ['a.ts', 'b.md'],
  ],
  [
    'verbs, where no field lists them',
    '- Create `a.ts`\n- Update `b.yml` and `c.yml`\n- Check `d.ts`\n- Script: `e.py` - counts',
    ['a.ts', 'b.yml', 'c.yml', 'e.py'],
  ],
  ['what is used, not made', '- Deliverables: report using `old.ts`, `new.ts` based on `template.md`', ['new.ts']],
])('paths are taken from %s', async (_, body, wanted) => {
  expect(paths(await first(body)).filter((path) => path !== undefined)).toEqual(wanted);
});

test.each<[string, ParsedAchievement['estimate']]>([
  ['3-4 hours', { minHours: 3, maxHours: 4 }],
  ['30 minutes', { minHours: 0.5, maxHours: 0.5 }],
  ['2 days', { minHours: 16, maxHours: 16 }],
  ['half a day', { minHours: 4, maxHours: 4 }],
  ['1–1.5h', { minHours: 1, maxHours: 1.5 }],
  ['Medium (4 to 6 hours)', { minHours: 4, maxHours: 6 }],
  ['~4h', { minHours: 4, maxHours: 4 }],
  ['30m-1h', { minHours: 0.5, maxHours: 1 }],
  ['1 week', { minHours: 40, maxHours: 40 }],
  ['5', { minHours: 5, maxHours: 5 }],
  ['TBD', null],
])('an effort of "%s" is understood', async (effort, estimate) => {
  expect((await first(`- **Effort**: ${effort}`)).estimate).toEqual(estimate);
});

test.each<[string, Partial<ParsedAchievement>]>([
  ['Lamps lit ⚠️ **CRITICAL**', { title: 'Lamps lit', severity: 'CRITICAL' }],
  ['Lamps lit (HIGH, 2h)', { title: 'Lamps lit', severity: 'HIGH', estimate: { minHours: 2, maxHours: 2 } }],
  ['Lamps lit (Optional) (2h)', { title: 'Lamps lit (Optional)' }],
  ['Lamps lit ✅ COMPLETE', { title: 'Lamps lit', documentStatus: 'complete' }],
  ['Lamps lit - Status: In Progress', { title: 'Lamps lit', documentStatus: 'in_progress' }],
  ['Lamps lit 📋 DESIGN COMPLETE', { title: 'Lamps lit', documentStatus: null }],
  ['Complete the lamps', { title: 'Complete the lamps', documentStatus: null }],
  ['Dark below 5 minutes', { title: 'Dark below 5 minutes', estimate: null }],
  ['`lamp.py` Enhanced', { title: '`lamp.py` Enhanced' }],
  ['Lamps lit, 3 hours', { title: 'Lamps lit', estimate: { minHours: 3, maxHours: 3 } }],
])('what trails a title is taken off: %s', async (written, wanted) => {
  expect(await first('text', `### Achievement 1.1: ${written}`)).toMatchObject(wanted);
});

test.each([
  ['✅ Complete', 'complete'],
  ['Done (2025-01-04)', 'complete'],
  ['🔄 In Progress', 'in_progress'],
  ['Not started', 'not_started'],
  ['⏳ Pending', 'not_started'],
  ['Skipped', 'skipped'],
  ['SUBPLAN created', 'subplan_created'],
  ['Ready', null],
  ['✅ Phases 1-2 Complete | Phase 3 pending', null],
  ['Complete, except the docs', null],
])('a status of "%s" claims %s', async (written, status) => {
  expect((await first(`**Status**: ${written}`)).documentStatus).toBe(status);
});

test.each(['Effort', 'Est. effort', 'Estimated Time', 'Time Estimate', '⏱️ Duration', 'Estimate', 'Total effort'])(
  'the field "%s" holds the effort',
  async (name) => {
    expect((await first(`- **${name}**: 2h`)).estimate?.maxHours).toBe(2);
    expect((await first(`${name}: 2h`)).estimate?.maxHours).toBe(2);
  },
);

test.each<[string, string | null]>([
  ['Lists every sensor.\nOnce a minute.\n\n- Effort: 2h', 'Lists every sensor. Once a minute.'],
  ['**Purpose**: Read\n\nMore words', 'Read'],
  ['**Effort**: 2h\n\nLists every sensor.', null],
  ['It holds:\n\n- a', null],
])('the goal is said by a field, or by the paragraph that opens the section: %j', async (body, goal) => {
  expect((await first(body)).goal).toBe(goal);
});

test.each([
  ['½ day', 4],
  ['1½ hours', 1.5],
  ['1h30', 1.5],
])('an effort of %s has %d hours', async (effort, hours) => {
  expect((await first(`- **Effort**: ${effort}`)).estimate).toEqual({ minHours: hours, maxHours: hours });
});

test('fields in a list below a paragraph that is a field stand on their own', async () => {
  const one = await first('**Goal**: Read\n\n- **Effort**: 2h\n- **Files**:\n  - `a.ts`\n  - `b/c.unknown`');
  expect(one).toMatchObject({ goal: 'Read', estimate: { maxHours: 2 } });
  expect(paths(one)).toEqual(['a.ts', 'b/c.unknown']);
});

test.each([
  ['`maps/{wind,rain}.json`', ['maps/wind.json', 'maps/rain.json']],
  ['`image/svg.xml2`, `npm run a.b`, `a.b.c`, `read.all()`, `1.2.3`', []],
])('what stands in the code of a deliverable is a path or not: %s', async (code, wanted) => {
  const one = await first(`- **Deliverables**: ${code}`);
  expect(paths(one).filter((path) => path !== undefined)).toEqual(wanted);
});

test('time that was spent is no estimate', async () => {
  expect((await first('- **Actual effort**: 9h\n- Time spent: 8h')).estimate).toBeNull();
});

test.each<[string, string | null]>([
  ['- **Verification**:\n  - Check all imports of `paths.py`', null],
  ['- **Verification**: `src/wind.py` is imported once', null],
  ['- **Verification**: `tools/verify_wind.py` passes', 'tools/verify_wind.py'],
  ['- **Validation**: `scripts/validate-wind.sh`', 'scripts/validate-wind.sh'],
  ['- **Validation**: run `python tools/wind.py --all`', 'tools/wind.py'],
  ['- **Validate with**: `tools/wind.py`', 'tools/wind.py'],
])('only what validates is the validation script: %j', async (body, script) => {
  expect((await first(body)).validationScript).toBe(script);
});

test.each([
  ['__init__.py cleaned up', '__init__.py cleaned up'],
  ['__main__ works', '__main__ works'],
  ['wind_speed__max kept', 'wind_speed__max kept'],
  ['__Lamps lit__ at dusk', 'Lamps lit at dusk'],
])('underscores of a name are no emphasis: %s', async (written, title) => {
  for (const heading of [`### Achievement 1.1: ${written}`, `**Achievement 1.1**: ${written}`])
    expect((await first('text', heading)).title).toBe(title);
});
