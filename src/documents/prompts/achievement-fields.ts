import { listing, wordList } from '../listing.ts';
import { code } from '../markdown-text.ts';
import type { OpenPart } from '../open-parts.ts';
import { idsInOneLine, most, nothing, pathsInOneLine, span } from './prompt-view-tools.ts';
import type { ViewTools } from './prompt-view-tools.ts';
import type { PromptAchievement } from './work-prompt-input.ts';

/** Logs that are shown; the newest say most. */
const mostTasks = 20;

const noAchievement = {
  id: null,
  title: null,
  claim: null,
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

/** What a prompt shows of its achievement; every field of it is there where it is about none, too. */
export const achievementFields = (
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
    claim: achievement.claim,
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
