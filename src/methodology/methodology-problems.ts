import type { Problem } from '../domain/problem.ts';
import { rulesInForce } from './rules.ts';
import type { Subject } from './subject.ts';

/** Everything that the rules of the methodology find, but for those that the configuration switches off. */
export const methodologyProblems = (subject: Subject): readonly Problem[] =>
  rulesInForce(subject.config).flatMap(({ id, severity, find }) =>
    find(subject).map((found): Problem => ({ rule: id, severity, ...found })),
  );
