import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as immediate, setTimeout as wait } from 'node:timers/promises';
import type { RunState } from '../../src/journal/run-state.ts';
import { commandsOf, killAlone, killTree, withKillPlace } from './kill-rig.ts';
import type { KillPlace, Live } from './kill-rig.ts';
import { outcomeOf } from './kill-plan.ts';
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

/** Signs that a run is on its way, before its journal has anything: what is noted first, its store, its folder. */
const firstSigns: readonly ((place: KillPlace) => boolean)[] = [
  ({ runsFolder }) => existsSync(runsFolder),
  ({ worktrees }) => existsSync(worktrees),
  (place) => place.storesOf().length > 0,
  (place) => place.runIds().length > 0,
  (place) => journalBytes(place) > 0,
  (place) => refsMoved(place) > 0,
];

const startsSoFar = (place: KillPlace): number => Object.values(place.starts()).reduce((sum, count) => sum + count, 0);

/** Where the branch of the newest run is in its store. */
const tipInStore = (place: KillPlace): string => {
  const runId = place.runIds().at(-1) ?? '';
  const file = path.join(place.storeOf(runId), 'refs', 'heads', 'planloom', runId);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

/** Whether it is time to kill, asked again and again while planloom runs; and whether nothing may come in between. */
interface Moment {
  readonly isDue: () => boolean;
  readonly isClose?: boolean;
}

/** `size`: of the plan, 1 for the whole one. */
const momentOf = (place: KillPlace, next: () => number, size: number): Moment => {
  const kind = next();
  const part = next();
  if (kind < 0.3) {
    const limit = journalBytes(place) + 1 + part * 30_000 * size;
    return { isDue: () => journalBytes(place) >= limit };
  }
  if (kind < 0.4) {
    const limit = refsMoved(place) + 1 + part * 4_000 * size;
    return { isDue: () => refsMoved(place) >= limit };
  }
  if (kind < 0.48) {
    const isThere = firstSigns[Math.floor(part * firstSigns.length)]!;
    if (!isThere(place)) return { isDue: () => isThere(place) };
  }
  if (kind < 0.7) {
    // A command has just begun.
    const limit = startsSoFar(place) + 1 + Math.floor(part * 20 * size);
    return { isDue: () => startsSoFar(place) >= limit };
  }
  if (kind < 0.8) {
    // Something has just been merged, and the journal does not say so yet.
    let moves = Math.floor(part * 12 * size);
    let tip = tipInStore(place);
    const isDue = (): boolean => {
      const now = tipInStore(place);
      if (now === tip || now === '') return false;
      tip = now;
      return moves-- <= 0;
    };
    return { isDue, isClose: true };
  }
  const end = performance.now() + 60 + part * 3_000 * size;
  return { isDue: () => performance.now() >= end };
};

const never: Moment = { isDue: () => false };

const mannerOf = (seed: number): Manner => (seed % 2 === 0 ? 'tree' : seed % 4 === 1 ? 'alone' : 'unguarded');

/** How long the guard may take to end what is left. */
const guardMs = 2_000;

/** A moment at which planloom was killed. */
export interface Kill {
  /** Type of the last event in the journal; null where no run had begun. */
  readonly after: string | null;
  /** How many commands were alive at that moment. */
  readonly commands: number;
}

/** Kills, and tells what is wrong at once, how many commands were alive, and which of them live on. */
const killAs = async (
  place: KillPlace,
  live: Live,
  manner: Manner,
): Promise<{ readonly wrong: readonly string[]; readonly left: readonly number[]; readonly commands: number }> => {
  // What is at work is to live on, and planloom stands still while that is counted.
  if (manner !== 'tree') place.hold();
  live.stop();
  const commands = commandsOf(place).length;
  if (manner === 'tree') await killTree(place, live);
  else await killAlone(live);
  if (manner === 'unguarded') return { wrong: [], left: commandsOf(place), commands };
  const end = performance.now() + guardMs;
  while (commandsOf(place).length > 0) {
    if (performance.now() > end) {
      place.letGo();
      return { wrong: [`the guard has left ${commandsOf(place).length} commands alive`], left: [], commands };
    }
    await wait(20);
  }
  place.letGo();
  return { wrong: [], left: [], commands };
};

/** What one seed has shown. */
export interface KillStory {
  readonly wrong: readonly string[];
  readonly kills: readonly Kill[];
  readonly manner: Manner;
}

/**
 * Runs the plan, or the part of it that the seed chooses, kills it at up to three moments that the seed chooses, lets it
 * come to its end, and tells all that is wrong then.
 */
export const killStory = (seed: number, isWhole: boolean): Promise<KillStory> =>
  withKillPlace(isWhole ? null : seed, async (place) => {
    const next = numbersOf(seed);
    const manner = mannerOf(seed);
    const before = { state: userState(place), objects: userObjects(place) };
    const wanted = 1 + Math.floor(next() * 3);
    const finished: FinishedStarts = new Map();
    const guard = manner === 'unguarded' ? ['--no-guard'] : [];
    const wrong: string[] = [];
    const kills: Kill[] = [];
    /** Commands that outlived a kill, by how often the run had been opened then. */
    let outlived: { readonly pids: readonly number[]; readonly opened: number } | undefined;
    const opened = (): number => timesOpened(place);
    // Whoever goes on with the run ends them before it writes anything.
    const sayWhoLives = (): void => {
      if (outlived === undefined || opened() <= outlived.opened) return;
      const alive = commandsOf(place).filter((pid) => outlived!.pids.includes(pid));
      if (alive.length > 0) wrong.push(`${alive.length} commands of a killed process have not been ended`);
      outlived = undefined;
      place.letGo();
    };
    for (let turn = 0; turn < 12; turn++) {
      const began = newestState(place)?.runId;
      const argv = began === undefined ? ['run', 'plans/parallel.json', '--yes'] : ['resume', began];
      const { isDue, isClose } = kills.length < wanted ? momentOf(place, next, isWhole ? 1 : 0.4) : never;
      const live = place.start([...argv, '--trust', '--json', ...guard]);
      while (!live.isOver() && !isDue()) {
        sayWhoLives();
        await (isClose === true ? immediate() : wait(3));
      }
      if (!live.isOver()) {
        const killed = await killAs(place, live, manner);
        sayWhoLives();
        kills.push({ after: lastEvent(place), commands: killed.commands });
        wrong.push(...killed.wrong);
        if (manner === 'unguarded') outlived = { pids: killed.left, opened: opened() };
        noteFinished(place, newestState(place), finished);
        continue;
      }
      const { code, stdout, stderr } = await live.over;
      sayWhoLives();
      const runId = newestState(place)?.runId;
      if (runId === undefined) return { wrong: [...wrong, `nothing began: ${stdout}${stderr}`], kills, manner };
      if (code !== (outcomeOf(place.plan) === 'succeeded' ? 0 : 1))
        wrong.push(`the last command ended with ${String(code)}: ${stdout}${stderr}`);
      else if (stderr !== '') wrong.push(`it said: ${stderr}`);
      return { wrong: [...wrong, ...(await whatIsWrong(place, runId, before, finished, stdout))], kills, manner };
    }
    return { wrong: [...wrong, 'it came to no end'], kills, manner };
  });

/** Of the newest run that was opened. */
const newestState = (place: KillPlace): RunState | undefined =>
  place
    .runIds()
    .map((runId) => place.state(runId))
    .findLast((state) => state !== undefined);

/** How many processes have opened the newest run, or gone on with it. */
const timesOpened = (place: KillPlace): number => {
  const file = newestJournal(place);
  const text = file === undefined || !existsSync(file) ? '' : readFileSync(file, 'utf8');
  return text.match(/^\{"at":\d+,"type":"(?:re)?opened".*\n/gm)?.length ?? 0;
};

const lastEvent = (place: KillPlace): string | null => {
  const file = newestJournal(place);
  const text = file === undefined || !existsSync(file) ? '' : readFileSync(file, 'utf8');
  return [...text.matchAll(/^\{"at":\d+,"type":"(\w+)".*\n/gm)].at(-1)?.[1] ?? null;
};
