import type { Problem } from '../../domain/problem.ts';
import { executorOf, isAgent } from '../../policy/executor-of.ts';
import type { AgentProbe } from '../../ports/agent-probe.ts';
import { listInWords } from '../../text/list-in-words.ts';
import type { PlannedRun } from './plan-run.ts';

/**
 * What is wrong with the agents of a run before it starts: an error for one that is to work or to review first of all, a
 * warning for one to fall back on.
 */
export const unreadyAgents = (
  { prepared, config }: PlannedRun,
  probe: Pick<AgentProbe, 'whyNot'>,
): readonly Problem[] => {
  const { nodes, settings } = prepared;
  const firsts = new Set(nodes.map(({ executors }) => executors[0]!));
  if (settings.reviewer !== undefined) firsts.add(settings.reviewer);
  const names = new Set([...firsts, ...nodes.flatMap(({ executors }) => executors)]);
  return [...names].flatMap((name): Problem[] => {
    const agent = executorOf(config.executors, name);
    if (agent === undefined || !isAgent(agent)) return [];
    const own = nodes.filter(({ executors }) => executors.includes(name));
    const ids = own.map(({ id }) => id);
    const why = probe.whyNot(agent);
    if (why === null) {
      return agent.permissions === 'read' && own.some(({ evidence }) => evidence === 'diff')
        ? [mayOnlyRead(name, ids)]
        : [];
    }
    const wanted = ids.length === 0 ? 'is to review the work' : `is to work on ${listInWords(ids, 'and', 3)}`;
    return [
      {
        rule: 'agent-not-ready',
        severity: firsts.has(name) ? 'error' : 'warning',
        at: { file: '.' },
        message: `The agent "${name}" ${wanted} and cannot be used. ${why}`,
        advice:
          'planloom doctor shows all agents, and what is missing. If it logs in by variables, name them in "env" of its executor.',
      },
    ];
  });
};

const mayOnlyRead = (name: string, ids: readonly string[]): Problem => ({
  rule: 'agent-may-only-read',
  severity: 'warning',
  at: { file: '.' },
  message: `The agent "${name}" is to work on ${listInWords(ids, 'and', 3)}, and may only read files.`,
  advice: 'Write "permissions": "edit" for its executor.',
});
