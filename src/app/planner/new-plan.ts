import { planDocument } from '../../documents/planner-document.ts';
import type { PlannedDocument, PlanOrigin } from '../../documents/planner-document.ts';
import { complexityBands } from '../../documents/planner-draft.ts';
import type { PlanDraft } from '../../documents/planner-draft.ts';
import { discover } from '../../discovery/discover.ts';
import type { Discovery } from '../../discovery/discovery.ts';
import { toPlan } from '../../discovery/to-plan.ts';
import type { ParsedPlan, PlannedAchievement } from '../../domain/plan.ts';
import { hasErrors } from '../../domain/problem.ts';
import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { readField } from '../../plan-document/field-line.ts';
import { parsePlan } from '../../plan-document/parse-plan.ts';
import { planGraph } from '../plan-graph.ts';
import type { PlanGraph } from '../plan-graph.ts';
import { differences } from './draft-differences.ts';
import { misreadPieces } from './misread-pieces.ts';
import { settledDraft } from './settled-draft.ts';

/** A PLAN that could be written now. */
export interface NewPlan {
  /** As the document says it. */
  readonly draft: PlanDraft;
  readonly text: string;
  /** As everybody else will read it from `text`. */
  readonly graph: PlanGraph;
  /** Warnings and remarks. */
  readonly problems: readonly Problem[];
}

/** Quoting one piece can bring out what another one says. */
const mostRounds = 8;

/**
 * The document of a draft, read back as any other PLAN is. Words of the draft that would be read as something that it
 * does not say are quoted. Fails with what is wrong where it is no plan even so. `file`: the name for the document in
 * problems and evidence; those of a failure name no place in it, since it is not written.
 */
export const newPlan = async (given: PlanDraft, origin: PlanOrigin, file: string): Promise<Result<NewPlan>> => {
  const draft = settledDraft(given);
  const { document, parsed, discovery } = await readBack(draft, origin, file);
  const errors = discovery.problems.filter(({ severity }) => severity === 'error');
  const wrong = [...differences(draft, parsed), ...errors];
  const plan = toPlan(discovery);
  if (hasErrors(wrong) || !plan.ok) {
    const all = hasErrors(wrong) || plan.ok ? wrong : plan.error;
    return fail(all.map((problem) => withWords(problem, document.text)));
  }
  return ok({
    draft,
    text: document.text,
    graph: planGraph(plan.value),
    problems: [
      ...outsideBand(draft, file),
      ...effortDiffers(draft, file),
      ...alsoSaid(draft, plan.value.achievements),
      ...discovery.problems,
    ],
  });
};

interface ReadBack {
  readonly document: PlannedDocument;
  readonly parsed: ParsedPlan;
  readonly discovery: Discovery;
}

const readBack = async (draft: PlanDraft, origin: PlanOrigin, file: string): Promise<ReadBack> => {
  const quoted = new Set<string>();
  for (let round = 1; ; round++) {
    const document = planDocument(draft, origin, { isField, quoted });
    const parsed = await parsePlan(file, document.text);
    const discovery = discover({ plan: parsed });
    const misread = misreadPieces(draft, document, parsed, discovery, quoted);
    if (misread.length === 0 || round === mostRounds) return { document, parsed, discovery };
    for (const piece of misread) quoted.add(piece);
  }
};

const isField = (line: string): boolean => {
  const field = readField(line);
  return field !== undefined && (field.kind !== 'other' || /^(?:agent|model|pool)$/.test(field.name));
};

/** The words themselves in the place of a place in a document that nobody can open. */
const withWords = (problem: Problem, text: string): Problem => {
  const { line } = problem.at;
  const words = line === undefined ? '' : (text.split('\n')[line - 1] ?? '').trim();
  return {
    ...problem,
    at: { file: '.' },
    message: words === '' ? problem.message : `${problem.message} The words are ${JSON.stringify(shortened(words))}.`,
  };
};

const longestWords = 200;

const shortened = (words: string): string =>
  words.length <= longestWords ? words : `${words.slice(0, longestWords).replace(/[\ud800-\udbff]$/, '')}…`;

const outsideBand = ({ complexity: { level }, achievements }: PlanDraft, file: string): readonly Problem[] => {
  const { least, most } = complexityBands[level];
  const count = achievements.length;
  if (count >= least && (most === null || count <= most)) return [];
  const band = most === null ? `${least} and more` : `${least} to ${most}`;
  const many = count < least ? 'few' : 'many';
  return [
    {
      rule: 'outside-band',
      severity: 'warning',
      at: { file },
      message: `${count === 1 ? 'One achievement is' : `${count} achievements are`} ${many} for a plan that is called ${level} (${band}).`,
      advice:
        count < least
          ? 'Look whether one of them is more than one piece of work.'
          : 'Look whether some of them are one piece of work.',
    },
  ];
};

/** Far beyond what the words stand for: an hour, and four. */
const mostHours = { low: 2, medium: 8, high: Infinity } as const;

const effortDiffers = ({ achievements }: PlanDraft, file: string): readonly Problem[] =>
  achievements.flatMap(({ id, effort, hours }) =>
    effort === null || hours === null || hours.most <= mostHours[effort]
      ? []
      : [
          {
            rule: 'effort-differs',
            severity: 'warning' as const,
            at: { file },
            message: `${id} takes ${hours.most} hours, and its effort is called ${effort}.`,
            advice: 'Change one of the two.',
          },
        ],
  );

/** Dependencies that titles of the document state, and the draft does not: a title cannot be quoted. */
const alsoSaid = ({ achievements }: PlanDraft, planned: readonly PlannedAchievement[]): readonly Problem[] => {
  const drafted = new Map(achievements.map(({ id, dependencies }) => [id, new Set(dependencies)]));
  return planned.flatMap(({ id, dependencies }) =>
    dependencies
      .filter(({ on, strength }) => strength !== 'assumed' && drafted.get(id)?.has(on) !== true)
      .map(({ on, evidence: [first] }): Problem => ({
        rule: 'said-elsewhere',
        severity: 'warning',
        at: first === undefined ? { file: '.' } : { file: first.file, line: first.line, column: first.column },
        message: `The words of the plan also make ${id} wait for ${on}.`,
        advice: 'It counts; change the sentence if it is not meant.',
      })),
  );
};
