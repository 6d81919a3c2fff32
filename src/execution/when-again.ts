import type { AttemptExit } from '../ports/executor.ts';
import type { AttemptEnded } from './workplace.ts';

/** Whether, and when, to try again, as far as the end of the program tells; nothing where the work is what failed. */
export const whenAgain = (
  { retryClass, retryAfterMs }: AttemptExit,
  outcome: AttemptEnded['outcome'],
): Pick<AttemptEnded, 'retryClass' | 'retryAfterMs'> => {
  if (outcome !== 'failed') return {};
  return {
    ...(retryClass === undefined || retryClass === null ? {} : { retryClass }),
    ...(retryAfterMs === undefined || retryAfterMs === null ? {} : { retryAfterMs }),
  };
};
