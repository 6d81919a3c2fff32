import type { Result } from '../../domain/result.ts';
import { listInWords } from '../../text/list-in-words.ts';
import { isFinished } from '../../workspace/batch.ts';
import { decideApproval, decideFix, decideSkip } from '../../workspace/feedback.ts';
import { nextActions } from '../../workspace/next-action.ts';
import type { AchievementReport, StatusReport } from '../../workspace/status-report.ts';
import { idsOnOneLine } from '../ids-on-one-line.ts';
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
  const waiting = review?.achievements ?? [];
  const count = waiting.length;
  const title = count === 0 ? 'Approve, send back or skip' : `Approve, send back or skip: ${count} wait`;
  const together = count < 2 ? [] : idsOnOneLine(waiting);
  const first = together.length > 0 ? together : inOrder.slice(0, 1).map(({ id }) => id);
  const command = commandLine(['approve', plan, ...(first.length > 0 ? first : ['1.1']), ...ending]);
  if (inOrder.length === 0) return openingChoice('6', title, command, { whyNot: 'Nothing is left to decide about.' });
  const approveAll = (key: string): Choice =>
    askingChoice(key, `Approve ${listInWords(together)}`, {
      question: 'What was looked at? (may be left out)',
      words: ['approve', plan, ...together, ...ending],
      flag: '--reason',
      mayBeEmpty: true,
    });
  const each = inOrder.map((one) => (key: string): Choice => ({
    key,
    title: `${one.id} ${one.title}${waits(one) ? ' (waits for it)' : ''}`,
    command: commandLine(['approve', plan, one.id, ...ending]),
    whyNot: null,
    deed: { do: 'open', menu: decisionMenu(facts, one) },
  }));
  return openingChoice('6', title, command, {
    title: 'Decide about which achievement?',
    choices: [...(together.length > 0 ? [approveAll] : []), ...each].map((choice, index) =>
      choice(index < 9 ? String(index + 1) : ''),
    ),
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
  const needsNoReason = decideApproval(report, id, { author: said.author, at: said.at }).ok;
  const whyNot = (decided: Result<unknown>): string | null => (decided.ok ? null : (decided.error[0]?.message ?? ''));
  const words = (verb: string): readonly string[] => [verb, plan, id, ...ending];
  return [
    askingChoice(
      '1',
      'Approve',
      {
        question: `What was looked at?${needsNoReason ? ' (may be left out)' : ''}`,
        words: words('approve'),
        flag: '--reason',
        mayBeEmpty: needsNoReason,
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
