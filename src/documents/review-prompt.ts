import { reviewPrompt as template } from '../generated/templates.js';
import { tidyDocument } from './document-template.ts';
import { foreignFence } from './foreign-fence.ts';
import { inline, inlineLines } from './markdown-text.ts';
import { refusedView } from './refused-answer.ts';
import type { RefusedAnswer } from './refused-answer.ts';
import { templateHelpers } from './template-helpers.ts';

export interface ReviewPromptInput {
  readonly planName: string;
  readonly id: string;
  readonly title: string;
  readonly goal: string | null;
  /** The text of its section in the plan; may be empty. */
  readonly section: string;
  readonly subplan: string | null;
  readonly criteria: readonly string[];
  readonly tests: readonly string[];
  readonly isDiff: boolean;
  /** The work, its lines numbered. */
  readonly work: string;
  /** What of the work is not there to be seen, a sentence each. */
  readonly missing: readonly string[];
  /** JSON schema of the answer, as text. */
  readonly schema: string;
  readonly refused: RefusedAnswer | null;
}

const mostOfSection = 20_000;
const mostOfSubplan = 40_000;
const mostOfWork = 200_000;

/** The prompt that asks for a review. The same input gives the same bytes. */
export const reviewPrompt = (input: ReviewPromptInput): string => {
  const { goal, title, section, subplan, criteria, work, missing, schema, refused } = input;
  const view = {
    id: input.id,
    title: inline(title),
    planName: inline(input.planName),
    goal: inlineLines(goal ?? title),
    section: section.trim() === '' ? '*It has none.*' : foreignFence(section, mostOfSection, 'markdown'),
    subplan: subplan === null || subplan.trim() === '' ? null : foreignFence(subplan, mostOfSubplan, 'markdown'),
    criteria: criteria.map((text, index) => ({ number: index + 1, text: inline(text) })),
    tests: input.tests.map(inline),
    isDiff: input.isDiff,
    missing: missing.map(inline),
    work: foreignFence(work, mostOfWork),
    schema: schema.trim(),
    ...refusedView(refused),
  };
  return tidyDocument(template(view, { helpers: templateHelpers }));
};
