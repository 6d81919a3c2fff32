import { achievementId } from '../domain/ids.ts';
import type { EarlierAttempt, RunPromptInput } from './run-prompt-input.ts';

const id = achievementId('1.1')!;
const text = 'text';
const file = 'file.txt';

const everything: RunPromptInput = {
  plan: { name: 'SAMPLE', title: text },
  achievement: { id, title: text, goal: text },
  instructions: { kind: 'subplan', file, text },
  deliverables: [file],
  successCriteria: [text],
  tests: [text],
  fix: { file, text },
  dependencies: [{ id, title: text, summary: text, changed: [file], documents: [file] }],
  running: [{ id, title: text, paths: [file] }],
  conflicts: [{ id, title: text, paths: [file] }],
  checks: [text],
  protectedFiles: [file],
  validationScript: file,
  evidence: 'diff',
  mode: 'clone',
  pool: 'codegen',
  limits: { timeoutMs: 1, idleTimeoutMs: 1, usd: 1, tokens: 1, turns: 1 },
  permissions: 'edit',
  attempt: 1,
  earlier: null,
};

const earlier: readonly EarlierAttempt[] = [
  { reason: 'failed', message: text, lastLines: text },
  { reason: 'continued', message: text },
  { reason: 'conflict', message: text, paths: [file], others: text, own: text },
  { reason: 'check', message: text, lastLines: text, others: text, own: text },
];

const nothing: RunPromptInput = {
  ...everything,
  plan: { name: 'SAMPLE', title: '' },
  achievement: { id, title: '', goal: null },
  instructions: { kind: 'section', file, text: '' },
  deliverables: [],
  successCriteria: [],
  tests: [],
  fix: null,
  dependencies: [],
  running: [],
  conflicts: [],
  checks: [],
  protectedFiles: [],
  validationScript: null,
  mode: 'none',
  pool: 'default',
  limits: { timeoutMs: null, idleTimeoutMs: null, usd: null, tokens: null, turns: null },
  permissions: null,
};

/** Prompts that between them have every part, and lack every part: what a template is tried on before it is used. */
export const samplePrompts: readonly RunPromptInput[] = [
  everything,
  nothing,
  { ...everything, pool: 'security', permissions: 'read', mode: 'copy' },
  { ...everything, pool: 'database', permissions: 'full', evidence: 'none' },
  ...earlier.map((one): RunPromptInput => ({ ...everything, attempt: 2, earlier: one })),
];
