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
  /** `absent`: there is no prompt where there is one. */
  readonly subplan: 'absent' | 'none' | 'if there' | 'always';
  readonly tasks: 'none' | 'if there' | 'current' | 'all';
  /** What of a FIX: only where one is open, that it is; its words and its RESOLUTION; or there is no prompt without it. */
  readonly fix: 'named' | 'shown' | 'wanted';
  /** It is of use for what is approved, too; for what is skipped there is no prompt. */
  readonly afterApproval: boolean;
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
  fix: 'named',
  afterApproval: false,
  handoff: false,
  missing: false,
};
const plan: PromptNeeds = { ...achievement, about: 'plan', handoff: true };

export const promptNeeds: Readonly<Record<WorkPromptKind, PromptNeeds>> = {
  'create-subplan': { ...achievement, section: true, subplan: 'absent' },
  'continue-subplan': { ...achievement, section: true, subplan: 'always' },
  'design-execution': { ...achievement, subplan: 'always', tasks: 'if there' },
  'continue-execution': { ...achievement, subplan: 'always', tasks: 'current' },
  synthesise: { ...achievement, subplan: 'always', tasks: 'all', afterApproval: true },
  review: {
    ...achievement,
    section: true,
    subplan: 'if there',
    tasks: 'if there',
    fix: 'shown',
    afterApproval: true,
  },
  fix: { ...achievement, section: true, subplan: 'if there', fix: 'wanted' },
  pause: plan,
  resume: plan,
  verify: { ...plan, handoff: false, missing: true },
  'mid-plan': { ...plan, missing: true },
};
