// Writes the tables of documentation/schedule.md that compare a barrier after each level with our schedules, for the
// real plans that lie beside the project. Where there are none the tables stay as they are. Needs a build.
//   node scripts/schedule-table.mjs [path of main.js]
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const page = 'documentation/schedule.md';
const main = process.argv[2] ?? 'dist/main.js';
const plansFolder = path.resolve(process.env.PLANLOOM_SHARED ?? '../shared', 'corpus/work-space/plans');
const executors = [2, 3, 4, 8];

/** What each table shows, by the name in its marks. */
const tables = {
  whole: [],
  said: ['--scope', '3'],
  remaining: ['--scope', '3', '--remaining'],
};

const scheduleOf = (plan, count, more) => {
  const argv = [main, 'schedule', plan, '--executors', String(count), '--rounds', '0', '--json', ...more];
  const { stdout } = spawnSync(process.execPath, argv, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  const json = JSON.parse(stdout);
  return json.kind === 'schedule' ? json : undefined;
};

const rowOf = (plan, name, more) => {
  const schedules = executors.map((count) => scheduleOf(plan, count, more));
  const [first] = schedules;
  if (first === undefined || first.makespanHours === 0) return [];
  const unknown = first.withoutEstimate.length === 0 ? '' : `, ${first.withoutEstimate.length} without an estimate`;
  const size = `${first.assignments.length} achievements${unknown}`;
  const cells = schedules.map(({ barrierHours, makespanHours, lowerBoundHours }) =>
    [barrierHours, makespanHours, lowerBoundHours].map((hours) => Math.round(hours * 10) / 10).join(' / '),
  );
  return [`| ${[name, size, first.sequentialHours, ...cells].join(' | ')} |`];
};

const tableOf = (plans, more) => [
  `| plan | size | one by one | ${executors.map((count) => `${count} executors`).join(' | ')} |`,
  `| --- | --- | --- | ${executors.map(() => '---').join(' | ')} |`,
  ...plans.flatMap((plan, index) => rowOf(plan, String(index + 1), more)),
];

if (!existsSync(plansFolder)) {
  console.log(`${plansFolder} is not there; the tables of ${page} stay as they are.`);
  process.exit(0);
}
const plans = readdirSync(plansFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => path.join(plansFolder, entry.name, `PLAN_${entry.name}.md`))
  .filter((file) => existsSync(file))
  .sort();

let text = readFileSync(page, 'utf8');
for (const [name, more] of Object.entries(tables)) {
  const [begin, end] = [`<!-- ${name} plans: begin -->`, `<!-- ${name} plans: end -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < 0) throw new Error(`${page} lacks the marks of the table "${name}".`);
  text = `${text.slice(0, from + begin.length)}\n\n${tableOf(plans, more).join('\n')}\n\n${text.slice(to)}`;
}
writeFileSync(page, text);
console.log(`${page} written from ${plans.length} plans`);
