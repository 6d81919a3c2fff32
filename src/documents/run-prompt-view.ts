import { cleanText } from './fenced-text.ts';
import type { ForeignText } from './fenced-text.ts';
import { limitSentences } from './limit-sentences.ts';
import { listing, wordList } from './listing.ts';
import type { Listing } from './listing.ts';
import { code, linesOf } from './markdown-text.ts';
import { promptForm } from './prompt-form.ts';
import type { OtherWork, RunPromptInput } from './run-prompt-input.ts';

/** A list of foreign lines as one text in a fence. */
interface QuotedList {
  readonly text: string;
  /** As in a listing. */
  readonly rest: string | null;
}

/**
 * What the template shows. What others have written is in code spans, or stands for a fence: nothing of it can pass as
 * planloom's own words. Null: there is none.
 */
export interface RunPromptView {
  readonly id: string;
  readonly title: string | null;
  readonly planName: string;
  readonly planTitle: string | null;
  readonly goal: string | null;
  readonly fromSubplan: boolean;
  readonly instructionsFile: string;
  readonly instructions: string | null;
  readonly deliverables: Listing<string>;
  readonly successCriteria: QuotedList | null;
  readonly tests: QuotedList | null;
  readonly fixFile: string | null;
  readonly fix: string | null;
  readonly dependencies: Listing<{
    readonly id: string;
    readonly title: string | null;
    readonly summary: string | null;
    readonly changed: string | null;
    readonly documents: string | null;
  }>;
  readonly running: Listing<ShownWork>;
  readonly conflicts: Listing<ShownWork>;
  readonly checks: Listing<string>;
  readonly protectedFiles: string | null;
  readonly validationScript: string | null;
  readonly isChecked: boolean;
  readonly mustChange: boolean;
  readonly isShared: boolean;
  readonly hasGit: boolean;
  readonly pool: string;
  readonly isCode: boolean;
  readonly isAudit: boolean;
  readonly isData: boolean;
  /** Sentences. */
  readonly limits: readonly string[];
  /** Its last message is what it says of its work; any other program leaves a file. */
  readonly isAgent: boolean;
  readonly mayRead: boolean;
  readonly mayEdit: boolean;
  readonly mayAll: boolean;
  readonly attempt: number;
  readonly earlier: {
    readonly message: string | null;
    readonly failed: boolean;
    readonly continued: boolean;
    readonly conflict: boolean;
    readonly check: boolean;
    readonly paths: Listing<string> | null;
    readonly lastLines: string | null;
    readonly others: string | null;
    readonly own: string | null;
  } | null;
}

interface ShownWork {
  readonly id: string;
  readonly title: string | null;
  readonly paths: string | null;
}

/** How many items of the lists are shown when there is room for all of them. */
const room = {
  goal: 30,
  deliverables: 100,
  successCriteria: 60,
  tests: 60,
  dependencies: 40,
  paths: 20,
  running: 40,
  conflicts: 40,
  checks: 40,
} as const;

/** UTF-8 bytes of the single texts; those that are not named take what is left. */
const most = { goal: 8_000, list: 12_000, summary: 4_000, message: 4_000, fix: 16_000, lastLines: 16_000 } as const;

/**
 * What the prompt of an attempt shows. `share`, from 0 to 1: how much of the room each list gets. `fence` is called for
 * each foreign text, and answers with what stands for it.
 */
