import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { commandsOf, killAlone, killTree, withKillPlace } from './kill-rig.ts';
import type { KillPlace, Live } from './kill-rig.ts';
import { noteFinished, userObjects, userState, whatIsWrong } from './kill-verdict.ts';
import type { FinishedStarts } from './kill-verdict.ts';

/** How planloom is killed: with all that it has started; alone; alone, and nothing guards what it has started. */
type Manner = 'tree' | 'alone' | 'unguarded';

/** Numbers from 0 to 1 that a seed always gives in the same order (mulberry32). */
const numbersOf = (seed: number): (() => number) => {
  let state = (seed * 2654435761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

const bytesOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);

const newestJournal = (place: KillPlace): string | undefined => {
  const runId = place.runIds().at(-1);
  return runId === undefined ? undefined : place.journalFile(runId);
};

const journalBytes = (place: KillPlace): number => {
  const file = newestJournal(place);
  return file === undefined ? 0 : bytesOf(file);
};

/** Grows with every ref that the run moves in the user's repository. */
const refsMoved = ({ root }: KillPlace): number => {
  const logs = path.join(root, '.git', 'logs', 'refs');
  return ['heads/planloom', 'planloom'].reduce((sum, name) => {
    const folder = path.join(logs, name);
    if (!existsSync(folder)) return sum;
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return sum + files.reduce((bytes, entry) => bytes + bytesOf(path.join(entry.parentPath, entry.name)), 0);
  }, 0);
};

/** Whether it is time to kill; asked again and again while planloom runs. */
const momentOf = (place: KillPlace, next: () => number): (() => boolean) => {
  const kind = next();
  const part = next();
  if (kind < 0.4) {
    const limit = journalBytes(place) + 1 + part * 14_000;
    return () => journalBytes(place) >= limit;
  }
  if (kind < 0.6) {
    const limit = refsMoved(place) + 1 + part * 2_200;
    return () => refsMoved(place) >= limit;
  }
  const end = performance.now() + 60 + part * 1_500;
  return () => performance.now() >= end;
};

const mannerOf = (seed: number): Manner => (seed % 2 === 0 ? 'tree' : seed % 4 === 1 ? 'alone' : 'unguarded');

/** How long the guard may take to end what is left. */
const guardMs = 2_000;

const killAs = async (place: KillPlace, live: Live, manner: Manner): Promise<readonly string[]> => {
  if (manner === 'tree') {
    await killTree(place, live);
    return [];
  }
  await killAlone(live);
  if (manner === 'unguarded') return [];
  const end = performance.now() + guardMs;
  while (commandsOf(place).length > 0) {
    if (performance.now() > end) return [`the guard has left ${commandsOf(place).length} commands alive`];
    await wait(20);
  }
  return [];
};

/** What one seed has shown. */
export interface KillStory {
  readonly wrong: readonly string[];
  readonly kills: number;
  readonly manner: Manner;
}

/**
 * Runs the plan, kills it at up to three moments that the seed chooses, lets it come to its end, and tells all that is
 * wrong then.
 */
export const killStory = (seed: number): Promise<KillStory> =>
  withKillPlace(async (place) => {
    const next = numbersOf(seed);
    const manner = mannerOf(seed);
    const before = { state: userState(place), objects: userObjects(place) };
    const wanted = 1 + Math.floor(next() * 3);
    const finished: FinishedStarts = new Map();
    const guard = manner === 'unguarded' ? ['--no-guard'] : [];
    const wrong: string[] = [];
    let kills = 0;
    for (let turn = 0; turn < 12; turn++) {
      const began = place.runIds().filter((runId) => place.state(runId) !== undefined);
      const argv = began.length > 0 ? ['resume', began.at(-1)!] : ['run', 'plans/parallel.json', '--yes'];
      const isDue = kills < wanted ? momentOf(place, next) : () => false;
      const live = place.start([...argv, '--trust', '--json', ...guard]);
      while (!live.isOver() && !isDue()) await wait(3);
      if (!live.isOver()) {
        kills++;
        wrong.push(...(await killAs(place, live, manner)));
        noteFinished(place, place.state(place.runIds().at(-1) ?? ''), finished);
        continue;
      }
      const { code, stdout, stderr } = await live.over;
      const runId = place.runIds().findLast((id) => place.state(id) !== undefined);
      if (runId === undefined) return { wrong: [...wrong, `nothing began: ${stdout}${stderr}`], kills, manner };
      if (code !== 1) wrong.push(`the last command ended with ${String(code)}: ${stdout}${stderr}`);
      else if (stderr !== '') wrong.push(`it said: ${stderr}`);
      return { wrong: [...wrong, ...whatIsWrong(place, runId, before, finished)], kills, manner };
    }
    return { wrong: [...wrong, 'it came to no end'], kills, manner };
  });
