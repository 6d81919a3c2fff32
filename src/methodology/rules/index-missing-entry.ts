import type { ParsedAchievement } from '../../domain/plan.ts';
import { emptyIndex, hasIndex, newIndexEntry } from '../index-entry.ts';
import type { Finding, Rule } from '../rule.ts';
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
  means:
    'The Achievement Index does not list an achievement that has a section of its own further down; or it is empty.',
  why: 'The index is what people and agents read to see what there is to do.',
  mend: 'Add it to the index; `--fix` does, in the form of the entry beside it: in a list, at the end of a numbered one, in a table whose cells the plan can fill, or as a heading.',
  find: (subject) => {
    const plan = followingPlan(subject);
    if (plan === null) return [];
    const { file } = plan.document;
    const empty = plan.parsed.achievements.length === 0 ? undefined : emptyIndex(plan);
    if (empty !== undefined) {
      const at = { file, line: empty.line, column: empty.column };
      const message = 'The Achievement Index is empty, and the plan has achievements.';
      return [{ at, message, advice: 'List each as "- **Achievement 1.1**: Title".' }];
    }
    return (missingOf(subject)?.missing ?? []).map((achievement): Finding => ({
      at: { file, line: achievement.position.line, column: achievement.position.column },
      message: `The Achievement Index leaves out ${achievement.id}.`,
      advice: `Add it to the index${newIndexEntry(plan, achievement) === null ? '' : '; --fix does'}.`,
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
