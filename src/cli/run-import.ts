import type { CallsMade } from '../app/asking/ask-twice.ts';
import type { AssembledPlan, AssembleOptions } from '../app/assemble-plan.ts';
import { importAnswer } from '../app/import-answer.ts';
import type { ImportedAnswer } from '../app/import-answer.ts';
import type { AcceptedProposal, KnownProposal, RefusedProposal } from '../app/proposal-outcome.ts';
import { writeParallel } from '../app/write-parallel.ts';
import type { Result } from '../domain/result.ts';
import type { Answer } from '../parallel-json/answer.ts';
import { readAnswer } from '../parallel-json/read-answer.ts';
import { renderImport } from '../reporting/render-import.ts';
import { planChange, renderPlanChange } from '../reporting/plan-change.ts';
import type { Look } from '../reporting/look.ts';
import { refusalToWrite } from '../workspace/refusal-to-write.ts';
import type { Call } from './command-spec.ts';
import { printJson, printProblems, refuse, text, usageProblem } from './print.ts';
import { readArgument } from './read-argument.ts';
import { today } from './today.ts';

/** An answer about a thousand achievements is a tenth of that. */
const maxAnswerBytes = 2_000_000;

/** `discover --import`: weighs an answer, shows what becomes of it, asks, and writes what was accepted. */
export const runImport = async (
  call: Call,
  given: string,
  current: AssembledPlan,
  options: Pick<AssembleOptions, 'scope' | 'assume'>,
): Promise<number> => {
  const read = await readArgument(call, given, maxAnswerBytes);
  if (!read.ok) return refuse(call, read.error);
  const { label, text: answerText } = read.value;
  const answer = readAnswer(label, answerText);
  if (!answer.ok) return refuse(call, answer.error, new Map([...current.disk.sources, [label, answerText]]));
  const imported = await weighAnswer(call, current, answer.value, options);
  if (!imported.ok) return refuse(call, imported.error, current.disk.sources);
  return keepAnswer(call, current, { imported: imported.value, answerText });
};

/** What an answer comes to now. Fails as `importAnswer` does. */
export const weighAnswer = (
  call: Call,
  current: AssembledPlan,
  answer: Answer,
  options: Pick<AssembleOptions, 'scope' | 'assume'>,
): Promise<Result<ImportedAnswer>> => {
  const achievement = text(call, 'achievement');
  return importAnswer(current, answer, {
    ...options,
    today: today(call.world),
    ...(achievement === undefined ? {} : { achievement }),
  });
};

/** An answer that was weighed. */
export interface WeighedAnswer {
  readonly imported: ImportedAnswer;
  readonly answerText: string;
  /** Who was asked for it, and what that took; absent where somebody brought it. */
  readonly asked?: {
    readonly agent: string;
    readonly made: CallsMade;
    /** Keeps the answer where it is not used; answers with the name of its file. */
    readonly onLoss: () => Promise<string>;
  };
}

/** Shows what becomes of an answer, asks, and writes what was accepted. */
export const keepAnswer = async (
  call: Call,
  current: AssembledPlan,
  { imported, answerText, asked }: WeighedAnswer,
): Promise<number> => {
  const { world } = call;
  const { answer, accepted, refused, file, assembled } = imported;
  const sources = new Map([...current.disk.sources, [answer.file, answerText]]);
  const code = refused.length > 0 ? 1 : 0;
  const report = (what: string, look: Look): string =>
    renderImport({ ...imported, what }, look) +
    (asked === undefined ? '' : renderPlanChange(current.graph, assembled.graph, asked, look));

  const isDryRun = call.options.dryRun === true;
  const isWriting = accepted.length > 0 && !isDryRun;
  if (isWriting) {
    const refusal = refusalToWrite({ plan: assembled.graph.plan, sharedWith: assembled.disk.documents.sharedWith });
    if (refusal !== undefined) {
      await asked?.onLoss();
      return refuse(call, [refusal]);
    }
  }
  if (isWriting && call.options.yes !== true) {
    world.terminal.err(report('would be written', world.terminal.errLook));
    if (!world.terminal.interactive) {
      const advice = 'Add --yes to write it, or --dry-run to look only.';
      return refuse(call, [usageProblem('Nobody can be asked here, so nothing was written.', advice)]);
    }
    if (file.drops.length > 0) {
      world.terminal.err(`${file.label} holds what the plan has no place for any more: ${file.drops.join('; ')}.\n`);
    }
    if (!(await world.terminal.confirm(`Write ${file.label}?`))) {
      world.terminal.err('Nothing was written.\n');
      await asked?.onLoss();
      return 1;
    }
  }
  const written = isWriting ? await writeParallel(assembled, file) : undefined;
  if (written?.ok === false) {
    await asked?.onLoss();
    return refuse(call, written.error);
  }
  const keepDry = async (): Promise<string | null> =>
    isDryRun && accepted.length > 0 && asked !== undefined ? asked.onLoss() : null;

  const what = !isWriting && !isDryRun ? 'not touched' : isWriting ? 'written' : 'would be written';
  if (call.options.json === true)
    printJson(call, 'import', {
      ...toJson(imported, isWriting, isDryRun),
      ...(asked === undefined
        ? {}
        : {
            agent: asked.agent,
            calls: asked.made,
            answerFile: await keepDry(),
            change: planChange(current.graph, assembled.graph),
          }),
    });
  else {
    world.terminal.out(report(accepted.length === 0 ? 'not touched' : what, world.terminal.look));
    await printProblems(call, answer.problems, sources);
    await keepDry();
  }
  return code;
};

const toJson = (
  { answer, assembled, file, accepted, known, refused }: ImportedAnswer,
  written: boolean,
  dryRun: boolean,
) => ({
  plan: { name: assembled.graph.plan.name, path: assembled.graph.plan.file },
  scope: file.graph.plan.scope,
  accepted: accepted.map((one) => ({
    ...proposalOf(one),
    ...placeOf(one),
    text: one.evidence.text,
    remarks: one.remarks,
  })),
  known: known.map((one) => ({ ...proposalOf(one), ...one.cites, because: one.because, places: one.places })),
  refused: refused.map((one) => ({
    ...proposalOf(one),
    ...one.cites,
    rule: one.rule,
    because: one.because,
    advice: one.advice,
    places: one.places,
  })),
  decision: answer.decision,
  notes: answer.notes,
  parallelJson: { path: file.label, written },
  dryRun,
  diagnostics: answer.problems,
});

const proposalOf = ({ proposal, from, on, reason, at }: AcceptedProposal | KnownProposal | RefusedProposal) => ({
  proposal,
  ...(proposal === 'dependency' ? { achievement: from, needs: on } : { a: from, b: on }),
  reason,
  at,
});

const placeOf = ({ evidence: { file, line, column } }: AcceptedProposal) => ({ file, line, column });
