import { documentStem } from '../domain/ids.ts';
import type { AchievementId } from '../domain/ids.ts';

export type DocumentKind = 'subplan' | 'executionTask' | 'approved' | 'fix' | 'resolution' | 'skipped';

/** Where we write the documents of one achievement, relative to the plan's folder. */
export type DocumentPaths = Readonly<Record<DocumentKind, string>>;

/** The plan's name as it stands in file names: what no file system takes in a name becomes a hyphen. */
const fileNamePart = (planName: string): string => planName.trim().replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-');

/** File names meet when they differ only in case or in how a letter with a mark is composed. */
const folded = (text: string): string => text.normalize('NFC').toLowerCase();

/** What plan names are compared by. */
export const planKey = (planName: string): string => folded(fileNamePart(planName));

/** `taskNumber` is the number of the EXECUTION_TASK, from 1. */
export const documentPaths = (planName: string, id: AchievementId, taskNumber = 1): DocumentPaths => {
  const stem = documentStem(id);
  const named = `${fileNamePart(planName)}_${stem}`;
  const feedbacks = 'execution/feedbacks';
  return {
    subplan: `subplans/SUBPLAN_${named}.md`,
    executionTask: `execution/EXECUTION_TASK_${named}_${String(taskNumber).padStart(2, '0')}.md`,
    approved: `${feedbacks}/APPROVED_${stem}.md`,
    fix: `${feedbacks}/FIX_${stem}.md`,
    resolution: `${feedbacks}/FIX_${stem}_RESOLUTION.md`,
    skipped: `execution/SKIPPED_${stem}.md`,
  };
};

/** The NAME of PLAN_<NAME>.md, or nothing when the file is not named so. */
export const planNameOfFile = (fileName: string): string | undefined => /^PLAN_(.+)\.md$/is.exec(fileName)?.[1];

/** The documents above PLANs. */
export type FamilyKind = 'grammaplan' | 'north-star';

const familyForms: Readonly<Record<FamilyKind, RegExp>> = {
  grammaplan: /^GRAMMAPLAN_(.+)\.md$/is,
  'north-star': /^NORTH[_-]STAR_(.+)\.md$/is,
};

/** The NAME of GRAMMAPLAN_<NAME>.md or NORTH_STAR_<NAME>.md, or nothing when the file is not named so. */
export const familyNameOfFile = (kind: FamilyKind, fileName: string): string | undefined =>
  familyForms[kind].exec(fileName)?.[1];

/** Whose document a file name says it is. */
export type DocumentName =
  | { readonly owner: 'plan'; readonly kind: DocumentKind; readonly planKey: string; readonly stem: string }
  | { readonly owner: 'nobody'; readonly kind: DocumentKind; readonly stem: string }
  /** It carries a NAME that none of the known plans has. */
  | { readonly owner: 'stranger'; readonly kind: DocumentKind };

const prefixes: readonly (readonly [string, DocumentKind])[] = [
  ['subplan_', 'subplan'],
  ['execution_task_', 'executionTask'],
  ['approved_', 'approved'],
  ['fix_', 'fix'],
  ['skipped_', 'skipped'],
];
const resolution = '_resolution';
const stem = /^(\d{1,12}(?:[-.]\d{1,4}){0,2})$/;
const stemAndNumber = /^(\d{1,12}(?:[-.]\d{1,4}){0,2})(?:_\d{1,4})?$/;

/**
 * Reads a file name against the keys of the plans that are known (see `planKey`). The longest plan name that fits wins,
 * so that PAY_2 keeps its documents where there is a plan PAY as well. Nothing for a file that is no such document.
 */
export const readDocumentName = (fileName: string, planKeys: Iterable<string>): DocumentName | undefined => {
  const name = folded(fileName);
  const prefix = prefixes.find(([start]) => name.startsWith(start));
  if (prefix === undefined || !name.endsWith('.md')) return undefined;
  let kind = prefix[1];
  let rest = name.slice(prefix[0].length, -'.md'.length);
  if (kind === 'fix' && rest.endsWith(resolution)) {
    kind = 'resolution';
    rest = rest.slice(0, -resolution.length);
  }
  const form = kind === 'executionTask' ? stemAndNumber : stem;
  const compared = fileNamePart(rest);
  let owner: { readonly planKey: string; readonly stem: string } | undefined;
  for (const key of planKeys) {
    if (!compared.startsWith(`${key}_`) || key.length <= (owner?.planKey.length ?? 0)) continue;
    const found = form.exec(compared.slice(key.length + 1))?.[1];
    if (found !== undefined) owner = { planKey: key, stem: found };
  }
  if (owner !== undefined) return { owner: 'plan', kind, ...owner };
  const found = form.exec(rest)?.[1];
  return found === undefined ? { owner: 'stranger', kind } : { owner: 'nobody', kind, stem: found };
};
