import { posix } from 'node:path';
import type { AchievementId } from '../../domain/ids.ts';
import { parallelFileNames, pieceFileName } from '../../parallel-json/parallel-file-names.ts';
import { configFileName } from '../../policy/config.ts';
import type { TreeChange } from '../../ports/run-store.ts';
import { planKey, planNameOfFile, readDocumentName } from '../../workspace/names.ts';
import type { DocumentKind } from '../../workspace/names.ts';
import { planNeighbours } from '../../workspace/plan-neighbours.ts';
import { stemReader } from '../../workspace/stem-reader.ts';
import { foldedPath, withObstacles } from './with-obstacles.ts';

/** Whose attempt it is, and where the plan lies. */
export interface TakenBackInput {
  /** `file` is relative to the root of the workspace. */
  readonly plan: { readonly name: string; readonly file: string };
  /** The workspace's root as seen from the top of the repository; empty when they are one. */
  readonly prefix: string;
  readonly node: AchievementId;
  /** All achievements of the plan. */
  readonly ids: readonly AchievementId[];
  /** Every path of the attempt's base, from the top of the repository. */
  readonly basePaths: readonly string[];
  readonly changes: readonly TreeChange[];
}

/**
 * The changed paths that are put back, in the order of the changes: feedback and SKIPPED files of every plan, the PLAN,
 * its parallel.json under each of its names, planloom.config.json where this plan would be ruled by it, and SUBPLANs and
 * EXECUTION_TASKs of other achievements of this plan. Letters are compared without case, as they are when status is
 * read; where a name may mean several achievements, it is left only if one of them is the attempt's own.
 */
export const takenBack = (input: TakenBackInput): readonly string[] =>
  withObstacles(
    input.changes.map(({ path }) => path),
    input.changes.filter(protectedBy(input)).map(({ path }) => path),
  );

const flatFolders = ['work-space/subplans', 'work-space/execution'];
const feedbackKinds: ReadonlySet<DocumentKind> = new Set(['approved', 'fix', 'resolution', 'skipped'] as const);

const isBelow = (folder: string, path: string): boolean => folder === '.' || path.startsWith(`${folder}/`);

const protectedBy = ({ plan, prefix, node, ids, basePaths }: TakenBackInput): ((change: TreeChange) => boolean) => {
  const at = (path: string): string => foldedPath(posix.join(prefix, path));
  const planFile = at(plan.file);
  const planFolder = posix.dirname(planFile);
  const plans = basePaths.map(foldedPath).filter((path) => planNameOfFile(posix.basename(path)) !== undefined);
  const neighbours = planNeighbours({ name: plan.name, file: planFile }, plans);
  const flat = flatFolders.map(at);
  const documentFolders = [...new Set([planFolder, ...plans.map((file) => posix.dirname(file)), ...flat])];
  const graphs = new Set([...parallelFileNames, ...ids.map(pieceFileName)].map(foldedPath));
  const idsOf = stemReader(ids);

  const isDocument = (path: string): boolean => {
    const name = readDocumentName(posix.basename(path), neighbours.keys);
    // A NAME that no plan has counts for none.
    if (name === undefined || name.owner === 'stranger') return false;
    if (feedbackKinds.has(name.kind)) return documentFolders.some((folder) => isBelow(folder, path));
    if (![planFolder, ...flat].some((folder) => isBelow(folder, path))) return false;
    if (neighbours.ownerOf(path, name).owner === 'others') return false;
    const meant = idsOf(name.stem);
    return meant.length > 0 && !meant.includes(node);
  };

  // A run that was started from its parallel.json has a PLAN beside it all the same.
  const isPlan = (fileName: string): boolean => planKey(planNameOfFile(fileName) ?? '') === planKey(plan.name);

  return ({ path: written, mode }) => {
    const path = foldedPath(written);
    const folder = posix.dirname(path);
    const name = posix.basename(path);
    return (
      path === planFile ||
      (folder === planFolder && (graphs.has(name) || isPlan(name))) ||
      (name === configFileName && (folder === '.' || isBelow(folder, planFile))) ||
      isDocument(path) ||
      // A link, or a repository, in the place of a folder where documents are looked for.
      ((mode === '120000' || mode === '160000') &&
        documentFolders.some((documents) => documents === path || isBelow(path, documents)))
    );
  };
};
