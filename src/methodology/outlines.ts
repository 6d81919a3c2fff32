import type { Tier } from '../policy/document-limits.ts';
import type { RuleDocument } from './rule-document.ts';

/** A section that a kind of document has, and what its heading may say. */
export interface OutlineSection {
  readonly title: string;
  readonly heading: RegExp;
  /** A field of the header that says the same. */
  readonly field?: RegExp;
  /** The document is hard to use without it. */
  readonly isRequired: boolean;
}

const section = (title: string, heading: RegExp, isRequired: boolean, field?: RegExp): OutlineSection => ({
  title,
  heading,
  isRequired,
  ...(field === undefined ? {} : { field }),
});

/** The outline of each kind of document, in its order. Headings are compared in lower case. */
export const outlines: Readonly<Record<Tier, readonly OutlineSection[]>> = {
  plan: [
    section('Achievement Index', /\bachievement index\b|^index of achievements\b/, true),
    section('Current Status & Handoff', /\bhand-?off\b|^(?:current )?status\b/, true),
    section('Goal', /^(?:the )?(?:goals?|objectives?)\b/, true, /^goals?$|^objective$/),
    section('Problem Statement', /\bproblem\b|^background\b|^motivation\b/, false),
    section('Success Criteria', /\bsuccess criteri|\bacceptance criteri/, true),
    section('Scope', /\bscope\b/, true),
    section('Desirable Achievements', /\bachievements\b/, true),
    section('Active Components', /\b(?:active )?components\b/, false),
    section('SUBPLAN Tracking', /\bsubplan tracking\b|\btracking\b/, false),
    section('Constraints', /\bconstraints\b/, false),
    section('References', /\breferences\b|\brelated\b/, false),
    section('Time Estimates', /\btime\b|\bestimates?\b|\beffort\b/, false, /\b(?:effort|time)\b/),
    section('Archive Location', /\barchiv/, false),
    section('Completion Criteria', /\bcompletion\b|\bdefinition of done\b/, false),
  ],
  subplan: [
    section('Objective', /\bobjectives?\b|^goals?\b|^purpose\b/, true, /^(?:objective|goal)$/),
    section('What to Create', /\bwhat (?:to|we|will|needs)\b|\bdeliverables?\b|\bfiles\b/, true),
    section('Approach', /\bapproach\b|\bstrategy\b|\bdesign\b|\bmethod\b/, true),
    section('Execution Strategy', /\bexecutions?\b|\bphases?\b/, true),
    section('Tests', /\btest|\bvalidation\b|\bverification\b/, true),
    section('Expected Results', /\bexpected\b|\bresults?\b|\boutcomes?\b|\bsuccess\b/, true),
  ],
  executionTask: [
    section('SUBPLAN Context', /\bcontext\b|\bwhat we(?:'re| are) building\b|\bobjective\b|\boverview\b/, true),
    section('Iteration Log', /\biterations?\b|\blog\b/, true),
    section('Completion', /\bcomplet|\bsuccess criteria met\b|\bdefinition of done\b|\bchecklist\b/, true),
  ],
  grammaplan: [
    section('Strategic Goal', /\bgoals?\b/, true, /^(?:strategic )?goal$/),
    section('Child PLANs', /\bchild|\bplans?\b/, true),
    section('Dependencies', /\bdependenc|\bsequenc/, true),
    section('Success Criteria', /\bsuccess criteri/, true),
    section('Progress', /\bprogress\b|\bstatus\b/, true),
    section('Status & Handoff', /\bhand-?off\b|\bnext steps\b/, true),
  ],
  northStar: [
    section('Strategic Vision', /\bvision\b/, true),
    section('Core Principles', /\bprinciples?\b/, true),
    section('Current State', /\bcurrent\b/, true),
    section('Evolution', /\bevolution\b|\bhistory\b|\bchange ?log\b/, true),
    section('Maintenance', /\bmaintenance\b|\bhow to use\b|\bupdating\b/, true),
  ],
};

/** Whether the document has the section, by a heading of it or by a field of its header. */
export const hasSection = (
  { headings, hiddenHeadings, header }: RuleDocument,
  { heading, field }: OutlineSection,
): boolean =>
  headings.some(({ words, depth }, index) => (depth > 1 || index > 0) && heading.test(words)) ||
  hiddenHeadings.some((words) => heading.test(words)) ||
  (field !== undefined && header.some(({ name }) => field.test(name)));
