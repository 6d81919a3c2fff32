import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareIds } from '../../src/domain/ids.ts';
import type { JournalEntry, NodeState, RunDecision, RunFact } from '../../src/domain/run.ts';
import { lostAttempt } from '../../src/execution/lost-attempt.ts';
import type { Transition } from '../../src/execution/transitions.ts';
import {
  attemptTransitions,
  foundAttemptTransitions,
  foundTransitions,
  nodeTransitions,
  runTransitions,
} from '../../src/execution/transitions.ts';
import { buildGraph } from '../../src/graph/graph.ts';
import { addHours } from '../../src/graph/hours.ts';
import { seededRandom } from '../../src/graph/random.ts';
import { simulate } from '../../src/graph/simulate.ts';
import { applyEntry, openedState } from '../../src/journal/apply-entry.ts';
import { decodeJournal, encodeEntry, encodeHeader } from '../../src/journal/journal-text.ts';
import { replay } from '../../src/journal/replay.ts';
import { isEnd } from '../../src/journal/run-state.ts';
import type { RunState } from '../../src/journal/run-state.ts';
import { noMishaps, randomRun, randomRuns, runToEnd } from './random-runs.ts';
import { RunRig } from './run-rig.ts';

const seeded = { seed: 1, numRuns: 200 };
const rough = { failure: 0.3, mergeFailure: 0.3, person: 0.08 };
const alone = { ...rough, person: 0 };

// What the rig refuses at every decision: a node before its dependencies or twice at once, a broken pool, cap, conflict or
// barrier, a slot or a merge that is idle without need, anything after the end.
test('a run that nobody disturbs brings every node to an end without breaking a rule', () => {
  fc.assert(
    fc.property(randomRuns(), (run) => {
      const { scheduler, model } = randomRun(run, alone);
      const states = [...scheduler.state.nodes.values()].map(({ state }) => state);
      expect(states.every(isEnd)).toBe(true);
      expect(states).toEqual([...model.spots.values()].map(({ place }) => place));
    }),
    seeded,
  );
});

test('no rule is broken when people stop, skip and retry, and the run is opened again', () => {
  fc.assert(
    fc.property(randomRuns(), (run) => {
      const { scheduler, model } = randomRun(run, rough, 2);
      for (const [id, { state }] of scheduler.state.nodes) {
        const { place } = model.spot(id);
        if (isEnd(state) || isEnd(place as NodeState)) expect(place).toBe(state);
      }
    }),
    seeded,
  );
});

test('without mishaps every run succeeds', () => {
  fc.assert(
    fc.property(randomRuns(), (run) => {
      expect(randomRun(run, noMishaps).scheduler.state.outcome).toBe('succeeded');
    }),
    seeded,
  );
});

test('the same seed gives the same run', () => {
  fc.assert(
    fc.property(randomRuns(), (run) => {
      expect(randomRun(run, rough, 1).entries).toEqual(randomRun(run, rough, 1).entries);
    }),
    seeded,
  );
});

test('the journal, written and read again, leads to the state that the scheduler has', () => {
  fc.assert(
    fc.property(randomRuns(), (run) => {
      const { entries, scheduler } = randomRun(run, rough, 1);
      const journal = decodeJournal('journal.jsonl', encodeHeader('run') + entries.map(encodeEntry).join(''));
      expect(journal).toMatchObject({ ok: true, value: { tornAt: null } });
      expect(replay(journal.ok ? journal.value.entries : [])).toEqual(scheduler.state);
    }),
    seeded,
  );
});

test('from any prefix of its journal a run goes on to its end, and does nothing again that is merged or done', () => {
  fc.assert(
    fc.property(randomRuns(), fc.nat(), (run, at) => {
      const whole = randomRun(run, rough);
      const before = whole.entries.slice(0, 1 + (at % whole.entries.length));
      const rig = new RunRig(run.opened, { before });
      const done = rig.model.at('succeeded', 'merged', 'skipped');
      const proved = rig.model.at('merging');
      rig.resume();
      runToEnd(rig, seededRandom(at), noMishaps);
      const after = rig.entries
        .slice(before.length)
        .flatMap(({ event }) => (event.type === 'attempt_started' ? event.node : []));
      expect(after.filter((id) => done.includes(id) || proved.includes(id))).toEqual([]);
      expect(rig.model.at('idle', 'running', 'verifying', 'waiting', 'merging', 'merged')).toEqual([]);
    }),
    seeded,
  );
});

