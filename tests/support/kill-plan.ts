/** What a node of the plan does, as the lines of a shell script, and how it has to end. */
export interface KillNode {
  readonly needs: readonly string[];
  readonly work: readonly string[];
  readonly ends: 'succeeded' | 'failed' | 'blocked';
  readonly pool?: string;
}

const write = 'mkdir -p out && echo "made by $PLANLOOM_NODE" > "out/$PLANLOOM_NODE.txt"';
/** A commit of the attempt's own; its id is told to the test once it is there. */
const commit = 'git add -A && git commit -q -m "own $PLANLOOM_NODE" && git rev-parse HEAD >> "$OUTSIDE/commits"';
/** Both sides of a conflict change the same line. */
const clash = 'sed -i "1s/.*/first line by $PLANLOOM_NODE/" src/shared.txt';

/** Diamonds, a pool, a declared conflict and one of contents, own commits, work that takes a moment, and failures. */
export const killPlan: Readonly<Record<string, KillNode>> = {
  '1.1': { needs: [], ends: 'succeeded', work: [write] },
  '1.2': {
    needs: [],
    ends: 'succeeded',
    work: [write, commit, 'echo more > out/more.txt', commit, 'echo last > out/last.txt'],
  },
  '1.3': { needs: [], ends: 'succeeded', work: ['echo part > part.txt', 'sleep 0.15', write, 'echo whole > part.txt'] },
  '1.4': { needs: [], ends: 'succeeded', pool: 'narrow', work: [write, 'sleep 0.05'] },
  '2.1': { needs: ['1.1', '1.2'], ends: 'succeeded', work: [write, 'test -f out/1.1.txt && test -f out/last.txt'] },
  '2.2': {
    needs: ['1.2', '1.3'],
    ends: 'succeeded',
    work: [write, commit, 'test -e "$OUTSIDE/failed-once" || { touch "$OUTSIDE/failed-once"; exit 3; }'],
  },
  '2.3': { needs: ['1.1'], ends: 'succeeded', work: [write, clash, 'sleep 0.1'] },
  '2.4': { needs: ['1.1'], ends: 'succeeded', work: [write, clash, commit, 'sleep 0.1'] },
  '3.1': { needs: ['2.1', '2.2'], ends: 'succeeded', pool: 'narrow', work: [write, 'sleep 0.1'] },
  '3.2': { needs: ['2.3', '2.4'], ends: 'succeeded', work: [write, commit, 'echo after > out/after.txt'] },
  '3.3': { needs: ['1.4'], ends: 'failed', work: [write, 'echo "no way" >&2', 'exit 1'] },
  '3.4': { needs: ['3.3'], ends: 'blocked', work: [write] },
  '4.1': { needs: ['3.1', '3.2'], ends: 'succeeded', work: [write, commit] },
};

/** Files of the project, besides the plan. */
export const killProject = (): Readonly<Record<string, string>> => ({
  'src/shared.txt': 'first line\nsecond line\n',
  ...Object.fromEntries(
    Array.from({ length: 28 }, (_, at) => [`src/part-${at % 4}/file-${at}.txt`, `file ${at}\n`.repeat(5)]),
  ),
});

/** parallel.json of the plan, and the configuration that runs `script` for each node. */
export const killDocuments = (script: string): Readonly<Record<string, string>> => ({
  'plans/parallel.json': `${JSON.stringify(
    {
      schema_version: 1,
      plan_name: 'KILL',
      parallelization_level: 'level_3',
      conflicts: [{ a: '1.3', b: '1.4' }],
      achievements: Object.entries(killPlan).map(([id, { needs }]) => ({
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
      maxExecutors: 4,
      maxAttempts: 2,
      retry: { baseSeconds: 0 },
      pools: { narrow: { slots: 1 } },
      achievements: Object.fromEntries(
        Object.entries(killPlan).flatMap(([id, { pool }]) => (pool === undefined ? [] : [[id, { pool }]])),
      ),
    },
    null,
    2,
  )}\n`,
});
