import type { AchievementId } from '../../domain/ids.ts';
import { listInWords } from '../../text/list-in-words.ts';
import { isFinished } from '../../workspace/batch.ts';
import type { BatchKind } from '../../workspace/batch.ts';
import { batchSelection } from '../../workspace/batch-selection.ts';
import { nextActions } from '../../workspace/next-action.ts';
import type { NextAction } from '../../workspace/next-action.ts';
import type { OpenRun } from '../../workspace/run-facts.ts';
import type { StatusReport } from '../../workspace/status-report.ts';
import type { NextPrompt } from '../prompts/next-prompt.ts';
import { decideMenu } from './decide-menu.ts';
import { askingChoice, commandChoice, commandLine, openingChoice } from './menu.ts';
import type { Choice, Menu } from './menu.ts';
import { lastChoices } from './other-plans.ts';
import type { NamedPlan } from './other-plans.ts';

/** What the menu of a plan is made from; read anew after each action. */
export interface MenuFacts {
  /** How the plan is named on a command line: `@NAME`. */
  readonly plan: string;
  /** What every command line ends with: `--root` and its folder, where that is needed. */
  readonly ending: readonly string[];
  readonly report: StatusReport;
  readonly prompt: NextPrompt | null;
  /** Documents that are not finished, and how many of their parts are open. */
  readonly filling: { readonly documents: number; readonly parts: number };
  readonly otherPlans: readonly NamedPlan[];
}

/** The entry that does what is recommended. */
const keyOf: Readonly<Record<NextAction['kind'], string>> = {
  create_subplans: '1',
  create_execution_tasks: '2',
  execute: '4',
  resolve_fix: '4',
  run_level: '5',
  review: '6',
  resume_run: '9',
  retry_run: '9',
  accept_run: '9',
  wait: '8',
  complete: '8',
  add_achievements: '8',
};

/** What can be done with a plan now. A key means the same at all times; the recommended entry is proposed. */
export const planMenu = (facts: MenuFacts): Menu => {
  const { plan, ending, report } = facts;
  const [first] = nextActions(report);
  const choices = [
    batchChoice(facts, '1', 'subplan'),
    batchChoice(facts, '2', 'execution'),
    fillChoice(facts),
    promptChoice(facts, first!.message),
    commandChoice('5', runTitle(report), ['run', plan, ...ending], whyNotRun(report)),
    decideMenu(facts),
    commandChoice('7', 'Graph of the plan', ['graph', plan, ...ending]),
    commandChoice('8', 'Status, achievement by achievement', ['status', plan, ...ending]),
    ...openRunChoices(facts),
    ...lastChoices(facts.otherPlans, ending),
  ];
  return { title: '', choices, proposed: keyOf[first!.kind] };
};

const nouns = { subplan: 'SUBPLAN', execution: 'EXECUTION_TASK' } as const;

const batchChoice = ({ plan, ending, report }: MenuFacts, key: string, kind: BatchKind): Choice => {
  const words = [kind, plan, '--batch', ...ending];
  const selected = batchSelection(kind, report);
  const noun = nouns[kind];
  if (!selected.ok) return commandChoice(key, `Create ${noun}s`, words, selected.error[0]?.message ?? '');
  const { make, level, reason } = selected.value;
  const what = make.length === 1 ? `the ${noun}` : make.length === 0 ? `${noun}s` : `the ${make.length} ${noun}s`;
  return commandChoice(key, `Create ${what}${level === null ? '' : ` of level ${level}`}`, words, reason);
};

/** Where a prompt goes. */
const promptTargets = (words: readonly string[], ending: readonly string[]): readonly Choice[] => [
  commandChoice('1', 'Show it here', [...words, ...ending]),
  commandChoice('2', 'Put it on the clipboard', [...words, '--clipboard', ...ending]),
  askingChoice('3', 'Write it to a file', {
    question: 'Name of the new file?',
    words: [...words, ...ending],
    flag: '--output',
    mayBeEmpty: false,
  }),
];

const fillChoice = ({ plan, ending, filling: { documents, parts } }: MenuFacts): Choice => {
  const words = ['prompt', 'fill', plan];
  const command = commandLine([...words, ...ending]);
  const title = 'Fill open parts';
  if (parts === 0) {
    const whyNot = documents === 0 ? 'There is no document to fill.' : 'Nothing is open in the documents.';
    return openingChoice('3', title, command, { whyNot });
  }
  return openingChoice('3', `${title}: ${parts}`, command, {
    title: `A prompt that asks for ${parts === 1 ? 'the open part' : `the ${parts} open parts`}, and its answer`,
    choices: [
      ...promptTargets(words, ending),
      askingChoice('4', 'Bring its answer in', {
        question: 'File with the answer?',
        words: ['prompt', 'apply', plan, ...ending],
        flag: null,
        mayBeEmpty: false,
      }),
    ],
    proposed: '1',
  });
};

const promptChoice = ({ plan, ending, prompt }: MenuFacts, first: string): Choice => {
  const words = ['prompt', 'next', plan];
  const command = commandLine([...words, ...ending]);
  if (prompt === null)
    return openingChoice('4', 'Prompt for the next step', command, { whyNot: `No prompt helps now: ${first}` });
  const what = `${prompt.kind}${prompt.id === undefined ? '' : ` ${prompt.id}`}`;
  const choices = promptTargets(words, ending);
  return openingChoice('4', `Prompt: ${what}`, command, { title: `The prompt ${what}`, choices, proposed: '1' });
};

const unfinished = ({ achievements }: StatusReport) => achievements.filter((one) => !isFinished(one));

const runTitle = (report: StatusReport): string => {
  const left = unfinished(report).filter(({ condition }) => condition !== 'awaiting_approval').length;
  return left === 0 ? 'Run the plan' : `Run what is left: ${left} of ${report.achievements.length}`;
};

const whyNotRun = (report: StatusReport): string | null => {
  const left = unfinished(report);
  const idsWith = (wanted: string): readonly AchievementId[] =>
    left.filter(({ condition }) => condition === wanted).map(({ id }) => id);
  const running = idsWith('running');
  if (report.achievements.length === 0) return 'The plan has no achievement yet.';
  if (left.length === 0) return 'Nothing is left to do.';
  if (running.length > 0) return `A run works on ${listInWords(running, 'and', 3)}.`;
  if (idsWith('awaiting_approval').length === left.length) return 'All that is left waits for a decision.';
  return null;
};

const runTitles = {
  resume: 'Go on with the run',
  retry: 'Try again what failed in the run',
  accept: 'Take over the run',
};

/** It is offered only where there is such a run. Nothing asks before it begins, so a menu does. */
const openRunChoices = ({ ending, report: { openRuns } }: MenuFacts): readonly Choice[] => {
  const [first, ...others] = openRuns;
  if (first === undefined) return [];
  const wordsOf = ({ command }: OpenRun): readonly string[] => [...command.split(' ').slice(1), ...ending];
  const { runId, step } = first;
  const words = wordsOf(first);
  const title = runTitles[step];
  return [
    openingChoice('9', `${title} ${runId.slice(-4)}`, commandLine(words), {
      title: `${title} ${runId}?`,
      choices: [
        commandChoice('1', title, words),
        commandChoice('2', 'Look at it first', ['runs', 'show', runId, ...ending]),
        ...others.map((other, index) => commandChoice(String(index + 3), runTitles[other.step], wordsOf(other))),
      ],
      proposed: '1',
    }),
  ];
};