test('what takes its hours and succeeds starts in the order and on the executors of a simulation', () => {
  fc.assert(
    fc.property(randomRuns(), ({ opened, seed }) => {
      const { conflicts, maxExecutors: executors, pools, barrier } = opened.settings;
      const random = seededRandom(seed);
      // No two ends at the same moment: a simulation waits for all of them before it chooses.
      const nodes = opened.nodes.map((node) => ({ ...node, hours: 1 + random() }));
      const graph = buildGraph(
        nodes,
        nodes.flatMap(({ id, dependencies }) => dependencies.map((on) => ({ from: id, on }))),
        compareIds,
      );
      const { assignments } = simulate(graph, { executors, pools, conflicts, barrier });

      const rig = new RunRig({ ...opened, nodes, settings: { ...opened.settings, mode: 'none' } });
      const started: { id: string; executor: number; startHours: number; endHours: number }[] = [];
      const note = (decisions: readonly RunDecision[], startHours: number) => {
        for (const decision of decisions) {
          if (decision.type !== 'attempt_started') continue;
          const { node: id, slot: executor } = decision;
          started.push({ id, executor, startHours, endHours: addHours(startHours, rig.model.spot(id).node.hours!) });
        }
      };
      note(rig.begin(), 0);
      const isAtWork = ({ id }: { id: string }) => rig.stateOf(id) === 'running';
      while (rig.model.outcome === undefined) {
        const next = started.filter(isAtWork).reduce((a, b) => (b.endHours < a.endHours ? b : a));
        note(rig.succeed(next.id), next.endHours);
      }
      expect(started).toEqual(assignments);
    }),
    seeded,
  );
});

/** Every way that a journal goes, as `from to by`. */
const waysOf = (entries: readonly JournalEntry[]): readonly string[] => {
  const ways: string[] = [];
  const first = entries[0]!;
  if (first.event.type !== 'opened') return ways;
  const state = openedState(first.at, first.event);
  let before = placesIn(state);
  for (const entry of entries.slice(1)) {
    applyEntry(state, entry);
    const after = placesIn(state);
    for (const [name, to] of after) {
      const from = before.get(name) ?? (name.includes('#') ? 'running' : to);
      if (from === to) continue;
      const { type } = entry.event;
      if (from === 'pending' && to === 'ready') ways.push('pending ready dependencies');
      else if (from === 'blocked' && to === 'ready') ways.push(`blocked pending ${type}`, 'pending ready dependencies');
      else ways.push(`${from} ${to} ${type}`);
    }
    before = after;
  }
  return ways;
};

const placesIn = (state: RunState): ReadonlyMap<string, string> => {
  const places = new Map<string, string>([['run', state.outcome ?? 'running']]);
  for (const [id, { state: place, attempts }] of state.nodes) {
    places.set(id, place);
    for (const { number, outcome } of attempts) {
      const isLast = number === attempts.length;
      places.set(`${id}#${number}`, outcome ?? (isLast && place === 'verifying' ? 'verifying' : 'running'));
    }
  }
  return places;
};

test('what happens is in the tables of transitions, and every row of them happens', () => {
  const rows = ([nodeTransitions, attemptTransitions, runTransitions] as readonly (readonly Transition<string>[])[])
    .flat()
    .map(({ from, to, by }) => `${from} ${to} ${by}`);
  const seen = new Set<string>();
  fc.assert(
    fc.property(randomRuns(), (run) => {
      for (const way of waysOf(randomRun(run, rough, 2).entries)) seen.add(way);
    }),
    { ...seeded, numRuns: 400 },
  );
  expect([...seen].sort()).toEqual([...new Set(rows)].sort());
});

/** What a resume finds where the end of a journal was lost, or merges were: facts that bring the journal up to date. */
const found = (before: readonly JournalEntry[], whole: readonly JournalEntry[], random: () => number): RunFact[] => {
  const state = replay(before);
  const facts: RunFact[] = [];
  for (const { event } of whole.slice(before.length)) {
    if (event.type !== 'merged' || facts.some((fact) => 'node' in fact && fact.node === event.node)) continue;
    const { mergeCommit, attempts } = state.nodes.get(event.node)!;
    if (mergeCommit !== null || event.attempt < attempts.length) continue;
    facts.push({ ...event, type: 'merge_found', work: 'work' });
  }
  for (const [node, { mergeCommit, attempts }] of state.nodes) {
    const isWaiting = state.mergeQueue.includes(node) && !facts.some((fact) => 'node' in fact && fact.node === node);
    if ((mergeCommit === null && !isWaiting) || random() < 0.7) continue;
    const again = isWaiting || random() < 0.5 ? 'attempt' : 'merge';
    facts.push({ type: 'merge_lost', node, attempt: attempts.length, again, tip: 'tip' });
  }
  return facts;
};

test('what a resume finds leads from state to state as its table says, and every row of it happens', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(randomRuns(), fc.nat(), (run, at) => {
      if (run.opened.settings.mode === 'none') return;
      const whole = randomRun(run, rough, 2).entries;
      const before = whole.slice(0, 1 + (at % whole.length));
      const entries = [...before];
      for (const { node, attempts } of replay(before).nodes.values()) {
        const last = attempts.at(-1);
        if (last?.outcome === null)
          entries.push({ at: 0, event: lostAttempt({ node: node.id, attempt: last.number }) });
      }
      const facts = found(entries, whole, seededRandom(at)).map((event) => ({ at: 0, event }));
      for (const way of waysOf([...entries, ...facts])) if (/merge_(?:found|lost)$/.test(way)) seen.add(way);
    }),
    { seed: 2, numRuns: 1500 },
  );
  // Of attempts that the journal has nothing of: they are made with what is found.
  for (const made of ['succeeded', 'interrupted']) seen.delete(`running ${made} merge_found`);
  const rows = ([foundTransitions, foundAttemptTransitions] as readonly (readonly Transition<string>[])[]).flat();
  expect([...seen].sort()).toEqual(rows.map(({ from, to, by }) => `${from} ${to} ${by}`).sort());
});
