import type { AgentState } from '../ports/agent-probe.ts';
import type { ToolVersions } from '../ports/tool-versions.ts';

/** Something that planloom rests on. */
export interface ToolState {
  readonly name: 'node' | 'git';
  readonly installed: boolean;
  readonly version: string | null;
  readonly ready: boolean;
  /** Why it is not ready, with what to do; absent when it is. */
  readonly reason?: string;
}

/** What is installed on this machine, and what can be used. */
export interface DoctorView {
  readonly node: ToolState;
  readonly git: ToolState;
  readonly agents: readonly AgentState[];
  /** Names of those that can be used as they are; `acp` and `command` need a command first. */
  readonly usable: readonly string[];
  /** Whether a run is possible at all. */
  readonly canRun: boolean;
}

/** What `doctor` shows, of what was found. */
export const doctorView = (agents: readonly AgentState[], { node, git }: ToolVersions): DoctorView => ({
  node: { name: 'node', installed: true, version: node, ready: true },
  git: {
    name: 'git',
    installed: git.version !== null,
    version: git.version,
    ready: git.problem === null,
    ...(git.problem === null ? {} : { reason: `${git.problem.message} ${git.problem.advice}` }),
  },
  agents,
  usable: agents.flatMap(({ name, ready }) => (ready && name !== 'acp' && name !== 'command' ? [name] : [])),
  canRun: git.version !== null,
});
