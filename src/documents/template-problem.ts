import type { Problem } from '../domain/problem.ts';
import type { Position } from '../domain/plan.ts';

/** What handlebars throws; the column is 0-based there. */
interface HandlebarsError {
  readonly message: string;
  readonly lineNumber?: number;
  readonly column?: number;
}

/** What is wrong with a workspace's own template, where, and what to do. `source` is the template's text. */
export const templateProblem = (file: string, source: string, error: unknown): Problem => {
  const { message, lineNumber, column } = error as HandlebarsError;
  const place =
    lineNumber === undefined ? placeOfParseError(source, message) : { line: lineNumber, column: (column ?? 0) + 1 };
  return { rule: 'bad-template', severity: 'error', at: { file, ...place }, ...wording(message) };
};

const wording = (message: string): { readonly message: string; readonly advice: string } => {
  const [, helper] = /unknown helper (.+) - \d+:\d+$/.exec(message) ?? [];
  if (helper !== undefined) {
    return {
      message: `The template calls the helper "${helper}", which does not exist.`,
      advice: 'Use cell, open, derived, each, if, unless, with or lookup.',
    };
  }
  const [, field] = /^"(.+)" not defined in /.exec(message) ?? [];
  if (field !== undefined) {
    return {
      message: `The template uses the field "${field}", which does not exist there.`,
      advice:
        "Use the fields that planloom's own template uses; inside {{#each}} those of the whole document start with ../.",
    };
  }
  const [, opened, closed] = /^(.+) doesn't match (.+) - \d+:\d+$/.exec(message) ?? [];
  if (opened !== undefined) {
    return {
      message: `The template opens the block "${opened}" and closes "${closed}".`,
      advice: `Close it with {{/${opened}}}.`,
    };
  }
  if (message.endsWith(", got 'EOF'")) {
    return {
      message: 'The template ends while a block or an expression is still open.',
      advice: 'Give every {{#block}} its {{/block}} and every {{ its }}.',
    };
  }
  if (/^(?:Parse|Lexical) error/.test(message)) {
    return {
      message: 'The template has a syntax error here.',
      advice: 'Give every {{ a name and its }}, and every {{#block}} its {{/block}}.',
    };
  }
  return {
    message: `The template cannot be used: ${message.replace(/[.\s]*$/, '')}.`,
    advice: 'Change it as the message says.',
  };
};

/**
 * Handlebars tells the line of a syntax error only in words, and the column only by an arrow under an excerpt that has
 * lost its line breaks. The excerpt is looked up in the source to win the place back.
 */
const placeOfParseError = (source: string, message: string): Partial<Position> => {
  const [, line, excerpt = '', dashes = ''] = /error on line (\d+).*\n(.*)\n(-*)\^/.exec(message) ?? [];
  if (line === undefined) return {};
  const before = excerpt.slice(0, dashes.length).replace(/^\.\.\./, '');
  const after = excerpt.slice(dashes.length).replace(/\.\.\.$/, '');
  const kept = [...source.matchAll(/[^\n]/g)].map(({ index }) => index);
  const joined = source.replaceAll('\n', '');
  const places: Position[] = [];
  for (let at = joined.indexOf(before + after); at !== -1; at = joined.indexOf(before + after, at + 1)) {
    const arrow = at + before.length;
    places.push(positionAt(source, kept[arrow] ?? source.length));
  }
  return places.find((place) => place.line === Number(line)) ?? { line: Number(line), column: 1 };
};

const positionAt = (source: string, offset: number): Position => {
  const lines = source.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
};
