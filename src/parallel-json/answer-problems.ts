import validate from '../generated/answer-schema.js';
import { answerFormProblems } from './answer-form.ts';
import type { JsonDocument } from './json-document.ts';
import type { Problem } from '../domain/problem.ts';

/** Everything in which an answer has not the form of schemas/answer.schema.json. All of it errors. */
export const answerProblems = (document: JsonDocument): readonly Problem[] =>
  validate(document.value) ? [] : answerFormProblems(document, validate.errors ?? [], advice);

/** What to write, by the key that is missing or has the wrong value. */
const advice: Readonly<Record<string, string>> = {
  dependencies: 'Write "dependencies": [ … ], or [] when nothing is proposed.',
  independent: 'Write "independent": [ … ], or leave it out.',
  achievement: 'Write the id in quotes: "achievement": "2.1".',
  needs: 'Write the id in quotes: "needs": "1.1"; one proposal for each.',
  a: 'Write the id in quotes: "a": "1.1".',
  b: 'Write the id in quotes: "b": "1.2".',
  file: 'Name the document of the line as the prompt names it.',
  line: 'Give the number of the cited line, from 1, without quotes.',
  text: 'Copy the words of the cited line.',
  decision: 'Write "decision": { "parallel": true, "reason": "…" }, or leave it out.',
  parallel: 'Write true or false.',
  notes: 'Write "notes": [ "…" ], or leave it out.',
};
