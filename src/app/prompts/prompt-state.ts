import { normalPath } from '../../discovery/touched-paths.ts';
import { sectionUnder } from '../../documents/headings.ts';
import type { PromptState } from '../../documents/prompts/work-prompt-input.ts';
import type { PromptNeeds } from '../../documents/prompts/work-prompt-kinds.ts';
import { statuses } from '../../domain/status.ts';
import { isGlob } from '../../execution/evidence/glob.ts';
import type { StatusReport } from '../../workspace/status-report.ts';
import type { AssembledPlan } from '../assemble-plan.ts';
import { nextSteps } from '../status-view.ts';
import { standing } from './standing.ts';

/** Where the plan stands, as far as a prompt needs it. */
export const promptState = async (
  assembled: AssembledPlan,
  report: StatusReport,
  needs: PromptNeeds,
): Promise<PromptState> => {
  const { place, disk, graph } = assembled;
  const { achievements, hours } = report;
  const counts = statuses
    .map((status) => ({ status, count: achievements.filter((one) => one.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${status.replaceAll('_', ' ')}`);
  return {
    goal: graph.plan.metadata.Goal ?? null,
    counts: `${achievements.length} achievements: ${counts.join(', ')}.`,
    hours:
      hours.total === 0
        ? null
        : `By the estimates ${hours.done} of ${hours.total} hours are done, ${hours.left} are left.`,
    achievements: achievements.map(({ id, title, status, condition, blockedBy, evidence }) => ({
      id,
      title,
      status: standing({ status, condition }),
      waitsFor: blockedBy,
      files: status === 'in_progress' || status === 'failed' ? evidence : [],
    })),
    next: nextSteps(assembled, report),
    differences: [...report.mismatches, ...report.problems, ...disk.problems].map(({ at, message }) =>
      at.line === undefined ? message : `${at.file}:${at.line} ${message}`,
    ),
    missing: needs.missing ? await missingDeliverables(assembled, report) : [],
    handoff: needs.handoff ? handoffOf(place.file, disk.text) : null,
  };
};

/** Paths that finished achievements name as deliverables, and that are not on disk. Globs are not looked for. */
const missingDeliverables = async (
  { place, graph }: AssembledPlan,
  report: StatusReport,
): Promise<PromptState['missing']> => {
  const complete = new Set(report.achievements.filter(({ status }) => status === 'complete').map(({ id }) => id));
  const all = graph.plan.achievements.filter(({ id }) => complete.has(id));
  const found = await Promise.all(
    all.map(async ({ id, deliverables }) => {
      const paths = deliverables.flatMap(({ path }) => (path === undefined ? [] : (normalPath(path) ?? [])));
      const there = await Promise.all(
        paths.map((path) => (isGlob(path) ? Promise.resolve(true) : place.root.files.exists(path))),
      );
      return { id, paths: paths.filter((_, index) => there[index] === false) };
    }),
  );
  return found.filter(({ paths }) => paths.length > 0);
};

/** The section of the PLAN about where the work stands. */
const handoffOf = (file: string, text: string): PromptState['handoff'] => {
  const section = sectionUnder(text, /^(?:current status|hand-?off|status (?:and|&) hand-?off)\b/);
  return section === null ? null : { place: `${file}:${section.from}-${section.to}`, text: section.text };
};
