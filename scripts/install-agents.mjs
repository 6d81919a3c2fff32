// Installs the coding agents that the tests of `npm run agents` drive, in the versions they were tried with, into .agents/:
// all of them, or those that are named. What is there in the right version is left alone. Exit code 1: one cannot be had.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const folder = path.join(project, '.agents');
const known = JSON.parse(readFileSync(path.join(project, 'scripts/agent-programs.json'), 'utf8'));

const asked = process.argv.slice(2).filter((name) => name !== 'all');
const names = asked.length === 0 ? Object.keys(known) : asked;
const unknown = names.filter((name) => known[name] === undefined);
if (unknown.length > 0) {
  console.error(`Not an agent: ${unknown.join(', ')}. There are ${Object.keys(known).join(', ')}, and all.`);
  process.exit(2);
}

const home = (name) => path.join(folder, 'node_modules', known[name].package);
const run = (command, args, cwd = folder) => spawnSync(command, args, { cwd, encoding: 'utf8', timeout: 300_000 });

/** Whether its program starts, and is the right version. A look at the files alone would miss a script that was not run. */
const isThere = (name) => {
  const program = path.join(folder, 'node_modules/.bin', name);
  if (!existsSync(program)) return false;
  const { stdout } = run(program, ['--version']);
  return (stdout ?? '').includes(known[name].version);
};

/** The package's own script after an install, which npm may leave out. */
const runScript = (name) => {
  const { scripts = {} } = JSON.parse(readFileSync(path.join(home(name), 'package.json'), 'utf8'));
  if (scripts.postinstall !== undefined) run('npm', ['run', '--silent', 'postinstall'], home(name));
};

const lastLine = (text) => text.trim().split('\n').at(-1) ?? '';

/** Why it cannot be had; undefined when it is there. */
const install = (name) => {
  const { package: from, version } = known[name];
  const { status, stderr, error } = run('npm', [
    'install',
    '--save-exact',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    `${from}@${version}`,
  ]);
  if (status !== 0) return `npm could not install ${from}@${version}: ${error?.message ?? lastLine(stderr)}`;
  if (isThere(name)) return undefined;
  if (existsSync(home(name))) runScript(name);
  return isThere(name) ? undefined : `${from}@${version} is installed, but its program does not say that version`;
};

mkdirSync(folder, { recursive: true });
const manifest = path.join(folder, 'package.json');
if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n');
let failed = 0;
for (const name of names) {
  const { version } = known[name];
  if (isThere(name)) console.log(`${name} ${version} is there`);
  else {
    const why = install(name);
    if (why !== undefined) failed++;
    console.log(why === undefined ? `${name} ${version} was installed` : `${name} ${version} is missing: ${why}`);
  }
}
process.exit(failed === 0 ? 0 : 1);
