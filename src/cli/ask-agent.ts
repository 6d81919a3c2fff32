import { chooseAgent } from '../app/asking/choose-agent.ts';
import type { Ask, NoAnswer } from '../app/asking/ask-twice.ts';
import type { Root } from '../app/open-plan.ts';
import { readConfigOnDisk } from '../app/read-config.ts';
import type { Problem } from '../domain/problem.ts';
import type { Executables } from '../policy/executables.ts';
import { callsText } from '../reporting/calls-text.ts';
import type { Call } from './command-spec.ts';
import { mayExecute } from './may-execute.ts';
import { refuseToStartInside } from './refuse-inside-attempt.ts';
import { badInput, printJson, printProblems, refuse, text } from './print.ts';

/** An agent that a command may put questions to. */
export interface AgentAtHand {
  /** The name of an executor. */
  readonly name: string;
  readonly ask: Ask;
  /** Whether the user wanted it to end. */
  readonly isStopped: () => boolean;
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
  return work({ name, ask, isStopped: () => controller.signal.aborted });
};

const isAllowed = async (call: Call, root: Root, { fields, canonical }: Executables): Promise<boolean> => {
  if (fields.length === 0 || call.options.trust === true) return true;
  const adapters = await call.world.runAdapters(root.path);
  const digest = adapters.digest(canonical);
  return mayExecute(call, adapters, { executables: fields, digest, isTrusted: adapters.isTrusted(digest) });
};

/** Says why an agent gave nothing that can be used, and what it cost; answers with the exit code. */
export const sayNoAnswer = async (
  call: Call,
  { name, isStopped }: AgentAtHand,
  { problems, made, answer }: NoAnswer,
): Promise<number> => {
  const { terminal } = call.world;
  if (isStopped()) {
    if (call.options.json === true) printJson(call, 'error', { problems, calls: made });
    else terminal.err('Stopped. Nothing was written.\n');
    return 130;
  }
  const all = answer === null ? problems : [...problems, unusable(name)];
  if (call.options.json === true) printJson(call, 'error', { problems: all, calls: made });
  else {
    await printProblems(call, all, answer === null ? new Map() : new Map([[answer.file, answer.text]]));
    if (call.options.quiet !== true) terminal.err(`${callsText(name, made)}\n`);
  }
  return 1;
};

const unusable = (name: string): Problem => ({
  rule: 'unusable-answer',
  severity: 'error',
  at: { file: '.' },
  message: `The answer of ${name} cannot be used, and it was asked twice. Nothing was written.`,
  advice: 'Try again, or name another agent or model with --agent.',
});
