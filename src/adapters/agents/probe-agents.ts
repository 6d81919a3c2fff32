import { agentKinds } from '../../domain/agent.ts';
import type { AgentKind } from '../../domain/agent.ts';
import type { AgentProbe, AgentSetUp, AgentState } from '../../ports/agent-probe.ts';
import { childEnvironment } from '../process/child-environment.ts';
import type { Environment } from '../process/child-environment.ts';
import type { AgentAdapter, ReadinessView } from './agent-adapter.ts';
import { askProgram } from './ask-program.ts';
import { findProgram } from './find-program.ts';
import { readinessView } from './readiness-view.ts';

export interface ProbeSetting {
  /** Planloom's own. */
  readonly environment: Environment;
  /** How long a program may take to say its version. */
  readonly limitMs?: number;
}

const usualLimitMs = 10_000;

/** Looks for the agents of `adapters` on this machine. Nothing of the workspace is read, and nothing of it executed. */
export const agentProbe = (
  adapters: Readonly<Record<AgentKind, AgentAdapter>>,
  { environment, limitMs = usualLimitMs }: ProbeSetting,
): AgentProbe => ({
  agents: () => {
    const view = readinessView(environment);
    const states = agentKinds.map((kind) => stateOf(adapters[kind], view, limitMs));
    const last = states.pop()!;
    return Promise.all([...states, Promise.resolve(ownCommand), last]);
  },
  whyNot: (agent) => whyNot(adapters[agent.kind], agent, readinessView(environment)),
});

const whyNot = (adapter: AgentAdapter, agent: AgentSetUp, view: ReadinessView): string | null => {
  const { kind, program, command, args, env } = agent;
  const name = kind === 'acp' ? (command[0] ?? '') : (program ?? adapter.program);
  // A path is the workspace's; what is wrong with that shows when it is started.
  const isLookedUp = name !== null && !/[\\/]/.test(name);
  if (isLookedUp && findProgram(name, view.environment) === null) {
    const isUsual = program === null && kind !== 'acp';
    return isUsual && adapter.install !== null
      ? `It is not installed: ${adapter.install}`
      : `There is no program "${name}" on the PATH.`;
  }
  if (program !== null || args.length > 0 || env.length > 0) return null;
  const readiness = adapter.readiness(view);
  return readiness.ready ? null : readiness.reason;
};

const ofConfiguration = 'Works through an executor of this kind in planloom.config.json.';

/** What a user defines needs nothing but to be defined. */
const ownCommand: AgentState = {
  name: 'command',
  installed: true,
  version: null,
  program: null,
  abilities: ['any program'],
  ready: true,
  remark: ofConfiguration,
};

const stateOf = async (adapter: AgentAdapter, view: ReadinessView, limitMs: number): Promise<AgentState> => {
  const { kind, abilities, program: name } = adapter;
  if (name === null) {
    const state = readyState(adapter, view, kind === 'acp' ? [ofConfiguration] : []);
    return { name: kind, installed: true, version: null, program: null, abilities, ...state };
  }
  const program = findProgram(name, view.environment);
  if (program === null) {
    const reason = `Not installed${adapter.install === null ? '.' : `: ${adapter.install}`}`;
    return { name: kind, installed: false, version: null, program, abilities, ready: false, reason };
  }
  const wanted = Object.keys(view.environment).filter((variable) =>
    adapter.env.some((one) => (typeof one === 'string' ? one === variable : one.test(variable))),
  );
  const env = childEnvironment(view.environment, wanted, {});
  const { output, failure } = await askProgram(program, adapter.versionArgs, env, limitMs);
  const version = adapter.versionIn(output);
  const state = { name: kind, installed: true, version, program, abilities };
  if (failure !== null && version === null) {
    const again = adapter.install === null ? '.' : `: ${adapter.install}`;
    return { ...state, ready: false, reason: `It does not run (${failure}); install it again${again}` };
  }
  return { ...state, ...readyState(adapter, view, versionRemarks(adapter, version)) };
};

const versionRemarks = ({ oldest, install }: AgentAdapter, version: string | null): readonly string[] => {
  if (oldest === null || version === null || !isOlder(version, oldest)) return [];
  const update = install === null ? '.' : `; to update it: ${install}`;
  return [`${version} is older than ${oldest}, the oldest version that was tried${update}`];
};

/** By the numbers alone: what comes before a version is that version for us. */
const isOlder = (version: string, than: string): boolean => {
  const [a, b] = [version, than].map((one) =>
    one
      .split(/[.\-+]/)
      .slice(0, 3)
      .map(Number),
  );
  const different = b!.findIndex((part, index) => a![index] !== part);
  return different !== -1 && (a![different] ?? 0) < b![different]!;
};

const readyState = (
  adapter: AgentAdapter,
  view: ReadinessView,
  remarks: readonly string[],
): Pick<AgentState, 'ready' | 'reason' | 'remark'> => {
  const found = adapter.readiness(view);
  const all = [...remarks, ...(found.ready && found.remark !== undefined ? [found.remark] : [])];
  return {
    ready: found.ready,
    ...(found.ready ? {} : { reason: found.reason }),
    ...(all.length === 0 ? {} : { remark: all.join(' ') }),
  };
};
