import type { Problem } from '../domain/problem.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { tidyDocument, type DocumentTemplate } from './document-template.ts';
import { templateHelpers } from './template-helpers.ts';
import { templateProblem } from './template-problem.ts';

/** `log` would write to the terminal from inside a document. */
const knownHelpers = { cell: true, open: true, derived: true, log: false };

/**
 * Compiles a workspace's own template. `file` is only named in problems. Syntax errors, unknown helpers and what
 * templates may not use are problems here, unknown fields when it renders: each with line and column in `file`.
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
        try {
          return ok(tidyDocument(compiled(view, { helpers: templateHelpers })));
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
