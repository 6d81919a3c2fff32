import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { ModelServer } from '../support/model-server/model-server.ts';
import type { EndedRun } from '../support/run-place.ts';
import { agentCases } from './agent-cases.ts';
import type { AgentCase, Expected } from './agent-cases.ts';
import { endsOf, processesWith, startAgentRun } from './agent-run.ts';
import { agentSettings } from './agent-settings.ts';
import type { AgentName, AgentSetting } from './agent-settings.ts';
import { outside, removeOutside } from './outside.ts';
import { isInstalled } from './programs.ts';
import { collect, isUpdate, rowOf, rowOnPage } from './table.ts';
import type { Cell } from './table.ts';

/** All cases for one agent, each a run of the built planloom with the real program. */
export const agentSuite = (name: AgentName): void => {
  const setting = agentSettings.find((one) => one.name === name)!;
  if (!isInstalled(name)) {
    const all = agentSettings.length * agentCases.length;
    console.warn(`skipped: ${name} is not installed (${agentCases.length} of ${all} cases)`);
  }
  describe.skipIf(!isInstalled(name))(name, () => {
    afterAll(removeOutside);
    test.each(agentCases)('$name', async (one) => {
      const run = await startAgentRun(setting, one.scenario, one.options);
      await Promise.race([one.during?.(run), run.ended]);
      const ended = await run.ended;
      const seen = { ended, server: run.server };

      const { outcome, retryClass, message, state, attempts, untold = [], commits = false } = expectedOf(one, name);
      const [first] = endsOf(ended);
      const story = endsOf(ended).map((end) => `${end.outcome}: ${end.message}`);
      expect(
        {
          outcome: first?.outcome,
          retryClass: first?.retryClass ?? null,
          message: first?.message,
          state: ended.node('1.1').state,
          attempts: ended.node('1.1').attempts,
        },
        story.join('\n'),
      ).toEqual({ outcome, retryClass, message: expect.stringMatching(message) as string, state, attempts });

      expectRightFigures(setting, seen, untold);
      expect(run.server.elsewhere.filter((call) => !setting.alsoCalls.some((one) => one.test(call)))).toEqual([]);
      expect(processesWith(`HOME=${run.place.root}.home`)).toEqual([]);
      expect(readdirSync(outside())).toEqual([]);
      if (state === 'succeeded') expect(run.place.onBranch(ended.branch, 'out.txt')).toBe('Written by an agent.');
      if (attempts === 2) expectResumed(seen);
      const log = state === 'succeeded' ? run.place.git('log', '--format=%s', ended.branch) : '';
      expect(log.includes('Its own commit'), log).toBe(commits);

      const cell = cellOf(name, one, ended);
      if (isUpdate) collect(cell);
      else expect(rowOf(cell)).toBe(rowOnPage(name, one.name));
    });
  });
};

interface Seen {
  readonly ended: EndedRun;
  readonly server: ModelServer;
}

const expectedOf = ({ expected, except }: AgentCase, name: AgentName): Expected => ({ ...expected, ...except?.[name] });

/** Tokens and dollars of all attempts are those that the server has told of, within 1 %. `untold`: answers not to count. */
const expectRightFigures = ({ dollars }: AgentSetting, { ended, server }: Seen, untold: readonly number[]): void => {
  const usage = endsOf(ended).map((end) => end.usage);
  const told = server.counted.filter((_, at) => !untold.includes(at)).map(({ tokens }) => tokens);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const pairs = [
    [sum(usage.map((one) => one?.inputTokens ?? 0)), sum(told.map((one) => one.input)), 'input'],
    [sum(usage.map((one) => one?.cacheReadTokens ?? 0)), sum(told.map((one) => one.cacheRead)), 'cache read'],
    [sum(usage.map((one) => one?.cacheWriteTokens ?? 0)), sum(told.map((one) => one.cacheWrite)), 'cache write'],
    [sum(usage.map((one) => one?.outputTokens ?? 0)), sum(told.map((one) => one.output)), 'output'],
    [sum(endsOf(ended).map((end) => end.costUsd ?? 0)), sum(told.map((one) => dollars(one))), 'dollars'],
  ] as const;
  for (const [ours, theirs, what] of pairs) {
    expect(Math.abs(ours - theirs), `${what}: ${ours} of ${theirs}`).toBeLessThanOrEqual(theirs / 100);
  }
};

/** The second attempt was told the session of the first one, and the model saw what had been done in it. */
const expectResumed = ({ ended, server }: Seen): void => {
  const sessions = ended.events.filter((event) => event.type === 'attempt_session');
  const first = sessions.filter(({ attempt }) => attempt === 1);
  expect(sessions.find(({ attempt }) => attempt === 2)?.session).toBe(first.at(-1)?.session);
  expect(server.requests.at(-1)?.results.length).toBeGreaterThan(0);
};

/** What differs from one machine, or one run, to the next is left out. */
const steady = (text: string): string =>
  text
    .replace(/\/var\/tmp\/planloom-outside-\w+/g, '…')
    .replace(/(?:http:\/\/)?127\.0\.0\.1:\d+/g, '…')
    .replace(/\/\S*\/attempts\/[^/\s]+\/tree/g, '…')
    .replace(/\/\S*planloom-\w+\.home/g, '~')
    .replace(/~\d+ tokens/g, '~… tokens')
    // Whether the events of Codex tell the command that its sandbox has refused is chance.
    .replace(/use sandbox.*; "permissions"/, 'use …; "permissions"')
    .replace(/[\da-f]{8}-[\da-f-]{27}/g, '…');

const cellOf = (agent: AgentName, one: AgentCase, ended: EndedRun): Cell => {
  const [first, ...more] = endsOf(ended);
  const kind = first?.retryClass === undefined ? '' : `, ${first.retryClass}`;
  const then = more.length === 0 ? '' : `; then ${more.at(-1)?.outcome}`;
  return {
    agent,
    case: one.name,
    program: programWords(ended),
    verdict: `${first?.outcome}${kind}${then}`,
    message: steady(first?.message ?? ''),
  };
};

/** How the program of the first attempt ended, and what it told last. */
const programWords = (ended: EndedRun): string => {
  const [first] = endsOf(ended);
  if (first === undefined) return 'nothing';
  if (first.outcome === 'timed_out' || first.outcome === 'idle_timed_out') return 'went on; ended by planloom';
  // What it told last before a signal came is chance.
  if (first.exitCode === null) return 'ended by a signal';
  if (first.exitCode === bySigterm) return `exit ${bySigterm}`;
  return `exit ${first.exitCode}, ${lastEvent(ended.attemptFile('1.1', 1, 'events.jsonl'))}`;
};

/** What a program ends with that was asked to by SIGTERM, and does so by itself. */
const bySigterm = 143;

/** Lines of ours among those of the program do not count, and what is no event. */
const lastEvent = (events: string): string => {
  const lines = events.split('\n').filter((each) => each.startsWith('{') && !each.startsWith('{"type":"planloom.'));
  const line = lines.at(-1);
  if (line === undefined) return 'no event';
  const { type, subtype, status, is_error } = JSON.parse(line) as Readonly<Record<string, unknown>>;
  const words = [type, subtype, status, is_error === true ? 'is_error' : undefined];
  return `\`${words.filter((word) => typeof word === 'string').join(' ')}\``;
};
