import { ok, type Result } from '../domain/result.ts';
import { executionTask } from '../generated/templates.js';
import { tidyDocument, type DocumentTemplates } from './document-template.ts';
import type { ExecutionTaskView } from './execution-task-view.ts';
import { templateHelpers } from './template-helpers.ts';

/** The text of an EXECUTION_TASK. Fails only by a workspace's own template, with the place in it. */
export const executionTaskDocument = (view: ExecutionTaskView, templates: DocumentTemplates = {}): Result<string> =>
  templates.executionTask?.render(view) ?? ok(tidyDocument(executionTask(view, { helpers: templateHelpers })));
