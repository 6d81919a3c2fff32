import type { Problem } from '../../domain/problem.ts';
import type { NodeId } from '../../domain/run.ts';
import type { AgentExecutorConfig } from '../../policy/config.ts';
import { executorOf, isAgent } from '../../policy/executor-of.ts';
import type { AgentProbe } from '../../ports/agent-probe.ts';
import { listInWords } from '../../text/list-in-words.ts';
import type { PlannedRun } from './plan-run.ts';

/** An agent that a run may need. */
export interface NeededAgent {
  /** The name of its executor. */
  readonly name: string;
  readonly agent: AgentExecutorConfig;
  /** It works or reviews first of all: without it the run is not what it is meant to be. */
  readonly isFirst: boolean;
  /** What it may work on; none for one that only reviews. */
  readonly ids: readonly NodeId[];
  /** Some of that has to change something. */
  readonly hasToWrite: boolean;
}

/** The agents that a run may need. */
export const neededAgents = ({ prepared, config }: PlannedRun): readonly NeededAgent[] => {
  const { nodes, settings } = prepared;
  const firsts = new Set(nodes.map(({ executors }) => executors[0]!));
  if (settings.reviewer !== undefined) firsts.add(settings.reviewer);
  const names = new Set([...firsts, ...nodes.flatMap(({ executors }) => executors)]);
  return [...names].flatMap((name): NeededAgent[] => {
    const agent = executorOf(config.executors, name);
    if (agent === undefined || !isAgent(agent)) return [];
    const own = nodes.filter(({ executors }) => executors.includes(name));
    const hasToWrite = own.some(({ evidence }) => evidence === 'diff');
    return [{ name, agent, isFirst: firsts.has(name), ids: own.map(({ id }) => id), hasToWrite }];
  });
};

/**
 * What is wrong with the agents of a run before it starts: an error for one that is to work or to review first of all, a
 * warning for one to fall back on.
 */
export const unreadyAgents = (needed: readonly NeededAgent[], probe: Pick<AgentProbe, 'whyNot'>): readonly Problem[] =>
  needed.flatMap((one): Problem[] => {
    const { name, agent, isFirst, ids, hasToWrite } = one;
    const why = probe.whyNot(agent);
    if (why === null) return agent.permissions === 'read' && hasToWrite ? [mayOnlyRead(one)] : [];
    const wanted = ids.length === 0 ? 'is to review the work' : `is to work on ${listInWords(ids, 'and', 3)}`;
    return [
      {
        rule: 'agent-not-ready',
        severity: isFirst ? 'error' : 'warning',
        at: { file: '.' },
        message: `The agent "${name}" ${wanted} and cannot be used. ${why}`,
        advice:
          'planloom doctor shows all agents, and what is missing. If it logs in by variables, name them in "env" of its executor.',
      },
    ];
  });

const mayOnlyRead = ({ name, ids }: NeededAgent): Problem => ({
  rule: 'agent-may-only-read',
  severity: 'warning',
  at: { file: '.' },
  message: `The agent "${name}" is to work on ${listInWords(ids, 'and', 3)}, and may only read files.`,
  advice: 'Write "permissions": "edit" for its executor.',
});
