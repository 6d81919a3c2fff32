import { costForecast, nodesLeft } from '../../app/run/cost-forecast.ts';
import type { BudgetLimits, RunEvent } from '../../domain/run.ts';
import { leftOfRun } from '../../journal/allowance.ts';
import type { AttemptRun, RunState } from '../../journal/run-state.ts';
import { amountsText } from '../../text/amount-text.ts';
import { costForecastText } from '../costs/cost-words.ts';

/**
 * What there is to say about costs while a run goes on, in sentences: when a level begins what it will cost, going by it
 * and by `history`; and once, that attempts did not say what they cost. Asked about each event in order.
 */
export const runNotes = (history: readonly RunState[]): ((event: RunEvent, state: RunState) => readonly string[]) => {
  const begun = new Set<number>();
  let isSilenceTold = false;
  return (event, state) => {
    if (event.type === 'attempt_started') {
      const { level } = state.nodes.get(event.node)!.node;
      if (begun.has(level)) return [];
      begun.add(level);
      return levelNote(level, state, history);
    }
    if (event.type !== 'attempt_ended' || isSilenceTold || event.outcome === 'cancelled') return [];
    const attempt = state.nodes.get(event.node)!.attempts[event.attempt - 1]!;
    if (!isSilent(attempt, state.budget)) return [];
    isSilenceTold = true;
    const told = attempt.usage === null ? 'did not say what it cost' : 'told its tokens and no price';
    return [`${event.node} ${told}; the budget counts only what attempts report.`];
  };
};

const levelNote = (level: number, state: RunState, history: readonly RunState[]): readonly string[] => {
  const nodes = nodesLeft(state).filter((node) => node.level === level);
  const ahead = costForecastText(costForecast(nodes, [...history, state]));
  if (ahead === '') return [];
  const { usd, tokens } = leftOfRun(state);
  const left = amountsText(usd, tokens);
  return [`level ${level} will cost ${ahead}${left === '' ? '' : `; ${left} of the budget left`}`];
};

/** A program ran and ended without a word about what the budget counts. */
const isSilent = ({ group, costUsd, usage }: AttemptRun, budget: BudgetLimits | null): boolean => {
  if (budget === null || group === null) return false;
  const { runUsd, attemptUsd, runTokens, attemptTokens } = budget;
  const countsMoney = runUsd !== null || attemptUsd !== null;
  const countsTokens = runTokens !== null || attemptTokens !== null;
  return (countsMoney && costUsd === null) || (countsTokens && usage === null);
};
