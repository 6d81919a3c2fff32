import type { PermissionLevel } from '../../../domain/agent.ts';

/** What the program that asks a model by itself is told. */
export interface ApiOptions {
  readonly folder: string;
  readonly permissions: PermissionLevel;
  readonly model: string;
  /** Calls to the model. */
  readonly maxTurns: number;
  /** Dollars; looked at between calls. */
  readonly budgetUsd: number | null;
}
