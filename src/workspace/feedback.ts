import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { feedbackText } from './feedback-text.ts';
import type { Decision } from './feedback-text.ts';
import { findAchievement } from './find-achievement.ts';
import { documentPaths } from './names.ts';
import { refusalToWrite } from './refusal-to-write.ts';
import type { AchievementReport, StatusReport } from './status-report.ts';

export interface FileToWrite {
  /** Relative to the plan's folder. */
  readonly path: string;
  readonly text: string;
}

const refusal = (report: StatusReport, rule: string, message: string, advice: string): Problem => ({
  rule,
  severity: 'error',
  at: { file: report.plan.file },
  message,
  advice,
});

/** `advice`: what else can be done. */
const withoutDocuments = (
  report: StatusReport,
  { id, documents, isMerged }: AchievementReport,
  advice: string,
): Problem[] =>
  documents.subplan !== null || documents.executionTasks.length > 0 || documents.fix !== null || isMerged
    ? []
    : [
        refusal(
          report,
          'no-documents',
          `${id} has neither a SUBPLAN nor an EXECUTION_TASK, so there is nothing to judge.`,
          advice,
        ),
      ];

const makeSubplan = 'Create its SUBPLAN first; leave it out with skip if it is not wanted.';

const alreadyDecided = (report: StatusReport, { id, documents }: AchievementReport): Problem[] => {
  const decided = (file: string | null, rule: string, word: string): Problem[] =>
    file === null
      ? []
      : [refusal(report, rule, `${id} is ${word} already, by ${file}.`, 'Remove that file to decide anew.')];
  const approved = decided(documents.approved, 'already-approved', 'approved');
  return approved.length > 0 ? approved : decided(documents.skipped, 'already-skipped', 'skipped');
};

const hasReason = ({ reason }: Decision): boolean => (reason ?? '').trim() !== '';

const missingReason = (report: StatusReport, decision: Decision, verb: string): Problem[] =>
  (decision.reason ?? '').trim() !== ''
    ? []
    : [refusal(report, 'missing-reason', `A ${verb} needs a reason.`, 'Say it with --reason.')];

/** Finds the achievement and hands it to the rules of a decision; writes nothing unless all of them agree. */
const decide = (
  report: StatusReport,
  wanted: string,
  rules: (achievement: AchievementReport) => readonly Problem[],
  write: (achievement: AchievementReport) => FileToWrite,
): Result<FileToWrite> => {
  const shared = refusalToWrite(report);
  if (shared !== undefined) return fail([shared]);
  const found = findAchievement(report, wanted);
  if (!found.ok) return found;
  const problems = rules(found.value);
  return problems.length > 0 ? fail(problems) : ok(write(found.value));
};

/** The APPROVED file that makes an achievement complete. `force` approves over an open FIX. Without documents it wants a reason. */
export const decideApproval = (
  report: StatusReport,
  wanted: string,
  decision: Decision & { readonly force?: boolean },
): Result<FileToWrite> =>
  decide(
    report,
    wanted,
    (achievement) => {
      const { id, status, documents } = achievement;
      const decided = alreadyDecided(report, achievement);
      if (decided.length > 0) return decided;
      const openFix =
        status === 'failed' && decision.force !== true
          ? [
              refusal(
                report,
                'open-fix',
                `${id} has an open FIX, ${documents.fix}.`,
                `Write ${documentPaths(report.plan.name, id).resolution} when it is fixed, or approve with --force.`,
              ),
            ]
          : [];
      // What a person has done needs no documents: whoever approves says what it is.
      const advice = `If the work is done, say what it is with --reason. ${makeSubplan}`;
      const nothing = hasReason(decision) ? [] : withoutDocuments(report, achievement, advice);
      return [...nothing, ...openFix];
    },
    (achievement) => ({
      path: documentPaths(report.plan.name, achievement.id).approved,
      text: feedbackText('APPROVED', report.plan.name, achievement, decision),
    }),
  );

/** The FIX file that makes an achievement failed until its RESOLUTION is written. Wants a reason. */
export const decideFix = (report: StatusReport, wanted: string, decision: Decision): Result<FileToWrite> =>
  decide(
    report,
    wanted,
    (achievement) => {
      const { id, documents, mendedBy } = achievement;
      const decided = alreadyDecided(report, achievement);
      if (decided.length > 0) return decided;
      const [how, advice] =
        documents.resolution !== null
          ? [
              `, resolved by ${documents.resolution}`,
              'Add to that file what is still wrong, and remove its RESOLUTION.',
            ]
          : mendedBy !== null
            ? [`, mended by run ${mendedBy}`, 'Add to that file what is still wrong: it is open again then.']
            : ['', 'Add to that file what else is wrong.'];
      const existing =
        documents.fix === null
          ? []
          : [refusal(report, 'fix-exists', `${id} has a FIX already, ${documents.fix}${how}.`, advice)];
      return [
        ...withoutDocuments(report, achievement, makeSubplan),
        ...existing,
        ...missingReason(report, decision, 'FIX'),
      ];
    },
    (achievement) => ({
      path: documentPaths(report.plan.name, achievement.id).fix,
      text: feedbackText('FIX', report.plan.name, achievement, decision),
    }),
  );

/** The SKIPPED file that leaves an achievement out and lets its dependents start. Wants a reason. */
export const decideSkip = (report: StatusReport, wanted: string, decision: Decision): Result<FileToWrite> =>
  decide(
    report,
    wanted,
    (achievement) => {
      const { id, status, documents } = achievement;
      const decided = alreadyDecided(report, achievement);
      if (decided.length > 0) return decided;
      // A FIX counts before a SKIPPED file, which would change nothing.
      const openFix =
        status === 'failed'
          ? [
              refusal(
                report,
                'open-fix',
                `${id} has an open FIX, ${documents.fix}, and stays failed when it is skipped.`,
                `Write ${documentPaths(report.plan.name, id).resolution} or remove the FIX first.`,
              ),
            ]
          : [];
      return [...openFix, ...missingReason(report, decision, 'skip')];
    },
    (achievement) => ({
      path: documentPaths(report.plan.name, achievement.id).skipped,
      text: feedbackText('SKIPPED', report.plan.name, achievement, decision),
    }),
  );
