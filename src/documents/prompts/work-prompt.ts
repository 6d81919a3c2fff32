import * as templates from '../../generated/templates.js';
import { boundedPrompt } from '../bounded-prompt.ts';
import { tidyDocument } from '../document-template.ts';
import type { DocumentTemplate } from '../document-template.ts';
import { templateHelpers } from '../template-helpers.ts';
import { ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { WorkPromptInput } from './work-prompt-input.ts';
import type { WorkPromptKind } from './work-prompt-kinds.ts';
import { workPromptView } from './work-prompt-view.ts';

const ours: Readonly<Record<WorkPromptKind, typeof templates.promptReview>> = {
  'create-subplan': templates.promptCreateSubplan,
  'continue-subplan': templates.promptContinueSubplan,
  'design-execution': templates.promptDesignExecution,
  'continue-execution': templates.promptContinueExecution,
  synthesise: templates.promptSynthesise,
  review: templates.promptReview,
  fix: templates.promptFix,
  pause: templates.promptPause,
  resume: templates.promptResume,
  verify: templates.promptVerify,
  'mid-plan': templates.promptMidPlan,
};

/**
 * A prompt for a step of the work, as Markdown, of at most `maxBytes` of UTF-8, or the shortest that there is. `own`:
 * the workspace's own template. The same input gives the same bytes. Fails only where the own template does.
 */
export const workPrompt = (input: WorkPromptInput, maxBytes: number, own?: DocumentTemplate): Result<string> => {
  const template: DocumentTemplate = own ?? {
    render: (view) => ok(tidyDocument(ours[input.kind](view, { helpers: templateHelpers }))),
  };
  return boundedPrompt((share, fence) => workPromptView(input, share, fence), template, maxBytes);
};
