import type { Problem } from '../domain/problem.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { tidyDocument, type DocumentTemplate } from './document-template.ts';
import { printableView, type NoText } from './printable-view.ts';
import { templateHelpers } from './template-helpers.ts';
import { templateProblem } from './template-problem.ts';

/** `log` would write to the terminal from inside a document. */
const knownHelpers = { cell: true, open: true, derived: true, log: false };

/**
 * Compiles a workspace's own template. `file` is only named in problems. Syntax errors, unknown helpers and what
 * templates may not use are problems here; unknown fields, fields that are no text and an empty document when it
 * renders: each with line and column in `file`.
 * Handlebars' compiler is loaded only by this call.
 */
export const ownTemplate = async (file: string, text: string): Promise<Result<DocumentTemplate>> => {
  const { default: handlebars } = await import('handlebars');
  const source = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const engine = handlebars.create();
  const options = { noEscape: true, strict: true, knownHelpersOnly: true, knownHelpers };
  try {
    const program = engine.parse(source);
    const refused = refusals(file, program);
    if (refused.length > 0) return fail(refused);
    // `compile` alone waits with its complaints for the first rendering.
    engine.precompile(program, options);
    const compiled = engine.compile(program, options);
    return ok({
      render: (view) => {
        const printable = printableView(view);
        try {
          const document = tidyDocument(compiled(printable.view, { helpers: templateHelpers }));
          const printed = printable.printedIn(document);
          if (printed !== undefined) return fail([noText(file, program, printed)]);
          return document.trim() === '' ? fail([emptyDocument(file)]) : ok(document);
        } catch (error) {
          return fail([templateProblem(file, source, error)]);
        }
      },
    });
  } catch (error) {
    return fail([templateProblem(file, source, error)]);
  }
};

interface SyntaxNode {
  readonly type: string;
  readonly loc: { readonly start: { readonly line: number; readonly column: number } };
}

const emptyDocument = (file: string): Problem => ({
  rule: 'bad-template',
  severity: 'error',
  at: { file, line: 1, column: 1 },
  message: 'The template makes an empty document.',
  advice: 'Write into it what the document is to hold, for instance # {{id}} {{title}}.',
});

const noText = (file: string, program: unknown, { field, fields }: NoText): Problem => {
  const start = printsOf(program, field)[0]?.loc.start;
  return {
    rule: 'bad-template',
    severity: 'error',
    at: start === undefined ? { file } : { file, line: start.line, column: start.column + 1 },
    message: `The template prints ${field === null ? 'an item of a list' : `"${field}"`}, which is no text but has fields of its own.`,
    advice: `Print one of its fields: ${fields.join(', ')}. A list goes into {{#each}}.`,
  };
};

/** The expressions that print the field of this name, or with `null` what stands under no name. */
const printsOf = (value: unknown, field: string | null): readonly SyntaxNode[] => {
  if (typeof value !== 'object' || value === null) return [];
  const { type, path } = value as { readonly type?: string; readonly path?: { readonly parts?: readonly unknown[] } };
  const isPrint = type === 'MustacheStatement' && (path?.parts?.at(-1) ?? null) === field;
  return isPrint ? [value as SyntaxNode] : Object.values(value).flatMap((child) => printsOf(child, field));
};

const refusedTypes: Readonly<Record<string, string>> = {
  PartialStatement: 'partials ({{> name}})',
  PartialBlockStatement: 'partials ({{#> name}})',
  Decorator: 'decorators ({{* name}})',
  DecoratorBlock: 'inline partials ({{#* inline}})',
};

/** A template is one file: nothing to include, nothing to define. */
const refusals = (file: string, value: unknown): Problem[] => {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap((child) => refusals(file, child));
  const { type, loc } = value as Partial<SyntaxNode>;
  const what = type === undefined ? undefined : refusedTypes[type];
  if (what === undefined || loc === undefined) return below;
  const problem: Problem = {
    rule: 'bad-template',
    severity: 'error',
    at: { file, line: loc.start.line, column: loc.start.column + 1 },
    message: `Templates cannot use ${what}.`,
    advice: 'Write its text into the template.',
  };
  return [problem, ...below];
};
