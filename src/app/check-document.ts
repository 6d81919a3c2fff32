import path from 'node:path';
import { methodologyProblems } from '../methodology/methodology-problems.ts';
import { readRuleDocument } from '../methodology/rule-document.ts';
import { isParallelFileName } from '../parallel-json/parallel-file-names.ts';
import type { Tier } from '../policy/document-limits.ts';
import { familyNameOfFile, planKey, planNameOfFile } from '../workspace/names.ts';
import { checkPlan, withoutOff } from './check-plan.ts';
import { documentSubject } from './check-subject.ts';
import { checkSurroundings } from './check-surroundings.ts';
import type { CheckSurroundings } from './check-surroundings.ts';
import { aboutFile, failedCheck, nothingChecked } from './checked.ts';
import type { Checked } from './checked.ts';
import { openPartProblems } from './open-part-problems.ts';
import { maxDocumentBytes, readProblem } from './open-plan.ts';
import type { PlanPlace, Root } from './open-plan.ts';
import { configProblems, readConfigOnDisk } from './read-config.ts';
import { readPlan } from './read-plan.ts';
import { unknownRules } from './unknown-rules.ts';

/** A plan with everything that belongs to it. */
export const checkOnePlan = async (
  place: PlanPlace,
  surroundings: CheckSurroundings = checkSurroundings(place.root),
): Promise<Checked> => {
  const disk = await readPlan(place);
  if (!disk.ok) return failedCheck(disk.error);
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
export const checkAbovePlans = async (surroundings: CheckSurroundings, path: string, tier: Tier): Promise<Checked> => {
  const { root } = surroundings;
  const file = root.label(path);
  const read = await root.files.readText(path, maxDocumentBytes);
  if (!read.ok) return failedCheck([readProblem(file, read.error)]);
  const subject = await documentSubject(readRuleDocument({ tier, path, file, text: read.value }), surroundings);
  const sources = new Map([[file, read.value]]);
  return {
    problems: withoutOff([...openPartProblems(subject.documents), ...methodologyProblems(subject)], subject.config),
    sources,
    subjects: [{ root, subject }],
    files: new Set([file]),
    unreadable: false,
  };
};

/** The kind of a document above plans, by the name of its file. */
export const tierAbovePlans = (file: string): Tier | undefined => {
  const name = path.posix.basename(file);
  if (familyNameOfFile('grammaplan', name) !== undefined) return 'grammaplan';
  return familyNameOfFile('north-star', name) === undefined ? undefined : 'northStar';
};

/** A parallel.json by itself: as a file, and against the PLAN beside it if there is one. */
export const checkParallel = async (root: Root, file: string, plans: readonly PlanPlace[]): Promise<Checked> => {
  const label = root.label(file);
  const beside = plans.find(({ folder }) => folder === path.posix.dirname(file));
  if (beside !== undefined && isParallelFileName(path.posix.basename(file))) {
    const about = aboutFile(await checkOnePlan(beside), label);
    if (about !== undefined) return about;
  }
  const read = await root.files.readText(file, maxDocumentBytes);
  if (!read.ok) return failedCheck([readProblem(label, read.error)]);
  const { readParallelJson } = await import('../parallel-json/read-parallel-json.ts');
  const parsed = readParallelJson(label, read.value);
  const found = parsed.ok ? parsed.value.problems : parsed.error;
  const problems = withoutOff(found, await checkSurroundings(root).config());
  return { ...nothingChecked, problems, sources: new Map([[label, read.value]]), files: new Set([label]) };
};

const plansDocument = /^(?:SUBPLAN|EXECUTION_TASK)_/i;

/** Whether a file is a SUBPLAN or an EXECUTION_TASK by its name. */
export const isPlansDocument = (file: string): boolean =>
  plansDocument.test(path.posix.basename(file)) && /\.md$/i.test(file);

/** A SUBPLAN or EXECUTION_TASK: what the check of its plan says about it. */
export const checkPlansDocument = async (root: Root, file: string, plans: readonly PlanPlace[]): Promise<Checked> => {
  const label = root.label(file);
  const key = planKey(path.posix.basename(file).replace(plansDocument, ''));
  const owner = plans
    .filter((place) => key.startsWith(`${planKey(planNameOfFile(path.posix.basename(place.file)) ?? '')}_`))
    .sort((a, b) => b.file.length - a.file.length)[0];
  if (owner === undefined) {
    return failedCheck([
      {
        rule: 'no-plan',
        severity: 'error',
        at: { file: label },
        message: `No PLAN of this workspace has the document ${label}.`,
        advice: 'Give the PLAN as well, or check the folder that holds both.',
      },
    ]);
  }
  const whole = await checkOnePlan(owner);
  const about = aboutFile(whole, label);
  if (about !== undefined) return about;
  const read = await root.files.readText(file, maxDocumentBytes);
  if (!read.ok) return failedCheck([readProblem(label, read.error)]);
  const problems = whole.problems.filter(({ at }) => at.file === label);
  return { ...nothingChecked, problems, files: new Set([label]) };
};

/** The configuration at the root; nothing where there is none. */
export const checkConfig = async (root: Root): Promise<Checked> => {
  const onDisk = await readConfigOnDisk(root);
  const problems = [...configProblems(onDisk), ...(onDisk.config.ok ? unknownRules(onDisk.config.value) : [])];
  return { ...nothingChecked, problems, sources: onDisk.sources, files: new Set(onDisk.sources.keys()) };
};
