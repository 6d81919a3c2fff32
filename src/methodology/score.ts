import { posix } from 'node:path';
import { listInWords } from '../text/list-in-words.ts';
import { hasSection, outlines } from './outlines.ts';
import { planExtras } from './plan-extras.ts';
import { relatedPlansOf } from './references.ts';
import { documentName } from './rules/document-name.ts';
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

interface Item {
  readonly isThere: boolean;
  readonly advice: string;
}

/** A part whose items bring the same each. */
const partOf = (part: ScorePart['part'], weight: number, items: readonly Item[]): ScorePart => {
  const each = weight / items.length;
  const lacking = items.filter(({ isThere }) => !isThere);
  return {
    part,
    weight,
    points: rounded(each * (items.length - lacking.length)),
    raise: lacking.map(({ advice }) => ({ points: rounded(each), advice })),
  };
};

const rounded = (points: number): number => Math.round(points * 10) / 10;

/** The score of a plan; null for what is no plan. */
export const scoreOf = (subject: Subject): Score | null => {
  const { plan } = subject;
  if (plan === null) return null;
  const { document } = plan;
  const sections = (outline: typeof planExtras): readonly Item[] =>
    outline.map((one) => ({ isThere: hasSection(document, one), advice: `Add a section "${one.title}".` }));
  const parts = [
    partOf('template', 40, sections(outlines.plan)),
    partOf('sections', 20, sections(planExtras)),
    partOf('naming', 20, naming(subject, plan)),
    partOf('related plans', 10, related(subject, plan)),
    partOf('tracking', 10, tracking(plan)),
  ];
  const points = rounded(parts.reduce((sum, one) => sum + one.points, 0));
  return { file: document.file, points, passes: points >= passingScore, parts };
};

const naming = (subject: Subject, { document, parsed, documents }: SubjectPlan): readonly Item[] => {
  const isNamed = /^PLAN_[^/]+\.md$/.test(posix.basename(document.path));
  const wrong = documentName.find(subject).map(({ at }) => posix.basename(at.file));
  const strays = documents.problems.map(({ at }) => posix.basename(at.file));
  return [
    { isThere: isNamed, advice: 'Name the file PLAN_<NAME>.md.' },
    {
      isThere: documents.sharedWith.length === 0,
      advice: `Give the plan a folder of its own, such as work-space/plans/${parsed.name}.`,
    },
    { isThere: wrong.length === 0, advice: `Rename ${listInWords(wrong, 'and', 4)}; --fix does.` },
    {
      isThere: strays.length === 0,
      advice: `Rename or remove what belongs to no achievement: ${listInWords(strays, 'and', 4)}.`,
    },
  ];
};

const related = ({ names }: Subject, { document }: SubjectPlan): readonly Item[] => {
  const missing = relatedPlansOf(document).filter(({ target }) => names?.has(target.toLowerCase()) === false);
  const hasIt =
    document.headings.some(({ words }) => /\brelated\b|\breferences\b|\bparent plan\b/.test(words)) ||
    document.header.some(({ name }) => /\brelated\b|\bparent\b|^gramma ?plan$/.test(name));
  return [
    { isThere: hasIt, advice: 'Add a section "Related Plans"; write "None" into it if there are none.' },
    {
      isThere: hasIt && missing.length === 0,
      advice: hasIt
        ? `Correct the names of plans that are not there: ${listInWords(
            missing.map(({ target }) => target),
            'and',
            4,
          )}.`
        : 'Name in it plans that exist.',
    },
  ];
};

const tracking = (plan: SubjectPlan): readonly Item[] => {
  const statistics = statisticsOf(plan);
  const hasIt = statistics.length > 0 || plan.document.headings.some(({ words }) => /\btracking\b/.test(words));
  const isRight = statistics.every(({ stated, actual }) => stated === actual);
  return [
    { isThere: hasIt, advice: 'Say in a section "SUBPLAN Tracking" how far the work is, or what shows it.' },
    {
      isThere: hasIt && isRight,
      advice: isRight ? 'Give in it no number that the files contradict.' : 'Correct its numbers; --fix does.',
    },
  ];
};
