/** What a node of the plan does, as the lines of a shell script, and how it has to end. */
export interface KillNode {
  readonly needs: readonly string[];
  readonly work: readonly string[];
  readonly ends: 'succeeded' | 'failed' | 'conflicted' | 'blocked';
  readonly pool?: string;
}

const write = 'mkdir -p out && echo "made by $PLANLOOM_NODE" > "out/$PLANLOOM_NODE.txt"';
/** A commit of the attempt's own; its id is told to the test once it is there. */
const commit = 'git add -A && git commit -q -m "own $PLANLOOM_NODE" && git rev-parse HEAD >> "$OUTSIDE/commits"';
/** Both sides of a conflict change the same line. */
const clash = 'sed -i "1s/.*/first line by $PLANLOOM_NODE/" src/shared.txt';
const once = (name: string, otherwise: string): string =>
  `test -e "$OUTSIDE/${name}" || { touch "$OUTSIDE/${name}"; ${otherwise}; }`;

/** Whom no attempt gets past: whatever it stands on, another one has changed its line by the time it is merged. */
const stubborn = '5.1';
/** More than it can have attempts: two that conflict, and one for each kill. */
const rivals = ['5.2', '5.3', '5.4', '5.5', '5.6'];
const changeLine = 'sed -i "1s/.*/by $PLANLOOM_NODE $PLANLOOM_ATTEMPT/" src/fought-over.txt';
const until = (isSo: string): string => `until ${isSo}; do sleep 0.02; done`;
const startsOf = (id: string): string => `$(cat "$OUTSIDE/starts/${id}" 2> /dev/null | wc -l)`;

/**
 * Diamonds, a pool, a declared conflict, conflicts of contents that end well and one that never does, own commits, work
 * that takes a moment, checks that fail once, for ever, and only after a merge, and commands that fail once and for ever.
 */
const wholePlan: Readonly<Record<string, KillNode>> = {
  '1.1': { needs: [], ends: 'succeeded', work: [write] },
  '1.2': {
    needs: [],
    ends: 'succeeded',
    work: [write, commit, 'echo more > out/more.txt', commit, 'echo last > out/last.txt'],
  },
  '1.3': { needs: [], ends: 'succeeded', work: ['echo part > part.txt', 'sleep 0.15', write, 'echo whole > part.txt'] },
  '1.4': { needs: [], ends: 'succeeded', pool: 'narrow', work: [write, 'sleep 0.05'] },
  '2.1': { needs: ['1.1', '1.2'], ends: 'succeeded', work: [write, 'test -f out/1.1.txt && test -f out/last.txt'] },
  '2.2': { needs: ['1.2', '1.3'], ends: 'succeeded', work: [write, commit, once('failed-once', 'exit 3')] },
  '2.3': { needs: ['1.1'], ends: 'succeeded', work: [write, clash, 'sleep 0.1'] },
  '2.4': { needs: ['1.1'], ends: 'succeeded', work: [write, clash, commit, 'sleep 0.1'] },
  '3.1': { needs: ['2.1', '2.2'], ends: 'succeeded', pool: 'narrow', work: [write, 'sleep 0.1'] },
  '3.2': { needs: ['2.3', '2.4'], ends: 'succeeded', work: [write, commit, 'echo after > out/after.txt'] },
  '3.3': { needs: ['1.4'], ends: 'failed', work: [write, commit, 'echo loose > loose.txt', 'exit 1'] },
  '3.4': { needs: ['3.3'], ends: 'blocked', work: [write] },
  // Their checks fail: once, for ever, and for whichever of two comes second, until it knows of the first.
  '4.1': { needs: ['1.1'], ends: 'succeeded', work: [write] },
  '4.2': { needs: ['1.1'], ends: 'failed', work: [write, commit] },
  '4.3': { needs: ['1.1'], ends: 'succeeded', work: [write, 'test ! -e out/4.4.txt || echo both > out/joint.txt'] },
  '4.4': { needs: ['1.1'], ends: 'succeeded', work: [write, 'test ! -e out/4.3.txt || echo both > out/joint.txt'] },
  [stubborn]: {
    needs: [],
    ends: 'conflicted',
    // While its attempt number n waits, the rival number n is merged.
    work: [
      write,
      changeLine,
      `RIVAL=5.$((${startsOf(stubborn)} + 1))`,
      until(`grep -q '"type":"node_succeeded","node":"'"$RIVAL" "$JOURNAL"`),
      commit,
    ],
  },
  ...Object.fromEntries(
    rivals.map((id, at): [string, KillNode] => [
      id,
      {
        needs: at === 0 ? [] : [rivals[at - 1]!],
        ends: 'succeeded',
        work: [
          // It comes while the other is at work, or when that one has ended.
          until(
            `grep -q '"type":"node_failed","node":"${stubborn}"' "$JOURNAL" || test ${startsOf(stubborn)} -gt ${at}`,
          ),
          write,
          changeLine,
        ],
      },
    ]),
  ),
  '6.1': { needs: ['3.1', '3.2', '4.3', '4.4'], ends: 'succeeded', work: [write, commit] },
};

