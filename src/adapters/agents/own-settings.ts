import path from 'node:path';
import type { AgentExecutorConfig } from '../../policy/config.ts';
import type { AgentAdapter, AgentStart } from './agent-adapter.ts';

/** The program of an agent: the one that the user names, one of ours, or the usual one. */
export const ownSettings = (
  { program, command }: Pick<AgentExecutorConfig, 'program' | 'command'>,
  adapter: Pick<AgentAdapter, 'kind' | 'program'>,
  { root, programs }: { readonly root: string; readonly programs: string },
): Pick<AgentStart, 'program' | 'command'> => {
  const ofOurs = adapter.program === null ? path.join(programs, `${adapter.kind}-runner.js`) : null;
  // A name is looked up; a path is the workspace's.
  const named = program !== null && /[\\/]/.test(program) ? path.resolve(root, program) : program;
  return { program: ofOurs ?? named ?? adapter.program!, command };
};
