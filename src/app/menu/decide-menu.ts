import type { Result } from '../../domain/result.ts';
import { isFinished } from '../../workspace/batch.ts';
import { decideApproval, decideFix, decideSkip } from '../../workspace/feedback.ts';
import { nextActions } from '../../workspace/next-action.ts';
import type { AchievementReport, StatusReport } from '../../workspace/status-report.ts';
import { askingChoice, commandChoice, commandLine, openingChoice } from './menu.ts';
import type { Choice, Menu } from './menu.ts';

interface DecideFacts {
  readonly plan: string;
  readonly ending: readonly string[];
  readonly report: StatusReport;
}

/** Approve, fix or skip: whatever waits for a decision first, then what could be decided about as well. */
export const decideMenu = (facts: DecideFacts): Choice => {
  const { plan, ending, report } = facts;
  const review = nextActions(report).find(({ kind }) => kind === 'review');
  const waits = ({ id }: AchievementReport): boolean => review?.achievements.includes(id) === true;
  const open = report.achievements.filter((one) => !isFinished(one));
  const inOrder = [...open.filter(waits), ...open.filter((one) => !waits(one))];
  const count = open.filter(waits).length;
  const title = count === 0 ? 'Approve, send back or skip' : `Approve, send back or skip: ${count} wait`;
  const command = commandLine(['approve', plan, inOrder[0]?.id ?? '1.1', ...ending]);
  if (inOrder.length === 0) return openingChoice('6', title, command, { whyNot: 'Nothing is left to decide about.' });
  return openingChoice('6', title, command, {
    title: 'Decide about which achievement?',
    choices: inOrder.map((one, index) => ({
      key: index < 9 ? String(index + 1) : '',
      title: `${one.id} ${one.title}${waits(one) ? ' (waits for it)' : ''}`,
      command: commandLine(['approve', plan, one.id, ...ending]),
      whyNot: null,
      deed: { do: 'open', menu: decisionMenu(facts, one) },
    })),
    proposed: '1',
  });
};

const decisionMenu = (facts: DecideFacts, achievement: AchievementReport): Menu => {
  const choices = decisions(facts, achievement);
  const proposed = choices.find(({ whyNot }) => whyNot === null)?.key ?? '';
  return { title: `${achievement.id} ${achievement.title}`, choices, proposed };
};

/** Whether a decision would stand is asked of the code that makes it. */
const decisions = ({ plan, ending, report }: DecideFacts, { id }: AchievementReport): readonly Choice[] => {
  const said = { author: null, at: new Date(0), reason: 'said' };
  const whyNot = (decided: Result<unknown>): string | null => (decided.ok ? null : (decided.error[0]?.message ?? ''));
  const words = (verb: string): readonly string[] => [verb, plan, id, ...ending];
  return [
    askingChoice(
      '1',
      'Approve',
      {
        question: 'What was looked at? (may be left out)',
        words: words('approve'),
        flag: '--reason',
        mayBeEmpty: true,
      },
      whyNot(decideApproval(report, id, said)),
    ),
    askingChoice(
      '2',
      'Send back',
      { question: 'What must be mended?', words: words('fix'), flag: '--reason', mayBeEmpty: false },
      whyNot(decideFix(report, id, said)),
    ),
    askingChoice(
      '3',
      'Skip',
      { question: 'Why is it left out?', words: words('skip'), flag: '--reason', mayBeEmpty: false },
      whyNot(decideSkip(report, id, said)),
    ),
    commandChoice('4', 'Look at it: the prompt for its review', ['prompt', 'review', plan, id, ...ending]),
  ];
};
