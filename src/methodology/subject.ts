import type { AchievementId } from '../domain/ids.ts';
import type { ParsedPlan } from '../domain/plan.ts';
import type { Status } from '../domain/status.ts';
import type { DocumentCheckConfig } from '../policy/config.ts';
import { isFinished } from '../workspace/batch.ts';
import type { PlanDocuments } from '../workspace/documents-on-disk.ts';
import type { RuleDocument } from './rule-document.ts';

/** A plan among what the rules look at. Paths are relative to the root. */
export interface SubjectPlan {
  readonly document: RuleDocument;
  readonly parsed: ParsedPlan;
  /** The plan's folder. */
  readonly folder: string;
  readonly documents: PlanDocuments;
  /** Whether all of `documents` could be looked for; where not, nothing follows from what is missing. */
  readonly isWhole: boolean;
  /** What the files show; null where the plan makes no graph, or not all could be looked for. */
  readonly statuses: ReadonlyMap<AchievementId, Status> | null;
  /** APPROVED files that name the open FIX that they stand beside. */
  readonly overFix: ReadonlySet<string>;
  /** Feedback and SKIPPED files without a word. */
  readonly emptyFeedback: ReadonlySet<string>;
  /** Files around the plan. */
  readonly paths: readonly string[];
}

/** Everything that the rules look at, as plain values. */
export interface Subject {
  readonly config: DocumentCheckConfig;
  /** The PLAN first, then its documents; or one document that stands above plans. */
  readonly documents: readonly RuleDocument[];
  readonly plan: SubjectPlan | null;
  /** Whether there is such a file or folder, relative to the root; undefined where nobody has looked. */
  readonly isThere: (path: string) => boolean | undefined;
  /** Names of the Markdown files of the workspace in lower case; null where nobody has looked. */
  readonly names: ReadonlySet<string> | null;
  /** The name that problems use for a path. */
  readonly label: (path: string) => string;
}

const typeNames: Readonly<Record<RuleDocument['tier'], RegExp>> = {
  northStar: /^north[ _-]?star\b/i,
  grammaplan: /^gramma[ _-]?plan\b/i,
  plan: /^plan\b/i,
  subplan: /^sub-?plan\b/i,
  executionTask: /^execution[ _]task\b/i,
};

const telling = /^(?:achievement index|current status (?:&|and) handoff|subplan tracking)\b/;

/** Whether a document says that it follows the methodology: by its Type, its name, or a section that only it has. */
const saysSo = ({ tier, header, headings }: RuleDocument): boolean =>
  tier === 'grammaplan' ||
  tier === 'northStar' ||
  header.some(({ name, value }) => name === 'type' && typeNames[tier].test(value)) ||
  (tier === 'plan' && headings.some(({ words }) => telling.test(words)));

/** The documents that follow the methodology; those of a plan that does follow it too. */
export const followers = ({ config, documents, plan }: Subject): readonly RuleDocument[] => {
  if (config.methodology === 'never') return [];
  if (config.methodology === 'always' || (plan !== null && saysSo(plan.document))) return documents;
  return documents.filter(saysSo);
};

/** The plan, if it follows the methodology. */
export const followingPlan = (subject: Subject): SubjectPlan | null =>
  subject.plan !== null && followers(subject).includes(subject.plan.document) ? subject.plan : null;

/** How many of its achievements are neither complete nor skipped, and how many it has; null where nothing is known of them. */
export const openOf = ({ statuses }: SubjectPlan): { readonly open: number; readonly all: number } | null =>
  statuses === null
    ? null
    : { open: [...statuses.values()].filter((status) => !isFinished({ status })).length, all: statuses.size };

/** The achievements that are complete; none where nothing is known of them. */
export const completeOf = ({ statuses }: SubjectPlan): ReadonlySet<AchievementId> =>
  new Set([...(statuses ?? [])].flatMap(([id, status]) => (status === 'complete' ? [id] : [])));
