import type { AchievementId } from '../domain/ids.ts';
import type { Scope } from '../domain/plan.ts';
import type { CitedLine, DiscoveryPromptInput, PromptLine, Statement } from './discovery-prompt-input.ts';
import { estimateText } from './estimate-text.ts';
import { wordList } from './listing.ts';
import { code, inline } from './markdown-text.ts';

/** How much of the input is shown. */
export interface PromptDetail {
  /** The words of the lines that state something, beside their places. */
  readonly quotes: boolean;
  /** Goals and deliverables in the list of achievements. */
  readonly particulars: boolean;
  /** Which lines of the documents are shown. */
  readonly shows: (line: PromptLine) => boolean;
  /** What is left out, in words; empty if nothing is. */
  readonly leftOut: readonly string[];
}

interface Entry {
  readonly words: string;
  readonly lines: readonly string[];
}

/** What the template shows. Every text is one safe line. */
export interface DiscoveryPromptView {
  readonly planName: string;
  readonly planTitle: string | null;
  readonly inside: { readonly id: string; readonly title: string } | null;
  readonly objective: string;
  /** What is looked at: achievements, or pieces. */
  readonly these: string;
  readonly heading: { readonly achievements: string; readonly rules: string };
  readonly achievements: readonly {
    readonly id: string;
    readonly title: string;
    readonly facts: string;
    readonly goal: string | null;
    readonly deliverables: string | null;
  }[];
  readonly stated: readonly Entry[];
  readonly denied: readonly Entry[];
  readonly contradictions: readonly Entry[];
  readonly assumed: readonly string[];
  readonly nothingAssumed: string;
  readonly conflicts: readonly string[];
  readonly leftOut: string | null;
  readonly documents: readonly { readonly name: string; readonly lines: readonly string[] }[];
  readonly rules: readonly string[];
  readonly example: string;
}

const objectives: Readonly<Record<Scope, string>> = {
  1: 'Find the order between the pieces of one achievement, so that those without an order can be worked on at the same time.',
  2: 'Find what must be in order inside each priority, and which of the assumed waits between priorities are real, so that what needs no order can be worked on at the same time.',
  3: 'Find every dependency of the whole plan, within priorities and across them, so that whatever has no order can be worked on at the same time.',
};

const nothingAssumed: Readonly<Record<Scope, string>> = {
  1: 'Nothing: pieces between which nothing is said run at the same time.',
  2: 'Nothing: no achievement waits for another only because of its priority.',
  3: 'Nothing: achievements between which nothing is said run at the same time.',
};

const rulesOf: Readonly<Record<Scope, { readonly heading: string; readonly rules: readonly string[] }>> = {
  1: {
    heading: 'Yes or no',
    rules: [
      'Say yes (`"parallel": true`) when at least two pieces have no order, each is work enough to be worth handing out, and bringing them together is simple.',
      'Say no when the pieces form a chain, are a few minutes each, or are parts of one thought that two heads would have to keep in step.',
      'A piece that others only mention is no dependency; a piece that others import, call, extend or test is.',
    ],
  },
  2: {
    heading: 'Rules of the dependency tree',
    rules: [
      'What depends on nothing can start at once.',
      'Two achievements run in parallel when neither depends on the other, directly or by way of others.',
      'Cycles are forbidden, and refused.',
      'Name the nearest dependency only: if 3.1 needs 2.1 and 2.1 needs 1.1, then that 3.1 needs 1.1 need not be said.',
      'Every dependency is documented: it has a line.',
    ],
  },
  3: {
    heading: 'What to weigh over the whole plan',
    rules: [
      'The order of the priorities may imply a dependency; here nothing is assumed from it, so propose it where a line shows it.',
      'What depends on nothing can start at once; two run in parallel when neither depends on the other, directly or by way of others; cycles are refused.',
      'Weigh how hard the results are to merge. Hard merging alone is no dependency: say it in `notes`.',
      'Weigh what it costs to keep several workers in step: many tiny achievements side by side save little. Say it in `notes`.',
      'Write down what you assume in `notes`.',
    ],
  },
};

/** What an answer looks like, about a plan that nobody has. */
const example = (scope: Scope): string => {
  const cite = { file: 'PLAN_EXAMPLE.md', line: 57, text: '- Reads the rates that the import wrote' };
  const [first, second, third] = scope === 1 ? ['98.1#1', '98.1#2', '98.1#3'] : ['98.1', '98.2', '98.3'];
  const answer = {
    dependencies: [
      { achievement: second, needs: first, ...cite, reason: `${second} reads the table that ${first} fills.` },
    ],
    independent:
      scope === 2
        ? [
            {
              a: third,
              b: first,
              file: 'PLAN_EXAMPLE.md',
              line: 71,
              text: '**Deliverables**: `docs/style.md`',
              reason: `${third} writes a style guide and uses nothing of ${first}.`,
            },
          ]
        : [],
    ...(scope === 1 ? { decision: { parallel: true, reason: 'Two of three pieces can start at once.' } } : {}),
    notes: [`${second} and ${third} both restart the test server.`],
  };
  return JSON.stringify(answer, null, 2);
};

