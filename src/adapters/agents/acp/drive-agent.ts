import { setTimeout as wait } from 'node:timers/promises';
import { PROTOCOL_VERSION, RequestError, client, methods } from '@agentclientprotocol/sdk';
import type { ClientContext, InitializeResponse, NewSessionResponse } from '@agentclientprotocol/sdk';
import { insideFolder } from '../runner/inside-folder.ts';
import { badlyEnded } from '../runner/own-line.ts';
import type { OwnEnd, Say } from '../runner/own-line.ts';
import type { AcpOptions } from './acp-options.ts';
import { agentProcess } from './agent-process.ts';
import { isAllowed, permissionAnswer } from './permission-answer.ts';
import { servedFiles } from './served-files.ts';
import { setMode, setModel } from './session-settings.ts';
import type { OpenSession } from './session-settings.ts';
import { requestEnd, turnEnd, turnUsage } from './turn-end.ts';
import { UpdateLines } from './update-lines.ts';

declare const PLANLOOM_VERSION: string;

/** How long an agent may take to stop when it is asked to. */
const cancelGraceMs = 2_000;

/** For what an agent sends out of order. */
const lateNewsMs = 150;

/** Starts an agent, hands it the prompt, and tells what it does until its turn has ended. */
export const driveAgent = async (
  options: AcpOptions,
  prompt: string,
  say: Say,
  signal: AbortSignal,
): Promise<OwnEnd> => {
  const agent = agentProcess(options.command, options.folder);
  const gone = agent.ended.then((how) =>
    signal.aborted
      ? cancelled
      : agent.isMissing()
        ? badlyEnded(`The agent ${options.command[0] ?? ''} cannot be started ${how}.`, null)
        : badlyEnded(`The agent ended ${how} in the middle of its work.`, 'crashed'),
  );
  const stopped = new Promise<OwnEnd>((resolve) => {
    const stop = (): void => void wait(cancelGraceMs).then(() => resolve(cancelled));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
  });
  const turn = new Turn(options, prompt, say, signal);
  const end = await Promise.race([
    turn.run(agent.stream).catch((error: unknown) => failed(error, gone)),
    gone,
    stopped,
  ]);
  turn.lines.flush();
  await agent.end();
  return signal.aborted ? cancelled : end;
};

const cancelled = badlyEnded('The agent was asked to stop.', null);

/** A connection that breaks off is no error of its own: the agent's end says more. */
const failed = (error: unknown, gone: Promise<OwnEnd>): OwnEnd | Promise<OwnEnd> =>
  error instanceof RequestError ? requestEnd(error) : gone;

class Turn {
  readonly lines: UpdateLines;
  readonly #options: AcpOptions;
  readonly #prompt: string;
  readonly #say: Say;
  readonly #signal: AbortSignal;
  /** A session that is loaded tells its whole story again. */
  #isLive = false;
  #isOverBudget = false;

  constructor(options: AcpOptions, prompt: string, say: Say, signal: AbortSignal) {
    this.#options = options;
    this.#prompt = prompt;
    this.#say = say;
    this.#signal = signal;
    this.lines = new UpdateLines(options.permissions, say);
  }

  run(stream: Parameters<ReturnType<typeof client>['connectWith']>[0]): Promise<OwnEnd> {
    const { folder, permissions, budgetUsd } = this.#options;
    const files = servedFiles(folder, permissions, this.#say);
    return client({ name: 'planloom' })
      .onRequest(methods.client.fs.readTextFile, ({ params }) => files.read(params))
      .onRequest(methods.client.fs.writeTextFile, ({ params }) => files.write(params))
      .onRequest(methods.client.session.requestPermission, ({ params }) => {
        const call = this.lines.asked(params.toolCall);
        const isGranted =
          !this.#signal.aborted && isAllowed(permissions, call, (file) => insideFolder(folder, file) !== null);
        if (!isGranted) this.lines.refuse(call);
        return permissionAnswer(permissions, isGranted, params.options);
      })
      .onNotification(methods.client.session.update, ({ params, agent }) => {
        if (!this.#isLive) return;
        this.lines.take(params.update);
        const usd = this.lines.isResumed ? null : this.lines.sessionUsd;
        if (budgetUsd === null || usd === null || usd <= budgetUsd || this.#isOverBudget) return;
        this.#isOverBudget = true;
        void agent.notify(methods.agent.session.cancel, { sessionId: params.sessionId });
      })
      .connectWith(stream, (agent) => this.#talk(agent));
  }

  async #talk(agent: ClientContext): Promise<OwnEnd> {
    const introduction = await agent.request(methods.agent.initialize, {
      protocolVersion: PROTOCOL_VERSION,
      // Reading is not offered, although it is served: Gemini takes our word that there is no such file for a failure, and
      // makes no new file then.
      clientCapabilities: { fs: { readTextFile: false, writeTextFile: true }, terminal: false },
      clientInfo: { name: 'planloom', version: PLANLOOM_VERSION },
    });
    if (introduction.protocolVersion !== PROTOCOL_VERSION) {
      return badlyEnded(
        `The agent speaks version ${introduction.protocolVersion} of the Agent Client Protocol; planloom speaks version ${PROTOCOL_VERSION}.`,
        null,
      );
    }
    const session = await this.#open(agent, introduction);
    this.#say({ type: 'session', id: session.id });
    this.lines.isResumed = session.id === this.#options.resume;
    await setMode(agent, session, this.#options.permissions, this.#say);
    const model = await setModel(agent, session, this.#options.model, this.#say);
    const cancel = (): void => void agent.notify(methods.agent.session.cancel, { sessionId: session.id });
    if (this.#signal.aborted) return cancelled;
    this.#signal.addEventListener('abort', cancel);
    this.#isLive = true;
    const response = await agent.request(methods.agent.session.prompt, {
      sessionId: session.id,
      prompt: [{ type: 'text', text: this.#prompt }],
    });
    // Some tell the cost, or their last words, just after the end.
    await wait(lateNewsMs);
    this.lines.flush();
    for (const usage of turnUsage(response, model)) this.#say({ type: 'usage', usage });
    if (!this.#isOverBudget) return turnEnd(response.stopReason, this.lines.lastWords);
    return badlyEnded(`The attempt used more than its budget of $${this.#options.budgetUsd}.`, null);
  }

  /** The session of before, where there is one and the agent can take it up; else a new one. */
  async #open(agent: ClientContext, { agentCapabilities }: InitializeResponse): Promise<OpenSession> {
    const place = { cwd: this.#options.folder, mcpServers: [] };
    const { resume } = this.#options;
    if (resume !== null) {
      const old = { ...place, sessionId: resume };
      try {
        if (agentCapabilities?.sessionCapabilities?.resume) {
          return { ...(await agent.request(methods.agent.session.resume, old)), id: resume };
        }
        if (agentCapabilities?.loadSession === true) {
          return { ...(await agent.request(methods.agent.session.load, old)), id: resume };
        }
        this.#say({ type: 'trouble', message: 'The agent cannot take up a session again: it begins anew.' });
      } catch (error) {
        if (!(error instanceof RequestError)) throw error;
        const why = requestEnd(error).message;
        this.#say({
          type: 'trouble',
          message: `The session ${resume} cannot be taken up again, a new one begins: ${why}`,
        });
      }
    }
    const session: NewSessionResponse = await agent.request(methods.agent.session.new, place);
    return { ...session, id: session.sessionId };
  }
}
