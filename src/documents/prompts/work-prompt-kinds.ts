/** The prompts that are made from a plan and its documents by a template each, in the order of the work. */
export const workPromptKinds = [
  'create-subplan',
  'continue-subplan',
  'design-execution',
  'continue-execution',
  'synthesise',
  'review',
  'fix',
  'pause',
  'resume',
  'verify',
  'mid-plan',
] as const;

export type WorkPromptKind = (typeof workPromptKinds)[number];

/** What a prompt carries. What its reader does not need stays out. */
export interface PromptNeeds {
  /** It is about one achievement, or about the plan as a whole. */
  readonly about: 'achievement' | 'plan';
  readonly section: boolean;
  readonly subplan: 'none' | 'if there' | 'always';
  readonly tasks: 'none' | 'if there' | 'current' | 'all';
  /** An open FIX. */
  readonly fix: boolean;
  /** The section of the PLAN about where the work stands. */
  readonly handoff: boolean;
  /** Whether what finished achievements deliver is there. */
  readonly missing: boolean;
}

const achievement: PromptNeeds = {
  about: 'achievement',
  section: false,
  subplan: 'none',
  tasks: 'none',
  fix: false,
  handoff: false,
  missing: false,
};
const plan: PromptNeeds = { ...achievement, about: 'plan', handoff: true };

export const promptNeeds: Readonly<Record<WorkPromptKind, PromptNeeds>> = {
  'create-subplan': { ...achievement, section: true },
  'continue-subplan': { ...achievement, section: true, subplan: 'always' },
  'design-execution': { ...achievement, subplan: 'always', tasks: 'if there' },
  'continue-execution': { ...achievement, subplan: 'always', tasks: 'current' },
  synthesise: { ...achievement, subplan: 'always', tasks: 'all' },
  review: { ...achievement, section: true, subplan: 'if there', tasks: 'if there' },
  fix: { ...achievement, section: true, subplan: 'if there', fix: true },
  pause: plan,
  resume: plan,
  verify: { ...plan, handoff: false, missing: true },
  'mid-plan': { ...plan, missing: true },
};
