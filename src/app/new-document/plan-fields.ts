import type { DraftAchievement } from '../../documents/planner-draft.ts';
import { achievementId, compareIds } from '../../domain/ids.ts';
import type { AchievementId } from '../../domain/ids.ts';
import type { Problem } from '../../domain/problem.ts';
import { hasErrors, usageProblem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { estimateOf } from '../../plan-document/estimate.ts';
import { readTitle } from '../../plan-document/read-title.ts';
import { draftProblems } from '../planner/draft-problems.ts';

/** What a person says about the achievements of a new plan; each text begins with an id and a colon: `1.1: Title`. */
export interface PlanFields {
  readonly achievement: readonly string[];
  readonly effort: readonly string[];
  readonly needs: readonly string[];
  readonly deliverable: readonly string[];
  /** Without an id: of the plan as a whole. */
  readonly criterion: readonly string[];
  readonly test: readonly string[];
}

/** The achievements of a plan in id order, and what has to hold for all of it. */
export interface PlannedFields {
  readonly achievements: readonly DraftAchievement[];
  readonly criteria: readonly string[];
}

interface Entry {
  readonly id: AchievementId;
  readonly words: string;
}

/** The option that a problem is about. */
type Option = keyof PlanFields;

/**
 * Reads the fields of a new plan. Fails with everything that is wrong with them: ids that are none, stand twice or that
 * nobody has, cycles, paths that lead out of the workspace. Without any achievement there is one, to be named.
 */
export const readPlanFields = (fields: PlanFields): Result<PlannedFields> => {
  const problems: Problem[] = [];
  const read = (option: Option, all: readonly string[]): readonly Entry[] =>
    all.flatMap((given) => {
      const entry = entryOf(given);
      if (entry === undefined) problems.push(wrong(option, given, forms[option]));
      return entry ?? [];
    });
  const titles = read('achievement', fields.achievement);
  const known = new Set(titles.map(({ id }) => id));
  const about = (option: Option, all = fields[option]): readonly Entry[] => {
    const entries = read(option, all);
    const strange = entries.find(({ id }) => !known.has(id));
    if (strange !== undefined) {
      const advice = `Name it with --achievement "${strange.id}: …".`;
      problems.push(usageProblem(`--${option} is about ${strange.id}, which no --achievement names.`, advice));
    }
    return entries;
  };
  const isOfPlan = (given: string): boolean => entryOf(given) === undefined;
  const criteria = fields.criterion.filter((given) => isOfPlan(given) && given.trim() !== '');
  const efforts = about('effort');
  const needs = about('needs');
  const deliverables = about('deliverable');
  const ownCriteria = about(
    'criterion',
    fields.criterion.filter((given) => !isOfPlan(given)),
  );
  const tests = about('test');

  const achievements = titles.map(({ id, words }): DraftAchievement => {
    const of = (entries: readonly Entry[]): readonly string[] =>
      entries.filter((entry) => entry.id === id).map((entry) => entry.words);
    const { title, estimate } = readTitle(words);
    if (!/[\p{L}\p{N}]/u.test(title)) problems.push(wrong('achievement', `${id}: ${words}`, forms.achievement));
    const paths = of(deliverables);
    return {
      id,
      title,
      description: '',
      priority: Number(id.split('.')[0]),
      effort: null,
      hours: hoursOf(of(efforts), estimate, problems),
      dependencies: dependenciesOf(of(needs), problems),
      files: [...new Set(paths.filter(isPath))],
      deliverables: paths.filter((path) => !isPath(path)),
      successCriteria: of(ownCriteria),
      tests: of(tests),
    };
  });
  if (hasErrors(problems)) return fail(problems);
  const wrongDraft = draftProblems({ achievements }, () => ({ file: '.' }));
  if (wrongDraft.length > 0) return fail(wrongDraft);
  const sorted = [...achievements].sort((a, b) => compareIds(a.id, b.id));
  return ok({ achievements: sorted.length === 0 ? [unnamed()] : sorted, criteria });
};

const forms: Readonly<Record<Option, string>> = {
  achievement: '--achievement "1.1: Tickets can be chosen"',
  effort: '--effort "1.1: 2-3h"',
  needs: '--needs "1.2: 1.1", or "1.1: none"',
  deliverable: '--deliverable "1.1: src/choose.ts"',
  criterion: '--criterion "1.1: No ticket is sold twice"',
  test: '--test "1.1: tests/choose.test.ts"',
};

const entryOf = (given: string): Entry | undefined => {
  const [, number = '', words = ''] = /^(\d[\d.]*)\s*:\s*(.*)$/s.exec(given.trim()) ?? [];
  const id = achievementId(number);
  return id === undefined || words === '' ? undefined : { id, words };
};

/** What stands in the title counts where no option says it. */
const hoursOf = (
  efforts: readonly string[],
  inTitle: { readonly minHours: number; readonly maxHours: number } | null,
  problems: Problem[],
): DraftAchievement['hours'] => {
  const [effort] = efforts;
  const estimate = effort === undefined ? inTitle : estimateOf(effort);
  if (effort !== undefined && estimate === null) problems.push(wrong('effort', effort, forms.effort));
  return estimate === null ? null : { least: estimate.minHours, most: estimate.maxHours };
};

const dependenciesOf = (needs: readonly string[], problems: Problem[]): DraftAchievement['dependencies'] => {
  if (needs.length === 0) return null;
  const words = needs
    .flatMap((list) => list.split(/[\s,;]+|\band\b/))
    .filter((word) => word !== '' && !/^none$/i.test(word));
  const ids = words.flatMap((word) => {
    const id = achievementId(word);
    if (id === undefined) problems.push(wrong('needs', word, forms.needs));
    return id ?? [];
  });
  return [...new Set(ids)].sort(compareIds);
};

/** One word with a folder or an ending in it; anything else is a deliverable in words. */
const isPath = (words: string): boolean => /^\S*(?:\/\S*|\.[A-Za-z]\w{0,9})$/.test(words);

const unnamed = (): DraftAchievement => {
  const id = achievementId('1.1');
  if (id === undefined) throw new Error('Internal error: 1.1 is no id.');
  return {
    id,
    title: 'To be named',
    description: '',
    priority: 1,
    effort: null,
    hours: null,
    dependencies: null,
    files: [],
    deliverables: [],
    successCriteria: [],
    tests: [],
  };
};

const wrong = (option: Option, given: string, form: string): Problem =>
  usageProblem(`--${option} ${JSON.stringify(given.slice(0, 80))} cannot be read.`, `Write ${form}.`);
