import { assembleFrom, discoverOnDisk } from '../../app/assemble-plan.ts';
import type { AssembledPlan, AssembleOptions } from '../../app/assemble-plan.ts';
import { describeAchievement } from '../../app/describe-plan.ts';
import { reportStatus } from '../../app/report-status.ts';
import { planParallel, writeParallel } from '../../app/write-parallel.ts';
import type { PlannedFile } from '../../app/write-parallel.ts';
import type { Discovery } from '../../discovery/discovery.ts';
import { hasErrors } from '../../domain/problem.ts';
import type { Problem } from '../../domain/problem.ts';
import { renderDiscovery } from '../../reporting/render-discovery.ts';
import { refusalToWrite } from '../../workspace/refusal-to-write.ts';
import type { Call, CommandRun } from '../command-spec.ts';
import { printJson, printProblems, refuse, text, usageProblem } from '../print.ts';
import { discoveryOptions, withPlanOnDisk } from '../with-plan.ts';
import { today } from '../today.ts';

export const run: CommandRun = (call) => {
  const asked = discoveryOptions(call);
  if (!asked.ok) return refuse(call, asked.error);
  const together = togetherProblem(call);
  if (together !== undefined) return refuse(call, [together]);
  return withPlanOnDisk(call, call.args[0], async (disk) => {
    const discovery = discoverOnDisk(disk, asked.value);
    const assembled = assembleFrom(disk, discovery);
    if (!assembled.ok) {
      // A plan that is no graph is still worth seeing: what was found, with what is wrong.
      if (call.options.json === true) printDiscovery(call, discovery, null, assembled.error);
      else await printProblems(call, assembled.error, disk.sources);
      return 1;
    }
    return discoverPlan(call, assembled.value, asked.value);
  });
};

/** Options that do not go together. */
const togetherProblem = ({ options }: Call): Problem | undefined => {
  const isPrompt = options.prompt === true;
  const isImport = options.import !== undefined;
  if (isPrompt && isImport) {
    return usageProblem(
      '--prompt and --import do not go together.',
      'Print the prompt first, and bring in its answer.',
    );
  }
  const isAgent = options.agent !== undefined;
  if (isAgent && (isPrompt || isImport)) {
    const other = isPrompt ? '--prompt' : '--import';
    return usageProblem(
      `--agent and ${other} do not go together.`,
      '--agent prints no prompt, and brings in the answer itself.',
    );
  }
  if (options.maxTokens !== undefined && !isPrompt && !isAgent) {
    return usageProblem('--max-tokens goes with --prompt and --agent only.', 'Add one of them, or leave it out.');
  }
  if (options.trust === true && !isAgent) {
    return usageProblem('--trust goes with --agent only.', 'Add --agent, or leave it out.');
  }
  if (options.withStatus === true && (isPrompt || isImport || isAgent)) {
    const other = isPrompt ? '--prompt' : isImport ? '--import' : '--agent';
    return usageProblem(`--with-status does not go with ${other}.`, `Leave it out, and run discover after that.`);
  }
  return undefined;
};

const discoverPlan = async (
  call: Call,
  assembled: AssembledPlan,
  asked: Pick<AssembleOptions, 'scope' | 'assume'>,
): Promise<number> => {
  const { options, world } = call;
  const { disk, discovery, graph } = assembled;
  const achievement = text(call, 'achievement');
  if (achievement !== undefined && graph.plan.scope !== 1) {
    const advice = `Add --scope 1 to look inside ${achievement}, or leave --achievement out.`;
    return refuse(call, [usageProblem('--achievement goes with scope 1 only.', advice)]);
  }
  if (options.prompt === true) {
    return (await import('../run-discovery-prompt.ts')).runDiscoveryPrompt(call, assembled);
  }
  const answer = text(call, 'import');
  if (answer !== undefined) return (await import('../run-import.ts')).runImport(call, answer, assembled, asked);
  if (options.agent !== undefined) {
    return (await import('../run-discovery-agent.ts')).runDiscoveryAgent(call, assembled, asked);
  }
  const report = options.withStatus === true ? await reportStatus(assembled) : undefined;
  const planned = await planParallel(assembled, {
    today: today(world),
    ...(achievement === undefined ? {} : { achievement }),
    ...(report === undefined ? {} : { withStatus: new Map(report.achievements.map(({ id, status }) => [id, status])) }),
  });
  if (!planned.ok) return refuse(call, planned.error, disk.sources);
  const file = planned.value;
  const isDryRun = options.dryRun === true;

  if (!isDryRun && file.drops.length > 0 && options.yes !== true) {
    const advice = 'Add --yes to leave them out, or put the achievements back into the plan.';
    const sentence = `${file.label} holds what the plan has no place for any more: ${file.drops.join('; ')}.`;
    if (!world.terminal.interactive) return refuse(call, [usageProblem(sentence, advice)]);
    world.terminal.err(`${sentence}\n`);
    if (!(await world.terminal.confirm('Leave that out?'))) return 1;
  }
  const refusal = isDryRun ? undefined : refusalToWrite({ plan: graph.plan, sharedWith: disk.documents.sharedWith });
  if (refusal !== undefined) return refuse(call, [refusal]);
  const written = isDryRun ? undefined : await writeParallel(assembled, file);
  if (written?.ok === false) return refuse(call, written.error);

  const problems = [...disk.problems, ...discovery.problems];
  if (options.json === true) printDiscovery(call, discovery, file, problems);
  else {
    const view = {
      ...(graph.plan.scope === 1 ? file.graph : graph),
      written: [{ file: file.label, what: whatWord(file, isDryRun) }],
    };
    world.terminal.out(renderDiscovery(view, world.terminal.look));
    await printProblems(call, problems, disk.sources);
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    if (errors > 0) world.terminal.err(`${leftOut(file, errors, isDryRun)}\n`);
  }
  return hasErrors(problems) ? 1 : 0;
};

/** What the errors of a plan whose graph holds all the same mean for its parallel.json: they are edges to nothing. */
const leftOut = ({ label, change }: PlannedFile, errors: number, isDryRun: boolean): string => {
  const verb = isDryRun ? 'would be without' : change === 'unchanged' ? 'stays without' : 'was written without';
  const what = errors === 1 ? 'what the error names' : `what the ${errors} errors name`;
  return `${label} ${verb} ${what}: mend it, and run discover again.`;
};

const whatWord = ({ change }: PlannedFile, isDryRun: boolean): string =>
  change === 'unchanged' ? 'unchanged' : isDryRun ? 'would be written' : 'written';

const printDiscovery = (
  call: Call,
  discovery: Discovery,
  file: PlannedFile | null,
  diagnostics: readonly Problem[],
): void => {
  const { name, title, metadata, scope, contradictions, groupStatements, notes, independence } = discovery;
  const plan = file?.graph.plan ?? discovery;
  printJson(call, 'discovery', {
    plan: { name, title, path: discovery.file, metadata },
    scope,
    achievements: plan.achievements.map((one) => describeAchievement(one, one.dependencies)),
    levels: file?.graph.levels ?? [],
    conflicts: plan.conflicts,
    criticalPath: file?.graph.criticalPath ?? null,
    savings: file?.graph.savings ?? null,
    contradictions,
    groupStatements,
    independence,
    notes,
    parallelJson: file === null ? null : { path: file.label, change: file.change },
    diagnostics,
  });
};
