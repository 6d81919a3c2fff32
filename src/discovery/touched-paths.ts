import { posix } from 'node:path';
import { blockText } from '../domain/block.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { ParsedPlan, ParsedSubplan } from '../domain/plan.ts';

const fileHeading =
  /\bfiles?\b.*\b(?:creat|modif|chang|updat|edit|touch|add|in scope|affected)|\b(?:creat|modif|chang|updat|edit)\w*\b.*\bfiles?\b|^\W*(?:deliverables?|in[- ]scope|scope|what (?:needs to be|to be|to|will be) creat\w*)\b/i;
const planningDocument = /(?:^|\/)(?:PLAN|SUBPLAN|EXECUTION_TASK|APPROVED|FIX|SKIPPED)_[^/]*$|(?:^|\/)parallel\.json$/;
const pathForm = /^(?:\.{0,2}\/)?[\w@.*{},[\]-]+(?:\/[\w@.*{},[\]-]+)*\/?$/;

/** A path as it is compared: no `./`, no doubled or climbing parts, forward slashes. Nothing for what leaves the folder. */
export const normalPath = (written: string): string | null => {
  const path = posix.normalize(written.trim().replaceAll('\\', '/').replace(/^`|`$/g, '')).replace(/^\.\//, '');
  return path === '' || path === '.' || path === './' || path.startsWith('../') ? null : path;
};

/** Whether a word is a path: it has a folder, or a file's ending that is no number. */
const isPath = (word: string): boolean =>
  pathForm.test(word) && (word.includes('/') || /[\w-]\.[A-Za-z][A-Za-z\d]{0,9}$/.test(word)) && !/^https?:/.test(word);

const pathsInCode = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, code]) =>
    code !== undefined && isPath(code.trim()) ? [code.trim()] : [],
  );

/** The files that a SUBPLAN names under headings and labels about files to create or change. */
const subplanPaths = ({ blocks }: ParsedSubplan): readonly string[] => {
  const paths: string[] = [];
  let within = 7;
  for (const block of blocks) {
    const text = blockText(block);
    if (block.kind === 'heading') {
      if (block.depth <= within) within = block.depth > 1 && fileHeading.test(text) ? block.depth : 7;
      if (within < 7) paths.push(...pathsInCode(text));
    } else if (within < 7 && block.kind !== 'code' && block.kind !== 'html') {
      // A file that is only mentioned in a longer sentence is not said to be changed.
      const head = text.slice(0, 120);
      paths.push(...(block.kind === 'item' ? pathsInCode(head).slice(0, 2) : pathsInCode(head).slice(0, 1)));
    }
  }
  return paths;
};

/** The paths that each achievement is said to make, change or test with, normalised, in order of their names. */
export const touchedPaths = (
  plan: ParsedPlan,
  subplans: readonly ParsedSubplan[],
): ReadonlyMap<AchievementId, readonly string[]> => {
  const written = new Map<AchievementId, string[]>();
  for (const achievement of plan.achievements) {
    written.set(achievement.id, [
      ...achievement.deliverables.flatMap(({ path }) => (path === undefined ? [] : [path])),
      ...(achievement.validationScript === null ? [] : [achievement.validationScript]),
      ...achievement.tests.flatMap(pathsInCode),
    ]);
  }
  for (const subplan of subplans) written.get(subplan.achievement)?.push(...subplanPaths(subplan));
  return new Map(
    [...written].map(([id, paths]) => {
      const normal = paths.flatMap((path) => normalPath(path) ?? []).filter((path) => !planningDocument.test(path));
      return [id, [...new Set(normal)].sort()];
    }),
  );
};
