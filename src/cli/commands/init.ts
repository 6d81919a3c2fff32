import path from 'node:path';
import { exampleName, initWorkspace } from '../../app/init/init-workspace.ts';
import type { InitOutcome } from '../../app/init/init-workspace.ts';
import { initPlace } from '../../app/init/init-place.ts';
import type { InitPlace } from '../../app/init/init-place.ts';
import type { NextStep } from '../../app/status-view.ts';
import { hasErrors } from '../../domain/problem.ts';
import { renderInit } from '../../reporting/render-init.ts';
import { nextLines } from '../../reporting/next-step.ts';
import { shellWord } from '../../text/shell-word.ts';
import type { CommandRun } from '../command-spec.ts';
import { printJson, printProblems, refuse, text, usageProblem } from '../print.ts';
import { today } from '../today.ts';

export const run: CommandRun = async (call) => {
  const { world, options, args } = call;
  const [given] = args;
  const root = text(call, 'root');
  if (given !== undefined && root !== undefined) {
    return refuse(call, [usageProblem('Two folders are named.', 'Give the folder, or --root, but not both.')]);
  }
  if (given?.trim() === '')
    return refuse(call, [usageProblem('The name of the folder is empty.', 'Say planloom init.')]);
  const place = await initPlace(world, path.resolve(world.cwd, given ?? root ?? ''));
  if (!place.ok) return refuse(call, place.error);
  const dryRun = options.dryRun === true;
  const made = await initWorkspace(place.value, { example: options.example !== false, dryRun, today: today(world) });
  if (!made.ok) return refuse(call, made.error);
  const { steps, problems, sources } = made.value;
  const code = hasErrors(problems) ? 1 : 0;
  const folder = path.relative(world.cwd, place.value.folder) || '.';
  const next = nextOf(place.value, made.value, folder);
  if (options.json === true) {
    const files = (what: string) => steps.filter((step) => step.what === what);
    printJson(call, 'init', {
      folder,
      dryRun,
      git: place.value.git !== 'none',
      made: files('made').map(({ file }) => file),
      left: files('left').map(({ file, reason }) => ({ file, reason })),
      next,
      problems,
    });
    return code;
  }
  world.terminal.out(renderInit({ folder, steps, dryRun }, world.terminal.look));
  await printProblems(call, problems, sources);
  if (!dryRun && options.quiet !== true) {
    world.terminal.err(`\n${nextLines(next, world.terminal.errLook).join('\n')}\n`);
  }
  return code;
};

const nextOf = ({ git }: InitPlace, { runs }: InitOutcome, folder: string): readonly NextStep[] => [
  ...(folder === '.' ? [] : [{ say: 'Go there:', command: `cd ${shellWord(folder, Infinity)}` }]),
  ...(git === 'without a commit'
    ? [{ say: 'Make a first commit, which a run starts from:', command: 'git add . && git commit -m "A workspace"' }]
    : []),
  ...(runs
    ? [
        {
          say: 'See the example as a graph:',
          command: `planloom graph @${exampleName}`,
        },
        {
          say: 'Run it; its executor only pretends to work, and costs nothing:',
          command: `planloom run @${exampleName}`,
        },
      ]
    : []),
  { say: 'See which coding agents are ready to work:', command: 'planloom doctor' },
  { say: 'Begin a plan of your own:', command: 'planloom new plan NAME --title "…"' },
];
