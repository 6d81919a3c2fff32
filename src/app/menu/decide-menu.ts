import type { AchievementId } from '../../domain/ids.ts';
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
  const title = `Approve, send back or skip${waiting.length === 0 ? '' : `: ${waiting.length} wait`}`;
  if (inOrder.length === 0) {
    const command = commandLine(['approve', plan, ...ending]);
    return openingChoice('6', title, command, { whyNot: 'Nothing is left to decide about.' });
  }
  const together = waiting.length < 2 ? [] : idsOnOneLine(waiting);
  const all = together.length === 0 ? [] : [approveChoice(facts, `Approve ${listInWords(together)}`, together)];
  const each = inOrder.map((one): Choice => {
    const menu = decisionMenu(facts, one);
    const waitsForIt = waits(one) ? ' (waits for it)' : '';
    return openingChoice('', `${one.id} ${one.title}${waitsForIt}`, menu.choices[0]!.command, menu);
  });
  const choices = [...all, ...each].map((choice, index) => ({ ...choice, key: index < 9 ? String(index + 1) : '' }));
  return openingChoice('6', title, choices[0]!.command, {
    title: 'Decide about which achievement?',
    choices,
    proposed: '1',
  });
};

const decisionMenu = (facts: DecideFacts, achievement: AchievementReport): Menu => {
  const choices = decisions(facts, achievement);
  const proposed = choices.find(({ whyNot }) => whyNot === null)?.key ?? '';
  return { title: `${achievement.id} ${achievement.title}`, choices, proposed };
};

const said = { author: null, at: new Date(0), reason: 'said' };

/** Whether a decision would stand is asked of the code that makes it. */
const whyNot = (decided: Result<unknown> | undefined): string | null =>
  decided === undefined || decided.ok ? null : (decided.error[0]?.message ?? '');

const approveChoice = ({ plan, ending, report }: DecideFacts, title: string, ids: readonly AchievementId[]): Choice => {
  const needsNoReason = ids.every((id) => decideApproval(report, id, { author: null, at: said.at }).ok);
  const question = {
    question: `What was looked at?${needsNoReason ? ' (may be left out)' : ''}`,
    words: ['approve', plan, ...ids, ...ending],
    flag: '--reason',
    mayBeEmpty: needsNoReason,
  };
  const refused = ids.map((id) => decideApproval(report, id, said)).find(({ ok }) => !ok);
  return askingChoice('1', title, question, whyNot(refused));
};

const decisions = (facts: DecideFacts, { id }: AchievementReport): readonly Choice[] => {
  const { plan, ending, report } = facts;
  const words = (verb: string): readonly string[] => [verb, plan, id, ...ending];
  return [
    approveChoice(facts, 'Approve', [id]),
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
