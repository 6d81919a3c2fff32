import { describe, expect, test } from 'vitest';
import { endsOf, startAgentRun } from './agent-run.ts';
import { agentSettings } from './agent-settings.ts';
import { isInstalled } from './programs.ts';

// Forty achievements for eight agents at once: nothing is lost, nothing waits for ever, nothing is done twice.

const achievements = 40;
const atOnce = 8;
const ids = Array.from({ length: achievements }, (_, at) => `${1 + Math.floor(at / 10)}.${1 + (at % 10)}`);
const fileOf = (id: string): string => `parts/${id}.txt`;

/** Each may write what its own prompt names, and nothing else: the model goes by the deliverable that it reads there. */
const deliverable = /parts\/\d+\.\d+\.txt/;

describe.each(agentSettings.filter(({ name }) => ['claude', 'codex'].includes(name) && isInstalled(name)))(
  '$name',
  (setting) => {
    test(`${achievements} achievements by ${atOnce} agents at once`, async () => {
      const todo = Object.fromEntries(ids.map((id) => [id, { deliverables: [fileOf(id)] }]));
      const run = await startAgentRun(
        setting,
        ({ prompt, results }) =>
          results.length > 0
            ? { say: 'Done.' }
            : { use: [{ write: deliverable.exec(prompt)?.[0] ?? 'nowhere.txt', content: 'Part.\n' }] },
        { todo, argv: ['--max-executors', `${atOnce}`] },
      );
      const ended = await run.ended;

      expect(ended.summary.outcome).toBe('succeeded');
      expect(run.place.git('ls-tree', '--name-only', ended.branch, 'parts/').split('\n').sort()).toEqual(
        ids.map(fileOf).sort(),
      );
      const of = (type: string) => ended.events.filter((event) => event.type === type).length;
      const counts = ['attempt_started', 'attempt_session', 'attempt_spawned', 'attempt_ended', 'merged'].map(of);
      expect(counts).toEqual([achievements, achievements, achievements, achievements, achievements]);
      // Two answers for each, and not one of them unaccounted for.
      expect(run.server.counted).toHaveLength(2 * achievements);
      const used = endsOf(ended).reduce((sum, { usage }) => sum + (usage?.outputTokens ?? 0), 0);
      expect(used).toBe(run.server.counted.reduce((sum, { tokens }) => sum + tokens.output, 0));
      expect(run.server.elsewhere).toEqual([]);
    });
  },
);