const quotesOfOne = 2;
const pathsOfOne = 5;

/** A line's own words, framed so that nothing in them can end the frame. */
const shownLine = (text: string): string => {
  // Whatever else ends a line somewhere ends none here; control characters are nobody's words.
  const line = text.replace(/[\s\u0085]+$/, '').replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]/g, ' ');
  return line.length <= longestLine ? line : `${line.slice(0, longestLine).replace(/[\ud800-\udbff]$/, '')} …`;
};
const longestLine = 1000;

/** What a discovery prompt shows of a plan, in this much detail. */
export const discoveryPromptView = (input: DiscoveryPromptInput, detail: PromptDetail): DiscoveryPromptView => {
  const { plan, scope, inside } = input;
  const title = inline(plan.title.replace(/^PLAN:?\s+/i, ''));
  const entry = ({ words, lines }: Statement): Entry => ({
    words: detail.quotes || lines.length === 0 ? words : `${words} (${placesOf(lines)})`,
    lines: detail.quotes ? quotesOf(lines) : [],
  });
  const rules = rulesOf[scope];
  return {
    planName: inline(plan.name),
    planTitle: title === '' || title.toLowerCase() === plan.name.toLowerCase() ? null : title,
    inside: inside === null ? null : { id: inside.id, title: inline(inside.title) },
    objective: objectives[scope],
    these: inside === null ? 'achievements' : 'pieces',
    heading: { achievements: inside === null ? 'The achievements' : 'The pieces', rules: rules.heading },
    achievements: input.achievements.map((one) => ({
      id: one.id,
      title: inline(one.title),
      facts: [
        ...(one.priority === null || inside !== null ? [] : [priorityWords(one.priority)]),
        ...(one.estimate === null ? [] : [estimateText(one.estimate)]),
      ].join(', '),
      goal: detail.particulars && one.goal !== null && one.goal.trim() !== '' ? inline(one.goal) : null,
      deliverables: detail.particulars && one.deliverables.length > 0 ? one.deliverables.map(inline).join('; ') : null,
    })),
    stated: input.stated.map(({ from, on, strength, lines }) =>
      entry({
        words: `${from.join(', ')} ${from.length > 1 ? 'each need' : 'needs'} ${on.join(', ')}${strengthWords[strength]}`,
        lines,
      }),
    ),
    denied: input.denied.map(entry),
    contradictions: input.contradictions.map(entry),
    assumed: input.assumed.map(({ from, on }) => `${from} waits for ${on.join(', ')}`),
    nothingAssumed: nothingAssumed[scope],
    conflicts: input.conflicts.map(
      ({ a, b, paths }: { a: AchievementId; b: AchievementId; paths: readonly string[] }) =>
        `${a} and ${b}: ${wordList(paths.map(code), pathsOfOne)}`,
    ),
    leftOut: detail.leftOut.length === 0 ? null : detail.leftOut.join('; '),
    documents: input.documents
      .map(({ name, lines }) => ({
        name: inline(name),
        lines: lines.filter(detail.shows).map(({ line, text }) => `${line} | ${shownLine(text)}`),
      }))
      .filter(({ lines }) => lines.length > 0),
    rules: rules.rules,
    example: example(scope),
  };
};

const strengthWords = {
  stated: '',
  rule: ' (said for a group)',
  proposed: ' (proposed or taken over earlier)',
  assumed: ' (assumed)',
} as const;

const priorityWords = ({ number, label }: { readonly number: number; readonly label: string }): string =>
  label.trim() === '' ? `priority ${number}` : `priority ${number}: ${inline(label)}`;

const quotesOf = (lines: readonly CitedLine[]): readonly string[] => [
  ...lines.slice(0, quotesOfOne).map(({ file, line, text }) => `${inline(file)}:${line} | ${shownLine(text)}`),
  ...(lines.length > quotesOfOne ? [`and ${lines.length - quotesOfOne} more`] : []),
];

const placesOf = (lines: readonly CitedLine[]): string =>
  wordList(
    lines.map(({ file, line }) => `${inline(file)}:${line}`),
    quotesOfOne,
  );
