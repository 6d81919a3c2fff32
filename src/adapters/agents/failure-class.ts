import type { RetryClass } from '../../domain/retry-class.ts';

const tooLong =
  /context[_ ](?:length|window|overflow)|maximum context|prompt is too long|input is too long|too many (?:input )?tokens|exceeds? the (?:maximum|limit|context)|reduce the length/i;
const noCredit =
  /insufficient[_ ]quota|credit balance|out of credits?|billing|payment required|exceeded your current quota/i;
const noLogin =
  /authenticat|unauthori[sz]ed|api[_ -]?key|not logged in|log in|login|permission[_ ]error|forbidden|token (?:is |has )?expired/i;
const rate = /rate[_ -]?limit|too many requests|usage limit|quota|\b429\b/i;
const busy =
  /overloaded|at capacity|unavailable|internal (?:server )?error|server error|bad gateway|timed? ?out|unable to connect|connection|socket|network|fetch failed|terminated|stream|finish_reason|econn|enotfound|eai_again|\b5\d\d\b/i;
const refusal = /content[_ -]?filter|content policy|safety|refus/i;

/**
 * What a failed call to a model says of the next one. `status`: of HTTP, null where there was no answer. `text`: all words
 * that came with it. Null: nothing is known that helps.
 */
export const failureClass = (status: number | null, text: string): RetryClass | null => {
  if (status === null) return classOfWords(text);
  if (status === 413) return 'context_too_long';
  if (status === 401 || status === 402 || status === 403) return 'auth';
  if (status === 429) return noCredit.test(text) ? 'auth' : 'rate_limit';
  if (status === 408 || status === 409 || status >= 500) return 'overload';
  if (status < 400) return classOfWords(text);
  if (tooLong.test(text)) return 'context_too_long';
  return noCredit.test(text) ? 'auth' : 'refused';
};

// In this order, since the words of a later kind turn up in the messages of an earlier one.
const classOfWords = (text: string): RetryClass | null => {
  if (tooLong.test(text)) return 'context_too_long';
  if (noCredit.test(text)) return 'auth';
  if (rate.test(text)) return 'rate_limit';
  if (busy.test(text)) return 'overload';
  if (refusal.test(text)) return 'refused';
  return noLogin.test(text) ? 'auth' : null;
};
