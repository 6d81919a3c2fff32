import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { JournalEntry, RunEvent } from '../../src/domain/run.ts';
import { decodeJournal } from '../../src/journal/journal-text.ts';
import { planloom } from './planloom.ts';
import type { Outcome, Setting } from './planloom.ts';
import { workspace } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/** An achievement of a plan that is to be run. */
export interface ToDo {
  readonly needs?: readonly string[];
  readonly deliverables?: readonly string[];
  /** Path of its validation script. */
  readonly script?: string;
  /** What its attempts do: a script for the shell. Default: they write their number into `<id>.txt`. */
  readonly work?: string;
}

/** A repository with a plan. Everything that is not said is the usual: clones, no checks, one attempt. */
export interface RunPlaceOptions {
  readonly todo: Readonly<Record<string, ToDo>>;
  /** Keys of planloom.config.json, added to those that start the scripts of `todo`. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Further files of the first commit. */
  readonly files?: Readonly<Record<string, string>>;
  /** Keys of parallel.json. */
  readonly parallel?: Readonly<Record<string, unknown>>;
  /** Default: a repository with one commit. `none`: a folder without git. `empty`: a repository without a commit. */
  readonly repository?: 'none' | 'empty';
  /** Options of `git init`. */
  readonly init?: readonly string[];
}

/** A node as the summary shows it. */
export interface ShownNode {
  readonly id: string;
  readonly state: string;
  readonly attempts: number;
  /** The ref that keeps its unfinished work. */
  readonly branch?: string;
  readonly commit: string | null;
  readonly message: string;
  readonly unverified: boolean;
  readonly blockedBy: string | null;
  readonly changed: readonly string[];
  readonly takenBack: readonly string[];
  readonly protectedChanged: readonly string[];
  readonly remarks: readonly string[];
  readonly costUsd: number | null;
}

export interface ShownRun {
  readonly runId: string;
  readonly outcome: string;
  readonly integrationBranch: string;
  readonly nodes: readonly ShownNode[];
  readonly counts: Readonly<Record<string, number>>;
  readonly makespanSeconds: number | null;
  readonly sequentialSeconds: number;
}

/** A run that has ended. */
export interface EndedRun extends Outcome {
  readonly summary: ShownRun;
  readonly branch: string;
  /** Of the node, as the summary shows it. */
  node(id: string): ShownNode;
  /** The journal. */
  readonly entries: readonly JournalEntry[];
  readonly events: readonly RunEvent[];
  /** A file of the run's folder. */
  file(...parts: string[]): string;
  /** A file of an attempt: prompt.md, transcript.log, checks.log, diff.patch. */
  attemptFile(node: string, attempt: number, file: string): string;
}

export interface RunPlace extends Workspace {
  /** Folders beside it. */
  readonly worktrees: string;
  readonly state: string;
  /** Where planloom keeps runs. */
  readonly runsFolder: string;
  /** Runs git as the user would; answers with what it prints, without its last line end. */
  git(...args: string[]): string;
  /** Commits all that is there. */
  commit(message?: string): string;
  /** A line for the shell that waits until a node is merged. */
  untilMerged(id: string): string;
  /** What the attempts at a node do from now on. */
  setWork(id: string, script: string): void;
  /** Any command of planloom, without Ctrl-C. */
  planloom(argv: readonly string[], setting?: Setting): Promise<Outcome>;
  /** `planloom run parallel.json --trust --yes --json`, with further arguments; the run has to start. */
  run(argv?: readonly string[], setting?: Setting): Promise<EndedRun>;
  /** What is in the run's folder of a run that was started otherwise. */
  ended(outcome: Outcome): EndedRun;
  /** Of the runs that there are, the ids in order. */
  runIds(): readonly string[];
  /** Whether the branch has a file; its text. */
  onBranch(branch: string, file: string): string | undefined;
  /** Folders of attempts that are left, as `<node>/<attempt>`-like names below the runs. */
  leftAttempts(): readonly string[];
}

export const planFolder = 'work-space/plans/SHIP';

/** parallel.json for what is to do. */
export const parallelOf = (todo: RunPlaceOptions['todo'], more: Readonly<Record<string, unknown>> = {}): string =>
  `${JSON.stringify(
    {
      schema_version: 1,
      plan_name: 'SHIP',
      parallelization_level: 'level_3',
      achievements: Object.entries(todo).map(([id, { needs = [], deliverables = [], script }]) => ({
        achievement_id: id,
        title: `Part ${id}`,
        priority: Number(id.split('.')[0]),
        dependencies: needs,
        deliverables: deliverables.map((file) => ({ text: file, path: file })),
        ...(script === undefined ? {} : { validation_script: script }),
      })),
      ...more,
    },
    null,
    2,
  )}\n`;

