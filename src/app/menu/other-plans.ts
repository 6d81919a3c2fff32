import { posix } from 'node:path';
import { findPlan } from '../../workspace/find-plan.ts';
import { planNameOfFile } from '../../workspace/names.ts';
import { commandChoice, commandLine } from './menu.ts';
import type { Choice, Menu } from './menu.ts';

/** A plan of the workspace. */
export interface NamedPlan {
  /** What names it on a command line, and no other: `@NAME`, or its path where several have the name. */
  readonly word: string;
  /** Relative to the root. */
  readonly file: string;
}

/** The plans among the files of a workspace, in the order of their words. `label`: how a file is named where the user stands. */
export const namedPlans = (paths: readonly string[], label: (file: string) => string): readonly NamedPlan[] => {
  const plans = paths.filter((file) => planNameOfFile(posix.basename(file)) !== undefined);
  const named = plans.map((file) => {
    const short = `@${planNameOfFile(posix.basename(file))}`;
    const found = findPlan(short, plans);
    return { word: found.ok && found.value.path === file ? short : label(file), file };
  });
  return named.sort((a, b) => (a.word < b.word ? -1 : 1));
};

/** Plans to choose from. */
const plansMenu = (plans: readonly NamedPlan[], ending: readonly string[]): Menu => ({
  title: 'Which plan?',
  choices: plans.map(({ word, file }, index) => ({
    key: index < 9 ? String(index + 1) : '',
    title: word,
    command: commandLine(['menu', word, ...ending]),
    whyNot: null,
    deed: { do: 'switch', file },
  })),
  proposed: '1',
});

/** The menu of a session that has no plan yet. */
export const firstMenu = (plans: readonly NamedPlan[], ending: readonly string[]): Menu => {
  const menu = plansMenu(plans, ending);
  return { ...menu, choices: [...menu.choices, ...lastChoices([], ending)] };
};

/** What every first menu ends with. */
export const lastChoices = (others: readonly NamedPlan[], ending: readonly string[]): readonly Choice[] => [
  ...(others.length === 0
    ? []
    : [
        {
          key: '0',
          title: 'Another plan',
          command: commandLine(['menu', others[0]?.word ?? '', ...ending]),
          whyNot: null,
          deed: { do: 'open', menu: plansMenu(others, ending) } as const,
        },
      ]),
  commandChoice('h', 'Help', ['menu', '--help']),
  { key: 'q', title: 'Leave', command: '', whyNot: null, deed: { do: 'quit' } },
];

/** What can be done while the plan cannot be read, which its problems say. */
export const brokenMenu = (plan: string, others: readonly NamedPlan[], ending: readonly string[]): Menu => ({
  title: '',
  choices: [
    {
      key: '1',
      title: 'Read it again',
      command: commandLine(['menu', plan, ...ending]),
      whyNot: null,
      deed: { do: 'read' },
    },
    commandChoice('2', 'Every problem in it', ['check', plan, ...ending]),
    ...lastChoices(others, ending),
  ],
  proposed: '1',
});
