import { posix } from 'node:path';
import type { AchievementId } from '../domain/ids.ts';
import type { Problem } from '../domain/problem.ts';
import { listInWords } from '../text/list-in-words.ts';
import { documentPaths, readDocumentName } from './names.ts';
import type { DocumentKind, DocumentName } from './names.ts';
import { planNeighbours } from './plan-neighbours.ts';
import type { PlanPlace } from './plan-neighbours.ts';
import { stemReader } from './stem-reader.ts';

/** The documents of one achievement, as paths in the terms of the listing. */
export interface AchievementDocuments {
  readonly subplan: string | null;
  /** In the order of their paths. */
  readonly executionTasks: readonly string[];
  readonly approved: string | null;
  readonly fix: string | null;
  readonly resolution: string | null;
  readonly skipped: string | null;
}

export interface PlanDocuments {
  /** Only the achievements that have a document. */
  readonly byAchievement: ReadonlyMap<AchievementId, AchievementDocuments>;
  /** Other PLANs in the plan's own folder: documents without a NAME count for none, and nothing may be written there. */
  readonly sharedWith: readonly string[];
  readonly problems: readonly Problem[];
}

export const noDocuments: AchievementDocuments = {
  subplan: null,
  executionTasks: [],
  approved: null,
  fix: null,
  resolution: null,
  skipped: null,
};

type Found = Record<DocumentKind, string[]>;

const nothingFound = (): Found => ({
  subplan: [],
  executionTask: [],
  approved: [],
  fix: [],
  resolution: [],
  skipped: [],
});

const isLookedInto = (path: string): boolean =>
  posix
    .dirname(path)
    .split('/')
    .every((part) => part === '.' || part === '..' || (!part.startsWith('.') && part !== 'node_modules'));

const isBelow = (folder: string, path: string): boolean => folder === '.' || path.startsWith(`${folder}/`);

const warning = (rule: string, file: string, message: string, advice: string): Problem => ({
  rule,
  severity: 'warning',
  at: { file },
  message,
  advice,
});

/** Settles on one document of each kind, the one named as we write it first; the others are problems. */
const settle = (plan: PlanPlace, id: AchievementId, found: Found, problems: Problem[]): AchievementDocuments => {
  const written = documentPaths(plan.name, id);
  const one = (kind: DocumentKind): string | null => {
    const expected = posix.join(posix.dirname(plan.file), written[kind]).toLowerCase();
    const chosen = found[kind].find((path) => path.toLowerCase() === expected) ?? found[kind][0];
    if (chosen === undefined) return null;
    for (const other of found[kind]) {
      if (other === chosen) continue;
      const message = `${other} is a second document of the same kind for ${id}; ${chosen} is the one that counts.`;
      problems.push(warning('duplicate-document', other, message, 'Keep one of the two.'));
    }
    return chosen;
  };
  return {
    subplan: one('subplan'),
    executionTasks: found.executionTask,
    approved: one('approved'),
    fix: one('fix'),
    resolution: one('resolution'),
    skipped: one('skipped'),
  };
};

/** "EXECUTION_T_12_1.md" is likely meant as an EXECUTION_TASK; an EXECUTION_ANALYSIS is a document of its own kind. */
const misspeltTask = (fileName: string): DocumentName | undefined =>
  /^execution[ _-]?t(?:a?sks?)?(?![a-z]).*\.md$/i.test(fileName)
    ? { owner: 'stranger', kind: 'executionTask' }
    : undefined;

/**
 * The documents that belong to a plan. `paths` are the files below the plan's folder, and those of flat
 * `work-space/subplans` and `work-space/execution` when the caller has them, all in the same terms as `plan.file`; give
 * the other PLANs of the workspace along with flat folders, so that it shows where they are shared. A document whose
 * name fits several ids, or that may belong to several PLANs, counts for none and is a problem; so does one that fits
 * no id.
 */
export const planDocuments = (
  plan: PlanPlace,
  ids: readonly AchievementId[],
  paths: readonly string[],
): PlanDocuments => {
  const own: PlanPlace = { name: plan.name, file: posix.normalize(plan.file) };
  const normalised = new Set(paths.map((path) => posix.normalize(path)));
  const sorted = [...normalised].filter(isLookedInto).sort((a, b) => (a < b ? -1 : 1));
  const neighbours = planNeighbours(own, sorted);
  const idsOf = stemReader(ids);
  const problems: Problem[] = [];
  const found = new Map<AchievementId, Found>();

  for (const path of sorted) {
    const fileName = posix.basename(path);
    const name = readDocumentName(fileName, neighbours.keys) ?? misspeltTask(fileName);
    if (name === undefined) continue;
    const ownership = neighbours.ownerOf(path, name);
    if (ownership.owner === 'others') continue;
    if (name.owner === 'stranger') {
      // "FIX_notes.md" may be anything; a SUBPLAN that fits no plan is likely to have its name misspelt.
      const isPlanned = name.kind === 'subplan' || name.kind === 'executionTask';
      if (!isPlanned || !isBelow(posix.dirname(own.file), path)) continue;
      problems.push({
        ...warning(
          'foreign-document',
          path,
          `${fileName} is not named for an achievement of ${plan.name}, so it counts for none.`,
          `Documents of this plan are named like ${posix.basename(documentPaths(plan.name, ids[0] ?? ('1.1' as AchievementId))[name.kind])}.`,
        ),
        severity: 'info',
      });
      continue;
    }
    if (ownership.owner === 'unclear') {
      const message = `${fileName} carries no plan name and may belong to ${listInWords(ownership.candidates, 'or')}, so it counts for none.`;
      problems.push(warning('ambiguous-document', path, message, 'Give each plan a folder of its own.'));
      continue;
    }
    const meant = idsOf(name.stem);
    const [id] = meant;
    if (id === undefined) {
      const message = `${fileName} belongs to no achievement of ${plan.name}.`;
      problems.push(warning('orphaned-document', path, message, 'Rename it to the id it is meant for, or remove it.'));
    } else if (meant.length > 1) {
      const message = `${fileName} may mean ${listInWords(meant, 'or')}, so it counts for none.`;
      const names = meant.map((other) => posix.basename(documentPaths(plan.name, other)[name.kind]));
      problems.push(warning('ambiguous-document', path, message, `Rename it to ${listInWords(names, 'or')}.`));
    } else {
      const documents = found.get(id) ?? nothingFound();
      documents[name.kind].push(path);
      found.set(id, documents);
    }
  }
  const settled = [...found].map(([id, documents]) => [id, settle(own, id, documents, problems)] as const);
  return { byAchievement: new Map(settled), sharedWith: neighbours.sharedWith, problems };
};
