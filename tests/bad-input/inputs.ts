import { mkdirSync, symlinkSync } from 'node:fs';
import type { Workspace } from '../support/workspace.ts';
import { achievement, goodPlan, planText } from './plans.ts';

/** Something that no command should stumble over. */
export interface BadInput {
  /** As the table of the documentation names it. */
  readonly name: string;
  readonly files: () => Readonly<Record<string, string | Uint8Array>>;
  /** What cannot be said as files: symlinks, folders. */
  readonly prepare?: (place: Workspace) => void;
  /** The plan as it is named on the command line; nothing where the workspace has one. */
  readonly plan?: string;
  /** Where the user stands, relative to the workspace. */
  readonly cwd?: string;
  /** It takes a moment: only said once, not in every form. */
  readonly large?: true;
}

const plan = 'PLAN_TIDE.md';
const subplan = 'subplans/SUBPLAN_TIDE_11.md';
const only =
  (text: string | Uint8Array): BadInput['files'] =>
  () => ({ [plan]: text });
const withParallel =
  (text: string | Uint8Array): BadInput['files'] =>
  () => ({ [plan]: goodPlan, 'parallel.json': text });

/** 1.1 needs the last, and each other one the one before it. */
const circle = (length: number): string =>
  planText(
    ...Array.from({ length }, (_, i) => achievement(`1.${i + 1}`, `Turn ${i + 1}`, `1.${i === 0 ? length : i}`)),
  );

const parallelJson = (planName: string): string =>
  JSON.stringify(
    {
      plan_name: planName,
      parallelization_level: 'level_2',
      achievements: [
        { achievement_id: '1.1', title: 'Read the gauge', dependencies: [] },
        { achievement_id: '1.2', title: 'Store a reading', dependencies: ['1.1'] },
      ],
    },
    null,
    2,
  );

