import type { CallsMade } from '../app/asking/ask-twice.ts';
import type { AssembledPlan } from '../app/assemble-plan.ts';
import type { WeighedFilling } from '../app/prompts/weigh-filling.ts';
import { writeFilling } from '../app/prompts/write-filling.ts';
import { renderFilling } from '../reporting/render-filling.ts';
import type { Look } from '../reporting/look.ts';
import type { Call } from './command-spec.ts';
import { printJson, printProblems, refuse, usageProblem } from './print.ts';

/** An answer that was weighed. */
export interface FillingAtHand {
  /** Its name in problems. */
  readonly file: string;
  readonly text: string;
  readonly weighed: WeighedFilling;
  readonly asked: { readonly agent: string; readonly made: CallsMade } | null;
}

/** Shows what an answer comes to, asks, and writes what fits. The exit code is 1 where something was refused. */
export const keepFilling = async (
  call: Call,
  { place, graph }: AssembledPlan,
  { file, text, weighed, asked }: FillingAtHand,
): Promise<number> => {
  const { world, options } = call;
  const { changes, known, empty, refused, heldBack } = weighed;
  const sources = new Map([[file, text]]);
  const report = (what: string, look: Look): string =>
    renderFilling({ plan: graph.plan, file, weighed, what, asked }, look);
  const isDryRun = options.dryRun === true;
  const isWriting = changes.length > 0 && !isDryRun;
  if (isWriting && options.yes !== true) {
    world.terminal.err(report('would be written', world.terminal.errLook));
    await printProblems(call, refused, sources);
    if (!world.terminal.interactive) {
      const advice = 'Add --yes to write it, or --dry-run to look only.';
      return refuse(call, [usageProblem('Nobody can be asked here, so nothing was written.', advice)]);
    }
    const files = changes.length === 1 ? 'this file' : `these ${changes.length} files`;
    if (!(await world.terminal.confirm(`Change ${files}?`))) {
      world.terminal.err('Nothing was written.\n');
      return 1;
    }
  }
  const outcome = isWriting ? await writeFilling(place, changes) : { written: [], problems: [] };
  const problems = [...refused, ...outcome.problems];
  if (options.json === true) {
    const written = new Set(outcome.written);
    printJson(call, 'filling', {
      plan: { name: graph.plan.name, path: graph.plan.file },
      documents: changes.map((change) => ({
        id: change.document.id,
        path: change.document.label,
        parts: change.filled.map(({ id }) => id),
        written: written.has(change),
      })),
      known,
      empty,
      heldBack,
      refused,
      problems: outcome.problems,
      dryRun: isDryRun,
      ...(asked === null ? {} : { agent: asked.agent, calls: asked.made }),
    });
  } else {
    const isShown = isWriting && options.yes !== true;
    if (!isShown) world.terminal.out(report(isDryRun ? 'would be written' : 'written', world.terminal.look));
    else for (const { document } of outcome.written) world.terminal.out(`  written  ${document.label}\n`);
    await printProblems(call, isShown ? outcome.problems : problems, sources);
  }
  return problems.length > 0 ? 1 : 0;
};
