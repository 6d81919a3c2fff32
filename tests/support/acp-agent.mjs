// A small agent that speaks the Agent Client Protocol. Its prompt is a list of steps in JSON, which it does in turn.
import { Readable, Writable } from 'node:stream';
import { RequestError, agent, methods, ndJsonStream } from '@agentclientprotocol/sdk';

let stop = () => undefined;
const cancelled = new Promise((resolve) => (stop = () => resolve('cancelled')));
const models = [
  { value: 'house/small', name: 'Small' },
  { value: 'house/large', name: 'Large' },
];
let model = 'house/small';
const settings = () => ({
  configOptions: [
    { id: 'model', name: 'Model', category: 'model', type: 'select', currentValue: model, options: models },
  ],
  modes: {
    currentModeId: 'work',
    availableModes: [
      { id: 'work', name: 'Work' },
      { id: 'read-only', name: 'Look' },
    ],
  },
});
const words = (text, messageId) => ({
  sessionUpdate: 'agent_message_chunk',
  messageId,
  content: { type: 'text', text },
});
const options = ['allow_always', 'allow_once', 'reject_once'].map((kind) => ({ optionId: kind, kind, name: kind }));
let count = 0;

const prompt = async ({ params: { sessionId, prompt: blocks }, client }) => {
  const tell = (update) => client.notify(methods.client.session.update, { sessionId, update });
  const call = async (kind, title, more, work) => {
    const toolCallId = `call-${++count}`;
    await tell({ sessionUpdate: 'tool_call', toolCallId, kind, title, status: 'pending', ...more });
    const { outcome } = await client.request(methods.client.session.requestPermission, {
      sessionId,
      toolCall: { toolCallId },
      options,
    });
    const isAllowed = outcome.outcome === 'selected' && outcome.optionId.startsWith('allow');
    if (isAllowed) await tell({ sessionUpdate: 'tool_call_update', toolCallId, status: 'in_progress' });
    const failure = isAllowed
      ? await work().then(
          () => null,
          (error) => error.message,
        )
      : 'The answer was no.';
    await tell({
      sessionUpdate: 'tool_call_update',
      toolCallId,
      status: failure === null ? 'completed' : 'failed',
      ...(failure === null ? {} : { content: [{ type: 'content', content: { type: 'text', text: failure } }] }),
    });
    if (outcome.optionId === 'allow_always') await tell(words('[for ever]', 'always'));
  };
  for (const step of JSON.parse(blocks[0].text)) {
    if (step.say) {
      await tell(words(step.say.slice(0, 5), step.say));
      await tell(words(step.say.slice(5), step.say));
    }
    if (step.tellModel) await tell(words(`I am ${model}`, 'model'));
    if (step.edit) {
      const write = () =>
        client.request(methods.client.fs.writeTextFile, { sessionId, path: step.edit, content: 'new\n' });
      await call('edit', 'Edit', { locations: [{ path: step.edit }] }, write);
    }
    if (step.run) await call('execute', 'Run', { rawInput: { command: step.run } }, () => Promise.resolve());
    if (step.breaks)
      await call('execute', 'Run', { rawInput: { command: step.breaks } }, () =>
        Promise.reject(new Error('It broke.')),
      );
    if (step.look) await call('read', 'Look', { locations: [{ path: step.look }] }, () => Promise.resolve());
    if (step.read) {
      const answer = await client
        .request(methods.client.fs.readTextFile, { sessionId, path: step.read, line: step.line, limit: step.limit })
        .catch((error) => ({ content: error.message }));
      await tell(words(answer.content, `read ${++count}`));
    }
    if (step.cost)
      await tell({ sessionUpdate: 'usage_update', used: 1, size: 2, cost: { amount: step.cost, currency: 'USD' } });
    if (step.error) throw new RequestError(step.error.code, step.error.message, step.error.data);
    if (step.exit) process.exit(step.exit);
    if (step.untilCancelled) {
      await tell(words('Waiting.', 'wait'));
      await tell({ sessionUpdate: 'plan', entries: [] });
      return { stopReason: await cancelled };
    }
    if (step.stop) return { stopReason: step.stop, usage: step.usage };
  }
  return { stopReason: 'end_turn' };
};

agent({ name: 'test agent' })
  .onRequest(methods.agent.initialize, () => ({ protocolVersion: 1, agentCapabilities: { loadSession: true } }))
  .onRequest(methods.agent.session.new, () => ({ sessionId: 'new session', ...settings() }))
  .onRequest(methods.agent.session.load, async ({ params: { sessionId }, client }) => {
    if (sessionId !== 'old session') throw RequestError.sessionNotFound(sessionId);
    await client.notify(methods.client.session.update, { sessionId, update: words('From before.', 'before') });
    return settings();
  })
  .onRequest(methods.agent.session.setMode, () => ({}))
  .onRequest(methods.agent.session.setConfigOption, ({ params: { value } }) => {
    if (!models.some((one) => one.value === value)) throw RequestError.invalidParams(undefined, `no model ${value}`);
    model = value;
    return { configOptions: settings().configOptions };
  })
  .onRequest(methods.agent.session.prompt, prompt)
  .onNotification(methods.agent.session.cancel, () => stop())
  .connect(ndJsonStream(Writable.toWeb(process.stdout), Readable.toWeb(process.stdin)));
