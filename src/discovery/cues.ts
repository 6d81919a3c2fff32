/** Words that say how what stands before them and what stands behind them depend on each other. */
export interface Cue {
  /** In lower case: without a word of each list `pattern` matches nothing, and need not be compiled. */
  readonly hints: readonly (readonly string[])[];
  readonly pattern: RegExp;
  /** `needs`: the left side needs the right one. `blocks`: the right side needs the left one. */
  readonly direction: 'needs' | 'blocks';
  /** Whether the left side may go without saying: the achievement that the text is about. */
  readonly implicit: boolean;
  /** A word of time: in a report of what happened it orders nothing. */
  readonly weak: boolean;
}

const can = String.raw`(?:can|could|may|should|must|will|to|has to|have to|needs? to|is to|are to)`;
const cannot = String.raw`(?:cannot|can't|can not|must not|mustn't|should not|shouldn't|won't|will not|may not|not)`;
const go = String.raw`(?:be\s+)?(?:start(?:ed|ing|s)?|begin(?:ning|s)?|begun|proceed(?:ed|s)?|run|executed?|done|implemented?|worked on|commence|go(?: ahead)?|happen|built|kicked off|continue[ds]?|resumed?)`;
/** A word of `go` has one of these in it. */
const going = 'start|begin|begun|proceed|run|execut|done|implement|work|commence|go|happen|built|kick|continue|resume';
const finished = String.raw`(?:complete[ds]?|completing|finish(?:ed|es)?|done|in place|ready|approved|merged|land(?:s|ed)?|shipped|delivered|validated|available|exist|working|run|executed|precede|come|go|happen|built|implemented)`;
const few = String.raw`(?:[\s,]+(?!before\b|after\b|until\b|once\b|when\b)[\w'-]+){0,5}?`;

const cue = (hints: string, source: string, direction: Cue['direction'], implicit: boolean, weak = false): Cue => ({
  hints: hints.split(' & ').map((words) => words.split('|')),
  pattern: new RegExp(source, 'gi'),
  direction,
  implicit,
  weak,
});

/** Longer phrases first: where two overlap, the earlier one of the list counts. */
export const cues: readonly Cue[] = [
  // "3.1 cannot start until 2.1", "is not to begin before", "can only start after", "can run in parallel once"
  cue(
    `until|till|before|unless|without & ${going}`,
    String.raw`\b${cannot}\s+(?:be\s+|yet\s+)?${go}${few}\s+(?:until|till|before|unless|without)\b`,
    'needs',
    true,
  ),
  cue(
    `after|once|when|as soon as|following & ${going}`,
    String.raw`\b${can}\s+(?:only\s+)?(?:both\s+|all\s+|then\s+|safely\s+|immediately\s+)?${go}${few}\s+(?:only\s+)?(?:after|once|when|as soon as|following)\b`,
    'needs',
    true,
  ),
  cue(
    'wait|follow|come after',
    String.raw`\b(?:must|should|has to|have to|needs? to|will)\s+(?:wait|follow|come after)(?:\s+(?:for|until|on|after))?\b`,
    'needs',
    true,
  ),
  cue(
    'after',
    String.raw`\b(?:starts?|begins?|runs?|comes?|go(?:es)?|happens?|follows on|possible|allowed|is (?:started|run|executed|done)|are (?:started|run|executed|done))\s+(?:only\s+|directly\s+|immediately\s+|right\s+)?after\b`,
    'needs',
    true,
  ),
  // "2.2 starts when 2.1 is approved", "only start once 2.1 is complete"
  cue(
    'start|begin|possible|allowed|proceed & when|once|as soon as',
    String.raw`\b(?:starts?|begins?|proceeds?|possible|allowed)\s+(?:only\s+)?(?:when|once|as soon as)\b`,
    'needs',
    true,
  ),
  cue(
    'blocked|gated',
    String.raw`\b(?:is|are|being|remains?|stays?)\s+blocked\s+(?:by|on|until|behind)\b|\bblocked\s+(?:by|on|until|behind)\b|\bgated (?:by|on)\b`,
    'needs',
    true,
  ),
  cue('unblocked', String.raw`\bunblocked\s+(?:by|once|when|after)\b`, 'needs', true),
  cue('gates', String.raw`\bgates\b`, 'blocks', false),
  cue('depended|relied', String.raw`\b(?:depended|relied)\s+(?:up)?on\s+by\b`, 'blocks', true),
  cue('wait', String.raw`\bwait(?:s|ing)?\s+(?:for|on|until)\b`, 'needs', true),
  cue(
    'depend|rely|relies|contingent',
    String.raw`\bdepend(?:s|ed|ing|ent|enc(?:y|ies))?(?:\s+\w+ly)?\s+(?:up)?on\b|\bdepends?:|\bdepend\s+of\b|\brel(?:y|ies|ying)\s+(?:up)?on\b|\bcontingent (?:up)?on\b`,
    'needs',
    true,
  ),
  // "1.1 is a prerequisite for 2.1", "required before 2.1", "must be complete before 2.1"
  cue(
    'requisite|condition|dependenc|requirement',
    String.raw`\b(?:hard\s+)?(?:pre-?requisites?|pre-?conditions?|dependency|dependencies|requirement)\s+(?:for|of|to)\b`,
    'blocks',
    true,
  ),
  cue(
    'required|needed|necessary|mandatory',
    String.raw`\b(?:required|needed|necessary|mandatory)\s+(?:for|by|before)\b`,
    'blocks',
    true,
  ),
  cue(
    'before',
    String.raw`\b(?:must|needs? to|has to|have to|should|shall)\s+(?:all\s+|both\s+)?(?:be\s+)?(?:fully\s+)?${finished}${few}[\s,]+before\b`,
    'blocks',
    true,
  ),
  cue(
    'block',
    String.raw`\b(?:un)?blocks?\b(?!\s+(?:of|quote|level|size|size|diagram))|\b(?:un)?blocking\b`,
    'blocks',
    true,
  ),
  cue('preced', String.raw`\b(?:must\s+)?precedes?\b|\bpreceding\b`, 'blocks', false),
  cue('needed|necessary', String.raw`\b(?:needed|necessary)\b(?=\s+[^\uE000]{0,10}$)`, 'blocks', false),
  cue(
    'requir|need',
    String.raw`\brequir(?:es?|ing)\b(?!d)|\bneed(?:s|ing)?\b(?!\s+(?:to|not|no|for)\b)`,
    'needs',
    true,
  ),
  cue(
    'must & complete|finish|execute|run|have|implement|do',
    String.raw`\bmust\s+(?:first\s+)?(?:complete|finish|execute|run|have|implement|do)\b(?=[^\uE000]{0,24}\uE000[^\uE000]{0,40}(?:\uE000[^\uE000]{0,20})?\b(?:first\b|before (?:(?:starting|beginning|working on) )?(?:this|that|it|we)\b|before (?:starting|beginning)\W*$))`,
    'needs',
    true,
  ),
  cue(
    'follow|behind',
    String.raw`\bfollows?\b(?!\s+(?:the|existing|same|this|these|up|from)\b)|\bbehind\b`,
    'needs',
    false,
  ),
  cue(
    'before',
    String.raw`(?<=\uE000(?!\s*[,;])(?![^\uE000]*\b(?:can|could|may|might|well)\b)[^\uE000]{0,40})\bbefore\b(?!\s+or\s+after)`,
    'blocks',
    false,
    true,
  ),
  cue(
    'after',
    String.raw`(?<=\uE000(?:\s*\([^()]*\))?[\s,✅:–—-]*(?:in parallel|parallel|sequential(?:ly)?|only|directly|immediately|right|run|runs|is|comes|next|\(|then|strictly)?[\s(]*)\bafter\b`,
    'needs',
    false,
    true,
  ),
  cue(
    'after',
    String.raw`\((?:only |strictly |runs |to be done |must run |sequential |sequentially )?after\b|(?<=^\s*|:\s*)(?:only |strictly |run |runs |start |execute |begin |must run |sequential |do this )?after\b(?=\s+(?:achievement\s+)?\uE000(?:[^\uE000\w]*$|\s*,))`,
    'needs',
    true,
  ),
];

