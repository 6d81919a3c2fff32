import type { Problem } from '../domain/problem.ts';
import type { Subject } from '../methodology/subject.ts';
import type { Root } from './open-plan.ts';
import { uniqueProblems } from './unique-problems.ts';

/** What was checked, and what is wrong with it. */
export interface Checked {
  readonly problems: readonly Problem[];
  readonly sources: ReadonlyMap<string, string>;
  /** What the rules of the methodology have looked at, with the root that it lies below. */
  readonly subjects: readonly CheckedSubject[];
  /** Documents, parallel.json files and configurations that were looked at, by the names that problems use. */
  readonly files: ReadonlySet<string>;
  /** Something that was named could not be read at all. */
  readonly unreadable: boolean;
}

export interface CheckedSubject {
  readonly root: Root;
  readonly subject: Subject;
}

/** Where nothing was looked at. */
export const nothingChecked: Checked = {
  problems: [],
  sources: new Map(),
  subjects: [],
  files: new Set(),
  unreadable: false,
};

/** Several checks as one; what two of them found is told once. */
export const joinedChecks = (all: readonly Checked[]): Checked => ({
  problems: uniqueProblems(all.flatMap(({ problems }) => problems)),
  sources: new Map(all.flatMap(({ sources }) => [...sources])),
  // Who names a folder and a file in it means the file once.
  subjects: [
    ...new Map(
      all
        .flatMap(({ subjects }) => subjects)
        .map((one) => [one.root.label(one.subject.documents[0]?.path ?? ''), one] as const),
    ).values(),
  ],
  files: new Set(all.flatMap(({ files }) => [...files])),
  unreadable: all.some(({ unreadable }) => unreadable),
});

/** Where what was named cannot be read. */
export const failedCheck = (problems: readonly Problem[]): Checked => ({
  ...nothingChecked,
  problems,
  unreadable: true,
});

/** What a check says about one of its files; undefined where it has not read it. */
export const aboutFile = (checked: Checked, file: string): Checked | undefined =>
  checked.sources.has(file)
    ? { ...checked, problems: checked.problems.filter(({ at }) => at.file === file), files: new Set([file]) }
    : undefined;
