import { cpSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';
import { pages, projectRoot } from './pages.ts';

const examples = commands.filter(({ hidden }) => hidden !== true).flatMap(({ examples: some }) => some);
const page = pages().find(({ file }) => file === 'documentation/commands.md')!;

describe('the examples of the commands', () => {
  test.each(examples)('%s', async (example) => {
    const place = workspace();
    cpSync(`${projectRoot}examples/webhooks`, place.root, { recursive: true });
    place.write('answer.json', '{ "dependencies": [] }');
    for (const kind of ['subplan', 'execution']) await planloom(place, [kind, '--batch', '--all', '--yes']);
    const line = example.replace(/^planloom /, '').replace(/ > \S+$/, '');
    const words = [...line.matchAll(/"([^"]*)"|\S+/g)].map((match) => match[1] ?? match[0]);
    const { code, output } = await planloom(place, words, { answer: true });
    expect(code, output).not.toBe(2);
  });

  test('are all on the page', () => {
    expect(examples.filter((example) => !page.lines.includes(example))).toEqual([]);
  });
});
