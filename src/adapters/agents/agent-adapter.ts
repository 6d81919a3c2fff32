import type { AgentKind, EarlierUse, PermissionLevel } from '../../domain/agent.ts';
import type { AgentReader } from '../process/agent-reader.ts';
import type { Environment } from '../process/child-environment.ts';

/** What an attempt is to be started with. Paths are absolute. */
export interface AgentStart {
  /** The program: a path, or a name that is looked up. */
  readonly program: string;
  /** For `acp`: the command of the agent, the program first. Else empty. */
  readonly command: readonly string[];
  readonly model: string | null;
  readonly permissions: PermissionLevel;
  /** The session that a crash has cut off, to be taken up again; null: a new one. */
  readonly resume: string | null;
  /** A new UUID, for programs that let one choose the id of a new session. */
  readonly newSession: string;
  /** The folder to work in; what is outside of it is none of the agent's business. */
  readonly folder: string;
  /** A folder of ours beside it, for `files`. */
  readonly privateFolder: string;
  /** Planloom's own environment. */
  readonly environment: Environment;
  /** The account may do everything: some programs refuse to have no questions asked then. */
  readonly isRoot: boolean;
  /** What the user adds to the command. */
  readonly args: readonly string[];
  readonly maxTurns: number | null;
  /** Dollars that it may use, for programs that can be told. */
  readonly budgetUsd: number | null;
  /** `off`: files of the repository that configure the agent (hooks, servers, permissions) are not read, if that can be had. */
  readonly repositoryConfig: 'off' | 'trusted';
}

/** How the program is started. Its prompt is its standard input, which ends. */
export interface AgentCommand {
  readonly command: readonly [string, ...string[]];
  /** Added to the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Files of ours to write first, by path below `privateFolder`. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** The session's id, where it is known before the start. */
  readonly session: string | null;
}

/** Whether an agent can be used, as far as can be told without a call that costs. */
export type Readiness =
  /** `remark`: what could not be seen, in one sentence. */
  { readonly ready: true; readonly remark?: string } | { readonly ready: false; readonly reason: string };

/** Where to look for what a program needs. */
export interface ReadinessView {
  readonly environment: Environment;
  /** Absolute. */
  readonly home: string;
  /** As Node names it; absent: that of this process. */
  readonly platform?: string;
  /** The text of a file; undefined where there is none. */
  readonly textOf: (file: string) => string | undefined;
}

/** One kind of agent. Everything here is a pure function of plain values; others start it and listen. */
export interface AgentAdapter {
  readonly kind: AgentKind;
  /** The name by which its program is looked up; null: it comes with planloom. */
  readonly program: string | null;
  /** What to type to install it; null: nothing to install. */
  readonly install: string | null;
  /** The oldest version that was tried, `1.2.3`; null: no program. */
  readonly oldest: string | null;
  /** What it can do, in a few words each: `resume`, `cost`, `tokens`, `budget`, `sandbox` … */
  readonly abilities: readonly string[];
  /** Arguments that make it print its version. */
  readonly versionArgs: readonly string[];
  /** Folders of the repository that its program executes even where it is told to read no configuration. */
  readonly hidden?: readonly string[];
  /** Names of variables that its program gets besides the usual ones. */
  readonly env: readonly (string | RegExp)[];
  /** Names of further variables, which the user's own configuration of the program refers to. */
  envFor?(view: ReadinessView): readonly string[];
  /** The version in what it printed; null: none. */
  versionIn(output: string): string | null;
  readiness(view: ReadinessView): Readiness;
  start(start: AgentStart): AgentCommand;
  /** `earlier`: null for a new session. */
  reader(earlier: EarlierUse | null, model: string | null): AgentReader;
}
