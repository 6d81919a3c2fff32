import { plannerPlan as template } from '../generated/templates.js';
import { tidyDocument } from './document-template.ts';
import { foreignFence } from './foreign-fence.ts';
import { code } from './markdown-text.ts';
import type { DraftAchievement, PlanDraft } from './planner-draft.ts';
import { oneWrittenLine, writtenDescription } from './planner-words.ts';
import type { PlannerWords, WrittenPiece } from './planner-words.ts';
import { templateHelpers } from './template-helpers.ts';

/** How a draft came about, and when. */
export interface PlanOrigin {
  /** Who planned: the name of an executor; null: rules, no model. */
  readonly planner: string | null;
  /** As they were given. */
  readonly requirements: string;
  /** YYYY-MM-DD. */
  readonly today: string;
}

export interface PlannedDocument {
  readonly text: string;
  /** The piece of the draft that stands on a line, 1-based; undefined where the line is ours, or holds a title. */
  readonly pieceAt: (line: number) => string | undefined;
  /** The pieces that an achievement has beside its title. */
  readonly piecesOf: (id: string) => readonly string[];
}

/** So much of the requirements is kept in the plan, in bytes. */
const keptRequirements = 12_000;

/** A draft as a PLAN document. The same draft, origin and words give the same bytes. */
export const planDocument = (
  draft: PlanDraft,
  { planner, requirements, today }: PlanOrigin,
  words: Omit<PlannerWords, 'foreignIds'>,
): PlannedDocument => {
  // Ids in the words of somebody who does not know ours mean something else.
  const foreignIds = new Set<string>(planner === null ? draft.achievements.map(({ id }) => id) : []);
  const how = { ...words, foreignIds };
  const pieces = new Map<string, WrittenPiece[]>();
  const note = (owner: string, piece: WrittenPiece): readonly string[] => {
    pieces.set(owner, [...(pieces.get(owner) ?? []), piece]);
    return piece.lines;
  };
  const title = (text: string): string => oneWrittenLine(text, { ...how, quoted: new Set() }).lines[0] ?? '';
  const line = (text: string, owner = ''): string => note(owner, oneWrittenLine(text, how))[0] ?? '';
  const list = (texts: readonly string[], owner = ''): readonly string[] =>
    texts.map((text) => line(text, owner)).filter((text) => text !== '');
  const numbers = [...new Set(draft.achievements.map(({ priority }) => priority))].sort((a, b) => a - b);

  const achievementView = (one: DraftAchievement) => {
    const { goal, parts } = writtenDescription(one.description, how);
    return {
      id: one.id,
      title: title(one.title),
      goal: goal === null ? title(one.title) : note(one.id, goal)[0],
      details: parts.map((part) => note(one.id, part).map(indented).join('\n')).join('\n\n'),
      effort: effortText(one),
      deliverables: [...one.files.map(code), ...list(one.deliverables, one.id)],
      successCriteria: list(one.successCriteria, one.id),
      tests: list(one.tests, one.id),
      dependencies: dependenciesText(one),
    };
  };
  const view = {
    title: title(draft.title),
    today,
    plannedBy: planner === null ? 'rules, without a model' : code(planner),
    byRules: planner === null,
    goal: line(draft.goal),
    level: draft.complexity.level,
    count: `${draft.achievements.length} ${draft.achievements.length === 1 ? 'achievement' : 'achievements'}`,
    reasons: list(draft.complexity.reasons),
    keyFeatures: list(draft.keyFeatures),
    technicalComponents: list(draft.technicalComponents),
    priorities: numbers.map((number) => ({
      number,
      label: title(draft.priorities.get(number) ?? ''),
      achievements: draft.achievements.filter(({ priority }) => priority === number).map(achievementView),
    })),
    coordination: list(draft.coordination),
    risks: list(draft.risks),
    requirements: foreignFence(requirements, keptRequirements),
  };
  const text = tidyDocument(template(view, { helpers: templateHelpers }));
  const lines = text.split('\n');
  const written = [...pieces.values()].flat();
  return {
    text,
    pieceAt: (number) => pieceOn(lines[number - 1] ?? '', written),
    piecesOf: (id) => (pieces.get(id) ?? []).map(({ piece }) => piece),
  };
};

/** A line of a part inside the list. Empty ones keep their blanks, so that code keeps its empty lines. */
const indented = (line: string): string => `  ${line}`;

/** The piece with the longest line that is the whole of this one, but for the marks in front of it. */
const pieceOn = (line: string, written: readonly WrittenPiece[]): string | undefined => {
  const own = line.trim();
  let best: { readonly piece: string; readonly length: number } | undefined;
  for (const { piece, lines } of written) {
    for (const each of lines) {
      const words = each.trim();
      const isOn = words !== '' && own.endsWith(words) && marks.test(own.slice(0, own.length - words.length));
      if (isOn && words.length > (best?.length ?? 0)) best = { piece, length: words.length };
    }
  }
  return best?.piece;
};

const marks = /^(?:- )?(?:\*\*Goal\*\*: )?$/;

const effortText = ({ hours, effort }: DraftAchievement): string | null => {
  if (hours === null) return null;
  const { least, most } = hours;
  const amount = least === most ? `${most}` : `${least}-${most}`;
  return `${amount} ${most === 1 ? 'hour' : 'hours'}${effort === null ? '' : ` (${effort})`}`;
};

const dependenciesText = ({ dependencies }: DraftAchievement): string | null =>
  dependencies === null ? null : dependencies.length === 0 ? 'None' : dependencies.join(', ');
