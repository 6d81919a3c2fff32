import type { Checked } from '../app/checked.ts';
import { applyFixes, planFixes } from '../app/fix-documents.ts';
import type { PlannedFix } from '../app/fix-documents.ts';
import { renderFixes } from '../reporting/render-fixes.ts';
import type { ShownFix } from '../reporting/render-fixes.ts';
import { countOf } from '../reporting/words.ts';
import type { Call } from './command-spec.ts';
import { printJson, printProblems, refuse, usageProblem } from './print.ts';

const shownOf = (fix: PlannedFix): ShownFix =>
  fix.kind === 'edit'
    ? { kind: 'edit', file: fix.label, before: fix.before, after: fix.after }
    : { kind: 'rename', file: fix.label, to: fix.root.label(fix.to) };

const jsonOf = (fix: PlannedFix): object =>
  fix.kind === 'edit'
    ? { kind: 'edit', file: fix.label }
    : { kind: 'rename', file: fix.label, to: fix.root.label(fix.to) };

/**
 * `check --fix`: shows what would be changed, asks, and changes it; `checkAgain` then shows what is left, and says the
 * exit code.
 */
export const fixDocuments = async (
  call: Call,
  checked: Checked,
  checkAgain: () => Promise<number>,
): Promise<number> => {
  const { options, world } = call;
  const { terminal } = world;
  const isJson = options.json === true;
  const { planned, heldBack } = await planFixes(checked.subjects);
  if (!isJson) await printProblems(call, heldBack);
  const preview = planned.map(shownOf);
  if (options.dryRun === true) {
    if (isJson) printJson(call, 'fixes', { dryRun: true, planned: planned.map(jsonOf), done: [], problems: heldBack });
    else terminal.out(planned.length === 0 ? nothing : renderFixes(preview, terminal.look));
    return 0;
  }
  if (planned.length === 0) {
    if (isJson) printJson(call, 'fixes', { dryRun: false, planned: [], done: [], problems: heldBack });
    else terminal.out(`${nothing}\n`);
    return isJson ? 0 : checkAgain();
  }
  if (options.yes !== true) {
    terminal.err(`${renderFixes(preview, terminal.errLook)}\n`);
    if (!terminal.interactive) {
      return refuse(call, [
        usageProblem('Nobody can be asked here, so nothing was changed.', 'Add --yes to change them.'),
      ]);
    }
    if (!(await terminal.confirm(`Change ${planned.length === 1 ? 'this file' : `these ${planned.length} files`}?`))) {
      terminal.err('Nothing was changed.\n');
      return 1;
    }
  }
  const { done, problems } = await applyFixes(planned);
  if (isJson) {
    printJson(call, 'fixes', {
      dryRun: false,
      planned: planned.map(jsonOf),
      done: done.map(jsonOf),
      problems: [...heldBack, ...problems],
    });
    return problems.length > 0 ? 1 : 0;
  }
  if (options.yes === true)
    terminal.out(renderFixes(done.map(shownOf), terminal.look).replace(/\n\n[^\n]*\n$/, '\n\n'));
  terminal.out(`${countOf(done.length, 'file')} changed\n\n`);
  await printProblems(call, problems);
  const code = await checkAgain();
  return problems.length > 0 ? 1 : code;
};

const nothing = 'Nothing here can be mended without a person.\n';
