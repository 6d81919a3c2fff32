import path from 'node:path';
import { chooseAgent } from '../app/asking/choose-agent.ts';
import type { Ask, NoAnswer } from '../app/asking/ask-twice.ts';
import type { Root } from '../app/open-plan.ts';
import { readConfigOnDisk } from '../app/read-config.ts';
import type { Problem } from '../domain/problem.ts';
import type { Executables } from '../policy/executables.ts';
import { callsText } from '../reporting/calls-text.ts';
import { nextLines } from '../reporting/next-step.ts';
import { renderWords } from '../reporting/render-words.ts';
import type { Call } from './command-spec.ts';
import { mayExecute } from './may-execute.ts';
import { refuseToStartInside } from './refuse-inside-attempt.ts';
import { badInput, printJson, printProblems, refuse, text, usageProblem } from './print.ts';

/** An agent that a command may put questions to. */
export interface AgentAtHand {
  /** The name of an executor. */
  readonly name: string;
  readonly ask: Ask;
  /** Whether the user wanted it to end. */
  readonly isStopped: () => boolean;
  /** Keeps an answer that would be lost; answers with the name of its file. */
  readonly save: (answer: string) => Promise<string>;
}

/** Where nothing else limits a call. */
const usualTimeoutMs = 20 * 60_000;

/**
 * Hands the agent that `--agent`, the configuration or this machine names to `work`; says what is wrong where there is
 * none, or where the workspace would have something executed that nobody allowed. `folder`: where the agent may look
 * around; null: nowhere. `otherwise`: what to do where no agent is ready, beside installing one. Ctrl-C ends the call.
 */
export const withAgent = async (
  call: Call,
  root: Root,
  folder: string | null,
  work: (agent: AgentAtHand) => Promise<number>,
  limitMs = usualTimeoutMs,
  otherwise?: string,
): Promise<number> => {
  const refused = await refuseToStartInside(call);
  if (refused !== undefined) return refused;
  const { world } = call;
  const onDisk = await readConfigOnDisk(root);
  if (!onDisk.config.ok) return refuse(call, onDisk.config.error, onDisk.sources);
  const { executors } = onDisk.config.value;
  const probe = await world.agentProbe();
  const chosen = chooseAgent(text(call, 'agent'), onDisk.config.value, probe, otherwise);
  if (!chosen.ok) return refuse(call, chosen.error);
  const { name, executables, timeoutMs } = chosen.value;
  if (!(await isAllowed(call, root, executables))) return badInput;

  const calls = await world.agentCalls(root.path, executors);
  const controller = new AbortController();
  void world.interrupted().then(() => controller.abort());
  const ask: Ask = async (prompt) => {
    world.progress(`asking ${name}`, true);
    const question = { executor: name, prompt, folder, timeoutMs: timeoutMs ?? limitMs };
    const answer = await calls.ask(question, controller.signal);
    world.progress('');
    return controller.signal.aborted ? { ...answer, ok: false, message: 'It was stopped.' } : answer;
  };
  return work({
    name,
    ask,
    isStopped: () => controller.signal.aborted,
    save: (answer) => saveAnswer(call, root, name, answer),
  });
};

const saveAnswer = async ({ world }: Call, root: Root, name: string, answer: string): Promise<string> => {
  const agent = name.replace(/[^\w-]+/g, '-').slice(0, 40);
  const time = world.clock.now().toISOString().replace(/[:.]/g, '-');
  return shortPath(world.cwd, await world.records(root.path).keep(`${agent}-${time}.txt`, answer));
};

/** As one would type it: relative where it is below. */
const shortPath = (cwd: string, file: string): string => {
  const relative = path.relative(cwd, file);
  return relative.startsWith('..') ? file : relative.split(path.sep).join('/');
};

const isAllowed = async (call: Call, root: Root, { fields, canonical }: Executables): Promise<boolean> => {
  if (fields.length === 0 || call.options.trust === true) return true;
  const adapters = await call.world.runAdapters(root.path);
  const digest = adapters.digest(canonical);
  return mayExecute(call, adapters, { executables: fields, digest, isTrusted: adapters.isTrusted(digest) }, true);
};

/**
 * Says why an agent gave nothing that can be used, and what it cost; answers with the exit code. `commandFor`: the command
 * that takes an answer from a file, where there is one.
 */
export const sayNoAnswer = async (
  call: Call,
  { name, isStopped, save }: AgentAtHand,
  { problems, made, answer }: NoAnswer,
  commandFor?: (file: string) => string,
): Promise<number> => {
  const { terminal } = call.world;
  if (isStopped()) {
    if (call.options.json === true) printJson(call, 'error', { problems, calls: made });
    else terminal.err('Stopped. Nothing was written.\n');
    return 130;
  }
  const file = answer === null || answer.text.trim() === '' ? null : await save(answer.text);
  const all = answer === null ? problems : [...problems, unusable(name, file, commandFor)];
  if (call.options.json === true) printJson(call, 'error', { problems: all, calls: made, answerFile: file });
  else {
    const isShown = problems.some(({ at }) => at.line !== undefined);
    if (answer !== null && file !== null && !isShown) terminal.err(renderWords(name, answer.text, terminal.errLook));
    await printProblems(call, all, answer === null ? new Map() : new Map([[answer.file, answer.text]]));
    if (call.options.quiet !== true) terminal.err(`${callsText(name, made)}\n`);
  }
  return 1;
};

const unusable = (name: string, file: string | null, commandFor?: (file: string) => string): Problem => ({
  rule: 'unusable-answer',
  severity: 'error',
  at: { file: '.' },
  message: `The answer of ${name} cannot be used, and it was asked twice. Nothing was written${file === null ? '' : `, but the answer is kept in ${file}`}.`,
  advice:
    file === null || commandFor === undefined
      ? 'Try again, or name another agent or model with --agent.'
      : `Mend it and say ${commandFor(file)}, or try again, or name another agent or model with --agent.`,
});

/** Says where an answer is that was paid for and not used; answers with the name of its file. */
export const sayKept = async (
  call: Call,
  { save }: AgentAtHand,
  answer: string,
  commandFor: (file: string) => string,
): Promise<string> => {
  const file = await save(answer);
  const { terminal } = call.world;
  if (call.options.json !== true && call.options.quiet !== true) {
    const next = { say: 'The answer is kept; this takes it without asking again:', command: commandFor(file) };
    terminal.err(`${nextLines([next], terminal.errLook).join('\n')}\n`);
  }
  return file;
};

/** What is wrong where nobody could say whether an answer is to be kept: it would be paid for in vain. */
export const nobodyToAsk = ({ options, world }: Call): Problem | undefined =>
  options.dryRun === true || options.yes === true || world.terminal.interactive
    ? undefined
    : usageProblem(
        'Nobody can be asked here whether to keep the answer, so no agent was asked.',
        'Add --yes to write it, or --dry-run to look only.',
      );
