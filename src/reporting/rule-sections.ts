import type { Severity } from '../domain/problem.ts';
import type { ShownRule } from '../methodology/shown-rule.ts';

const severityWords: Readonly<Record<Severity, string>> = { error: 'an error', warning: 'a warning', info: 'a remark' };

/** What stands on the page of a rule, section by section. */
export const ruleSections = (rule: ShownRule): readonly (readonly [heading: string, text: string])[] => [
  ['What is found', rule.means],
  ['Why it matters', rule.why],
  ['How to mend it', rule.mend],
  [
    'How it counts',
    [
      `As ${severityWords[rule.severity]}.`,
      ...(rule.otherwise === undefined ? [] : [rule.otherwise]),
      rule.counts === 'always'
        ? 'In every workspace.'
        : 'For documents that follow the methodology: by their Type, by an Achievement Index, or because `check.methodology` of planloom.config.json is `always`.',
      rule.isFixable ? '`planloom check --fix` mends it.' : 'A person has to mend it.',
      `\`"check": { "off": ["${rule.id}"] }\` switches it off.`,
    ].join(' '),
  ],
];
