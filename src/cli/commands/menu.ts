import { openPlan, rootOf } from '../../app/open-plan.ts';
import type { CommandRun } from '../command-spec.ts';
import { menuLoop } from '../menu/menu-loop.ts';
import { refuse, text, usageProblem } from '../print.ts';

export const run: CommandRun = async (call) => {
  const { world, options, args } = call;
  const { terminal } = world;
  if (options.json === true) {
    return refuse(call, [usageProblem('A menu is for people, and has no --json.', 'Use planloom next --json.')]);
  }
  if (!terminal.interactive || terminal.errRows === null) {
    const message = 'The menu needs a terminal that it can draw on.';
    return refuse(call, [usageProblem(message, 'Without one, planloom next says what to do, and the command for it.')]);
  }
  const asked = { plan: args[0], root: text(call, 'root') };
  const place = await openPlan(world, asked.plan, asked.root);
  // Which of several plans is asked in the menu.
  const isOpen = asked.plan === undefined && !place.ok && place.error.some(({ rule }) => rule === 'ambiguous-plan');
  if (!place.ok && !isOpen) return refuse(call, place.error);
  const own = rootOf(world, world.cwd, undefined, world.cwd);
  const root = place.ok ? place.value.root : rootOf(world, world.cwd, asked.root, world.cwd);
  const ending = root.path === own.path ? [] : ['--root', root.label('.')];
  return menuLoop(call, { root, ending, file: place.ok ? place.value.file : null });
};
