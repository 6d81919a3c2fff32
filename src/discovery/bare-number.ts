// Words are looked up in sets, not matched by long patterns: every plan has numbers, and Node would spend more time on
// compiling such patterns for all of Unicode than on all else that is read from a plan.

/** Numbers after these words are no ids. */
const otherNumbers: ReadonlySet<string> = new Set(
  (
    'step steps section sections phase phases priority priorities level levels version versions ver v figure figures ' +
    'fig table tables chapter chapters part parts line lines page pages appendix option options week weeks day days ' +
    'sprint sprints release releases test tests case cases tier tiers stage stages iteration iterations requirement ' +
    'requirements req reqs criterion criteria rule rules wave waves milestone milestones round rounds python node ' +
    'nodejs npm java ruby go rust php pandas numpy redis postgres postgresql mongodb django react vue angular ' +
    'kubernetes docker ubuntu debian openssl sqlite mysql http tls ssl gpt claude llama score weight threshold ratio ' +
    'confidence factor rate about around approximately roughly than least most under below above over issue issues ticket tickets bug bugs story stories epic epics takes took'
  ).split(' '),
);
const otherNumberSigns = /(?:up to|k8s|node\.js|[§$€£])$/i;

/** Numbers before these words are quantities. */
const units: ReadonlySet<string> = new Set(
  (
    'hour hours hr hrs h minute minutes min mins m day days d week weeks month months year years second seconds sec ' +
    'secs s ms kb mb gb tb kib mib gib tib byte bytes percent x times k million billion lines point points ' +
    'pts usd dollars token tokens people persons engineers developers cores cpus'
  ).split(' '),
);
const otherUnits =
  /^(?:[µμ]s|×|or (?:newer|higher|later|above|greater|more|less)|and (?:newer|higher|later|above|up)|\+(?!\s*(?:\d|P\d|all |priorit|achievement))|of \d)/i;

/** What may stand right before a number that is an id. */
const openers = '([{,;:/+&|>→←⇒➔➜⟶↓•·"\'“‘—–-';

/** Whether a number goes on as the name of something else: "1.2-beta", "1.2_old", "1.2/4". */
export const goesOnAsName = (after: string): boolean =>
  /^[-_/]/.test(after) &&
  (/^(?:_|\/\d+(?!\.)\b)/.test(after) || (after.startsWith('-') && startsWithLetter(after.slice(1))));

/** Whether a number without a naming word before it can be an id, by what stands `before` and `after` it. */
export const mayBeBareId = (before: string, after: string): boolean =>
  isOpened(before) && !isInName(before) && !isQuantity(after) && !isOtherNumber(before);

const isOpened = (before: string): boolean =>
  before === '' || /\s$|\.\.$/.test(before) || openers.includes(before.at(-1)!) || endsWithPicture(before);

/** A word, then a hyphen, is a name such as guide-1.3; a number, then a hyphen, is a range. */
const isInName = (before: string): boolean => {
  if (before.endsWith('-')) return before.endsWith('_-') || endsWithLetter(before.slice(0, -1));
  if (!before.endsWith('/')) return false;
  const path = before.replace(/\d+(?:\.\d+)+\/$/, '');
  return path.endsWith('/') && (/\d\/$/.test(path) || endsWithLetter(path.slice(0, -1)));
};

const isQuantity = (after: string): boolean => {
  const words = after.replace(/^\s*(?:-\s*)?/, '');
  const word = /^[a-z]+/i.exec(words)?.[0] ?? '';
  const end = units.has(word.toLowerCase()) ? word.length : (otherUnits.exec(words)?.[0].length ?? 0);
  return end > 0 && !/^\d/.test(words.slice(end)) && !startsWithLetter(words.slice(end));
};

/** Whether the number behind `before` counts or names something else: a step, a version. */
export const isOtherNumber = (before: string): boolean => {
  const words = before.replace(/[.:]?[ \u00a0]*#?$/, '');
  const word = /[a-z]+$/i.exec(words)?.[0] ?? '';
  const length = otherNumbers.has(word.toLowerCase()) ? word.length : (otherNumberSigns.exec(words)?.[0].length ?? 0);
  return length > 0 && !endsWithLetter(words.slice(0, -length));
};

const plainLetter = /[a-z]/i;
const notAscii = /[^\0-\x7f]/;

// Letters of the Latin alphabet are tested apart, for the reason given above.
const startsWithLetter = (text: string): boolean =>
  plainLetter.test(text.charAt(0)) || (notAscii.test(text.charAt(0)) && /^\p{L}/u.test(text));

const endsWithLetter = (text: string): boolean =>
  plainLetter.test(text.charAt(text.length - 1)) ||
  (notAscii.test(text.charAt(text.length - 1)) && /\p{L}$/u.test(text));

const endsWithPicture = (text: string): boolean =>
  notAscii.test(text.charAt(text.length - 1)) && /[\p{Extended_Pictographic}\ufe0f]$/u.test(text);
