// A run of 10,000 nodes in layers, three edges each, from the first decision to the last one: the time of a decision, and
// the memory of this process, which holds the nodes, the state and nothing else. Then the replay of a journal. Times are
// of all cores together, compiling and collecting garbage included, so that a busy machine does not count.
import { loadSource } from './load-source.mjs';

const { Scheduler, replay, decodeJournal, encodeEntry, encodeHeader, seededRandom } = await loadSource([
  'execution/scheduler.ts',
  'journal/replay.ts',
  'journal/journal-text.ts',
  'graph/random.ts',
]);

const layer = 100;

const openedWith = (size) => {
  const random = seededRandom(1);
  const idOf = (node) => `${Math.floor(node / layer) + 1}.${(node % layer) + 1}`;
  const nodes = Array.from({ length: size }, (_, node) => {
    const level = Math.floor(node / layer);
    const needed = new Set();
    while (level > 0 && needed.size < 3) needed.add((level - 1) * layer + Math.floor(random() * layer));
    return {
      id: idOf(node),
      title: `Achievement ${idOf(node)}`,
      level,
      hours: 1 + Math.floor(random() * 8),
      priority: null,
      pool: 'default',
      dependencies: [...needed].sort((a, b) => a - b).map(idOf),
      executors: ['one', 'two'],
      retry: { maxAttempts: 2, baseMs: 1000, factor: 3, jitter: 'full' },
      onFailure: 'fail',
      timeoutMs: null,
      idleTimeoutMs: null,
      evidence: 'diff',
      deliverables: [],
      validationScript: null,
    };
  });
  return {
    type: 'opened',
    runId: 'bench',
    plan: { name: 'BENCH', title: 'Bench', file: 'PLAN_BENCH.md' },
    process: { bootId: 'boot', pid: 1, startTime: '1' },
    baseCommit: 'base',
    integrationBranch: 'planloom/bench',
    after: null,
    configDigest: '',
    settings: { maxExecutors: 16, pools: {}, conflicts: [], barrier: false, mode: 'clone' },
    nodes,
    settled: [],
  };
};

const ended = (node, attempt, isDone) => ({
  type: 'attempt_ended',
  node,
  attempt,
  outcome: isDone ? 'succeeded' : 'failed',
  exitCode: isDone ? 0 : 1,
  message: isDone ? '' : 'It failed.',
  commit: isDone ? 'work' : null,
  evidence: null,
  summary: null,
  usage: null,
  costUsd: null,
  seconds: 1,
});

/** Runs to the end: one attempt of ten fails, and is tried again. `keep` gets every event. */
const run = (opened, keep = () => {}) => {
  const random = seededRandom(2);
  const context = { nowMs: 0, random };
  const scheduler = new Scheduler();
  const facts = [];
  const follow = (decisions) => {
    for (const decision of decisions) {
      keep(decision);
      const { node, attempt } = decision;
      if (decision.type === 'attempt_started') {
        const isDone = attempt > 1 || random() < 0.9;
        if (isDone) facts.push({ type: 'verifying', node, attempt });
        facts.push(ended(node, attempt, isDone));
      } else if (decision.type === 'backing_off') facts.push({ type: 'backed_off', node });
      else if (decision.type === 'merge_started') facts.push({ type: 'merged', node, attempt, commit: 'merge' });
    }
  };
  keep(opened);
  scheduler.handle(opened, context);
  follow(scheduler.begin(context));
  let at = 0;
  for (; at < facts.length; at++) {
    context.nowMs++;
    keep(facts[at]);
    follow(scheduler.handle(facts[at], context));
    facts[at] = undefined;
  }
  if (scheduler.state.outcome !== 'succeeded') throw new Error(`The run closed as ${scheduler.state.outcome}.`);
  return at;
};

const cpuMicroseconds = (since) => {
  const { user, system } = process.cpuUsage(since);
  return user + system;
};

let missed = false;
const report = (name, figure, limit, unit) => {
  const ok = figure < limit;
  if (!ok) missed = true;
  console.log(`${ok ? 'ok  ' : 'MISS'}  ${name.padEnd(70)} ${figure.toFixed(2)} ${unit}  (below ${limit} ${unit})`);
};

// The first run is the one that counts: no user runs a plan twice in one process.
const opened = openedWith(10_000);
const started = process.cpuUsage();
const decisions = run(opened);
report('a decision of the scheduler, 10,000 nodes', cpuMicroseconds(started) / decisions, 50, 'µs');
report('memory of that process', process.resourceUsage().maxRSS / 1024, 200, 'MB');

const lines = [encodeHeader('bench')];
run(openedWith(1000), (event) => lines.push(encodeEntry({ at: 0, event })));
const text = lines.join('');
const readFrom = process.cpuUsage();
const journal = decodeJournal('journal.jsonl', text);
const state = replay(journal.value.entries);
report(
  `replay of a journal of 1,000 nodes, ${journal.value.entries.length} entries`,
  cpuMicroseconds(readFrom) / 1000,
  100,
  'ms',
);
if (state.outcome !== 'succeeded') throw new Error(`The replay says ${state.outcome}.`);
process.exit(missed ? 1 : 0);
