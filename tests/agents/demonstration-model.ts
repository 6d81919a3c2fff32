import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Reply, Scenario } from '../support/model-server/scenario.ts';

const fixtures = path.resolve(import.meta.dirname, '../fixtures/demonstration');

/** The work at an achievement: what the model does, one step after the other, and what it says of it in the end. */
interface Work {
  /** A folder of fixtures, with the files that it writes. */
  readonly folder: string;
  /** Whether it tries what it wrote. */
  readonly isTried: boolean;
  readonly summary: string;
}

const works: Readonly<Record<string, Work>> = {
  '1.1': {
    folder: '1.1',
    isTried: true,
    summary: 'proseOf gives { number, text } of the lines outside of fences. Code within a line stays in it.',
  },
  '2.1': {
    folder: '2.1',
    isTried: true,
    summary: 'linksOf gives { target, line }. What stands between backticks is taken out of a line first.',
  },
  '2.2': {
    folder: '2.2-first',
    isTried: false,
    summary: 'anchorsOf gives a Set of anchors, those of the same name numbered from the second on.',
  },
  '2.2 again': {
    folder: '2.2',
    isTried: true,
    summary: 'anchorsOf gives a Set of anchors. Every space becomes a dash now, not only the first one of a heading.',
  },
  '3.1': {
    folder: '3.1',
    isTried: true,
    summary: 'linkcheck.mjs prints a line for each broken link. A target without a file is a heading of the same page.',
  },
};

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();

type Step = Extract<Reply, { use: unknown }>;

const stepsOf = ({ folder, isTried }: Work): readonly Step[] => {
  const from = path.join(fixtures, folder);
  return [
    { saying: 'First I look at what is there.', use: [{ shell: 'git log --oneline; ls -R' }] },
    ...filesIn(from).map((file) => ({
      saying: `Now ${file}.`,
      use: [{ write: file, content: readFileSync(path.join(from, file), 'utf8') }],
    })),
    ...(isTried ? [{ saying: 'Do the tests pass?', use: [{ shell: 'node --test' }] }] : []),
  ];
};

/** Plays the model of the demonstration: it plans, and carries out what it planned, with one mistake. */
export const demonstrationModel: Scenario = ({ prompt, results }): Reply => {
  if (prompt.includes('# Make a plan from requirements')) {
    return { say: readFileSync(path.join(fixtures, 'plan.json'), 'utf8') };
  }
  const id = /^# Achievement (\S+)$/m.exec(prompt)?.[1] ?? '';
  const work = works[prompt.includes('## Why this is attempt 2') ? `${id} again` : id];
  if (work === undefined) return { say: 'I do not know of that.' };
  const step = stepsOf(work)[results.length];
  return step ?? { say: work.summary };
};
