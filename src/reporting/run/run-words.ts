import type { AttemptOutcome, NodeId, NodeState, RunEvent } from '../../domain/run.ts';
import { amountText } from '../../text/amount-text.ts';
import { listInWords } from '../../text/list-in-words.ts';
import { limitsText } from '../costs/limits-text.ts';
import { oneLine } from '../safe-text.ts';
import { countOf } from '../words.ts';
import { durationText } from './duration.ts';

const namedIds = 3;

/** A commit as a person reads it. */
export const shortCommit = (commit: string): string => oneLine(commit).slice(0, 7);

/** `2.1, 2.2 and 14 more`. */
export const someOf = (names: readonly string[], limit = namedIds): string =>
  listInWords(names.map(oneLine), 'and', limit);

/** A state or an outcome as words: `timed out`. */
export const stateWord = (state: NodeState | AttemptOutcome): string => {
  switch (state) {
    case 'backing_off':
      return 'backing off';
    case 'timed_out':
      return 'timed out';
    case 'idle_timed_out':
      return 'timed out without output';
    default:
      return state;
  }
};

/** Why an attempt was started, where it is not the first one. */
const startReason: Readonly<Record<Extract<RunEvent, { type: 'attempt_started' }>['reason'], string>> = {
  first: '',
  retry: '',
  fallback: ', the next executor',
  conflict: ', to settle a conflict',
  check: ', to settle a failed check',
  asked: ', as asked',
};

/** What an event is about and what it says of that. Plain words of one line, safe for a terminal. */
export interface EventWords {
  /** The node it is about; null when it is about the run. */
  readonly node: NodeId | null;
  /** The state by which it is marked; null for what is only said. */
  readonly mark: NodeState | null;
  readonly say: string;
  /** What a person who watches need not see. */
  readonly quiet: boolean;
}

const withReason = (word: string, message: string): string =>
  oneLine(message) === '' ? word : `${word}: ${oneLine(message)}`;

const endedWords = (event: Extract<RunEvent, { type: 'attempt_ended' }>): Omit<EventWords, 'node'> => {
  const { outcome, attempt, message, evidence, seconds } = event;
  if (outcome === 'succeeded') {
    const isMerged = event.commit !== null;
    const facts = [
      `${isMerged ? 'ended' : 'done'} after ${durationText(seconds)}`,
      ...(evidence === null ? [] : [countOf(evidence.changed.length, 'file')]),
      ...(evidence?.unverified === true ? ['unverified'] : []),
    ];
    // What has nothing to merge has no other line that says that it is done.
    return { mark: isMerged ? null : 'succeeded', say: facts.join(', '), quiet: false };
  }
  // That a node is cancelled has a line of its own.
  if (outcome === 'cancelled') return { mark: 'cancelled', say: `attempt ${attempt} cancelled`, quiet: true };
  return { mark: 'failed', say: withReason(`attempt ${attempt} ${stateWord(outcome)}`, message), quiet: false };
};

const drainWords = 'stopping: nothing new starts; Ctrl-C again ends what runs';

/** An event in words. `at`: when it happened, in milliseconds since 1970. */
export const eventWords = (event: RunEvent, at: number): EventWords => {
  const said = (node: NodeId | null, say: string, mark: NodeState | null = null): EventWords => ({
    node,
    mark,
    say,
    quiet: false,
  });
  const quiet = (node: NodeId | null, say: string): EventWords => ({ node, mark: null, say, quiet: true });
  switch (event.type) {
    case 'opened':
      return said(
        null,
        `run ${oneLine(event.runId)}: ${countOf(event.nodes.length, 'achievement')}, at most ${event.settings.maxExecutors} at once`,
      );
    case 'reopened':
      return said(
        null,
        event.budget === undefined ? 'the run goes on' : `the run goes on; ${limitsText(event.budget)}`,
      );
    case 'budget_reached': {
      const { unit, spent, limit, then } = event;
      const rest = then === 'drain' ? 'is finished' : 'is ended';
      return said(
        null,
        `the budget is reached, ${amountText(unit, spent)} of ${amountText(unit, limit)}: nothing new starts, what runs ${rest}`,
        'blocked',
      );
    }
    case 'attempt_started': {
      const attempt = event.attempt === 1 ? 'started' : `attempt ${event.attempt} started`;
      return said(
        event.node,
        `${attempt}, ${oneLine(event.executor)}, slot ${event.slot}${startReason[event.reason]}`,
        'running',
      );
    }
    case 'attempt_session':
      return quiet(event.node, `attempt ${event.attempt} is the session ${oneLine(event.session)}`);
    case 'attempt_spawned':
      return quiet(event.node, `attempt ${event.attempt} runs as process group ${event.group}`);
    case 'verifying':
      return quiet(event.node, `attempt ${event.attempt} has to be proved`);
    case 'attempt_ended':
      return { node: event.node, ...endedWords(event) };
    case 'backing_off':
      return said(
        event.node,
        `waits ${durationText((event.untilMs - at) / 1000)} before attempt ${event.attempt + 1}`,
        'backing_off',
      );
    case 'backed_off':
      return quiet(event.node, 'has waited');
    case 'merge_started':
      return quiet(event.node, `attempt ${event.attempt} is being merged`);
    case 'merged':
      return said(event.node, `merged ${shortCommit(event.commit)}`, 'succeeded');
    case 'merge_failed': {
      const what = event.reason === 'conflict' ? `conflict in ${someOf(event.paths)}` : oneLine(event.message);
      return said(event.node, `not merged: ${event.paths.length === 0 ? oneLine(event.message) : what}`, 'conflicted');
    }
    case 'merge_found':
      return said(event.node, `found merged ${shortCommit(event.commit)}`, 'succeeded');
    case 'merge_lost': {
      const then = event.again === 'merge' ? 'is merged again' : 'is done again';
      return said(event.node, `its merge was lost, and it ${then}`);
    }
    case 'published':
      return quiet(null, `the branch is at ${shortCommit(event.commit)} in the repository`);
    case 'retry_asked':
      return said(null, `to be tried again: ${someOf(event.nodes)}`);
    case 'skip_asked':
      return said(event.node, 'to be skipped');
    case 'stop_asked':
      return said(null, event.how === 'drain' ? drainWords : 'stopping: what runs is ended too');
    case 'discarded':
      return said(null, 'its branch is given up');
    case 'accepted':
      return said(null, `accepted into ${oneLine(event.into)} as ${shortCommit(event.commit)}`);
    case 'cancel_asked':
      return said(null, `to be cancelled: ${someOf(event.nodes)}`);
    case 'pause_asked':
      return said(null, 'paused: nothing new starts');
    case 'go_on_asked':
      return said(null, 'goes on');
    case 'approved':
      return said(null, `${oneLine(event.achievement)} approved on the branch`);
    case 'node_succeeded':
      // Said of its last attempt already.
      return quiet(event.node, event.unverified ? 'succeeded, unverified: no check proves it' : 'succeeded');
    case 'node_failed': {
      // Why was said of its last attempt, or of its merge.
      const left = event.state === 'failed' ? 'is not tried again' : 'has to be settled by a person';
      return said(event.node, `${event.state}, and ${event.escalated ? 'waits for a person' : left}`, event.state);
    }
    case 'node_skipped':
      return said(event.node, withReason('skipped', event.message), 'skipped');
    case 'blocked':
      return said(null, `blocked by ${event.by}: ${someOf(event.nodes)}`, 'blocked');
    case 'cancelled':
      return said(null, `cancelled: ${someOf(event.nodes)}`, 'cancelled');
    case 'closed':
      return said(null, `the run has ended: ${event.outcome}`);
  }
};
