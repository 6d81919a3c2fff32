import { parse } from '@humanwhocodes/momoa';
import type { MemberNode, ValueNode } from '@humanwhocodes/momoa';
import { explainSyntax } from './explain-syntax.ts';
import { JsonDocument, keyOf, rangeOf } from './json-document.ts';
import { deepest, outlineJson } from './json-outline.ts';
import { SourceText } from './source-text.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';

/** A parsed text, and what is worth knowing about it although it could be parsed. */
export interface ParsedJson {
  readonly document: JsonDocument;
  /** `duplicate-key`, one for each key that stands again in the same object. */
  readonly duplicates: readonly Problem[];
}

/**
 * Parses JSON as the standard has it; a byte order mark is passed over. Rules of its problems: `json-syntax` (the first
 * one only: what follows it is guesswork) and `json-nesting`.
 */
export const parseJson = (file: string, textWithMark: string): Result<ParsedJson> => {
  const source = new SourceText(file, textWithMark.replace(/^\uFEFF/, ''));
  const { text } = source;
  const outline = outlineJson(text);
  if (outline.tooDeep !== null) {
    return fail([
      {
        rule: 'json-nesting',
        severity: 'error',
        at: source.placeOf(outline.tooDeep, outline.tooDeep + 1),
        message: `Objects and lists stand in one another more than ${deepest} deep.`,
        advice: 'Write the file anew.',
      },
    ]);
  }
  const root = treeOf(text);
  if (!root || outline.brokenText) return fail([explainSyntax(source, outline, firstFault(text))]);
  const document = new JsonDocument(source, root, JSON.parse(text));
  return ok({ document, duplicates: [...duplicateKeys(source, root)] });
};

const treeOf = (text: string): ValueNode | null => {
  try {
    return parse(text, { mode: 'json' }).body;
  } catch {
    return null;
  }
};

/** Where `text` ceases to be the beginning of a JSON text: its length if only its end is missing. */
const firstFault = (text: string): number => {
  try {
    // The parser names the last word when the text ends too early; a character that fits nowhere makes it name the end.
    parse(`${text}\n~`, { mode: 'json' });
  } catch (error) {
    return Math.min((error as { offset: number }).offset, text.length);
  }
  return text.length;
};

/** Keys whose loss would change the graph. */
const weighty = new Set(['achievements', 'levels', 'achievement_id', 'id', 'dependencies', 'dependency_evidence']);

function* duplicateKeys(source: SourceText, node: ValueNode): Generator<Problem> {
  if (node.type === 'Array') for (const element of node.elements) yield* duplicateKeys(source, element.value);
  if (node.type !== 'Object') return;
  const first = new Map<string, MemberNode>();
  for (const member of node.members) {
    const key = keyOf(member);
    const earlier = first.get(key);
    if (earlier) yield duplicateKey(source, key, earlier, member);
    else first.set(key, member);
    yield* duplicateKeys(source, member.value);
  }
}

const duplicateKey = (source: SourceText, key: string, earlier: MemberNode, later: MemberNode): Problem => {
  const placeOf = ({ name }: MemberNode) => source.placeOf(rangeOf(name).from, rangeOf(name).to);
  return {
    rule: 'duplicate-key',
    severity: weighty.has(key) ? 'error' : 'warning',
    at: placeOf(later),
    message: `The key "${key}" stands twice in the same object; only the last one would count.`,
    advice: 'Keep one of them.',
    related: [{ at: placeOf(earlier), message: 'It stands here first.' }],
  };
};
