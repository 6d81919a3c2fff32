import { readFileSync } from 'node:fs';
import fc from 'fast-check';

const example = readFileSync(new URL('../../examples/webhooks/PLAN_WEBHOOKS.md', import.meta.url), 'utf8').split('\n');

/** Lines that documents hold where nobody expects them. */
const nasty = [
  '```',
  '~~~',
  '<!--',
  '-->',
  '---',
  '| a | b |',
  '| --- | --- |',
  '- **Dependencies**: 9.9, 1.1',
  '- **Blocks**: 0.1',
  '**Achievement 1.1**: Again',
  '### Achievement 3.1: Late',
  'Priority 2 depends on Priority 1.',
  '1.2 does not depend on 1.1.',
  '> quoted 1.1 → 1.2 → 2.1',
  '    indented code 1.1',
  '\t- tabbed',
  '\u0000',
  '\uFEFF',
  '🧵 **1.1** 🧵',
  '[1.1]: http://example.org',
  '#'.repeat(7),
  '* * *',
  `${'- '.repeat(40)}deep`,
  'x'.repeat(3000),
];

type Edit =
  | { readonly edit: 'drop' | 'double'; readonly at: number }
  | { readonly edit: 'swap'; readonly at: number; readonly with: number }
  | { readonly edit: 'insert'; readonly at: number; readonly line: string }
  | { readonly edit: 'cut'; readonly at: number; readonly column: number };

const line = fc.nat({ max: example.length - 1 });
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ edit: fc.constantFrom('drop' as const, 'double' as const), at: line }),
  fc.record({ edit: fc.constant('swap' as const), at: line, with: line }),
  fc.record({ edit: fc.constant('insert' as const), at: line, line: fc.constantFrom(...nasty) }),
  fc.record({ edit: fc.constant('cut' as const), at: line, column: fc.nat({ max: 60 }) }),
);

const apply = (lines: readonly string[], change: Edit): readonly string[] => {
  const copy = [...lines];
  const at = Math.min(change.at, copy.length - 1);
  const here = copy[at] ?? '';
  switch (change.edit) {
    case 'drop':
      copy.splice(at, 1);
      return copy;
    case 'double':
      copy.splice(at, 0, here);
      return copy;
    case 'swap': {
      const other = Math.min(change.with, copy.length - 1);
      [copy[at], copy[other]] = [copy[other] ?? '', here];
      return copy;
    }
    case 'insert':
      copy.splice(at, 0, change.line);
      return copy;
    case 'cut':
      copy[at] = here.slice(0, change.column);
      return copy;
  }
};

/** A plan as people leave it behind: the example, with up to thirty accidents. */
export const mutatedPlan: fc.Arbitrary<string> = fc
  .tuple(fc.array(edit, { maxLength: 30 }), fc.constantFrom('\n', '\r\n'))
  .map(([edits, end]) => edits.reduce<readonly string[]>(apply, example).join(end));
