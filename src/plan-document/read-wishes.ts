import { agentKinds } from '../domain/agent.ts';
import type { FieldWord, WorkWishes } from '../domain/plan.ts';
import { plainWords } from './decoration.ts';
import type { Field } from './fields.ts';

/**
 * What the fields "Agent", "Model" and "Pool" of a section say; undefined where it has none of them. Only a value of one
 * word counts, or one that begins with the name of an agent: "**Model**: the user, with a name" is about something else.
 */
export const readWishes = (fields: readonly Field[]): WorkWishes | undefined => {
  const agent = wordOf(fields, 'agent');
  const model = wordOf(fields, 'model');
  const pool = wordOf(fields, 'pool');
  if (agent === undefined && model === undefined && pool === undefined) return undefined;
  return {
    ...(agent === undefined ? {} : { agent }),
    ...(model === undefined ? {} : { model }),
    ...(pool === undefined ? {} : { pool }),
  };
};

/** "Claude Code", "claude (opus)": it is meant, and has to be said in another way. */
const namesAgent = (text: string): boolean =>
  text.length < 80 && agentKinds.some((kind) => new RegExp(`^${kind}\\b`, 'i').test(text));

const oneWord = /^[\p{L}\p{N}][^\s,;|]{0,199}$/u;

const wordOf = (fields: readonly Field[], name: string): FieldWord | undefined => {
  const field = fields.find((one) => one.name === name && isOwn(one));
  if (field === undefined) return undefined;
  const text = plainWords(field.value);
  if (!oneWord.test(text) && !(name === 'agent' && namesAgent(text))) return undefined;
  const { line } = field;
  // A value on a line of its own below the name has the place of the name.
  const at = Math.max(0, line.text.lastIndexOf(text));
  return { text, position: { line: line.line, column: line.column + at } };
};

/** Below "**Goal**: Pay" as a paragraph, "- **Agent**: claude" is a field of the section. */
const isOwn = ({ parent }: Field): boolean =>
  parent === null || (parent.parent === null && parent.line.level === 0 && !parent.line.item && parent.value !== '');
