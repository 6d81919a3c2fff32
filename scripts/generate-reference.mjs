// Writes the reference pages that follow from a source of their own: the commands from src/cli, the schema of
// parallel.json with what is checked of it and an example.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { format } from 'prettier';

const load = async (file) => {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    format: 'esm',
    write: false,
    external: ['./commands/*'],
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
};

const notice = (source) => `<!-- Generated from ${source} by \`npm run generate\`; edits here are lost. -->`;
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
/** Words of a description: what looks like a tag in them, as in PLAN_<NAME>.md, is meant as it stands. */
const prose = (text) => text.replaceAll('<', '\\<');
const table = (heads, rows) => [
  `| ${heads.join(' | ')} |`,
  `| ${heads.map(() => '---').join(' | ')} |`,
  ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
];

const { commands } = await load('src/cli/commands.ts');
const { commonOptions } = await load('src/cli/command-spec.ts');
const optionRows = (options) =>
  options.filter(({ hidden }) => !hidden).map(({ flags, description }) => [`\`${flags}\``, description]);
const commandPage = [
  '# Commands',
  '',
  notice('src/cli/commands.ts'),
  '',
  ...table(
    ['command', 'what it does'],
    commands.filter(({ hidden }) => !hidden).map(({ name, summary }) => [`[${name}](#${name})`, prose(summary)]),
  ),
  '',
  'Every command takes these options:',
  '',
  ...table(['option', 'what it does'], optionRows(commonOptions)),
  '',
  'Exit codes: 0 done or yes; 1 work left, a negative answer, or errors found; 2 bad input or usage; 130 interrupted.',
  'Results go to stdout, everything else to stderr.',
  ...commands
    .filter(({ hidden }) => !hidden)
    .flatMap((command) => [
      '',
      `## ${command.name}`,
      '',
      command.description,
      '',
      '```',
      ['planloom', command.name, ...command.args.map(({ name }) => name), '[options]'].join(' '),
      '```',
      ...(command.aliases ? ['', `Also known as ${command.aliases.map((alias) => `\`${alias}\``).join(', ')}.`] : []),
      '',
      ...command.args.map(({ name, description }) => `- \`${name}\`: ${description}`),
      ...(command.options.length > 0 ? ['', ...table(['option', 'what it does'], optionRows(command.options))] : []),
      '',
      'For example:',
      '',
      '```',
      ...command.examples,
      '```',
    ]),
  '',
];
writeFileSync('documentation/commands.md', commandPage.join('\n'));

const schema = JSON.parse(readFileSync('schemas/parallel.schema.json', 'utf8'));
const resolve = (part) => (part.$ref ? { ...schema.$defs[part.$ref.replace('#/$defs/', '')], ...part } : part);
const typeOf = (part) => {
  const whole = resolve(part);
  if (whole.const !== undefined) return `\`${JSON.stringify(whole.const)}\``;
  if (whole.enum) return whole.enum.map((value) => `\`${value}\``).join(', ');
  if (whole.oneOf ?? whole.anyOf) return (whole.oneOf ?? whole.anyOf).map(typeOf).join(' or ');
  const typeNames = [whole.type ?? 'anything'].flat();
  const limits = whole.minimum === undefined ? '' : `, ${whole.minimum} or more`;
  return (
    typeNames.map((type) => (type === 'array' ? listOf(whole) : type === 'null' ? '`null`' : type)).join(' or ') +
    limits
  );
};
const listOf = ({ items, minItems, maxItems }) => {
  const count = minItems !== undefined && minItems === maxItems ? `${minItems} of ` : '';
  return `list of ${count}${items ? typeOf(items) : 'anything'}`;
};
const propertiesOf = (part) => {
  const whole = resolve(part);
  return whole.properties ?? (whole.items ? propertiesOf(whole.items) : {});
};
const section = (title, part, depth) => {
  const whole = resolve(part);
  const required = new Set((whole.type === 'array' ? resolve(whole.items) : whole).required ?? []);
  const properties = Object.entries(propertiesOf(part));
  const nested = properties.filter(([, value]) => Object.keys(propertiesOf(value)).length > 0);
  return [
    '',
    `${'#'.repeat(depth)} ${title}`,
    ...(whole.description ? ['', prose(whole.description)] : []),
    '',
    ...table(
      ['key', 'type', 'what it means'],
      properties.map(([key, value]) => [
        `\`${key}\`${required.has(key) ? ' (required)' : ''}`,
        typeOf(value),
        prose(resolve(value).description ?? ''),
      ]),
    ),
    ...nested.flatMap(([key, value]) => section(`\`${key}\``, value, Math.min(depth + 1, 4))),
  ];
};
/** What a real file says, cut down to one achievement and two levels. */
const shortened = ({ achievements, levels, ...rest }) => ({
  ...rest,
  achievements: [achievements.find(({ achievement_id: id }) => id === '1.1')],
  levels: levels.slice(0, 2),
});
const inOrder = (file) =>
  Object.fromEntries(Object.keys(schema.properties).flatMap((key) => (key in file ? [[key, file[key]]] : [])));
const example = inOrder(shortened(JSON.parse(readFileSync('examples/booking/parallel.json', 'utf8'))));
const exampleText = await format(JSON.stringify(example), { parser: 'json', printWidth: 100 });

const { otherRules } = await load('src/methodology/other-rules.ts');
const source = readdirSync('src/parallel-json')
  .filter((file) => !file.includes('answer'))
  .map((file) => readFileSync(`src/parallel-json/${file}`, 'utf8'))
  .join('\n');
const checked = otherRules.filter(([id]) => source.includes(`rule: '${id}'`));

const keyNotes = [
  'An **id** is digits, a point and digits, perhaps once more: `1.2`, `1.2.3`, without zeros in front; `1.2#1` is a piece of 1.2. Paths are relative to the folder that the description names and use `/`. Hours are numbers; older files may have text.',
  '',
  '*Derived* keys are computed from the others and written anew by `planloom discover`; a change to them by hand is lost. *Kept* keys are left as they stand, and so is every key that is not described here.',
];
const page = [
  '# parallel.json',
  '',
  notice('schemas/parallel.schema.json'),
  ...section('The file', schema, 2),
  '',
  '## Words of these tables',
  '',
  ...keyNotes,
  '',
  '## An example',
  '',
  'From [examples/booking](../examples/booking/README.md), with one achievement of ten and two levels of five:',
  '',
  '```json',
  exampleText.trimEnd(),
  '```',
  '',
  '[Three smaller ones](../examples/README.md) hold only what a person writes.',
  '',
  '## What is checked',
  '',
  'The form as above, and what no form can say. `planloom check FILE` names each place; nothing is written to a file with an error.',
  '',
  ...table(
    ['rule', 'finds'],
    checked.map(([id, finds]) => [`\`${id}\``, finds]),
  ),
  '',
  'An editor checks the form alone with [the schema](../schemas/parallel.schema.json), JSON Schema 2020-12.',
  '',
];
writeFileSync('documentation/parallel-json.md', page.join('\n'));
