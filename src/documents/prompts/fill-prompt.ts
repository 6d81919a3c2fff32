import { promptFill as ours } from '../../generated/templates.js';
import type { AchievementId } from '../../domain/ids.ts';
import { ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { boundedPrompt } from '../bounded-prompt.ts';
import { tidyDocument } from '../document-template.ts';
import type { DocumentTemplate } from '../document-template.ts';
import { cleanText } from '../fenced-text.ts';
import type { ForeignText } from '../fenced-text.ts';
import { wordList } from '../listing.ts';
import { code } from '../markdown-text.ts';
import { templateHelpers } from '../template-helpers.ts';
import { frame } from './fill-frame.ts';
import type { FillPart } from './fill-part.ts';

/** An achievement whose documents are to be filled. Files are relative to the root of the workspace. */
export interface FillAchievement {
  readonly id: AchievementId;
  readonly title: string;
  readonly section: { readonly place: string; readonly text: string };
  readonly needs: readonly AchievementId[];
  readonly conflicts: readonly AchievementId[];
  /** Where it stands firm and an EXECUTION_TASK is to be filled from it; else null. */
  readonly subplan: { readonly file: string; readonly text: string } | null;
  readonly documents: readonly { readonly file: string; readonly parts: readonly FillPart[] }[];
}

/** A PLAN that is to be filled itself. */
export interface FillPlan {
  readonly text: string;
  readonly parts: readonly FillPart[];
}

export interface FillPromptInput {
  readonly plan: { readonly name: string; readonly file: string; readonly argument: string };
  /** Where the PLAN itself is to be filled; else null. */
  readonly open: FillPlan | null;
  /** At least one where the PLAN is not to be filled. */
  readonly achievements: readonly FillAchievement[];
}

/** A prompt, and how many of the achievements, the first ones, it asks about. */
export interface FillPrompt {
  readonly text: string;
  readonly shown: number;
}

const mostAtOnce = 100;
const idsInOneLine = 12;
const most = { plan: 120_000, section: 20_000, subplan: 40_000 } as const;

/**
 * The prompt that asks for texts for open parts, of at most `maxBytes` of UTF-8 if one achievement is no more than that.
 * Where not all fit, the last achievements are left out, and it says so.
 */
export const fillPrompt = (input: FillPromptInput, maxBytes: number, own?: DocumentTemplate): Result<FillPrompt> => {
  const template: DocumentTemplate = own ?? {
    render: (view) => ok(tidyDocument(ours(view, { helpers: templateHelpers }))),
  };
  let shown = 0;
  const prompt = boundedPrompt(
    (share, fence) => {
      shown = Math.max(1, Math.ceil(Math.min(input.achievements.length, mostAtOnce) * share));
      return fillPromptView(input, shown, fence);
    },
    template,
    maxBytes,
  );
  return prompt.ok ? ok({ text: prompt.value, shown }) : prompt;
};

const fillPromptView = (
  { plan, open, achievements: all }: FillPromptInput,
  shown: number,
  fence: (text: ForeignText) => string,
): object => {
  const achievements = all.slice(0, shown);
  const foreign = (text: string, bytes: number, source: string): string | null => {
    const clean = cleanText(text);
    return clean === '' ? null : fence({ text: clean, language: 'markdown', keep: 'start', most: bytes, source });
  };
  const ids = (list: readonly AchievementId[]): string | null =>
    list.length === 0 ? null : wordList(list, idsInOneLine);
  const first = open?.parts[0] ?? achievements[0]?.documents[0]?.parts[0];
  const rest = all.slice(shown).map(({ id }) => id);
  return {
    planName: code(plan.name),
    planFile: code(plan.file),
    count: achievements.length === 1 ? 'an achievement' : `${achievements.length} achievements`,
    achievements: achievements.map(({ id, title, section, needs, conflicts, subplan, documents }) => ({
      id,
      title: title.trim() === '' ? null : code(title),
      section: foreign(section.text, most.section, section.place),
      sectionPlace: code(section.place),
      needs: ids(needs),
      conflicts: ids(conflicts),
      subplan: subplan === null ? null : foreign(subplan.text, most.subplan, subplan.file),
      subplanFile: subplan === null ? null : code(subplan.file),
      documents: documents.map(({ file, parts }) => ({ file: code(file), parts: parts.map(partView) })),
    })),
    whole: open === null ? null : { text: foreign(open.text, most.plan, plan.file), parts: open.parts.map(partView) },
    leftOut:
      rest.length === 0
        ? null
        : `Not asked here, for want of room: ${wordList(rest, idsInOneLine)}. Leave those out of your answer.`,
    example: frame(first?.id ?? '1.1/S/0123abcd', 'The text for this part,\nin as many lines as it takes.').trimEnd(),
  };
};

const partView = ({ id, heading, text }: FillPart): object => ({
  id,
  heading: heading.trim() === '' ? null : code(heading),
  wish: code(text),
});
