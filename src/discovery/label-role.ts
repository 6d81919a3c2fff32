/**
 * What a label (a heading, a bold lead-in, a list's parent) says about the ids below it: the achievement needs them,
 * they need the achievement, they are only related, or they are no business of this plan. `null`: nothing.
 */
export type LabelRole = 'needs' | 'blocks' | 'soft' | 'outside' | 'aside' | null;

const soft =
  /^(?:(?:optional|soft|recommended|suggested|weak|nice[- ]to[- ]have|preferred|helpful|non-?blocking)(?: |$)|.*\bknowledge\b)|\b(?:enables?|enabling|unlocks?|ready for|builds? (?:up)?on|next|inputs?|integrat\w+|related|references?|see also|supports?|feeds?|leverages?|uses?|used (?:by|in)|informs?|similar|follow-?ups?|future|consumers?|provides?|outputs?|interfaces?|touches|works with|benefits?)\b/;
const outside =
  /\b(?:external|third[- ]party|packages?|pip|npm|python|library|libraries|software|hardware|operating system|dev|other plans?|related plans?|cross[- ]plan|plan-level|other work streams?)\b/;
const aside =
  /\b(?:notes?|status|rationale|reason(?:ing)?|examples?|conflicts?|risks?|mitigations?|impact|likelihood|contingency|history|log|learnings?|statistics|progress|background|independen\w*|parallel\w*|alternatives?|comparison|overlap|success criteria|tests?|testing)\b/;
const blocks =
  /^(?:(?:this|it|also|directly|hard|what|achievements?|subplans?|tasks?) )*(?:blocks|blocking|blocked achievements|(?:is )?(?:a )?pre-?requisites? (?:for|of|to)|(?:is )?required (?:by|for)|(?:is )?(?:needed|necessary) (?:by|for)|unblocks|downstream|dependents?|(?:is )?depended (?:up)?on by|successors?|(?:must )?(?:precedes?|come before)|before$|(?:a )?dependency (?:for|of)|must (?:be )?(?:completed?|finish(?:ed)?|done) before|gates|gating|depends? on this|waiting (?:for|on) this)\b/;
const needs =
  /\b(?:dependenc(?:y|ies)|deps|pre-?requisites?|prereqs?|pre-?conditions?|predecessors?|upstream)\b|^(?:(?:this|it|hard|also|only|direct(?:ly)?|strictly|all|sub-?tasks?|tasks?|achievements?|subplans?) )*(?:depends?|depending|dependent|requires?|required (?:before|first|achievements?|subplans?|prior|completions?)|needs?|needed (?:first|before)|blocked (?:by|on)|blockers?|after|waits? (?:for|on|until)|waiting (?:for|on)|starts? after|can (?:only )?start after|(?:to be )?(?:done|run|executed|started) after|sequential after|follows|must (?:follow|be completed?|be (?:done|finished|complete)|wait for|come after|complete first)|before (?:you )?start(?:ing)?|before this|entry (?:criteria|conditions?)|comes after|gated (?:by|on)|(?:ready|can (?:only )?start|starts?) (?:when|once|after))(?=$| (?:on|upon|by|for|until|achievements?|subplans?|first|to|of|the|from|is|are|before|starting|complete\w*|work|items?|tasks?|other|prior|previous)\b)/;

/** Every label of the role `needs` or `blocks` has one of these words in it. */
const fieldWords =
  /depend|deps|requi|pre-?(?:req|cond|dec|ced)|need|necessary|block|stream|success|come|must|gat(?:es|ing|ed)|wait|start|after|follow|before|entry|done|run|execut|ready/i;

/** Whether a label may have the role `needs` or `blocks`: quicker to say than its role. */
export const mayBeField = (label: string): boolean => fieldWords.test(label);

/** A label in lower case without brackets, numbering, emoji and its colon. */
const headOf = (label: string): string =>
  label
    .replace(/\([^()]*\)/g, ' ')
    .replace(/[^\p{L}\p{N}&/+' .-]|_/gu, ' ')
    .replace(/^[\s\d.]+/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

const roleOfPart = (part: string): LabelRole => {
  if (/^(?:no|non|without)\b|\b(?:circular|cyclic) dependenc/.test(part)) return 'aside';
  if (/\bdependency (?:injection|management|registration|resolution|version|inversion)\b/.test(part)) return null;
  if (outside.test(part)) return 'outside';
  if (blocks.test(part)) return 'blocks';
  const isNeeds = needs.test(part);
  if (
    isNeeds &&
    !/^(?:optional|soft|recommended|suggested|weak|nice|preferred|helpful|non-?blocking|related) |\bknowledge\b/.test(
      part,
    )
  )
    return 'needs';
  if (isNeeds || soft.test(part)) return 'soft';
  return aside.test(part) ? 'aside' : null;
};

/** The role of a label, by its words. Long texts are sentences, not labels. */
export const labelRole = (label: string): LabelRole => {
  const head = headOf(label);
  if (head === '' || head.length > 70) return null;
  if (/\((?:soft|optional|recommended|nice[- ]to[- ]have|helpful|non-?blocking)\b[^()]*\)/i.test(label)) return 'soft';
  const roles = head.split(/\s*(?:&|\/|\+|\band\b)\s*/).map(roleOfPart);
  return roles.find((r) => r === 'needs' || r === 'blocks') ?? roles.find((r) => r !== null) ?? null;
};

/** Whether a heading or label announces a drawing or table of dependencies or of an order that follows from them. */
export const isAboutDependencies = (label: string): boolean =>
  /\bdepend(?:s|enc\w*|ent\w*)?\b|critical path|execution (?:order|sequence|flow|graph|path|strategy|plan)|\bsequenc\w+|\bordering\b|\border of\b|implementation order|work order|\bparalleli[sz]\w*|\bparallel\b|\bdag\b|\b(?:task|achievement|plan|work) (?:graph|tree|flow)\b|\bwaves?\b/i.test(
    label,
  );
