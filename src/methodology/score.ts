import { posix } from 'node:path';
import { listInWords } from '../text/list-in-words.ts';
import { openHeadings } from './open-headings.ts';
import type { RuleHeading } from './rule-document.ts';
import { hasSection, outlines, planExtras } from './outlines.ts';
import type { OutlineSection } from './outlines.ts';
import { relatedPlansOf } from './references.ts';
import { documentName } from './rules/document-name.ts';
import { isMended, mayBeArchived } from './rules/statistics-differ.ts';
import { statisticsOf } from './statistics.ts';
import type { Subject, SubjectPlan } from './subject.ts';

/** One part of the score: what it is about, what it can bring, what it brings, and what would bring more. */
export interface ScorePart {
  readonly part: 'template' | 'sections' | 'naming' | 'related plans' | 'tracking';
  readonly weight: number;
  readonly points: number;
  readonly raise: readonly { readonly points: number; readonly advice: string }[];
}

/** How far a plan follows the methodology, in points from 0 to 100. */
export interface Score {
  readonly file: string;
  readonly points: number;
  /** 75 points and more. */
  readonly passes: boolean;
  readonly parts: readonly ScorePart[];
}

/** Points from which on a plan passes. */
export const passingScore = 75;

/** What brings points if it is there. */
interface Item {
  readonly points: number;
  readonly isThere: boolean;
  readonly advice: string;
}

const partOf = (part: ScorePart['part'], items: readonly Item[]): ScorePart => ({
  part,
  weight: pointsOf(items),
  points: pointsOf(items.filter(({ isThere }) => isThere)),
  raise: items.filter(({ isThere }) => !isThere).map(({ points, advice }) => ({ points, advice })),
});

const pointsOf = (items: readonly { readonly points: number }[]): number =>
  items.reduce((sum, { points }) => sum + points, 0);

/** The score of a plan; null for what is no plan, and for one without achievements, which has to define them first. */
export const scoreOf = (subject: Subject): Score | null => {
  const { plan } = subject;
  if (plan === null || plan.parsed.achievements.length === 0) return null;
  const { document } = plan;
  // A template's heading alone says nothing yet.
  const open = openHeadings(document);
  const sections = (outline: readonly OutlineSection[], pointsFor: (one: OutlineSection) => number): readonly Item[] =>
    outline.map((one) => ({
      points: pointsFor(one),
      isThere: hasSection(document, one, open),
      advice: `${hasSection(document, one) ? 'Write what is open in the' : 'Add a'} section "${one.title}".`,
    }));
  const parts = [
    // Six that are required and eight that are not: 40 points together.
    partOf(
      'template',
      sections(outlines.plan, ({ isRequired }) => (isRequired ? 4 : 2)),
    ),
    partOf(
      'sections',
      sections(planExtras, () => 4),
    ),
    partOf('naming', naming(subject, plan)),
    partOf('related plans', related(subject, plan, open)),
    partOf('tracking', tracking(plan)),
  ];
  const points = pointsOf(parts);
  return { file: document.file, points, passes: points >= passingScore, parts };
};

const naming = (subject: Subject, { document, parsed, documents }: SubjectPlan): readonly Item[] => {
  const isNamed = /^PLAN_[^/]+\.md$/.test(posix.basename(document.path));
  const wrong = documentName.find(subject).map(({ at }) => posix.basename(at.file));
  const strays = documents.problems.map(({ at }) => posix.basename(at.file));
  return [
    { points: 5, isThere: isNamed, advice: 'Name the file PLAN_<NAME>.md.' },
    {
      points: 5,
      isThere: documents.sharedWith.length === 0,
      advice: `Give the plan a folder of its own, such as work-space/plans/${parsed.name}.`,
    },
    {
      points: 5,
      isThere: wrong.length === 0,
      advice: `Rename ${listInWords(wrong, 'and', 4)}; --fix does where nothing mentions the old name.`,
    },
    {
      points: 5,
      isThere: strays.length === 0,
      advice: `Rename or remove what belongs to no achievement: ${listInWords(strays, 'and', 4)}.`,
    },
  ];
};

/** Headings of what says which plans belong together. */
const referring = /\brelated\b|\breferences\b|\bparent plan\b/;

const related = ({ names }: Subject, { document }: SubjectPlan, open: ReadonlySet<RuleHeading>): readonly Item[] => {
  const missing = relatedPlansOf(document)
    .map(({ target }) => target)
    .filter((target) => names?.has(target.toLowerCase()) === false);
  const hasIt =
    document.headings.some((one) => referring.test(one.words) && !open.has(one)) ||
    document.header.some(({ name }) => /\brelated\b|\bparent\b|^gramma ?plan$/.test(name));
  if (!hasIt) {
    const isOpen = document.headings.some((one) => referring.test(one.words));
    const advice = `${isOpen ? 'Name related plans in the section "References"' : 'Add a section "Related Plans"'}; write "None" into it if there are none.`;
    return [{ points: 10, isThere: false, advice }];
  }
  return [
    { points: 5, isThere: true, advice: '' },
    {
      points: 5,
      isThere: missing.length === 0,
      advice: `Correct the names of plans that are not there: ${listInWords([...new Set(missing)], 'and', 4)}.`,
    },
  ];
};

const tracking = (plan: SubjectPlan): readonly Item[] => {
  const statistics = statisticsOf(plan);
  if (statistics.length === 0 && !plan.document.headings.some(({ words }) => /\btracking\b/.test(words))) {
    const advice = 'Say in a section "SUBPLAN Tracking" how far the work is, or what shows it.';
    return [{ points: 10, isThere: false, advice }];
  }
  const wrong = statistics.filter((one) => one.stated !== one.actual && !mayBeArchived(plan, one));
  const byFix = wrong.every((one) => isMended(plan, one)) ? '; --fix does' : '';
  return [
    { points: 5, isThere: true, advice: '' },
    { points: 5, isThere: wrong.length === 0, advice: `Correct the numbers that the files contradict${byFix}.` },
  ];
};
