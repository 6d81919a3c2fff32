import type { Dependency, Evidence, Strength } from '../domain/evidence.ts';
import { documentStem, type AchievementId } from '../domain/ids.ts';
import type { Deliverable, Plan, PlannedAchievement, Priority } from '../domain/plan.ts';
import { estimateText } from './estimate-text.ts';
import { listing, wordList, type Listing } from './listing.ts';
import { baseName, code, inline, inlineLines } from './markdown-text.ts';

/** What every document of an achievement is made from. All of it plain values; nothing is looked up. */
export interface AchievementInput {
  readonly plan: Plan;
  readonly achievement: PlannedAchievement;
  /** The plan's file as seen from the folder of the document. */
  readonly planFile: string;
  /** Written as it is, e.g. "2031-04-05"; the same input gives the same bytes. */
  readonly created: string;
  /** Dependency level, 0-based. */
  readonly level: number;
  /** The round of its level that it runs in: 1-based, and how many rounds the level has. */
  readonly group: { readonly number: number; readonly of: number };
  /** The others of its group, in id order. */
  readonly together: readonly AchievementId[];
  /** Those that directly need it, in id order. */
  readonly dependents: readonly AchievementId[];
  /** The SUBPLAN files by achievement, as seen from the folder of the document; absent where there is none to read. */
  readonly subplanFiles: ReadonlyMap<AchievementId, string>;
  /** Where the word of approval will stand, as seen from the folder of the document. */
  readonly approvalFile: string;
}

/** Another achievement, named in a document. `file` is its SUBPLAN in a code span, or null. */
export interface Neighbour {
  readonly id: string;
  readonly title: string;
  readonly file: string | null;
}

export interface DependencyView extends Neighbour {
  /** How sure it is, in words. */
  readonly strength: string;
  /** `quote` is null where the place has no words of its own. */
  readonly evidence: Listing<{ readonly place: string; readonly quote: string | null }>;
}

export interface ConflictView extends Neighbour {
  /** The paths that both touch, in code spans. */
  readonly paths: string;
}

export interface DeliverableView {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** In a code span; null when the text names no path. */
  readonly path: string | null;
  /** True when `text` shows the path already. */
  readonly named: boolean;
}

/**
 * What SUBPLAN and EXECUTION_TASK both show. Every text is one safe line of Markdown that needs no more escaping, but
 * for table cells (helper `cell`). No field is ever absent: what the plan does not say is null or an empty list.
 */
export interface AchievementView {
  readonly id: string;
  /** The id as file names spell it. */
  readonly stem: string;
  readonly title: string;
  readonly planName: string;
  /** In a code span, as seen from the document. */
  readonly planFile: string;
  /** File and lines of the achievement's section, in a code span. */
  readonly planSection: string;
  readonly created: string;
  readonly estimate: string | null;
  readonly priority: string | null;
  readonly severity: string | null;
  readonly level: number;
  readonly groupNumber: number;
  readonly groupCount: number;
  /** Ids of the others of its group, in one line, or null. */
  readonly together: string | null;
  readonly goal: Listing<string>;
  readonly deliverables: Listing<DeliverableView>;
  readonly successCriteria: Listing<string>;
  readonly tests: Listing<string>;
  /** In a code span, or null. */
  readonly validationScript: string | null;
  readonly dependencies: Listing<DependencyView>;
  readonly dependents: Listing<Neighbour>;
  readonly conflicts: Listing<ConflictView>;
  /** In a code span. */
  readonly approvalFile: string;
}

/** How many entries of each list a document has room for. */
export interface Room {
  readonly goal: number;
  readonly deliverables: number;
  readonly successCriteria: number;
  readonly tests: number;
  readonly dependencies: number;
  readonly evidence: number;
  readonly dependents: number;
  readonly conflicts: number;
}

const strengthWords: Readonly<Record<Strength, string>> = {
  stated: 'stated',
  rule: 'follows from a sentence about a group',
  proposed: 'proposed, not stated',
  assumed: 'assumed, because nothing is said',
};

const idsInOneLine = 12;
const pathsInOneLine = 5;

const placeOf = ({ file, line }: Evidence): string => code(`${baseName(file)}:${line}`);

/** The part of a document that the plan fills, cut to the room that the document has. */
export const achievementView = (input: AchievementInput, room: Room): AchievementView => {
  const { plan, achievement } = input;
  const lines = achievement.section;
  const planSection = code(
    lines === null ? `${input.planFile}:${achievement.position.line}` : `${input.planFile}:${lines.from}-${lines.to}`,
  );
  const titles = new Map(plan.achievements.map(({ id, title }) => [id, title]));
  const neighbour = (id: AchievementId): Neighbour => {
    const file = input.subplanFiles.get(id);
    return { id, title: inline(titles.get(id) ?? ''), file: file === undefined ? null : code(file) };
  };
  const dependencyView = ({ on, strength, evidence }: Dependency): DependencyView => ({
    ...neighbour(on),
    strength: strengthWords[strength],
    evidence: listing(
      evidence.map((one) => ({ place: placeOf(one), quote: one.text.trim() === '' ? null : code(one.text) })),
      room.evidence,
      code(`planloom explain @${plan.name} ${achievement.id} ${on}`),
    ),
  });
  const conflictViews = plan.conflicts
    .filter(({ a, b }) => a === achievement.id || b === achievement.id)
    .map(({ a, b, paths }) => ({
      ...neighbour(a === achievement.id ? b : a),
      paths: wordList(paths.map(code), pathsInOneLine),
    }));
  return {
    id: achievement.id,
    stem: documentStem(achievement.id),
    title: inline(achievement.title),
    planName: inline(plan.name),
    planFile: code(input.planFile),
    planSection,
    created: inline(input.created),
    estimate: achievement.estimate === null ? null : estimateText(achievement.estimate),
    priority: achievement.priority === null ? null : priorityText(achievement.priority),
    severity: achievement.severity === null ? null : inline(achievement.severity),
    level: input.level,
    groupNumber: input.group.number,
    groupCount: input.group.of,
    together: input.together.length === 0 ? null : wordList(input.together, idsInOneLine),
    goal: listing(inlineLines(achievement.goal ?? ''), room.goal, planSection),
    deliverables: listing(achievement.deliverables.map(deliverableView), room.deliverables, planSection),
    successCriteria: listing(sayings(achievement.successCriteria), room.successCriteria, planSection),
    tests: listing(sayings(achievement.tests), room.tests, planSection),
    validationScript: achievement.validationScript === null ? null : code(achievement.validationScript),
    dependencies: listing(achievement.dependencies.map(dependencyView), room.dependencies, planSection),
    dependents: listing(input.dependents.map(neighbour), room.dependents, '`parallel.json`'),
    conflicts: listing(conflictViews, room.conflicts, '`parallel.json`'),
    approvalFile: code(input.approvalFile),
  };
};

const sayings = (texts: readonly string[]): string[] => texts.map(inline).filter((text) => text !== '');

const priorityText = ({ number, label }: Priority): string =>
  label.trim() === '' ? String(number) : `${number} (${inline(label)})`;

const deliverableView = ({ text, path }: Deliverable, index: number): DeliverableView => ({
  number: index + 1,
  text: inline(text),
  path: path === undefined ? null : code(path),
  named: path !== undefined && inline(text).includes(path),
});
