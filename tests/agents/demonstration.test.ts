import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { pages } from '../documentation/pages.ts';
import { programOf, replayPage } from '../documentation/replay-page.ts';
import { ConsoleSession, withoutChance as withoutChanceOfRuns } from '../documentation/run-console.ts';
import type { PageProgram, Printed } from '../documentation/run-console.ts';
import { modelServer } from '../support/model-server/model-server.ts';
import { workspace } from '../support/workspace.ts';
import { agentSettings } from './agent-settings.ts';
import { demonstrationModel } from './demonstration-model.ts';
import { isInstalled, mainFile, programPath } from './programs.ts';

// UPDATE_DOCS=1 npm run agents -- demonstration writes what the commands print now into the page.
const claude = agentSettings.find(({ name }) => name === 'claude')!;
const shown = pages().filter((page) => programOf(page) === claude.name);

if (!isInstalled(claude.name)) console.warn(`skipped: claude is not installed (${shown.length} pages)`);

/**
 * What a call of the model uses depends on which agent asks first, and so do the amounts; ids of commits, and their order,
 * on when they were made.
 */
const withoutChance = (lines: readonly string[]): readonly string[] => {
  const plain = withoutChanceOfRuns(lines).map((line) =>
    line
      .replace(/\b\d+ min (?=<time>)/g, '')
      .replace(/\$\d[\d.]*/g, '<money>')
      .replace(/\b\d[\d.]*(?: [kM])?(?= (?:in|out|from|to|tokens)\b)/g, '<tokens>')
      .replace(/^( +2\.\d .*<money>) .*$/, '$1 <tokens>')
      .replace(/^[0-9a-f]{7} /, '<commit> '),
  );
  const isCommit = (line: string): boolean => line.startsWith('<commit> ');
  return [...plain.filter((line) => !isCommit(line)), ...plain.filter(isCommit).sort()];
};

type Environment = Readonly<Record<string, string>>;

const call = (program: string, words: readonly string[], cwd: string, env: Environment): Promise<Printed> =>
  new Promise((resolve) => {
    const child = spawn(program, words, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    onTestFinished(() => void child.kill());
    let output = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      stderr += text;
    });
    child.once('close', (code) => resolve({ output, stderr, code: code ?? -1 }));
  });

test.skipIf(!isInstalled(claude.name)).each(shown)('$file', { timeout: 300_000 }, async (page) => {
  const place = workspace();
  const server = await modelServer(demonstrationModel);
  onTestFinished(() => server.close());
  const home = `${place.root}.home`;
  const env = {
    PATH: programPath,
    HOME: home,
    TMPDIR: path.join(home, 'tmp'),
    LANG: 'C.UTF-8',
    COLUMNS: '100',
    XDG_STATE_HOME: `${place.root}.state`,
    XDG_CONFIG_HOME: `${place.root}.config`,
    PLANLOOM_WORKTREE_ROOT: `${place.root}.worktrees`,
    ...claude.env(server),
    ...server.proxy,
  };
  const node: PageProgram = (words, folder) => call(process.execPath, words, place.path(folder), env);
  const session = new ConsoleSession(place, {
    planloom: (words, folder) => node([mainFile, ...words], folder),
    node,
    grep: (words, folder) => call('grep', words, place.path(folder), env),
  });
  mkdirSync(env.TMPDIR);
  await replayPage(page, session, withoutChance);
  expect(server.elsewhere).toEqual([]);
});