export const badInputs: readonly BadInput[] = [
  { name: 'an empty file', files: only('') },
  { name: 'a file of blank lines', files: only('\n \n\t\n\n') },
  { name: 'a file without achievements', files: only('# PLAN: Tide Gauges\n\nWe want to know the tide.\n') },
  {
    name: '5 MB of text',
    files: () => ({
      [plan]: planText(
        achievement('1.1', 'Read the gauge'),
        'The tide comes and the tide goes, and we write down when.\n\n'.repeat(86_000),
        achievement('1.2', 'Store a reading', '1.1'),
      ),
    }),
    large: true,
  },
  { name: 'a binary file', files: only(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2])) },
  { name: 'text in UTF-16', files: only(Buffer.from(`\uFEFF${goodPlan}`, 'utf16le')) },
  { name: 'text in Latin-1', files: only(Buffer.from('# PLAN: Mar\xe9e\n', 'latin1')) },
  { name: 'Windows line ends', files: only(goodPlan.replaceAll('\n', '\r\n')) },
  { name: 'a byte order mark', files: only(`\uFEFF${goodPlan}`) },
  {
    name: 'a code fence that is never closed',
    files: only(goodPlan.replace('**Achievement 1.2**', '```ts\nread();\n\n**Achievement 1.2**')),
  },
  {
    name: 'an id twice',
    files: only(planText(achievement('1.1', 'Read the gauge'), achievement('1.1', 'Store a reading'))),
  },
  {
    name: 'ids out of order',
    files: only(
      planText(achievement('2.1', 'Draw', '1.2'), achievement('1.2', 'Store', '1.1'), achievement('1.1', 'Read')),
    ),
  },
  {
    name: 'ids such as 01.1, 1.1, 1.10, 1.11 and 11.1',
    files: only(
      planText(
        achievement('01.1', 'Guess'),
        achievement('1.1', 'Read'),
        achievement('1.10', 'Store', '1.1'),
        achievement('1.11', 'Draw', '1.10'),
        achievement('11.1', 'Hang', '1.11'),
        achievement('1.2', 'Paint'),
      ),
    ),
  },
  { name: 'a cycle of 1', files: only(circle(1)) },
  { name: 'a cycle of 2', files: only(circle(2)) },
  { name: 'a cycle of 20', files: only(circle(20)) },
  {
    name: 'a dependency on nothing',
    files: only(planText(achievement('1.1', 'Read'), achievement('1.2', 'Store', '1.1, 7.7'))),
  },
  {
    name: 'malformed JSON',
    files: withParallel('{\n  "plan_name": "TIDE",\n  "achievements": [{ "achievement_id": "1.1", }]\n}\n'),
  },
  { name: 'an empty parallel.json', files: withParallel('') },
  { name: 'a binary parallel.json', files: withParallel(Uint8Array.from([0, 1, 2])) },
  { name: 'a parallel.json that is a list', files: withParallel('[]\n') },
  { name: 'a parallel.json of another plan', files: withParallel(parallelJson('HARBOUR')) },
  {
    name: 'a parallel.json with Windows line ends',
    files: withParallel(parallelJson('TIDE').replaceAll('\n', '\r\n')),
  },
  {
    name: 'a folder in the place of parallel.json',
    files: only(goodPlan),
    prepare: (place) => mkdirSync(place.path('parallel.json')),
  },
  {
    name: 'files in the place of the folders to write to',
    files: () => ({ [plan]: goodPlan, subplans: 'not a folder\n', execution: 'not a folder\n' }),
  },
  { name: 'a folder in the place of the PLAN', files: () => ({ 'PLAN_TIDE.md/notes.txt': 'nothing\n' }), plan },
  {
    name: 'a PLAN that is a symlink out of the workspace',
    files: () => ({ 'home/.git/HEAD': 'x\n', 'elsewhere/PLAN_TIDE.md': goodPlan }),
    prepare: (place) => symlinkSync('../elsewhere/PLAN_TIDE.md', place.path('home', plan)),
    cwd: 'home',
  },
  {
    name: 'a folder to write to that is a symlink out of the workspace',
    files: () => ({ 'home/.git/HEAD': 'x\n', [`home/${plan}`]: goodPlan, 'elsewhere/notes.txt': 'nothing\n' }),
    prepare: (place) => symlinkSync('../elsewhere', place.path('home/subplans')),
    cwd: 'home',
  },
  {
    name: 'a PLAN that is a symlink to nothing',
    files: () => ({ 'notes.txt': 'nothing\n' }),
    prepare: (place) => symlinkSync('nowhere.md', place.path(plan)),
  },
  {
    name: 'a SUBPLAN that is a symlink to nothing',
    files: only(goodPlan),
    prepare: (place) => {
      mkdirSync(place.path('subplans'));
      symlinkSync('nowhere.md', place.path(subplan));
    },
  },
  { name: 'a binary SUBPLAN', files: () => ({ [plan]: goodPlan, [subplan]: Uint8Array.from([0, 1, 2]) }) },
  { name: 'two plans in one folder, none named', files: () => ({ [plan]: goodPlan, 'PLAN_HARBOUR.md': goodPlan }) },
  {
    name: 'two plans in one folder, one named',
    files: () => ({ [plan]: goodPlan, 'PLAN_HARBOUR.md': goodPlan }),
    plan: '@TIDE',
  },
  {
    name: 'a name that fits two plans',
    files: () => ({ 'a/PLAN_TIDE_NORTH.md': goodPlan, 'b/PLAN_TIDE_SOUTH.md': goodPlan }),
    plan: '@TIDE',
  },
  { name: 'a name that fits no plan', files: only(goodPlan), plan: '@TIED' },
  { name: 'a path to nothing', files: only(goodPlan), plan: 'plans/PLAN_NONE.md' },
  { name: 'names with spaces', files: () => ({ 'our plans/PLAN_HIGH TIDE.md': goodPlan }) },
  { name: 'names in other scripts', files: () => ({ 'планы/PLAN_ПРИЛИВ_潮.md': goodPlan }), plan: '@прилив' },
  {
    name: 'a name with the characters of patterns',
    files: () => ({ 'PLAN_A.B(C)+[D]$^{2}.md': goodPlan }),
    plan: '@A.B(C)+[D]$^{2}',
  },
  {
    name: 'a thousand levels of nested list',
    files: () => ({
      [plan]: planText(
        achievement('1.1', 'Read the gauge'),
        ...Array.from({ length: 1000 }, (_, depth) => `${'  '.repeat(depth)}- level ${depth + 1}\n`),
        '\n',
        achievement('1.2', 'Store a reading', '1.1'),
      ),
    }),
    large: true,
  },
  {
    name: 'one paragraph of 1 MB',
    files: () => ({
      [plan]: planText(
        achievement('1.1', 'Read the gauge'),
        'ebb and flow, '.repeat(75_000),
        '\n\n',
        achievement('1.2', 'Store a reading', '1.1'),
      ),
    }),
    large: true,
  },
];
