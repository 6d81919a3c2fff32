// Writes documentation/rules/ from the rules of `check`: a page a rule, and an index of all.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const folder = 'documentation/rules';
const { outputFiles } = await build({
  stdin: {
    contents: `export { rules } from './src/methodology/rules.ts';
      export { otherRules } from './src/methodology/other-rules.ts';
      export { shownRule } from './src/methodology/shown-rule.ts';
      export { ruleSections } from './src/reporting/rule-sections.ts';`,
    resolveDir: '.',
  },
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
});
const code = Buffer.from(outputFiles[0].contents).toString('base64');
const { rules, otherRules, shownRule, ruleSections } = await import(`data:text/javascript;base64,${code}`);

/** What looks like a tag, as in PLAN_<NAME>.md, is meant as it stands, but for code. */
const prose = (text) => text.replace(/(`[^`]*`)|</g, (whole, inCode) => inCode ?? `\\${whole}`);
const cell = (text) => prose(text).replaceAll('|', '\\|');
const notice = '<!-- Generated from src/methodology by `npm run generate`; edits here are lost. -->';
const table = (heads, rows) => [
  `| ${heads.join(' | ')} |`,
  `| ${heads.map(() => '---').join(' | ')} |`,
  ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
];

mkdirSync(folder, { recursive: true });
const pages = new Map(
  rules.map((rule) => [
    `${rule.id}.md`,
    [
      `# ${rule.id}: ${prose(rule.name)}`,
      '',
      notice,
      ...ruleSections(shownRule(rule)).flatMap(([heading, text]) => ['', `## ${heading}`, '', prose(text)]),
      '',
      '[All rules](README.md)',
      '',
    ],
  ]),
);
const counts = { always: 'always', followed: 'where followed' };
pages.set('README.md', [
  '# Rules',
  '',
  notice,
  '',
  'Each problem that [`planloom check`](../check.md) shows names its rule. `planloom check --explain <rule>` shows the same pages.',
  '',
  '## The methodology',
  '',
  'Where followed: the rule counts for documents that say that they follow the methodology, or that `check.methodology` of the configuration holds to it.',
  '',
  ...table(
    ['rule', 'what it is about', 'found as', 'counts', '`--fix`'],
    rules.map((rule) => [
      `[${rule.id}](${rule.id}.md)`,
      rule.name,
      rule.severity === 'info' ? 'remark' : rule.severity,
      counts[rule.counts],
      rule.fix === undefined ? '' : 'yes',
    ]),
  ),
  '',
  '## Everything else',
  '',
  'What makes the graph, the documents and the configuration readable. What stays on is always an error, or one of the configuration itself; of the others `check.off` switches off warnings and remarks, never errors.',
  '',
  ...table(
    ['rule', 'what is found', '`check.off`'],
    otherRules.map(([id, finds, staysOn]) => [`\`${id}\``, finds, staysOn ? 'stays on' : '']),
  ),
  '',
]);
for (const [name, lines] of pages) writeFileSync(`${folder}/${name}`, lines.join('\n'));
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(`${folder}/${name}`);
