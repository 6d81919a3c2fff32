import { inline } from './markdown-text.ts';
import { planLine, planLineOrNull } from './planner-text.ts';

/** What is known of a document below another one. */
export interface Child {
  readonly name: string;
  /** Null: there is no such document yet. `file` is as seen from the folder of the document above it. */
  readonly found: {
    readonly file: string;
    readonly title: string;
    /** Null where the document states none, or cannot be read as a plan. Hours are the middle of the estimates. */
    readonly figures: {
      readonly achievements: number;
      readonly complete: number;
      readonly hours: number;
      readonly hoursComplete: number;
    } | null;
  } | null;
}

/** What a GRAMMAPLAN or a NORTH_STAR is begun with. Texts are as they came. */
export interface FamilyInput {
  readonly name: string;
  readonly title: string;
  readonly author: string | null;
  /** YYYY-MM-DD. */
  readonly created: string;
  readonly goal: string | null;
  readonly children: readonly Child[];
}

/** A row of figures; what is not known is a dash. */
interface FiguresView {
  readonly achievements: string;
  /** `2 of 9`. */
  readonly done: string;
  readonly hours: string;
  readonly hoursDone: string;
  readonly percent: string;
}

interface ChildView extends FiguresView {
  readonly name: string;
  readonly title: string;
  /** A link to the document, or the name where there is none yet. */
  readonly link: string;
  readonly missing: boolean;
}

/** What a NORTH_STAR shows. Every text is one safe line of Markdown, and no field is ever absent. */
export interface NorthStarView {
  readonly name: string;
  readonly title: string;
  readonly author: string | null;
  readonly created: string;
  readonly goal: string | null;
  readonly children: readonly ChildView[];
}

/** What a GRAMMAPLAN shows: the same, and what its children come to together. */
export interface GrammaplanView extends NorthStarView {
  readonly total: FiguresView;
}

/** What a document above PLANs shows that is only begun. */
export const familyView = ({ name, title, author, created, goal, children }: FamilyInput): GrammaplanView => {
  const known = children.flatMap(({ found }) => found?.figures ?? []);
  const sum = (key: keyof Figures): number => known.reduce((all, figures) => all + figures[key], 0);
  return {
    name,
    title: planLine(title),
    author: planLineOrNull(author),
    created,
    goal: planLineOrNull(goal),
    children: children.map(childView),
    total: figuresView(
      known.length === 0
        ? null
        : {
            achievements: sum('achievements'),
            complete: sum('complete'),
            hours: sum('hours'),
            hoursComplete: sum('hoursComplete'),
          },
    ),
  };
};

type Figures = NonNullable<NonNullable<Child['found']>['figures']>;

const dash = '–';

const figuresView = (figures: Figures | null): FiguresView => {
  if (figures === null) return { achievements: dash, done: dash, hours: dash, hoursDone: dash, percent: dash };
  const { achievements, complete, hours, hoursComplete } = figures;
  return {
    achievements: String(achievements),
    done: `${complete} of ${achievements}`,
    hours: hours === 0 ? dash : `${rounded(hours)} h`,
    hoursDone: hours === 0 ? dash : `${rounded(hoursComplete)} of ${rounded(hours)} h`,
    percent: hours === 0 ? dash : `${Math.floor((hoursComplete / hours) * 100)} %`,
  };
};

const childView = ({ name, found }: Child): ChildView => ({
  name,
  title: found === null ? 'not there yet' : inline(found.title) || dash,
  link: found === null ? name : `[${name}](${encodeURI(found.file).replaceAll('(', '%28').replaceAll(')', '%29')})`,
  missing: found === null,
  ...figuresView(found?.figures ?? null),
});

const rounded = (hours: number): number => Math.round(hours * 100) / 100;
