// Writes the reference pages that follow from a source of their own: the commands from src/cli, the schema of parallel.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

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
  if (whole.type === 'array') return `list of ${whole.items ? typeOf(whole.items) : 'anything'}`;
  return [whole.type ?? 'anything'].flat().join(' or ');
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
writeFileSync(
  'documentation/parallel-json.md',
  ['# parallel.json', '', notice('schemas/parallel.schema.json'), ...section('The file', schema, 2), ''].join('\n'),
);
