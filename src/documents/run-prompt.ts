import { runPrompt as template } from '../generated/templates.js';
import { boundedPrompt } from './bounded-prompt.ts';
import { tidyDocument } from './document-template.ts';
import type { DocumentTemplate } from './document-template.ts';
import type { RunPromptInput } from './run-prompt-input.ts';
import { runPromptView } from './run-prompt-view.ts';
import { templateHelpers } from './template-helpers.ts';
import { ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';

export interface RunPromptOptions {
  /** In UTF-8; never less than 16,000. Default: 100,000. */
  readonly maxBytes?: number;
  /** The workspace's own. */
  readonly template?: DocumentTemplate | undefined;
}

/**
 * The prompt of one attempt, as Markdown. Foreign texts stand in fences; where not all fits, lists are shortened and the
 * longest texts are cut, and lines say so. The same input gives the same bytes. Fails only where a template of the
 * workspace's own does.
 */
export const runPrompt = (
  input: RunPromptInput,
  { maxBytes = 100_000, template: own = planloomsOwn }: RunPromptOptions = {},
): Result<string> =>
  boundedPrompt((share, fence) => runPromptView(input, share, fence), own, Math.max(maxBytes, leastBytes));

/** Nobody is there to read a refusal, and an attempt needs its task. */
const leastBytes = 16_000;

const planloomsOwn: DocumentTemplate = {
  render: (view) => ok(tidyDocument(template(view, { helpers: templateHelpers }))),
};
