import type { AttemptEvidence } from '../domain/run.ts';

const words = 'Its working tree is kept';

/** The evidence of an attempt whose tree is kept, as it holds what is nowhere else. `why`: part of a sentence. */
export const withKeptTree = (evidence: AttemptEvidence, why: string, folder: string): AttemptEvidence => ({
  ...evidence,
  remarks: [...evidence.remarks, `${words}, as ${why}: ${folder}`],
});

/** Whether the tree of an attempt is to stay where it is. */
export const isTreeKept = (evidence: AttemptEvidence | null): boolean =>
  evidence?.remarks.some((remark) => remark.startsWith(words)) === true;
