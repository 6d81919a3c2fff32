import { ok, type Result } from '../domain/result.ts';
import { subplan } from '../generated/templates.js';
import { tidyDocument, type DocumentTemplates } from './document-template.ts';
import type { SubplanView } from './subplan-view.ts';
import { templateHelpers } from './template-helpers.ts';

/** The text of a SUBPLAN. Fails only by a workspace's own template, with the place in it. */
export const subplanDocument = (view: SubplanView, templates: DocumentTemplates = {}): Result<string> =>
  templates.subplan?.render(view) ?? ok(tidyDocument(subplan(view, { helpers: templateHelpers })));
