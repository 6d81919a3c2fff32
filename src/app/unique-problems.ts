import type { Problem } from '../domain/problem.ts';

/** The problems without those that are said twice, in their order. */
export const uniqueProblems = (problems: readonly Problem[]): readonly Problem[] => {
  const keys = new Map(
    problems.map((one) => [`${one.at.file} ${one.at.line} ${one.at.column} ${one.rule} ${one.message}`, one]),
  );
  return [...keys.values()];
};
