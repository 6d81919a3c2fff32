import { normalPath } from '../../discovery/touched-paths.ts';
import type { AchievementId } from '../../domain/ids.ts';
import type { PlannedAchievement } from '../../domain/plan.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { isGlob, pathMatcher } from '../../execution/evidence/glob.ts';
import { attemptFiles } from '../../execution/workplace-tools.ts';
import type { RunState } from '../../journal/run-state.ts';
import type { RunReader } from '../../ports/run-reader.ts';
import { listLimits } from '../open-plan.ts';
import type { PlanPlace, Root } from '../open-plan.ts';
import { knownRun, newestRun } from '../run/known-run.ts';
import type { RunAdapters } from '../run/run-adapters.ts';
import type { WorkToReview } from './review-work.ts';

/** Where the work comes from, for people: `the diff of attempt 2 of run …`, `its deliverables on disk`. */
export interface FoundWork {
  readonly work: WorkToReview;
  readonly from: string;
}

const notThere = 'it is not there.';
const mostBytes = 2_000_000;
const mostOfFile = 100_000;
const mostFiles = 60;

/** Names of files that are shown to nobody. */
const secret = /(?:^|\/)(?:\.env(?:\.[^/]*)?|\.git\/.*|\.npmrc|\.netrc|id_[a-z0-9]+|[^/]*\.(?:pem|key|p12|pfx))$/i;

/**
 * The work of an achievement: the diff of the attempt that a run has merged, of the newest run that did, else its
 * deliverables on disk. Fails where there is neither.
 */
export const workToReview = async (
  { root, file }: PlanPlace,
  planName: string,
  achievement: PlannedAchievement,
  openFolder: () => Promise<Pick<RunAdapters, 'openFolder'>>,
): Promise<Result<FoundWork>> => {
  const merged = await mergedAttempt(root.runs, { name: planName, file }, achievement.id);
  if (merged !== undefined) {
    const folder = (await openFolder()).openFolder(merged.runId);
    const name = `attempts/${achievement.id}/${merged.attempt}/${attemptFiles.diff}`;
    const text = folder?.readText(name, mostBytes) ?? '';
    if (text.trim() !== '') {
      return ok({ work: { kind: 'diff', text }, from: `attempt ${merged.attempt} of run ${merged.runId}` });
    }
  }
  const work = await deliverables(root, achievement);
  if (work.kind === 'files' && work.files.length > 0) return ok({ work, from: 'its deliverables on disk' });
  const missing = work.kind === 'files' ? work.missing : [];
  const isHeld = missing.some((sentence) => sentence.includes('is not shown') && !sentence.endsWith(notThere));
  const why = isHeld
    ? `none of its deliverables can be shown. ${missing.join(' ')}`
    : 'none of its deliverables is there.';
  return fail([
    {
      rule: 'no-work',
      severity: 'error',
      at: { file: root.label(file) },
      message: `There is no work of ${achievement.id} to look at: no run has merged it, and ${why}`,
      advice: isHeld
        ? 'Review it yourself: what may hold secrets is shown to no agent.'
        : 'Name its files in the plan as deliverables, or review it when it is done.',
    },
  ]);
};

/** The attempt whose work a run has merged: of the newest run, or of those that it went on from. */
const mergedAttempt = async (
  reader: RunReader,
  plan: { readonly name: string; readonly file: string },
  id: AchievementId,
): Promise<{ readonly runId: string; readonly attempt: number } | undefined> => {
  let run: RunState | undefined = await newestRun(reader, plan);
  while (run !== undefined) {
    const node = run.nodes.get(id);
    const attempt = node?.attempts.findLast(({ outcome }) => outcome === 'succeeded');
    if (node?.state === 'succeeded' && attempt !== undefined) return { runId: run.runId, attempt: attempt.number };
    run = run.opened.after === null ? undefined : await knownRun(reader, run.opened.after);
  }
  return undefined;
};

const deliverables = async (root: Root, { deliverables: all }: PlannedAchievement): Promise<WorkToReview> => {
  const wanted = all.flatMap(({ path }) => (path === undefined ? [] : (normalPath(path) ?? [])));
  const files: { path: string; text: string }[] = [];
  const missing: string[] = [];
  const seen = new Set<string>();
  let listing: readonly string[] | undefined;
  for (const path of wanted) {
    const isFolder = isGlob(path) || path.endsWith('/');
    if (isFolder && listing === undefined) {
      const listed = await root.files.list('.', listLimits);
      listing = listed.ok ? listed.value.paths : [];
    }
    const paths = isFolder ? (listing ?? []).filter(pathMatcher(path)) : [path];
    if (paths.length === 0) missing.push(`${path} is not there.`);
    for (const one of paths.filter((each) => !seen.has(each))) {
      seen.add(one);
      if (files.length >= mostFiles) {
        missing.push(`${one} is not shown: there are more than ${mostFiles} files.`);
        continue;
      }
      if (secret.test(one)) {
        missing.push(`${one} is not shown: it may hold secrets.`);
        continue;
      }
      const read = await root.files.readText(one, mostOfFile);
      if (read.ok) files.push({ path: one, text: read.value });
      else missing.push(`${one} is not shown: ${read.error.reason === 'missing' ? notThere : `${read.error.detail}.`}`);
    }
  }
  return { kind: 'files', files, missing: missing.slice(0, mostFiles) };
};
