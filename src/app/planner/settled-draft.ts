import type { DraftAchievement, PlanDraft } from '../../documents/planner-draft.ts';
import { readTitle } from '../../plan-document/read-title.ts';

/** A draft as a document can say it: hours in hundredths, and titles without ticks and hours of their own. */
export const settledDraft = (draft: PlanDraft): PlanDraft => ({
  ...draft,
  priorities: new Map([...draft.priorities].map(([number, label]) => [number, settledLabel(label)])),
  achievements: draft.achievements.map((one): DraftAchievement => ({
    ...one,
    title: settledTitle(one.title),
    hours: one.hours === null ? null : { least: rounded(one.hours.least), most: rounded(one.hours.most) },
  })),
});

const leastHours = 0.01;

const rounded = (hours: number): number => Math.max(leastHours, Math.round(hours * 100) / 100);

/** Words that claim a status stay, so that whoever wrote them is told. */
const settledTitle = (written: string): string => {
  const { title, status, estimate } = readTitle(written);
  if (title === '' || (status === null && estimate === null)) return written;
  return status === null || lettersOf(title) === lettersOf(written) ? title : written;
};

/** A heading that claims a status would claim it of all below it. */
const settledLabel = (label: string): string => {
  const { title, status } = readTitle(label);
  if (status === null) return label;
  return readTitle(title).status === null ? title : '';
};

const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '');
