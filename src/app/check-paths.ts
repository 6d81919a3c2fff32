import path from 'node:path';
import type { Problem } from '../domain/problem.ts';
import { methodologyProblems } from '../methodology/methodology-problems.ts';
import { readRuleDocument } from '../methodology/rule-document.ts';
import type { Subject } from '../methodology/subject.ts';
import type { Tier } from '../policy/document-limits.ts';
import { configFileName } from '../policy/config.ts';
import { parallelFileNames } from '../parallel-json/parallel-file-names.ts';
import { planKey, planNameOfFile } from '../workspace/names.ts';
import { checkPlan } from './check-plan.ts';
import { documentSubject } from './check-subject.ts';
import { checkSurroundings } from './check-surroundings.ts';
import type { CheckSurroundings } from './check-surroundings.ts';
import { listLimits, maxDocumentBytes, openPlan, openRoot, readProblem, rootOf, wrongRoot } from './open-plan.ts';
import type { PlanPlace, Root } from './open-plan.ts';
import { configProblems, readConfigOnDisk } from './read-config.ts';
import { readPlan } from './read-plan.ts';
import type { Surroundings } from './surroundings.ts';
import { uniqueProblems } from './unique-problems.ts';
import { unknownRules } from './unknown-rules.ts';

/** What was checked, and what is wrong with it. */
export interface Checked {
  readonly problems: readonly Problem[];
  readonly sources: ReadonlyMap<string, string>;
  /** What the rules of the methodology have looked at, with the root that it lies below. */
  readonly subjects: readonly CheckedSubject[];
  /** Documents, parallel.json files and configurations that were looked at, by the names that problems use. */
  readonly files: ReadonlySet<string>;
  /** Something that was named could not be read at all. */
  readonly unreadable: boolean;
}

export interface CheckedSubject {
  readonly root: Root;
  readonly subject: Subject;
}

const isParallelName = (name: string): boolean =>
  parallelFileNames.some((known) => known.toLowerCase() === name.toLowerCase()) ||
  /^parallel_[\d-]+\.json$/i.test(name);

const nothing: Checked = { problems: [], sources: new Map(), subjects: [], files: new Set(), unreadable: false };

const joined = (all: readonly Checked[]): Checked => ({
  problems: uniqueProblems(all.flatMap(({ problems }) => problems)),
  sources: new Map(all.flatMap(({ sources }) => [...sources])),
  // Who names a folder and a file in it means the file once.
  subjects: [
    ...new Map(
      all
        .flatMap(({ subjects }) => subjects)
        .map((one) => [one.root.label(one.subject.documents[0]?.path ?? ''), one] as const),
    ).values(),
  ],
  files: new Set(all.flatMap(({ files }) => [...files])),
  unreadable: all.some(({ unreadable }) => unreadable),
});

const failed = (problems: readonly Problem[]): Checked => ({ ...nothing, problems, unreadable: true });

const checkOnePlan = async (
  place: PlanPlace,
  surroundings: CheckSurroundings = checkSurroundings(place.root),
): Promise<Checked> => {
  const disk = await readPlan(place);
  if (!disk.ok) return failed(disk.error);
  const { problems, subject } = await checkPlan(disk.value, surroundings);
  const sources = new Map([...disk.value.sources, ...subject.documents.map(({ file, text }) => [file, text] as const)]);
  return {
    problems,
    sources,
    subjects: [{ root: place.root, subject }],
    files: new Set(sources.keys()),
    unreadable: false,
  };
};

/** A document that stands above plans. */
const checkAbovePlans = async (surroundings: CheckSurroundings, path: string, tier: Tier): Promise<Checked> => {
  const { root } = surroundings;
  const file = root.label(path);
  const read = await root.files.readText(path, maxDocumentBytes);
  if (!read.ok) return failed([readProblem(file, read.error)]);
  const subject = await documentSubject(readRuleDocument({ tier, path, file, text: read.value }), surroundings);
  const sources = new Map([[file, read.value]]);
  return {
    problems: methodologyProblems(subject),
    sources,
    subjects: [{ root, subject }],
    files: new Set([file]),
    unreadable: false,
  };
};

/** The kind of a document above plans, by the name of its file. */
const tierAbovePlans = (file: string): Tier | undefined => {
  const name = path.posix.basename(file);
  if (/^GRAMMAPLAN_.+\.md$/i.test(name)) return 'grammaplan';
  return /^NORTH[_-]STAR_.+\.md$/i.test(name) ? 'northStar' : undefined;
};

/** A parallel.json by itself: as a file, and against the PLAN beside it if there is one. */
const checkParallel = async (root: Root, file: string, plans: readonly PlanPlace[]): Promise<Checked> => {
  const label = root.label(file);
  const beside = plans.find(({ folder }) => folder === path.posix.dirname(file));
  if (beside !== undefined && parallelFileNames.some((name) => path.posix.basename(file) === name)) {
    const whole = await checkOnePlan(beside);
    if (whole.sources.has(label)) {
      return { ...whole, problems: whole.problems.filter(({ at }) => at.file === label), files: new Set([label]) };
    }
  }
  const read = await root.files.readText(file, maxDocumentBytes);
  if (!read.ok) return failed([readProblem(label, read.error)]);
  const { readParallelJson } = await import('../parallel-json/read-parallel-json.ts');
  const parsed = readParallelJson(label, read.value);
  const problems = parsed.ok ? parsed.value.problems : parsed.error;
  return { ...nothing, problems, sources: new Map([[label, read.value]]), files: new Set([label]) };
};

