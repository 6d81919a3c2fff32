/**
 * A program of ours that has a session go on in another folder. opencode works where a session began, and every attempt has
 * a folder of its own: so the session is given out, its folder written anew, and taken in again.
 * Arguments: the program, the session's id, a file of ours to write it to. The folder is the one that it is started in.
 */
export const opencodeMove = `import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const [program, session, file] = process.argv.slice(2);
const run = (...args) =>
  spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 30 });
const fail = (why) => {
  console.error('Session not found: ' + session + ' ' + why);
  process.exit(1);
};

const given = run('export', session);
if (given.status !== 0) fail(given.stderr);
const text = given.stdout.slice(given.stdout.indexOf('{'));
const { directory } = JSON.parse(text).info;
const inner = (folder) => JSON.stringify(folder).slice(1, -1);
const [from, to] = [directory, process.cwd()];
writeFileSync(file, text.replaceAll(inner(from), inner(to)).replaceAll(inner(from.slice(1)), inner(to.slice(1))));
const taken = run('import', file);
if (taken.status !== 0) fail(taken.stderr);
`;
