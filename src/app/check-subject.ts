import { posix } from 'node:path';
import { readRuleDocument } from '../methodology/rule-document.ts';
import type { RuleDocument } from '../methodology/rule-document.ts';
import { parentsOf, relatedPlansOf, wantedPaths } from '../methodology/references.ts';
import type { Subject, SubjectPlan } from '../methodology/subject.ts';
import type { StatusReport } from '../workspace/status-report.ts';
import type { CheckSurroundings } from './check-surroundings.ts';
import { maxDocumentBytes } from './open-plan.ts';
import type { PlanOnDisk } from './read-plan.ts';

/** A plan and its documents for the rules of the methodology. `report` is null where the plan makes no graph. */
export const planSubject = async (
  disk: PlanOnDisk,
  report: StatusReport | null,
  surroundings: CheckSurroundings,
): Promise<Subject> => {
  const { place, parsed, text, documents, sources, paths, isWhole } = disk;
  const { root } = place;
  const document = readRuleDocument({
    tier: 'plan',
    path: place.file,
    file: parsed.file,
    text,
    blocks: parsed.blocks,
  });
  const blocksOf = new Map(disk.subplans.map(({ file, blocks }) => [file, blocks]));
  const others = await Promise.all(
    [...documents.byAchievement]
      .flatMap(([achievement, { subplan, executionTasks }]) => [
        ...(subplan === null ? [] : [{ tier: 'subplan' as const, path: subplan, achievement }]),
        ...executionTasks.map((path) => ({ tier: 'executionTask' as const, path, achievement })),
      ])
      .map(async ({ tier, path, achievement }): Promise<RuleDocument[]> => {
        const file = root.label(path);
        const known = sources.get(file);
        const read = known === undefined ? await root.files.readText(path, maxDocumentBytes) : undefined;
        // That it cannot be read is said where its content counts.
        if (read?.ok === false) return [];
        const blocks = blocksOf.get(file);
        return [
          readRuleDocument({
            tier,
            path,
            file,
            text: known ?? (read?.ok === true ? read.value : ''),
            achievement,
            ...(blocks === undefined ? {} : { blocks }),
          }),
        ];
      }),
  );
  const plan: SubjectPlan = {
    document,
    parsed,
    folder: place.folder,
    documents,
    isWhole,
    statuses: report === null || !isWhole ? null : new Map(report.achievements.map(({ id, status }) => [id, status])),
    ...(await readFeedback(disk)),
    paths,
  };
  return subjectOf([document, ...others.flat()], plan, surroundings);
};

/** What the files that decide about achievements say: those that approve over an open FIX, and those that say nothing. */
const readFeedback = async ({
  place,
  documents,
}: PlanOnDisk): Promise<Pick<SubjectPlan, 'overFix' | 'emptyFeedback'>> => {
  const overFix = new Set<string>();
  const emptyFeedback = new Set<string>();
  for (const { approved, fix, resolution, skipped } of documents.byAchievement.values()) {
    for (const path of [approved, fix, resolution, skipped]) {
      if (path === null) continue;
      const read = await place.root.files.readText(path, maxDocumentBytes);
      if (!read.ok) continue;
      if (saysNothing(read.value)) emptyFeedback.add(path);
      if (path === approved && fix !== null && resolution === null && read.value.includes(posix.basename(fix)))
        overFix.add(path);
    }
  }
  return { overFix, emptyFeedback };
};

/** A long file is not looked through: a comment of thousands of characters says something. */
const saysNothing = (text: string): boolean => text.length < 4096 && text.replace(/<!--[^]*?-->/g, '').trim() === '';

/** One document that stands above plans. */
export const documentSubject = (document: RuleDocument, surroundings: CheckSurroundings): Promise<Subject> =>
  subjectOf([document], null, surroundings);

const subjectOf = async (
  documents: readonly RuleDocument[],
  plan: SubjectPlan | null,
  surroundings: CheckSurroundings,
): Promise<Subject> => {
  const { root } = surroundings;
  const isThere = new Map<string, boolean>();
  const found = [...wantedPaths(documents, plan)].map(async (path) => {
    isThere.set(path, await root.files.exists(path));
  });
  await Promise.all(found);
  const wantsNames = documents.some((one) => parentsOf(one).length > 0 || relatedPlansOf(one).length > 0);
  return {
    config: await surroundings.config(),
    documents,
    plan,
    isThere: (path) => isThere.get(path),
    names: wantsNames ? await surroundings.names() : null,
    label: root.label,
  };
};
