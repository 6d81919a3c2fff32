import type { ExecutableField } from '../../policy/executables.ts';
import type { Look } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { oneLine } from '../safe-text.ts';
import { hanging } from '../wrap-text.ts';

const headings: readonly (readonly [ExecutableField['what'], string])[] = [
  ['setup', 'Before each attempt, in its working tree'],
  ['executor', 'To do the work'],
  ['check', 'To prove it'],
  ['validation script', 'Scripts that the plan names as its proof'],
  ['agent configuration', 'Files by which an agent may start programs of its own'],
];

/** Whole, however long: what is cut off could be what matters. */
const fieldLines = (field: ExecutableField, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const text = oneLine('command' in field ? field.command : field.path);
  const head = field.what === 'executor' ? `  ${paint.id(oneLine(field.name))}  ` : '  ';
  const env = 'env' in field ? field.env.map(oneLine) : [];
  return [
    ...hanging(head, text, paint.strong, look),
    ...(env.length === 0 ? [] : hanging('      ', `gets the variables ${env.join(', ')}`, paint.quiet, look)),
  ];
};

/**
 * Everything that a run may execute, before the question whether it may. `isChanged`: it was allowed once, and is not
 * what it was. `isQuestion`: an agent is only asked something.
 */
export const renderTrust = (
  fields: readonly ExecutableField[],
  isChanged: boolean,
  look: Look,
  isQuestion = false,
): string => {
  const paint = paletteOf(look);
  const why = isQuestion
    ? 'To ask, this would execute what the configuration names, with your rights.'
    : isChanged
      ? 'What this run may execute has changed since you last allowed it.'
      : 'This run would execute what the configuration and the plan name, with your rights.';
  const lines = [
    ...hanging('', why, paint.strong, look),
    ...headings.flatMap(([what, heading]) => {
      const of = fields.filter((field) => field.what === what);
      return of.length === 0 ? [] : ['', heading, ...of.flatMap((field) => fieldLines(field, look))];
    }),
    '',
    ...hanging(
      '',
      'Yes is remembered for this folder, outside of it, until any of this changes. --trust allows it for one call ' +
        'and is not remembered; --yes does not answer this question.',
      paint.quiet,
      look,
    ),
  ];
  return `${lines.join('\n')}\n`;
};
