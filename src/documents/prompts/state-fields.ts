import { listing, wordList } from '../listing.ts';
import { code, inline } from '../markdown-text.ts';
import { idsInOneLine, most, nothing, pathsInOneLine, span } from './prompt-view-tools.ts';
import type { ViewTools } from './prompt-view-tools.ts';
import type { PromptState } from './work-prompt-input.ts';

const noState = {
  planGoal: null,
  counts: null,
  hours: null,
  achievements: nothing,
  next: [],
  differences: nothing,
  missing: nothing,
  handoff: null,
  handoffPlace: null,
};

/** What a prompt shows of the plan; every field of it is there where it is about an achievement, too. */
export const stateFields = (
  state: PromptState | null,
  { many, foreign }: ViewTools,
): Readonly<Record<keyof typeof noState, unknown>> => {
  if (state === null) return noState;
  const { goal, handoff } = state;
  const status = code('planloom status');
  return {
    planGoal: foreign(goal ?? '', { language: 'markdown', most: most.goal }),
    counts: state.counts,
    hours: state.hours,
    achievements: listing(
      state.achievements.map(({ id, title, status: word, waitsFor, files }) => ({
        id,
        title: span(title),
        status: word,
        waitsFor: waitsFor.length === 0 ? null : wordList(waitsFor, idsInOneLine),
        files: files.length === 0 ? null : wordList(files.map(code), pathsInOneLine),
      })),
      many('achievements'),
      status,
    ),
    next: state.next.map(({ say, command }) => ({
      say: inline(say),
      command: command === undefined ? null : code(command),
    })),
    differences: listing(state.differences.map(code), many('differences'), status),
    missing: listing(
      state.missing.map(({ id, paths }) => ({ id, paths: wordList(paths.map(code), pathsInOneLine) })),
      many('missing'),
      status,
    ),
    handoff:
      handoff === null
        ? null
        : foreign(handoff.text, { language: 'markdown', most: most.handoff, source: handoff.place }),
    handoffPlace: handoff === null ? null : code(handoff.place),
  };
};
