import { posix } from 'node:path';
import type { NodeId } from '../../domain/run.ts';
import { commandOfScript } from '../../execution/evidence/command-of-script.ts';
import type { RunCheck } from '../../execution/run-check.ts';
import type { FileText } from '../../policy/executables.ts';
import type { PlanState } from '../plan-state.ts';

/** The validation scripts of a plan that are there. */
export interface RunScripts {
  /** By achievement; relative to the root of the workspace. */
  readonly paths: ReadonlyMap<NodeId, string>;
  /** Each once. */
  readonly texts: readonly FileText[];
}

const maxScriptBytes = 1_000_000;

/** Finds the scripts that the plan names: their path counts from the plan's folder, then from the root. */
export const readRunScripts = async ({ place, graph }: PlanState): Promise<RunScripts> => {
  const paths = new Map<NodeId, string>();
  const texts = new Map<string, string>();
  for (const { id, validationScript } of graph.plan.achievements) {
    if (validationScript === null) continue;
    for (const folder of new Set([place.folder, '.'])) {
      const path = posix.join(folder, validationScript);
      const read = await place.root.files.readText(path, maxScriptBytes);
      if (!read.ok) continue;
      paths.set(id, path);
      texts.set(path, read.value);
      break;
    }
  }
  return { paths, texts: [...texts].map(([path, text]) => ({ path, text })) };
};

/** The check that a validation script is; null when nothing says how it is run. */
export const scriptCheck = ({ path, text }: FileText, isExecutable: boolean): RunCheck => {
  const command = commandOfScript({ path, firstLine: text.split('\n', 1)[0] ?? '', isExecutable });
  return {
    name: path,
    command: command ?? [path],
    protect: [path],
    timeoutMs: null,
    notRun: command === null ? 'Nothing says how it is run: it has no #! line.' : null,
    trustedText: text,
  };
};
