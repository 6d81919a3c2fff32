import { cleanText } from '../fenced-text.ts';
import type { ForeignText } from '../fenced-text.ts';
import { listing, wordList } from '../listing.ts';
import { code, inline } from '../markdown-text.ts';
import type { OpenPart } from '../open-parts.ts';
import type { PromptAchievement, PromptState, WorkPromptInput } from './work-prompt-input.ts';

/** How many items of the lists are shown when there is room for all of them. */
const room = {
  lines: 60,
  needs: 30,
  tasks: 30,
  conflicts: 30,
  open: 60,
  achievements: 400,
  differences: 60,
  missing: 60,
} as const;
const pathsInOneLine = 10;
const idsInOneLine = 12;
/** UTF-8 bytes of the single texts; those that are not named take what is left. */
const most = { goal: 8_000, list: 12_000, section: 30_000, handoff: 20_000 } as const;
/** Logs that are shown; the newest say most. */
const mostTasks = 20;

/**
 * What the templates of prompts show; every prompt has all fields, and null or an empty list where there is nothing. What
 * others have written is in code spans, or stands for a fence.
 */
export const workPromptView = (input: WorkPromptInput, share: number, fence: (text: ForeignText) => string): object => {
  const { plan, achievement, state } = input;
  const view: ViewTools = {
    many: (list) => Math.ceil(room[list] * share),
    foreign: (text, rest) => {
      const clean = cleanText(text);
      return clean === '' ? null : fence({ keep: 'start', ...rest, text: clean });
    },
  };
  const title = plan.title.replace(/^PLAN:?\s+/i, '');
  return {
    planName: code(plan.name),
    planTitle: title.toLowerCase() === plan.name.toLowerCase() ? null : span(title),
    planFile: code(plan.file),
    commands: commandsFor(plan.argument, achievement),
    ...achievementFields(achievement, view),
    ...stateFields(state, view),
  };
};

interface ViewTools {
  readonly many: (list: keyof typeof room) => number;
  readonly foreign: (text: string, rest: Omit<ForeignText, 'text' | 'keep'> & Partial<ForeignText>) => string | null;
}

const commandsFor = (plan: string, achievement: PromptAchievement | null) => {
  const about = achievement === null ? `${plan} <id>` : `${plan} ${achievement.id}`;
  const one = achievement === null ? '' : ` --achievement ${achievement.id}`;
  return {
    check: code(`planloom check ${plan}`),
    status: code(`planloom status ${plan}`),
    discover: code(`planloom prompt discovery ${plan}`),
    prompt: code(`planloom prompt next ${plan}`),
    stats: code('planloom stats'),
    createSubplan: code(`planloom subplan ${plan}${one} --yes`),
    createExecution: code(`planloom execution ${plan}${one} --yes`),
    continueSubplan: code(`planloom prompt continue-subplan ${about}`),
    mend: code(`planloom prompt fix ${about}`),
    review: code(`planloom prompt review ${about}`),
    approve: code(`planloom approve ${about} --reason "…"`),
    fix: code(`planloom fix ${about} --reason "…"`),
  };
};

const nothing = { items: [], rest: null };

const noAchievement = {
  id: null,
  title: null,
  goal: null,
  section: null,
  sectionPlace: null,
  validationScript: null,
  criteria: null,
  deliverables: nothing,
  needs: nothing,
  waitsFor: null,
  conflicts: nothing,
  subplanFile: null,
  subplan: null,
  subplanOpen: nothing,
  tasks: [],
  moreTasks: null,
  taskFile: null,
  taskOpen: nothing,
  otherTasks: nothing,
  nextTask: null,
  firstTask: false,
  fixFile: null,
  fix: null,
  resolution: null,
  resolutionFile: null,
};

const achievementFields = (
  achievement: PromptAchievement | null,
  { many, foreign }: ViewTools,
): Readonly<Record<keyof typeof noAchievement, unknown>> => {
  if (achievement === null) return noAchievement;
  const { section, subplanFile, subplan, tasks, fix, resolution } = achievement;
  const quoted = (file: string, text: string): string =>
    foreign(text, { language: 'markdown', source: file }) ?? 'It is empty.';
  const sectionPlace = code(section.place);
  const criteria = listing(achievement.successCriteria, many('lines'), sectionPlace);
  const criteriaText = foreign(criteria.items.map((item) => `- ${item.replace(/\s+/g, ' ')}`).join('\n'), {
    language: 'markdown',
    most: most.list,
  });
  const shownTasks = tasks.slice(-mostTasks);
  return {
    id: achievement.id,
    title: span(achievement.title),
    goal: foreign(achievement.goal ?? '', { language: 'markdown', most: most.goal }),
    section: foreign(section.text, { language: 'markdown', most: most.section, source: section.place }),
    sectionPlace,
    validationScript: achievement.validationScript === null ? null : span(achievement.validationScript),
    criteria: criteriaText === null ? null : { text: criteriaText, rest: criteria.rest },
    deliverables: listing(achievement.deliverables.map(code), many('lines'), sectionPlace),
    needs: listing(
      achievement.needs.map(({ id, title, status, subplan: file }) => ({
        id,
        title: span(title),
        status,
        subplan: file === null ? null : code(file),
      })),
      many('needs'),
      sectionPlace,
    ),
    waitsFor: achievement.waitsFor.length === 0 ? null : wordList(achievement.waitsFor, idsInOneLine),
    conflicts: listing(
      achievement.conflicts.map(({ id, title, paths }) => ({
        id,
        title: span(title),
        paths: paths.length === 0 ? null : wordList(paths.map(code), pathsInOneLine),
      })),
      many('conflicts'),
      sectionPlace,
    ),
    subplanFile: code(subplanFile),
    subplan: foreign(subplan ?? '', { language: 'markdown', source: subplanFile }),
    subplanOpen: openList(achievement.subplanOpen, subplanFile, many('open')),
    tasks: shownTasks.map(({ file, text, says }) => ({
      file: code(file),
      says,
      text: foreign(text, { language: 'markdown', keep: 'end', source: file }) ?? 'It is empty.',
    })),
    moreTasks:
      shownTasks.length < tasks.length ? `${tasks.length - shownTasks.length} earlier ones are not shown.` : null,
    taskFile: tasks[0] === undefined ? null : code(tasks[0].file),
    taskOpen: openList(achievement.taskOpen, tasks[0]?.file ?? '', many('open')),
    otherTasks: listing(
      achievement.otherTasks.map(({ file, says }) => ({ file: code(file), says })),
      many('tasks'),
      code('planloom status'),
    ),
    nextTask: code(achievement.nextTask.file),
    firstTask: achievement.nextTask.isFirst,
    fixFile: fix === null ? null : code(fix.file),
    fix: fix?.text == null ? null : quoted(fix.file, fix.text),
    resolution: resolution === null ? null : quoted(resolution.file, resolution.text),
    resolutionFile: code(achievement.resolutionFile),
  };
};

const openList = (parts: readonly OpenPart[], file: string, room: number) =>
  listing(
    parts.map(({ line, text }) => ({ line, wish: span(text) ?? 'something' })),
    room,
    code(file),
  );

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

const stateFields = (
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

/** A code span; null for nothing. */
const span = (text: string): string | null => (text.trim() === '' ? null : code(text));
