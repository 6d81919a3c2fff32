import { discoveryPrompt as template } from '../generated/templates.js';
import type { DiscoveryPromptInput, PromptLine } from './discovery-prompt-input.ts';
import { discoveryPromptView } from './discovery-prompt-view.ts';
import type { PromptDetail } from './discovery-prompt-view.ts';
import { tidyDocument } from './document-template.ts';
import { templateHelpers } from './template-helpers.ts';
import { estimatedTokens } from './token-estimate.ts';

/** A prompt for a model. The same input gives the same bytes. */
export interface DiscoveryPrompt {
  readonly text: string;
  /** An estimate: a token for every four bytes of UTF-8. */
  readonly tokens: number;
  /** What was left out, in words; empty if nothing was. */
  readonly leftOut: readonly string[];
  /** False when the shortest prompt is still longer than asked for: `text` is that one. */
  readonly fits: boolean;
}

/**
 * The discovery prompt of a plan, of at most `maxTokens` by estimate. What matters least is left out first: the rest of
 * the SUBPLANs and of the PLAN, what SUBPLANs say about order, the words of lines that are shown anyway, the texts of
 * achievements, goals and deliverables, and last the lines about order.
 */
export const discoveryPrompt = (input: DiscoveryPromptInput, maxTokens = Infinity): DiscoveryPrompt => {
  let left: Left = { weights: new Map(), quotes: true, particulars: true };
  let prompt = rendered(input, left);
  for (const cut of cuts) {
    if (prompt.tokens <= maxTokens) break;
    const without = 'weight' in cut ? withLines(left, cut.weight, 0) : { ...left, [cut.what]: false };
    // The class of lines that is cut last is shown as far as it fits.
    const fitting = 'weight' in cut ? asFarAsItFits(input, left, cut.weight, maxTokens) : undefined;
    left = fitting?.left ?? without;
    prompt = fitting?.prompt ?? rendered(input, without);
  }
  return { ...prompt, fits: prompt.tokens <= maxTokens };
};

type Weight = PromptLine['weight'];

/** What is left: of each class of lines the first so many (absent: all). */
interface Left {
  readonly weights: ReadonlyMap<Weight, number>;
  readonly quotes: boolean;
  readonly particulars: boolean;
}

const withLines = (left: Left, weight: Weight, count: number): Left => ({
  ...left,
  weights: new Map([...left.weights, [weight, count]]),
});

/** What is left out, in this order. */
const cuts: readonly ({ readonly weight: Weight } | { readonly what: 'quotes' | 'particulars' })[] = [
  { weight: 4 },
  { weight: 3 },
  { weight: 2 },
  { what: 'quotes' },
  { weight: 1 },
  { what: 'particulars' },
  { weight: 0 },
];

/** The longest beginning of a class of lines that fits, found by halving; undefined when not even one line does. */
const asFarAsItFits = (
  input: DiscoveryPromptInput,
  before: Left,
  weight: Weight,
  maxTokens: number,
): { readonly left: Left; readonly prompt: Omit<DiscoveryPrompt, 'fits'> } | undefined => {
  const all = input.documents.flatMap(({ lines }) => lines.filter((line) => line.weight === weight)).length;
  let best: { readonly left: Left; readonly prompt: Omit<DiscoveryPrompt, 'fits'> } | undefined;
  for (let low = 1, high = all - 1; low <= high;) {
    const count = (low + high) >> 1;
    const left = withLines(before, weight, count);
    const prompt = rendered(input, left);
    if (prompt.tokens <= maxTokens) {
      best = { left, prompt };
      low = count + 1;
    } else high = count - 1;
  }
  return best;
};

const rendered = (input: DiscoveryPromptInput, left: Left): Omit<DiscoveryPrompt, 'fits'> => {
  const shown = shownLines(input, left);
  const leftOut = wordsFor(input, left, shown);
  const detail: PromptDetail = {
    quotes: left.quotes,
    particulars: left.particulars,
    shows: (line) => shown.has(line),
    leftOut,
  };
  const text = tidyDocument(template(discoveryPromptView(input, detail), { helpers: templateHelpers }));
  return { text, tokens: estimatedTokens(text), leftOut };
};

const shownLines = ({ documents }: DiscoveryPromptInput, { weights }: Left): ReadonlySet<PromptLine> => {
  const room = new Map(weights);
  return new Set(
    documents.flatMap(({ lines }) =>
      lines.filter(({ weight }) => {
        const rest = room.get(weight) ?? Infinity;
        room.set(weight, rest - 1);
        return rest > 0;
      }),
    ),
  );
};

const wordsFor = (
  { documents }: DiscoveryPromptInput,
  { quotes, particulars }: Left,
  shown: ReadonlySet<PromptLine>,
): readonly string[] => {
  const hidden = documents
    .map(({ name, lines }) => ({ name, all: lines.length, gone: lines.filter((line) => !shown.has(line)).length }))
    .filter(({ gone }) => gone > 0);
  const sum = (count: (one: (typeof hidden)[number]) => number): number =>
    hidden.reduce((all, one) => all + count(one), 0);
  return [
    ...(hidden.length > namedDocuments
      ? [`${sum(({ gone }) => gone)} of the ${sum(({ all }) => all)} lines of ${hidden.length} documents`]
      : hidden.map(({ name, all, gone }) => `${gone} of the ${all} lines of ${name}`)),
    ...(quotes ? [] : ['the words of the lines that state something']),
    ...(particulars ? [] : ['goals and deliverables']),
  ];
};

const namedDocuments = 5;
