import { plannerPrompt as template } from '../generated/templates.js';
import { tidyDocument } from './document-template.ts';
import { foreignFence } from './foreign-fence.ts';
import type { RefusedAnswer } from './refused-answer.ts';
import { refusedView } from './refused-answer.ts';
import { templateHelpers } from './template-helpers.ts';

export interface PlannerPromptInput {
  readonly requirements: string;
  /** Whether the agent is started in the repository that the work is for. */
  readonly canRead: boolean;
  /** JSON schema of the answer, as text. */
  readonly schema: string;
  /** Null for the first question. */
  readonly refused: RefusedAnswer | null;
}

/** The prompt that asks for a plan. The same input gives the same bytes. */
export const plannerPrompt = ({ requirements, canRead, schema, refused }: PlannerPromptInput): string =>
  tidyDocument(
    template(
      {
        requirements: foreignFence(requirements),
        canRead,
        schema: schema.trim(),
        ...refusedView(refused),
      },
      { helpers: templateHelpers },
    ),
  );
