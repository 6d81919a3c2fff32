import type { JsonDocument } from './json-document.ts';
import type { Problem } from '../domain/problem.ts';

/** Says that of several answers in one text the last one counts. */
export const severalAnswers = (document: JsonDocument, count: number): Problem => ({
  rule: 'several-answers',
  severity: 'warning',
  at: document.placeOf([]),
  message: `The text holds ${count} answers; the last one counts.`,
  advice: 'Take out those that are not meant, if it is another one.',
});
