/**
 * A plugin for opencode that prints, as lines of its own among those of `opencode run`, what these keep to themselves: the
 * session before the model is asked, the model, tries again, the end, and what subagents do and use.
 */
export const opencodePlugin = `const say = (line) => process.stdout.write(JSON.stringify(line) + '\\n');

export const PlanloomReport = async () => {
  const children = new Set();
  const models = new Map();
  const told = new Set();
  let model = '';
  let session = '';
  const meet = (sessionID) => {
    if (sessionID !== session) say({ type: 'planloom.session', sessionID: (session = sessionID) });
  };
  return {
    event: async ({ event: { type, properties = {} } }) => {
      const { info, part, status, sessionID } = properties;
      if (type === 'session.created') {
        if (info.parentID) children.add(info.id);
        else meet(info.id);
      } else if (type === 'message.updated' && info.role === 'assistant') {
        const name = info.providerID + '/' + info.modelID;
        if (children.has(info.sessionID)) models.set(info.sessionID, name);
        else if (name !== model) say({ type: 'planloom.model', model: (model = name) });
      } else if (type === 'message.part.updated' && children.has(part.sessionID) && !told.has(part.id)) {
        const { tool, state, reason, tokens, cost } = part;
        const isStep = part.type === 'step-finish';
        const isTool = part.type === 'tool' && (state.status === 'completed' || state.status === 'error');
        if (!isStep && !isTool) return;
        told.add(part.id);
        if (isStep) say({ type: 'planloom.step', model: models.get(part.sessionID), part: { reason, tokens, cost } });
        else say({ type: 'planloom.tool', part: { tool, state: { status: state.status, input: state.input, error: state.error } } });
      } else if (type === 'session.status') {
        if (!children.has(sessionID)) meet(sessionID);
        if (status.type === 'retry') say({ type: 'planloom.retry', message: status.message, waitMs: Math.max(0, status.next - Date.now()) });
      } else if (type === 'session.idle' && !children.has(sessionID)) {
        say({ type: 'planloom.idle' });
      }
    },
  };
};
`;
