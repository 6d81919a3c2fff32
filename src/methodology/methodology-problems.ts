import type { Problem } from '../domain/problem.ts';
import { rules } from './rules.ts';
import type { Subject } from './subject.ts';

/** Everything that the rules of the methodology find, but for those that the configuration switches off. */
export const methodologyProblems = (subject: Subject): readonly Problem[] => {
  const off = new Set(subject.config.off.map(({ rule }) => rule));
  return rules
    .filter(({ id }) => !off.has(id))
    .flatMap(({ id, severity, find }) => find(subject).map((found): Problem => ({ rule: id, severity, ...found })));
};
