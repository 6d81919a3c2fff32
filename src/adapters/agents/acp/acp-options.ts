import type { PermissionLevel } from '../../../domain/agent.ts';

/** What the program that drives an agent over the Agent Client Protocol is told. */
export interface AcpOptions {
  /** The agent's command, the program first. */
  readonly command: readonly string[];
  readonly folder: string;
  readonly permissions: PermissionLevel;
  readonly model: string | null;
  /** The session to take up again; null: a new one. */
  readonly resume: string | null;
  /** Dollars; only for agents that tell their cost. */
  readonly budgetUsd: number | null;
}
