import { mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findObstacles } from '../git/accept-obstacles.ts';
import type { Accepted, AcceptOptions } from '../git/accept-run.ts';
import { type Git, lineOf } from '../git/git.ts';
import { readRawChanges } from '../git/raw-changes.ts';
import { refusal } from '../git/repository.ts';
import { snapshotsOf } from '../git/snapshot.ts';
import { commitFolder } from './commit-folder.ts';
import { openFolderRepository } from './folder-repository.ts';
import { putFiles } from './put-files.ts';

const maxNamed = 10;
const named = (paths: readonly string[]): string =>
  `${paths.slice(0, maxNamed).join(', ')}${paths.length > maxNamed ? ` and ${String(paths.length - maxNamed)} more` : ''}`;

/**
 * Brings the work of a run on copies into the folder. A file that is neither as the run found it nor as the run has it is
 * refused by name, before anything is written. Every file is replaced in one step; an accept that was killed is finished
 * by calling it again.
 */
export const acceptCopy = async (options: AcceptOptions): Promise<Result<Accepted>> => {
  const { userRoot, branch, runId, environment } = options;
  const opened = await openFolderRepository(userRoot, environment);
  if (!opened.ok) return opened;
  const { repository, git } = opened.value;
  const { home, top, head } = repository;
  const found = await git(['rev-parse', '--verify', '--quiet', `refs/heads/${branch}^{commit}`], {
    cwd: home,
    accept: [0, 1],
  });
  if (found.code !== 0) {
    const message = `The run ${runId} has brought nothing together yet.`;
    return fail([refusal(userRoot, 'nothing-to-accept', message, 'Go on with it by `planloom resume`.')]);
  }
  const tip = lineOf(found);
  const into = 'the folder';
  const isIn = await git(['merge-base', '--is-ancestor', tip, head], { cwd: home, accept: [0, 1] });
  if (isIn.code === 0) return ok({ commit: head, into, kind: 'already', written: [] });

  const scratch = path.join(home, 'accept');
  mkdirSync(scratch, { recursive: true });
  const place = mkdtempSync(path.join(scratch, 'files-'));
  try {
    const base = lineOf(await git(['merge-base', tip, head], { cwd: home }));
    const diff = await git(['diff-tree', '-r', '-z', '--raw', '--no-renames', base, tip], { cwd: home });
    const changes = readRawChanges(diff.stdout);
    const index = path.join(place, 'index');
    const withIndex: Git = (args, call = {}) => git(args, { ...call, env: { GIT_INDEX_FILE: index, ...call.env } });
    await withIndex(['read-tree', base], { cwd: home });
    const snapshots = await snapshotsOf({ cwd: home }, tip, base, git);
    const { inTheWay, harmless } = await findObstacles(
      { top, head: base, changes, snapshots, objectFormat: 'sha1' },
      withIndex,
    );
    const refuse = (paths: readonly string[]): Result<Accepted> => {
      const message = `Files that the run has changed were changed in the folder since it began: ${named(paths)}.`;
      const advice = 'Move these files away, then accept the run again and bring your changes into the new ones.';
      const related = paths.map((file) => ({ at: { file }, message: 'It would be overwritten.' }));
      return fail([{ ...refusal(userRoot, 'in-the-way', message, advice), related }]);
    };
    if (inTheWay.length > 0) return refuse(inTheWay);
    const harmlessNames = new Set(harmless.map(({ bytes }) => bytes));
    const { written, late } = await putFiles({ top, tip, changes, harmless: harmlessNames, place }, git);
    if (late !== null) return refuse([late]);
    const taken = await commitFolder(opened.value, tip);
    if (!taken.ok) return taken;
    return ok({ commit: taken.value, into, kind: 'copied', written });
  } finally {
    await rm(place, { recursive: true, force: true });
  }
};