/** What together attacks one thing: diamonds and own commits; conflicts; failures and checks. */
const parts: readonly (readonly string[])[] = [
  ['1.1', '1.2', '1.3', '1.4', '2.1', '2.2', '3.1'],
  ['1.1', '2.3', '2.4', '3.2', stubborn, ...rivals],
  ['1.1', '1.4', '3.3', '3.4', '4.1', '4.2', '4.3', '4.4'],
];

/** The whole plan, or the part of it with this number. */
export const killPlan = (part: number | null): Readonly<Record<string, KillNode>> => {
  if (part === null) return wholePlan;
  return Object.fromEntries(parts[part % parts.length]!.map((id) => [id, wholePlan[id]!]));
};

/** How the run of it has to end. */
export const outcomeOf = (plan: Readonly<Record<string, KillNode>>): 'succeeded' | 'partial' =>
  Object.values(plan).every(({ ends }) => ends === 'succeeded') ? 'succeeded' : 'partial';

/** The check of all nodes, in the folder to be checked. */
export const killCheck = [
  `test "$PLANLOOM_NODE" != 4.1 || ${once('check-failed-once', 'exit 1')}`,
  'test "$PLANLOOM_NODE" != 4.2',
  'test ! -e out/4.3.txt || test ! -e out/4.4.txt || test -e out/joint.txt',
];

/** Files of the project, besides the plan. */
export const killProject = (): Readonly<Record<string, string>> => ({
  'src/shared.txt': 'first line\nsecond line\n',
  'src/fought-over.txt': 'nobody\n',
  ...Object.fromEntries(
    Array.from({ length: 28 }, (_, at) => [`src/part-${at % 4}/file-${at}.txt`, `file ${at}\n`.repeat(5)]),
  ),
});

/** parallel.json of the plan, and the configuration that runs `script` for each node, and `check` after it. */
export const killDocuments = (
  plan: Readonly<Record<string, KillNode>>,
  script: string,
  check: string,
): Readonly<Record<string, string>> => ({
  'plans/parallel.json': `${JSON.stringify(
    {
      schema_version: 1,
      plan_name: 'KILL',
      parallelization_level: 'level_3',
      conflicts: '1.3' in plan ? [{ a: '1.3', b: '1.4' }] : [],
      achievements: Object.entries(plan).map(([id, { needs }]) => ({
        achievement_id: id,
        title: `Part ${id}`,
        dependencies: needs,
        deliverables: [{ text: `out/${id}.txt`, path: `out/${id}.txt` }],
      })),
    },
    null,
    2,
  )}\n`,
  'planloom.config.json': `${JSON.stringify(
    {
      executors: { work: { kind: 'command', command: ['sh', '-c', `exec sh "${script}"`] } },
      checks: [{ command: ['sh', check] }],
      maxExecutors: 5,
      maxAttempts: 2,
      retry: { baseSeconds: 0 },
      pools: { narrow: { slots: 1 } },
      achievements: Object.fromEntries(
        Object.entries(plan).flatMap(([id, { pool }]) => (pool === undefined ? [] : [[id, { pool }]])),
      ),
    },
    null,
    2,
  )}\n`,
});
