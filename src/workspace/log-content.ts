// Letters and digits of the scripts that people write logs in, without arrows, ticks and emoji. `\p{L}` says it better,
// but takes longer to compile than all else that `status` does.
const letters = String.raw`A-Za-z0-9\u00aa-\u1fff\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufdff`;
const field = new RegExp(String.raw`^(\*\*|__)?([${letters}][^:*_|]{0,50}?)\s*(?:\1\s*:|:\s*\1|:)(?=\s|$|\*)(.*)$`);
const around = new RegExp(`^[^${letters}]+|[^${letters}]+$`, 'g');
const someLetter = new RegExp(`[${letters}]`);
const plannedLabel = /^(?:estimated|expected|planned|target)\b/i;
/** Words that a field holds before there is anything to say. */
const nothingYet =
  /^(?:to be (?:filled|determined|defined|done)\b.*|(?:not|nothing|no|none)(?: (?:yet|started|begun|applicable|entries|iterations?|issues?|work|so|far|recorded))*|tbd|tba|todo|n\/?a|pending|ready(?: (?:to|for) .*)?)$/i;
const unit = /\b(?:of|and|or|to|min|mins|minutes?|h|hrs?|hours?|days?|lines?|tests?|files?|phases?|iterations?)\b/gi;

/** Without bracketed placeholders ([Date], {{date}}, <date>); the text of a link stays. */
const withoutPlaceholders = (text: string): string =>
  text
    .replace(/\{\{[^{}]*\}\}/g, ' ')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\[[^[\]]*\](?!\()/g, ' ')
    // Once more for a placeholder with brackets inside.
    .replace(/\[[^[\]]*\](?!\()/g, ' ');

/**
 * Whether a line of an iteration's entry, its list marker taken off, holds something that somebody did: not for a bare
 * sub-heading in bold, an empty field, a bracketed placeholder, an open task box, or "none yet".
 */
export const holdsContent = (line: string): boolean => {
  // A line this long was not left by a template, and looking at its start is enough to see something.
  let text = line.slice(0, 2000).trim();
  if (/^\[ ?\](?=\s|$)/.test(text)) return false;
  text = text.replace(/^\[[xX]\](?=\s|$)/, '').trim();
  if (/^(?:\*\*[^*]+\*\*|__[^_]+__)\s*:?$/.test(text)) return false;
  const labelled = field.exec(text);
  if (labelled !== null) {
    if (plannedLabel.test(labelled[2] ?? '')) return false;
    text = labelled[3] ?? '';
  }
  const words = withoutPlaceholders(text)
    .replace(/[*_`~]+/g, ' ')
    .replace(around, '')
    .replace(/\s+/g, ' ');
  if (nothingYet.test(words)) return false;
  const hadPlaceholder = /[[{<]/.test(text);
  return someLetter.test(hadPlaceholder ? words.replace(unit, '') : words);
};