/** A PLAN document for what is to do. */
export const planOf = (todo: RunPlaceOptions['todo']): string =>
  [
    '# PLAN: Ship',
    '',
    '## Achievements',
    ...Object.entries(todo).flatMap(([id, { needs = [], deliverables = [] }]) => [
      '',
      `**Achievement ${id}**: Part ${id}`,
      '',
      ...(deliverables.length === 0
        ? []
        : [`- **Deliverables**: ${deliverables.map((file) => `\`${file}\``).join(', ')}`]),
      `- **Dependencies**: ${needs.length === 0 ? 'None' : needs.join(', ')}`,
    ]),
    '',
  ].join('\n');

/** A real repository whose plan waits to be run; gone, with all that runs leave beside it, when the test is over. */
export const runPlace = (options: RunPlaceOptions): RunPlace => {
  const { todo, config = {}, files = {}, parallel = {}, repository, init = [] } = options;
  const place = workspace();
  const beside = (what: string): string => `${place.root}.${what}`;
  onTestFinished(() => {
    const siblings = ['home', 'state', 'config', 'worktrees', 'work'];
    for (const what of siblings) rmSync(beside(what), { recursive: true, force: true });
  });
  const setWork = (id: string, script: string): void =>
    place.write(path.join('..', path.basename(beside('work')), `${id}.sh`), `${script}\n`);
  for (const [id, { work }] of Object.entries(todo))
    setWork(id, work ?? 'echo "$PLANLOOM_ATTEMPT" > "$PLANLOOM_NODE.txt"');

  const git = (...args: string[]): string =>
    execFileSync('git', args, {
      cwd: place.root,
      env: { PATH: process.env.PATH, HOME: beside('home'), GIT_CONFIG_NOSYSTEM: '1' },
      stdio: 'pipe',
      maxBuffer: 64 * 1024 * 1024,
    })
      .toString()
      .trimEnd();
  const commit = (message = 'next'): string => {
    git('add', '-A');
    git('commit', '--quiet', '--allow-empty', '-m', message);
    return git('rev-parse', 'HEAD');
  };
  const start = ['sh', '-c', `exec sh "${beside('work')}/$PLANLOOM_NODE.sh"`];
  const usual = { executors: { work: { kind: 'command', command: start } }, maxAttempts: 1, retry: { baseSeconds: 0 } };
  const all = {
    'planloom.config.json': `${JSON.stringify({ ...usual, ...config }, null, 2)}\n`,
    [`${planFolder}/PLAN_SHIP.md`]: planOf(todo),
    [`${planFolder}/parallel.json`]: parallelOf(todo, parallel),
    ...files,
  };
  for (const [file, text] of Object.entries(all)) place.write(file, text);
  if (repository !== 'none') {
    git('init', '--quiet', '--initial-branch=main', ...init);
    git('config', 'user.name', 'Ada');
    git('config', 'user.email', 'ada@example.org');
    if (repository !== 'empty') commit('first');
  }

  const runsFolder = repository === 'none' ? place.path('.planloom', 'runs') : place.path('.git', 'planloom', 'runs');
  const call = (argv: readonly string[], setting: Setting = {}): Promise<Outcome> =>
    planloom(place, argv, { interruptions: [], ...setting });

  const ended = (outcome: Outcome): EndedRun => {
    const last = outcome.stdout.trimEnd().split('\n').at(-1) ?? '';
    const summary = (outcome.stdout.startsWith('{"') ? JSON.parse(last) : outcome.json()) as ShownRun;
    const file = (...parts: string[]): string => readFileSync(path.join(runsFolder, summary.runId, ...parts), 'utf8');
    const entries = (): readonly JournalEntry[] => {
      const journal = decodeJournal('journal.jsonl', file('journal.jsonl'));
      if (!journal.ok) throw new Error(JSON.stringify(journal.error));
      return journal.value.entries;
    };
    return {
      ...outcome,
      summary,
      branch: summary.integrationBranch,
      node: (id) => {
        const found = summary.nodes.find((node) => node.id === id);
        if (found === undefined) throw new Error(`There is no ${id} in ${outcome.stdout}`);
        return found;
      },
      get entries() {
        return entries();
      },
      get events() {
        return entries().map(({ event }) => event);
      },
      file,
      attemptFile: (node, attempt, name) => file('attempts', node, String(attempt), name),
    };
  };

  return {
    ...place,
    worktrees: beside('worktrees'),
    state: beside('state'),
    runsFolder,
    git,
    commit,
    untilMerged: (id) =>
      `until grep -q '"type":"merged","node":"${id}"' "${runsFolder}/$PLANLOOM_RUN/journal.jsonl"; do sleep 0.05; done`,
    setWork,
    planloom: call,
    ended,
    run: async (argv = [], setting = {}) => {
      const outcome = await call(
        ['run', `${planFolder}/parallel.json`, '--trust', '--yes', '--json', ...argv],
        setting,
      );
      if (!outcome.stdout.startsWith('{')) throw new Error(`The run did not start: ${outcome.output}`);
      return ended(outcome);
    },
    runIds: () => (existsSync(runsFolder) ? readdirSync(runsFolder).sort() : []),
    onBranch: (branch, file) => {
      try {
        return git('show', `${branch}:${file}`);
      } catch {
        return undefined;
      }
    },
    leftAttempts: () =>
      !existsSync(beside('worktrees'))
        ? []
        : readdirSync(beside('worktrees'), { recursive: true })
            .map(String)
            .flatMap((name) => /^[^/]+\/[^/]+\/attempts\/([^/]+)$/.exec(name)?.[1] ?? []),
  };
};
