import type { Result } from '../domain/result.ts';

/** A template that is ready to render. Rendering never throws for what the template's author did. */
export interface DocumentTemplate {
  readonly render: (view: object) => Result<string>;
}

/** A workspace's own templates; what is absent is planloom's. */
export interface DocumentTemplates {
  readonly subplan?: DocumentTemplate;
  readonly executionTask?: DocumentTemplate;
}

/** Ends every document alike: LF line ends, exactly one at the end, never two empty lines in a row. */
export const tidyDocument = (text: string): string =>
  `${text
    .replace(/\r\n?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