/** What takes the force out of a cue that stands behind it: "does not depend on". */
export const negated =
  /(?:\b(?:not|no longer|never|without|nothing|neither|none of (?:them|these)|nor|hardly)|n't|n’t)\s+(?:\w+\s+){0,2}$|\b(?:none|neither) of [^\uE000]{0,16}\uE000[^\uE000]{0,12}$|\bneither\b[^\uE000]{0,16}\uE000\s*$|\bno\s+(?:\w+\s+){0,2}$/i;

/** What makes a cue a guess, a condition or a thing of the past. */
export const doubtful =
  /\b(?:may|might|could|would|possibly|perhaps|potentially|optionally|ideally|formerly|used to|if|whether|unless|assuming|suppose|example|e\.g|nothing|none)\b[^\uE000]{0,30}$|\b(?:soft|optional|weak|non-?blocking)\s+$|\b(?:previously|originally|formerly|initially|historically|at first|in the past)\b[^\uE000]{0,30}\uE000?[^\uE000]{0,30}$|\b(?:was|were|had|been|did|got)\s+(?:\w+\s+)?$|\b(?:if|whether|unless|why|in case|assuming|suppose|imagine|instance|example|e\.g\.|does|did)\b[^\uE000,;:]{0,20}\uE000[^\uE000,;:]{0,60}$|\bsay\s+\uE000[^\uE000,;:]{0,20}$/i;

/** Verbs that report what was: "2.1 depended on 1.1". */
export const pastVerb =
  /^(?:depended|relied|needed|required|unblocked)\b(?!\s+(?:(?:up)?on\s+)?(?:by|for|before|once|when|after)\b)/i;

/** Sentences of this form say nothing about this plan's order. */
export const hypothetical =
  /\?[\s)"'*]*$|^[^\w\uE000]*(?:e\.g\.|(?:for example|for instance|such as|example|imagine|suppose|what if|(?:even )?if|whether)\b)|^[^\w\uE000]*should\s+(?:achievement\s+)?\uE000/i;

/** Between a cue and the id: what is needed is not the achievement itself. */
export const besideThePoint =
  /^\s*(?:no|zero|little)\b|\b(?:the same|similar|unlike|as (?:much|many|large|big|fast))\b|\b(?:above|below|over|under|than)\s*$/i;

/** One look that tells most sentences apart from those that can hold a cue. */
export const mayHoldCue =
  /depend|requir|\bneed|block|wait|after|before|until|once|\bwhen|pre-?requisite|pre-?condition|preced|follow|rel(?:y|ies)|necessary|mandatory|must|contingent|gate[ds]|behind|independent|without|\bfirst\b|sequential|can (?:start|begin|run)/i;

/** The same for a text that is not cut into sentences yet: blanks may be line ends, words begin at parties. */
export const mayHoldCueSomewhere = new RegExp(
  mayHoldCue.source.replaceAll('\\b', '').replaceAll(' ', String.raw`\s`),
  'i',
);
