import { asSentence } from '../text/as-sentence.ts';
import { listing, wordList } from './listing.ts';
import type { Listing } from './listing.ts';
import { cleanText } from './fenced-text.ts';
import type { ForeignText } from './fenced-text.ts';
import { code, inline, inlineLines } from './markdown-text.ts';
import type { RunPromptInput } from './run-prompt-input.ts';

/** What the template shows. Lines are safe Markdown; `fence` gives the mark that stands for a foreign text. */
export interface RunPromptView {
  readonly id: string;
  readonly title: string;
  readonly planName: string;
  readonly planTitle: string | null;
  readonly goal: readonly string[];
  readonly fromSubplan: boolean;
  readonly instructionsFile: string;
  readonly instructions: string | null;
  readonly deliverables: Listing<string>;
  readonly successCriteria: Listing<string>;
  readonly tests: Listing<string>;
  readonly dependencies: Listing<{
    readonly id: string;
    readonly title: string;
    readonly summary: string | null;
    readonly changed: string | null;
  }>;
  readonly conflicts: Listing<{ readonly id: string; readonly title: string; readonly paths: string }>;
  readonly checks: Listing<string>;
  readonly validationScript: string | null;
  readonly isChecked: boolean;
  readonly mustChange: boolean;
  readonly isShared: boolean;
  readonly hasGit: boolean;
  readonly attempt: number;
  readonly earlier: {
    readonly message: string;
    readonly failed: boolean;
    readonly conflict: boolean;
    readonly check: boolean;
    readonly paths: Listing<string> | null;
    readonly lastLines: string | null;
    readonly others: string | null;
    readonly own: string | null;
  } | null;
}

/** How many items of the lists are shown when there is room for all of them. */
const room = {
  goal: 30,
  deliverables: 100,
  successCriteria: 60,
  tests: 60,
  dependencies: 40,
  paths: 20,
  conflicts: 40,
  checks: 40,
} as const;

/**
 * What the prompt of an attempt shows. `share`, from 0 to 1: how much of the room each list gets. `fence` is called for
 * each foreign text, in the order in which they matter, and answers with what stands for it.
 */
export const runPromptView = (
  input: RunPromptInput,
  share: number,
  fence: (text: ForeignText) => string,
): RunPromptView => {
  const { plan, achievement, instructions, earlier } = input;
  const most = (list: keyof typeof room): number => Math.ceil(room[list] * share);
  const where = code(instructions.file);
  const list = (items: readonly string[], name: keyof typeof room, shown: (item: string) => string): Listing<string> =>
    listing(items.map(shown), most(name), where);
  // An achievement may have changed thousands of files; only those that are shown are made safe.
  const pathList = (paths: readonly string[]): string =>
    wordList(
      paths.map((path, index) => (index < most('paths') ? code(path) : path)),
      most('paths'),
    );
  const planTitle = inline(plan.title.replace(/^PLAN:?\s+/i, ''));
  const foreign = (text: string, language: ForeignText['language'], keep: ForeignText['keep']): string | null => {
    const clean = cleanText(text);
    return clean === '' ? null : fence({ text: clean, language, keep });
  };
  return {
    id: achievement.id,
    title: inline(achievement.title),
    planName: inline(plan.name),
    planTitle: planTitle === '' || planTitle.toLowerCase() === plan.name.toLowerCase() ? null : planTitle,
    goal: inlineLines(achievement.goal ?? '').slice(0, most('goal')),
    fromSubplan: instructions.kind === 'subplan',
    instructionsFile: where,
    instructions: foreign(instructions.text, 'markdown', 'start'),
    deliverables: list(input.deliverables, 'deliverables', code),
    successCriteria: list(input.successCriteria, 'successCriteria', inline),
    tests: list(input.tests, 'tests', inline),
    dependencies: listing(
      input.dependencies.map(({ id, title, summary, changed }) => ({
        id,
        title: inline(title),
        summary: summary === null || summary.trim() === '' ? null : inline(summary),
        changed: changed.length === 0 ? null : pathList(changed),
      })),
      most('dependencies'),
      'the tree',
    ),
    conflicts: listing(
      input.conflicts.map(({ id, title, paths }) => ({
        id,
        title: inline(title),
        paths: pathList(paths),
      })),
      most('conflicts'),
      where,
    ),
    checks: list(input.checks, 'checks', code),
    validationScript: input.validationScript === null ? null : code(input.validationScript),
    isChecked: input.checks.length > 0 || input.validationScript !== null,
    mustChange: input.mode !== 'none' && input.evidence === 'diff',
    isShared: input.mode === 'none',
    hasGit: input.mode === 'clone',
    attempt: input.attempt,
    earlier:
      earlier === null
        ? null
        : {
            message: asSentence(inline(earlier.message)),
            failed: earlier.reason === 'failed',
            conflict: earlier.reason === 'conflict',
            check: earlier.reason === 'check',
            paths: earlier.reason === 'conflict' ? listing(earlier.paths.map(code), most('paths'), 'the diffs') : null,
            lastLines: earlier.reason === 'conflict' ? null : foreign(earlier.lastLines, 'text', 'end'),
            others: earlier.reason === 'failed' ? null : foreign(earlier.others, 'diff', 'start'),
            own: earlier.reason === 'failed' ? null : foreign(earlier.own, 'diff', 'start'),
          },
  };
};
