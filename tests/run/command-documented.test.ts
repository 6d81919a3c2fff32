import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { controlWords } from '../../src/app/run/control.ts';
import { nodeStates } from '../../src/domain/run.ts';
import { commonOptions } from '../../src/cli/command-spec.ts';
import { commands } from '../../src/cli/commands.ts';

const page = readFileSync(new URL('../../documentation/runs.md', import.meta.url), 'utf8');
const ofRuns = commands.filter(({ name }) => ['run', 'resume', 'runs', 'logs'].includes(name));
const options = [...ofRuns.flatMap((command) => command.options), ...commonOptions.slice(0, 1)]
  .filter(({ hidden }) => hidden !== true)
  .map(({ flags }) => /--[a-z-]+/.exec(flags)?.[0] ?? flags);

describe('documentation/runs.md', () => {
  test.each([...new Set(options)])('names the option %s', (option) => {
    expect(page).toMatch(new RegExp(`\`[^\`\n]*${option}\\b`));
  });

  test.each([
    ...ofRuns.map(({ name }) => name),
    ...['list', 'show', 'accept', ...controlWords].map((a) => `runs ${a}`),
  ])('names %s', (name) => {
    expect(page).toContain(name);
  });

  test.each(nodeStates)('draws the state %s', (state) => {
    expect(page).toMatch(new RegExp(`(?:^ *|--> )${state}\\b`, 'm'));
  });
});
