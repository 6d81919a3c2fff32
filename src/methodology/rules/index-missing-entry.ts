import type { ParsedAchievement } from '../../domain/plan.ts';
import { newIndexEntry } from '../index-entry.ts';
import type { Finding, Rule } from '../rule.ts';
import { hasIndex } from '../index-entry.ts';
import { followingPlan } from '../subject.ts';
import type { Subject, SubjectPlan } from '../subject.ts';

const missingOf = (subject: Subject): { plan: SubjectPlan; missing: readonly ParsedAchievement[] } | null => {
  const plan = followingPlan(subject);
  if (plan === null || !hasIndex(plan)) return null;
  return { plan, missing: plan.parsed.achievements.filter(({ indexPosition }) => indexPosition === null) };
};

export const indexMissingEntry: Rule = {
  id: 'index-missing-entry',
  name: 'Achievement that the index leaves out',
  severity: 'warning',
  counts: 'followed',
  means: 'The Achievement Index does not list an achievement that has a section of its own further down.',
  why: 'The index is what people and agents read to see what there is to do.',
  mend: 'Add it to the index; `--fix` does, in the form of the entry before it.',
  find: (subject) => {
    const found = missingOf(subject);
    return (found?.missing ?? []).map(({ id, position }): Finding => ({
      at: { file: found?.plan.document.file ?? '', line: position.line, column: position.column },
      message: `The Achievement Index leaves out ${id}.`,
      advice: 'Add it to the index.',
    }));
  },
  fix: (subject) => {
    const found = missingOf(subject);
    if (found === null) return [];
    return found.missing.flatMap((achievement) => {
      const splice = newIndexEntry(found.plan, achievement);
      return splice === null ? [] : [{ kind: 'edit' as const, path: found.plan.document.path, splice }];
    });
  },
};
