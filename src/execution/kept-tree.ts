import type { AttemptEvidence } from '../domain/run.ts';

const words = 'Its working tree is kept: ';

/** The evidence of an attempt whose tree holds work that is nowhere else. */
export const withKeptTree = (evidence: AttemptEvidence, folder: string): AttemptEvidence => ({
  ...evidence,
  remarks: [...evidence.remarks, `${words}${folder}`],
});

/** Whether the tree of an attempt is to stay where it is. */
export const isTreeKept = (evidence: AttemptEvidence | null): boolean =>
  evidence?.remarks.some((remark) => remark.startsWith(words)) === true;
