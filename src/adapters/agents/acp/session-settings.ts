import { RequestError, methods } from '@agentclientprotocol/sdk';
import type { ClientContext, SessionConfigOption, SessionModeState } from '@agentclientprotocol/sdk';
import type { PermissionLevel } from '../../../domain/agent.ts';
import { fieldsOf, textOf } from '../fields.ts';
import type { Say } from '../runner/own-line.ts';

/** A session, as the agent describes it. */
export interface OpenSession {
  readonly id: string;
  readonly modes?: SessionModeState | null;
  readonly configOptions?: SessionConfigOption[] | null;
  /** Not in the protocol yet; Gemini has it. */
  readonly models?: unknown;
}

/** The modes in which an agent changes nothing by itself, the plainest first. */
const lookingModes: readonly RegExp[] = [/read[-_ ]?only$/i, /(?:^|#)plan$/i];

/** Puts a session into a mode in which it changes nothing, where the level wants that and the agent has one. */
export const setMode = async (
  agent: ClientContext,
  session: OpenSession,
  level: PermissionLevel,
  say: Say,
): Promise<void> => {
  if (level !== 'read') return;
  const modes = session.modes?.availableModes ?? [];
  const mode = lookingModes.map((form) => modes.find(({ id }) => form.test(id))).find((one) => one !== undefined);
  if (mode === undefined || mode.id === session.modes?.currentModeId) return;
  try {
    await agent.request(methods.agent.session.setMode, { sessionId: session.id, modeId: mode.id });
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    say({ type: 'trouble', message: `The agent did not take the mode ${mode.name}: ${error.message}` });
  }
};

/**
 * Chooses the model, in one of the two ways that agents have. Returns the one that the session has then; null: not known.
 * Rejects with a `RequestError` where the agent does not take it.
 */
export const setModel = async (
  agent: ClientContext,
  session: OpenSession,
  model: string | null,
  say: Say,
): Promise<string | null> => {
  const option = (session.configOptions ?? []).find((one) => one.category === 'model' && one.type === 'select');
  const models = fieldsOf(session.models);
  const current = option?.type === 'select' ? option.currentValue : textOf(models.currentModelId) || null;
  if (model === null || model === current) return current;
  if (option !== undefined) {
    const value = valueOf(option, model);
    await agent.request(methods.agent.session.setConfigOption, { sessionId: session.id, configId: option.id, value });
    return value;
  }
  if (Array.isArray(models.availableModels)) {
    await agent.request('session/set_model' as string, { sessionId: session.id, modelId: model });
    return model;
  }
  say({ type: 'trouble', message: `The agent cannot be told to use the model ${model}; it uses its own choice.` });
  return null;
};

const valueOf = (option: SessionConfigOption, model: string): string => {
  if (option.type !== 'select') return model;
  const values = option.options.flatMap((one) => ('group' in one ? one.options : [one]));
  const found =
    values.find(({ value }) => value === model) ??
    values.find(({ name }) => name === model) ??
    values.find(({ value }) => value.endsWith(`/${model}`));
  return found?.value ?? model;
};
