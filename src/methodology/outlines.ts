import type { Tier } from '../policy/document-limits.ts';
import type { RuleDocument, RuleHeading } from './rule-document.ts';

/** A section that a kind of document has, and what its heading may say. */
export interface OutlineSection {
  readonly title: string;
  readonly heading: RegExp;
  /** A field of the header that says the same. */
  readonly field?: RegExp;
  /** The document is hard to use without it. */
  readonly isRequired: boolean;
}

const required = (title: string, heading: RegExp, field?: RegExp): OutlineSection => ({
  title,
  heading,
  isRequired: true,
  ...(field === undefined ? {} : { field }),
});
const optional = (title: string, heading: RegExp, field?: RegExp): OutlineSection => ({
  ...required(title, heading, field),
  isRequired: false,
});

/** The outline of each kind of document, in its order. Headings are compared in lower case. */
export const outlines: Readonly<Record<Tier, readonly OutlineSection[]>> = {
  plan: [
    required('Achievement Index', /\bachievement index\b|^index of achievements\b/),
    required('Current Status & Handoff', /\bhand-?off\b|^(?:current )?status\b/),
    required('Goal', /^(?:the )?(?:goals?|objectives?)\b/, /^goals?$|^objective$/),
    optional('Problem Statement', /\bproblem\b|^background\b|^motivation\b/),
    required('Success Criteria', /\bsuccess criteri|\bacceptance criteri/),
    required('Scope', /\bscope\b/),
    required('Desirable Achievements', /\bachievements\b/),
    optional('Active Components', /\b(?:active )?components\b/),
    optional('SUBPLAN Tracking', /\bsubplan tracking\b|\btracking\b/),
    optional('Constraints', /\bconstraints\b/),
    optional('References', /\breferences\b|\brelated\b/),
    optional('Time Estimates', /\btime\b|\bestimates?\b|\beffort\b/, /\b(?:effort|time)\b/),
    optional('Archive Location', /\barchiv/),
    optional('Completion Criteria', /\bcompletion\b|\bdefinition of done\b/),
  ],
  subplan: [
    required('Objective', /\bobjectives?\b|^goals?\b|^purpose\b/, /^(?:objective|goal)$/),
    required('What to Create', /\bwhat (?:to|we|will|needs)\b|\bdeliverables?\b|\bfiles\b/),
    required('Approach', /\bapproach\b|\bstrategy\b|\bdesign\b|\bmethod\b/),
    required('Execution Strategy', /\bexecutions?\b|\bphases?\b/),
    required('Tests', /\btest|\bvalidation\b|\bverification\b/),
    required('Expected Results', /\bexpected\b|\bresults?\b|\boutcomes?\b|\bsuccess\b/),
  ],
  executionTask: [
    required('SUBPLAN Context', /\bcontext\b|\bwhat we(?:'re| are) building\b|\bobjective\b|\boverview\b/),
    required('Iteration Log', /\biterations?\b|\blog\b/),
    required('Completion', /\bcomplet|\bsuccess criteria met\b|\bdefinition of done\b|\bchecklist\b/),
  ],
  grammaplan: [
    required('Strategic Goal', /\bgoals?\b/, /^(?:strategic )?goal$/),
    required('Child PLANs', /\bchild|\bplans?\b/),
    required('Dependencies', /\bdependenc|\bsequenc/),
    required('Success Criteria', /\bsuccess criteri/),
    required('Progress', /\bprogress\b|\bstatus\b/),
    required('Status & Handoff', /\bhand-?off\b|\bnext steps\b/),
  ],
  northStar: [
    required('Strategic Vision', /\bvision\b/),
    required('Core Principles', /\bprinciples?\b/),
    required('Current State', /\bcurrent\b/),
    required('Evolution', /\bevolution\b|\bhistory\b|\bchange ?log\b/),
    required('Maintenance', /\bmaintenance\b|\bhow to use\b|\bupdating\b/),
  ],
};

/** Sections that newer plans have besides the outline: how to read the plan, and how it is kept small and finished. */
export const planExtras: readonly OutlineSection[] = [
  optional('Context for Execution', /\bcontext\b|\bquick start\b|\bhow to use\b/),
  optional('Focus Rules', /\bfocus\b/),
  optional('Size Limits', /\bsize\b/),
  optional('GrammaPlan Consideration', /\bgramma ?plan\b/),
  optional('Pre-Completion Review', /\breview\b|\bsign-?off\b/),
];

/** Whether the document has the section, by a heading of it, but for those `without`, or by a field of its header. */
export const hasSection = (
  { headings, hiddenHeadings, header }: RuleDocument,
  { heading, field }: OutlineSection,
  without: ReadonlySet<RuleHeading> = new Set(),
): boolean =>
  headings.some((one, index) => (one.depth > 1 || index > 0) && heading.test(one.words) && !without.has(one)) ||
  hiddenHeadings.some((words) => heading.test(words)) ||
  (field !== undefined && header.some(({ name }) => field.test(name)));
