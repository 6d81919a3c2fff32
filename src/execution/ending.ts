import type { AttemptEvidence } from '../domain/run.ts';
import type { AttemptExit } from '../ports/executor.ts';
import type { TakenWork } from '../ports/run-store.ts';
import { listInWords } from '../text/list-in-words.ts';
import type { AttemptEnded } from './workplace.ts';

/** How an attempt came to its end. */
export interface Ending {
  readonly exit: AttemptExit;
  readonly outcome: AttemptEnded['outcome'];
  readonly message: string;
  readonly work: TakenWork | null;
  readonly evidence: AttemptEvidence | null;
  /** A deliverable lies where git ignores it, and so in the attempt's folder alone. */
  readonly hasIgnoredDeliverables?: boolean;
  /** The attempt has put its folder somewhere else. */
  readonly hasMoved?: boolean;
}

/** What the attempt's folder holds that is nowhere else, in words; null when there is nothing. */
export const whatItHolds = ({
  work,
  outcome,
  hasIgnoredDeliverables = false,
  hasMoved = false,
}: Ending): string | null => {
  if (hasMoved) return 'the attempt has moved it';
  if (work === null) return null;
  const { nestedRepositories, refsElsewhere, ignored, changes } = work;
  if (nestedRepositories.length > 0)
    return `it holds another repository (${listInWords(nestedRepositories, 'and', 3)})`;
  if (refsElsewhere.length > 0) return `commits on ${listInWords(refsElsewhere, 'and', 3)} are nowhere else`;
  if (hasIgnoredDeliverables) return 'git ignores a deliverable, which is nowhere else';
  // Beside other work, ignored files are what tools leave; alone, they may be all that was done.
  const isAllIgnored = outcome !== 'succeeded' && changes.length === 0 && ignored.length > 0;
  return isAllIgnored ? 'all that it made is ignored by git' : null;
};
