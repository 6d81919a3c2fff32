// Writes everything that is derived from a source of its own: precompiled templates, the schema's validator, reference
// pages. With --check it fails when a committed file differs from what would be written.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const generators = [
  'generate-templates',
  'generate-graph-page',
  'generate-validator',
  'generate-reference',
  'generate-rules',
];
const places = ['src/generated', 'documentation'];
const snapshot = () =>
  new Map(
    places.flatMap((place) =>
      readdirSync(place, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => `${entry.parentPath}/${entry.name}`)
        .map((file) => [file, readFileSync(file, 'utf8')]),
    ),
  );

const before = snapshot();
for (const generator of generators) execFileSync(process.execPath, [`scripts/${generator}.mjs`], { stdio: 'inherit' });
const after = snapshot();

const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
  (file) => before.get(file) !== after.get(file),
);
for (const file of changed) console.log(`${file} was out of date, and is written anew`);
if (process.argv.includes('--check') && changed.length > 0) process.exit(1);