export const runPromptView = (
  input: RunPromptInput,
  share: number,
  fence: (text: ForeignText) => string,
): RunPromptView => {
  const { plan, achievement, instructions, fix, earlier, limits, permissions } = input;
  const many = (list: keyof typeof room): number => Math.ceil(room[list] * share);
  const where = code(instructions.file);
  const list = (items: readonly string[], name: keyof typeof room): Listing<string> =>
    listing(items.map(code), many(name), where);
  // An achievement may have changed thousands of files; only those that are shown are made safe.
  const pathList = (paths: readonly string[]): string | null =>
    paths.length === 0
      ? null
      : wordList(
          paths.map((path, index) => (index < many('paths') ? code(path) : path)),
          many('paths'),
        );
  const foreign = (text: string, rest: Omit<ForeignText, 'text'>): string | null => {
    const clean = cleanText(text);
    return clean === '' ? null : fence({ ...rest, text: clean });
  };
  const printed = (text: string, language: ForeignText['language'], bytes: number): string | null =>
    foreign(text, { language, keep: language === 'text' ? 'end' : 'start', most: bytes });
  const quoted = (items: readonly string[], name: 'successCriteria' | 'tests'): QuotedList | null => {
    const { items: shown, rest } = listing(items, many(name), where);
    const lines = shown.map((item) => `- ${item.replace(/\s+/g, ' ')}`);
    const text = foreign(lines.join('\n'), {
      language: 'markdown',
      keep: 'start',
      most: most.list,
      source: instructions.file,
    });
    return text === null ? null : { text, rest };
  };
  const others = (works: readonly OtherWork[], name: 'running' | 'conflicts'): Listing<ShownWork> =>
    listing(
      works.map(({ id, title, paths }) => ({ id, title: title === '' ? null : code(title), paths: pathList(paths) })),
      many(name),
      where,
    );
  const planTitle = plan.title.replace(/^PLAN:?\s+/i, '');
  const form = promptForm(input.pool);
  const dependencies = listing(input.dependencies, many('dependencies'), 'the folder');
  return {
    id: achievement.id,
    title: span(achievement.title),
    planName: code(plan.name),
    planTitle: planTitle.toLowerCase() === plan.name.toLowerCase() ? null : span(planTitle),
    goal: foreign(
      linesOf(achievement.goal ?? '')
        .slice(0, many('goal'))
        .join('\n'),
      { language: 'markdown', keep: 'start', most: most.goal, source: instructions.file },
    ),
    fromSubplan: instructions.kind === 'subplan',
    instructionsFile: where,
    instructions: foreign(instructions.text, { language: 'markdown', keep: 'start', source: instructions.file }),
    deliverables: list(input.deliverables, 'deliverables'),
    successCriteria: quoted(input.successCriteria, 'successCriteria'),
    tests: quoted(input.tests, 'tests'),
    fixFile: fix === null ? null : code(fix.file),
    fix:
      fix === null
        ? null
        : foreign(fix.text, { language: 'markdown', keep: 'start', most: most.fix, source: code(fix.file) }),
    dependencies: {
      ...dependencies,
      // Of those that are not shown no text may claim room.
      items: dependencies.items.map(({ id, title, summary, changed, documents }) => ({
        id,
        title: span(title),
        summary: foreign(summary ?? '', { language: 'text', keep: 'start', most: most.summary }),
        changed: pathList(changed),
        documents: pathList(documents),
      })),
    },
    running: others(input.running, 'running'),
    conflicts: others(input.conflicts, 'conflicts'),
    checks: list(input.checks, 'checks'),
    protectedFiles: pathList(input.protectedFiles),
    validationScript: input.validationScript === null ? null : span(input.validationScript),
    isChecked: input.checks.length > 0 || input.validationScript !== null,
    mustChange: input.mode !== 'none' && input.evidence === 'diff',
    isShared: input.mode === 'none',
    hasGit: input.mode === 'clone',
    pool: code(input.pool),
    isCode: form === 'code',
    isAudit: form === 'audit',
    isData: form === 'data',
    limits: limitSentences(limits),
    isAgent: permissions !== null,
    mayRead: permissions === 'read',
    mayEdit: permissions === 'edit',
    mayAll: permissions === 'full',
    attempt: input.attempt,
    earlier:
      earlier === null
        ? null
        : {
            message: printed(earlier.message, 'text', most.message),
            failed: earlier.reason === 'failed',
            continued: earlier.reason === 'continued',
            conflict: earlier.reason === 'conflict',
            check: earlier.reason === 'check',
            paths: earlier.reason === 'conflict' ? listing(earlier.paths.map(code), many('paths'), 'the diffs') : null,
            lastLines: 'lastLines' in earlier ? printed(earlier.lastLines, 'text', most.lastLines) : null,
            others: 'others' in earlier ? printed(earlier.others, 'diff', Infinity) : null,
            own: 'own' in earlier ? printed(earlier.own, 'diff', Infinity) : null,
          },
  };
};

/** A code span; null for nothing. */
const span = (text: string): string | null => (text.trim() === '' ? null : code(text));
