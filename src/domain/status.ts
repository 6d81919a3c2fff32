/** The seven words of a status, in the order of a life. */
export const statuses = [
  'not_started',
  'subplan_created',
  'execution_created',
  'in_progress',
  'complete',
  'failed',
  'skipped',
] as const;

export type Status = (typeof statuses)[number];

/** What the graph and the journal say beyond the files. */
export type Condition = 'ready' | 'waiting' | 'blocked' | 'running' | 'awaiting_approval';