/** A SUBPLAN or EXECUTION_TASK: what the check of its plan says about it. */
const checkPlansDocument = async (root: Root, file: string, plans: readonly PlanPlace[]): Promise<Checked> => {
  const label = root.label(file);
  const key = planKey(path.posix.basename(file).replace(plansDocument, ''));
  const owner = plans
    .filter((place) => key.startsWith(`${planKey(planNameOfFile(path.posix.basename(place.file)) ?? '')}_`))
    .sort((a, b) => b.file.length - a.file.length)[0];
  if (owner === undefined) {
    const advice = 'Give the PLAN as well, or check the folder that holds both.';
    return failed([
      {
        rule: 'no-plan',
        severity: 'error',
        at: { file: label },
        message: `No PLAN of this workspace has the document ${label}.`,
        advice,
      },
    ]);
  }
  const whole = await checkOnePlan(owner);
  if (!whole.sources.has(label)) {
    const aboutIt = whole.problems.filter(({ at }) => at.file === label);
    const read = await root.files.readText(file, maxDocumentBytes);
    if (!read.ok) return failed([readProblem(label, read.error)]);
    return { ...nothing, problems: aboutIt, files: new Set([label]) };
  }
  return { ...whole, problems: whole.problems.filter(({ at }) => at.file === label), files: new Set([label]) };
};

/** Every plan below a folder, and the files of graphs that lie there without a plan. */
const checkFolder = async (root: Root, folder: string): Promise<Checked> => {
  const listing = await root.files.list(folder, listLimits);
  if (!listing.ok) return failed([readProblem(root.label(folder), listing.error)]);
  const paths = listing.value.paths.map((file) => path.posix.join(folder, file));
  const plans = paths
    .filter((file) => planNameOfFile(path.posix.basename(file)) !== undefined)
    .map((file) => placeOf(root, file));
  const homes = new Set(plans.map((place) => place.folder));
  const lonely = paths.filter(
    (file) =>
      isParallelName(path.posix.basename(file)) &&
      (!homes.has(path.posix.dirname(file)) || /parallel_[\d-]+\.json$/i.test(file)),
  );
  const above = paths.flatMap((file) => {
    const tier = tierAbovePlans(file);
    return tier === undefined ? [] : [{ file, tier }];
  });
  if (plans.length === 0 && lonely.length === 0 && above.length === 0) {
    return failed([
      {
        rule: 'no-plan',
        severity: 'error',
        at: { file: root.label(folder) },
        message: `${root.label(folder)} holds no PLAN_*.md and no parallel.json.`,
        advice: 'Give the path of a plan, or @NAME; or make one with planloom new plan.',
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
  return joined(all);
};

/** The configuration at the root; nothing where there is none. */
const checkConfig = async (root: Root): Promise<Checked> => {
  const onDisk = await readConfigOnDisk(root);
  const problems = [...configProblems(onDisk), ...(onDisk.config.ok ? unknownRules(onDisk.config.value) : [])];
  return { ...nothing, problems, sources: onDisk.sources, files: new Set(onDisk.sources.keys()) };
};

const plansDocument = /^(?:SUBPLAN|EXECUTION_TASK)_/i;

const placeOf = (root: Root, file: string): PlanPlace => ({ root, file, folder: path.posix.dirname(file) });

const checkOne = async (world: Surroundings, argument: string, givenRoot: string | undefined): Promise<Checked> => {
  if (argument.startsWith('@')) {
    const place = await openPlan(world, argument, givenRoot);
    return place.ok ? checkOnePlan(place.value) : failed(place.error);
  }
  const absolute = path.resolve(world.cwd, argument);
  const above = path.dirname(absolute);
  const root = rootOf(world, above, givenRoot, above);
  const file = path.relative(root.path, absolute).split(path.sep).join('/') || '.';
  const listing = await root.files.list(file, { maxFiles: 1, maxDepth: 1 });
  if (listing.ok) return checkFolder(root, file);
  if (file === configFileName) return checkConfig(root);
  const name = path.posix.basename(file);
  const tier = tierAbovePlans(file);
  if (tier !== undefined) return checkAbovePlans(checkSurroundings(root), file, tier);
  const isPlansDocument = plansDocument.test(name) && /\.md$/i.test(name);
  if (!isPlansDocument && !/\.json$/i.test(name)) return checkOnePlan(placeOf(root, file));
  const around = await root.files.list('.', listLimits);
  const plans = (around.ok ? around.value.paths : [])
    .filter((each) => planNameOfFile(path.posix.basename(each)) !== undefined)
    .map((each) => placeOf(root, each));
  return isPlansDocument ? checkPlansDocument(root, file, plans) : checkParallel(root, file, plans);
};

/** Checks everything that is named: PLANs, SUBPLANs, parallel.json files, folders. Without a name, the workspace. */
export const checkPaths = async (
  world: Surroundings,
  named: readonly string[],
  givenRoot?: string,
): Promise<Checked> => {
  const wrong =
    givenRoot === undefined ? undefined : await wrongRoot(openRoot(world, path.resolve(world.cwd, givenRoot)));
  if (wrong !== undefined) return failed([wrong]);
  if (named.length === 0) return checkFolder(rootOf(world, world.cwd, givenRoot, world.cwd), '.');
  const all: Checked[] = [];
  for (const argument of named) all.push(await checkOne(world, argument, givenRoot));
  return joined(all);
};
