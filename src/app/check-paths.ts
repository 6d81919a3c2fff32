import path from 'node:path';
import { configFileName } from '../policy/config.ts';
import { isParallelFileName, isPieceFileName } from '../parallel-json/parallel-file-names.ts';
import { noPlanAdvice } from '../workspace/find-plan.ts';
import { planNameOfFile } from '../workspace/names.ts';
import {
  checkAbovePlans,
  checkConfig,
  checkOnePlan,
  checkParallel,
  checkPlansDocument,
  isPlansDocument,
  tierAbovePlans,
} from './check-document.ts';
import { checkSurroundings } from './check-surroundings.ts';
import { failedCheck, joinedChecks } from './checked.ts';
import type { Checked } from './checked.ts';
import { listLimits, openPlan, openRoot, readProblem, rootOf, wrongRoot } from './open-plan.ts';
import type { PlanPlace, Root } from './open-plan.ts';
import type { Surroundings } from './surroundings.ts';

const placeOf = (root: Root, file: string): PlanPlace => ({ root, file, folder: path.posix.dirname(file) });

const plansAmong = (root: Root, paths: readonly string[]): readonly PlanPlace[] =>
  paths.filter((file) => planNameOfFile(path.posix.basename(file)) !== undefined).map((file) => placeOf(root, file));

/** Every plan below a folder, and the files of graphs that lie there without a plan. */
const checkFolder = async (root: Root, folder: string): Promise<Checked> => {
  const listing = await root.files.list(folder, listLimits);
  if (!listing.ok) return failedCheck([readProblem(root.label(folder), listing.error)]);
  const paths = listing.value.paths.map((file) => path.posix.join(folder, file));
  const plans = plansAmong(root, paths);
  const homes = new Set(plans.map((place) => place.folder));
  const lonely = paths.filter((file) => {
    const name = path.posix.basename(file);
    return isPieceFileName(name) || (isParallelFileName(name) && !homes.has(path.posix.dirname(file)));
  });
  const above = paths.flatMap((file) => {
    const tier = tierAbovePlans(file);
    return tier === undefined ? [] : [{ file, tier }];
  });
  if (plans.length === 0 && lonely.length === 0 && above.length === 0) {
    return failedCheck([
      {
        rule: 'no-plan',
        severity: 'error',
        at: { file: root.label(folder) },
        message: `${root.label(folder)} holds no PLAN_*.md and no parallel.json.`,
        advice: noPlanAdvice,
      },
    ]);
  }
  const all: Checked[] = [];
  const surroundings = checkSurroundings(root);
  for (const [index, place] of plans.entries()) {
    root.progress(`checking ${root.label(place.file)}, ${index + 1} of ${plans.length} plans`);
    all.push(await checkOnePlan(place, surroundings));
  }
  for (const { file, tier } of above) all.push(await checkAbovePlans(surroundings, file, tier));
  for (const file of lonely) all.push(await checkParallel(root, file, []));
  if (folder === '.') all.push(await checkConfig(root));
  return joinedChecks(all);
};

const checkOne = async (world: Surroundings, argument: string, givenRoot: string | undefined): Promise<Checked> => {
  if (argument.startsWith('@')) {
    const place = await openPlan(world, argument, givenRoot);
    return place.ok ? checkOnePlan(place.value) : failedCheck(place.error);
  }
  const absolute = path.resolve(world.cwd, argument);
  const above = path.dirname(absolute);
  const root = rootOf(world, above, givenRoot, above);
  const file = path.relative(root.path, absolute).split(path.sep).join('/') || '.';
  const listing = await root.files.list(file, { maxFiles: 1, maxDepth: 1 });
  if (listing.ok) return checkFolder(root, file);
  if (file === configFileName) return checkConfig(root);
  const tier = tierAbovePlans(file);
  if (tier !== undefined) return checkAbovePlans(checkSurroundings(root), file, tier);
  const isOfPlan = isPlansDocument(file);
  if (!isOfPlan && !/\.json$/i.test(file)) return checkOnePlan(placeOf(root, file));
  const around = await root.files.list('.', listLimits);
  const plans = plansAmong(root, around.ok ? around.value.paths : []);
  return isOfPlan ? checkPlansDocument(root, file, plans) : checkParallel(root, file, plans);
};

/** Checks everything that is named: PLANs, SUBPLANs, parallel.json files, folders. Without a name, the workspace. */
export const checkPaths = async (
  world: Surroundings,
  named: readonly string[],
  givenRoot?: string,
): Promise<Checked> => {
  const wrong =
    givenRoot === undefined ? undefined : await wrongRoot(openRoot(world, path.resolve(world.cwd, givenRoot)));
  if (wrong !== undefined) return failedCheck([wrong]);
  if (named.length === 0) return checkFolder(rootOf(world, world.cwd, givenRoot, world.cwd), '.');
  const all: Checked[] = [];
  for (const argument of named) all.push(await checkOne(world, argument, givenRoot));
  return joinedChecks(all);
};
