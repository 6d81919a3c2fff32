import type { NodeId } from '../../domain/run.ts';
import type { RunCheck } from '../../execution/run-check.ts';
import { commandText } from '../../policy/command-text.ts';
import type { PlannedRun } from './plan-run.ts';
import type { RunAdapters } from './run-adapters.ts';
import { scriptCheck } from './run-scripts.ts';

/** The checks that hold for a node: those of the configuration, and its validation script. */
export const checksOfNode = (
  { config, scripts, prepared }: Pick<PlannedRun, 'config' | 'scripts' | 'prepared'>,
  adapters: Pick<RunAdapters, 'isExecutable'>,
): ((id: NodeId) => readonly RunCheck[]) => {
  const common = config.checks.map(({ command, protect, timeoutMs }): RunCheck => ({
    name: commandText(command),
    command,
    protect,
    timeoutMs,
    notRun: null,
    trustedText: null,
  }));
  const texts = new Map(scripts.texts.map((script) => [script.path, script]));
  const byNode = new Map(
    prepared.nodes.map(({ id, validationScript }): [NodeId, readonly RunCheck[]] => {
      const script = validationScript === null ? undefined : texts.get(validationScript);
      if (script === undefined) return [id, common];
      return [id, [...common, scriptCheck(script, adapters.isExecutable(script.path))]];
    }),
  );
  return (id) => byNode.get(id) ?? common;
};
