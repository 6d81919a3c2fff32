import type { SessionUpdate, ToolCall, ToolCallUpdate } from '@agentclientprotocol/sdk';
import type { PermissionLevel } from '../../../domain/agent.ts';
import type { Say } from '../runner/own-line.ts';
import { changesFiles, failureOf, pathsOf, withNews, wordsOf } from './tool-call.ts';
import type { KnownCall } from './tool-call.ts';

const maxPiece = 1_000_000;

/** GitHub Copilot puts what it does itself among what the model says, a piece each. */
const aside = /^(?:Info|Warning|Error): /;
const asideOfRetry = /^Info: [^\n]*\bRetrying\b/;

const ownRefusal =
  /^(?:Error: )?(?:Path not in workspace|Access denied|Permission denied by|The user (?:has )?(?:rejected|denied))\b/i;

/** Turns what an agent tells of a turn into our lines: whole pieces of text, a line for each tool call. */
export class UpdateLines {
  readonly #level: PermissionLevel;
  readonly #say: Say;
  readonly #calls = new Map<string, KnownCall>();
  readonly #told = new Set<string>();
  readonly #refused = new Set<string>();
  #text = '';
  #message: string | null = null;
  /** What was said after the last tool call, the last piece of it. */
  lastWords = '';
  /** The session is older than this turn. */
  isResumed = false;
  /** Dollars of the session; null: not told. */
  sessionUsd: number | null = null;

  constructor(level: PermissionLevel, say: Say) {
    this.#level = level;
    this.#say = say;
  }

  take(update: SessionUpdate): void {
    this.#say({ type: 'alive' });
    switch (update.sessionUpdate) {
      case 'agent_message_chunk':
        if (update.content.type === 'text') this.#takeText(update.content.text, update.messageId ?? null);
        return;
      case 'tool_call':
      case 'tool_call_update':
        this.#takeCall(update);
        return;
      case 'agent_thought_chunk':
      case 'plan':
        this.flush();
        return;
      case 'usage_update':
        if (update.cost?.currency !== 'USD') return;
        this.sessionUsd = update.cost.amount;
        this.#say({ type: 'session_cost', usd: update.cost.amount, resumed: this.isResumed });
        return;
      default:
        return;
    }
  }

  /** What is known of a call that the agent asks for, with what the question says. */
  asked(update: ToolCallUpdate): KnownCall {
    const call = withNews(this.#calls.get(update.toolCallId), update);
    this.#calls.set(update.toolCallId, call);
    return call;
  }

  /** The agent was told that it may not. */
  refuse(call: KnownCall): void {
    const { name, detail } = wordsOf(call);
    this.flush();
    this.#refused.add(call.toolCallId);
    this.#say({ type: 'denied', tool: name, detail });
  }

  /** Tells what was said so far as a piece. */
  flush(): void {
    const text = this.#text;
    this.#text = '';
    if (text.trim() === '') return;
    if (asideOfRetry.test(text)) this.#say({ type: 'retry', status: null, waitMs: null, message: text.trim() });
    else this.#say({ type: 'text', text });
    this.lastWords = text;
  }

  #takeText(text: string, message: string | null): void {
    if (message !== this.#message || aside.test(text) || aside.test(this.#text)) this.flush();
    this.#message = message;
    if (this.#text.length < maxPiece) this.#text += text;
  }

  #takeCall(update: ToolCall | ToolCallUpdate): void {
    const id = update.toolCallId;
    this.flush();
    this.lastWords = '';
    const call = withNews(this.#calls.get(id), update);
    this.#calls.set(id, call);
    const isOver = update.status === 'completed' || update.status === 'failed';
    if (isOver || (update.status === 'in_progress' && (!changesFiles(call) || pathsOf(call).length > 0)))
      this.#tell(call);
    if (!isOver) return;
    if (update.status === 'failed' && !this.#refused.has(id)) this.#tellFailure(call, failureOf(update));
    this.#calls.delete(id);
  }

  /** Some agents refuse by themselves what their mode or their folder does not allow. */
  #tellFailure(call: KnownCall, message: string): void {
    const { name, detail } = wordsOf(call);
    const isChange = changesFiles(call) || call.kind === 'execute';
    if ((this.#level === 'read' && isChange) || ownRefusal.test(message)) {
      this.#say({ type: 'denied', tool: name, detail: detail || message });
    } else this.#say({ type: 'tool_failed', name, message });
  }

  #tell(call: KnownCall): void {
    if (this.#told.has(call.toolCallId) || this.#refused.has(call.toolCallId)) return;
    this.#told.add(call.toolCallId);
    this.#say({ type: 'tool', ...wordsOf(call), paths: changesFiles(call) ? pathsOf(call) : [] });
  }
}
