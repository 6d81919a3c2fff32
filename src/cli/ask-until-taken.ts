import type { Problem } from '../domain/problem.ts';
import type { Call } from './command-spec.ts';
import { printProblems } from './print.ts';

/** Why an answer cannot be taken; nothing if it can. */
type Check = (answer: string) => Promise<readonly Problem[]>;

/**
 * Asks for a line, again and again until it can be taken, and says each time why not. An empty answer is empty; null:
 * nobody answers any more, so that nothing is to be written.
 */
export const askUntilTaken = async (call: Call, question: string, check: Check): Promise<string | null> => {
  for (;;) {
    const answer = (await call.world.terminal.ask(`${question}:`))?.trim();
    if (answer === undefined) return null;
    const problems = await check(answer);
    if (problems.length === 0) return answer;
    await printProblems(call, problems);
  }
};
