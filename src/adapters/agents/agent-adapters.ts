import type { AgentKind } from '../../domain/agent.ts';
import type { AgentAdapter } from './agent-adapter.ts';
import type { ReaderOf } from '../process/agent-output.ts';
import { acp } from './acp/acp.ts';
import { api } from './api/api.ts';
import { claude } from './claude/claude.ts';
import { codex } from './codex/codex.ts';
import { copilot } from './copilot/copilot.ts';
import { gemini } from './gemini/gemini.ts';
import { opencode } from './opencode/opencode.ts';

/** All kinds of agents. */
export const agentAdapters: Readonly<Record<AgentKind, AgentAdapter>> = {
  claude,
  codex,
  gemini,
  opencode,
  copilot,
  acp,
  api,
};

/** What reads the output of an agent. */
export const agentReader: ReaderOf = ({ kind, model, earlier }) => agentAdapters[kind].reader(earlier, model);
