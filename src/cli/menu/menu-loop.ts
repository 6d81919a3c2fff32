import { commandLine } from '../../app/menu/menu.ts';
import type { Menu } from '../../app/menu/menu.ts';
import { brokenMenu, firstMenu, namedPlans } from '../../app/menu/other-plans.ts';
import { planMenu } from '../../app/menu/plan-menu.ts';
import { sideBySide } from '../../app/menu/side-by-side.ts';
import { readMenuFacts } from '../../app/menu/read-menu-facts.ts';
import { nextView } from '../../app/next-view.ts';
import { listLimits } from '../../app/open-plan.ts';
import type { Root } from '../../app/open-plan.ts';
import type { PlanState } from '../../app/plan-state.ts';
import { statusView } from '../../app/status-view.ts';
import type { Keyboard } from '../../ports/keyboard.ts';
import { renderMenuHead } from '../../reporting/menu/render-menu-head.ts';
import { askingLines, menuLines } from '../../reporting/menu/menu-lines.ts';
import { paletteOf } from '../../reporting/palette.ts';
import { oneLine } from '../../reporting/safe-text.ts';
import type { Terminal } from '../../reporting/terminal.ts';
import { isYes } from '../../text/is-yes.ts';
import type { Call } from '../command-spec.ts';
import { withPlanState } from '../with-state.ts';
import { askLine } from './ask-line.ts';
import { beginSession, commandOfAnswer, pressKey } from './menu-session.ts';
import type { MenuEffect, MenuSession } from './menu-session.ts';
import { MenuScreen } from './menu-screen.ts';
import { showUntilKey } from './show-until-key.ts';

/** What a menu is about: a plan of the workspace, or none yet. */
interface MenuPlace {
  readonly root: Root;
  /** What every command line ends with, so that it finds the workspace. */
  readonly ending: readonly string[];
  /** Of the plan, relative to the root. */
  readonly file: string | null;
}

/** Shows where the plan stands and what can be done, does it, and so on until the user leaves. Answers with the exit code. */
export const menuLoop = async (call: Call, { root, ending, file }: MenuPlace): Promise<number> => {
  const { terminal } = call.world;
  const keyboard = await call.world.keyboard();
  const screen = new MenuScreen(terminal);
  let plan = file;
  try {
    for (;;) {
      const menu = await readMenu(call, root, plan, ending);
      const effect = await chooseFrom(menu, keyboard, screen, terminal);
      switch (effect.type) {
        case 'leave':
          return effect.code;
        case 'switch':
          plan = effect.file;
          break;
        case 'read':
          break;
        case 'command':
          if ((await perform(call, effect.words, keyboard, screen)) === 130) return 130;
      }
      terminal.err('\n');
    }
  } finally {
    keyboard.release();
  }
};

/** Reads everything anew and prints where the plan stands; what is wrong with a plan is printed instead. */
const readMenu = async (call: Call, root: Root, file: string | null, ending: readonly string[]): Promise<Menu> => {
  const { terminal } = call.world;
  const listing = await root.files.list('.', listLimits);
  const plans = namedPlans(listing.ok ? listing.value.paths : [], root.label);
  if (file === null) return firstMenu(plans, ending);
  let state: PlanState | undefined;
  const asked = { ...call, options: { ...call.options, root: root.path } };
  await withPlanState(asked, root.label(file), (read) => {
    state = read;
    return Promise.resolve(0);
  });
  if (state === undefined) {
    terminal.err('\n');
    const word = plans.find((one) => one.file === file)?.word ?? root.label(file);
    const others = plans.filter((one) => one.file !== file);
    return brokenMenu(word, others, ending);
  }
  const facts = await readMenuFacts(state, plans, ending);
  const { view } = statusView(state, facts.report);
  const together = sideBySide(nextView(state, facts.report));
  terminal.err(`${renderMenuHead(view, together, terminal.errLook)}\n`);
  return planMenu(facts);
};

/** Lets the user move and type until something is to be done. */
const chooseFrom = async (
  menu: Menu,
  keyboard: Keyboard,
  screen: MenuScreen,
  terminal: Terminal,
): Promise<MenuEffect> => {
  let session = beginSession(menu);
  try {
    for (;;) {
      const key = await showUntilKey(keyboard, screen, () => linesOf(session, terminal));
      if (key === null) return { type: 'leave', code: 0 };
      const { session: next, effect } = pressKey(session, key);
      session = next;
      if (effect !== null) return effect;
    }
  } finally {
    screen.clear();
    keyboard.release();
  }
};

const linesOf = ({ open, asking }: MenuSession, terminal: Terminal): readonly string[] => {
  const { errLook } = terminal;
  if (asking !== null) {
    const { deed, text, note } = asking;
    return askingLines({ question: deed.question, text, command: commandOfAnswer(asking), note }, errLook);
  }
  const { menu, at } = open.at(-1)!;
  const rows = (terminal.errRows ?? 24) - 1;
  return menuLines({ menu, at, isInside: open.length > 1 }, errLook, rows);
};

/** Does what the command line does, with questions that Ctrl-C answers too. 130: the user wants to leave. */
const perform = async (
  call: Call,
  words: readonly string[],
  keyboard: Keyboard,
  screen: MenuScreen,
): Promise<number> => {
  const { world } = call;
  const paint = paletteOf(world.terminal.errLook);
  world.terminal.err(`${paint.strong(`$ ${oneLine(commandLine(words))}`)}\n`);
  let isInterrupted = false;
  const ask = async (question: string): Promise<string | null> => {
    if (isInterrupted) return null;
    const answer = await askLine(keyboard, screen, question);
    isInterrupted = answer.isLeaving;
    return answer.text;
  };
  const confirm = async (question: string): Promise<boolean> => isYes(await ask(`${question} [y/N]`));
  // Size and look of the terminal stay those of the moment.
  const terminal = Object.create(world.terminal, {
    ask: { value: ask },
    confirm: { value: confirm },
    isInterrupted: { get: () => isInterrupted },
  }) as Terminal;
  return call.runLine(words, { ...world, terminal });
};
