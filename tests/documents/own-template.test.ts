import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { executionTaskDocument } from '../../src/documents/execution-task-document.ts';
import { executionTaskView } from '../../src/documents/execution-task-view.ts';
import { openParts } from '../../src/documents/open-parts.ts';
import { ownTemplate } from '../../src/documents/own-template.ts';
import { readDerivedBlocks } from '../../src/documents/derived-block.ts';
import { subplanDocument } from '../../src/documents/subplan-document.ts';
import { subplanView } from '../../src/documents/subplan-view.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { bareAchievement, fullAchievement, subplanInput, taskInput } from './plans.ts';

const view = subplanView(subplanInput());

const rendered = async (text: string): Promise<string | readonly Problem[]> => {
  const template = await ownTemplate('mine.hbs', text);
  if (!template.ok) return template.error;
  const document = subplanDocument(view, { subplan: template.value });
  return document.ok ? document.value : document.error;
};

test("a workspace's own template takes the place of ours", async () => {
  expect(await rendered('# {{id}} {{title}}\r\n{{#each tests.items}}\n* {{this}}\n{{/each}}\n\n\n\n')).toBe(
    '# 2.1 Readings reach the archive\n* Kill the writer at every step\n* Import the same day twice\n',
  );
});

test('its derived blocks, open parts and cells are the same as ours', async () => {
  const text = '{{#derived}}\n- {{id}}\n{{/derived}}\n\n{{open "the menu."}}\n\n| {{cell "a|b"}} |';
  const document = (await rendered(text)) as string;
  expect(readDerivedBlocks(document)).toHaveLength(1);
  expect(openParts(document)).toEqual([{ line: 5, column: 1, text: 'the menu.' }]);
  expect(document).toContain('| a\\|b |');
});

test('the words [object Object] may stand in a document', async () => {
  expect(await rendered('[object Object] of {{id}}')).toBe('[object Object] of 2.1\n');
});

test('cell takes numbers and nothing, too', async () => {
  expect(await rendered('| {{cell level}} | {{cell}} |')).toBe('| 1 |  |\n');
});

describe.each([
  ['an unclosed block', 'a\n {{#if id}}\n b', 3, 3, /ends while a block/],
  ['a block closed by another name', 'a\n{{#if id}}x{{/each}}', 2, 4, /opens the block "if" and closes "each"/],
  ['an empty expression', 'first line\nand {{ }} here', 2, 8, /syntax error/],
  ['an unknown helper', 'a\nxx {{shout title}}', 2, 4, /helper "shout", which does not exist/],
  ['the helper that would write to the terminal', '{{log id}}', 1, 1, /helper "log"/],
  ['an unknown field', '# {{id}}\n\n  {{titel}}', 3, 5, /field "titel"/],
  ['an unknown field inside a list', '{{#each deliverables.items}}\n{{this.txt}}{{/each}}', 2, 3, /field "txt"/],
  ['a way into the prototype', '{{title.constructor.name}}', 1, 3, /field/],
  ['a field that is no text', 'a\n  {{deliverables}}', 2, 3, /prints "deliverables", which is no text/],
  ['an item that is no text', '{{#each deliverables.items}}\n{{this}}{{/each}}', 2, 1, /prints an item of a list/],
  ['nothing at all', ' \n\n', 1, 1, /makes an empty document/],
  ['nothing once it is rendered', '{{#if id}}\n{{else}}x{{/if}}', 1, 1, /makes an empty document/],
  ['a partial', 'a\n {{> header}}', 2, 2, /cannot use partials/],
  ['a partial block', '{{#> layout}}x{{/layout}}', 1, 1, /cannot use partials/],
  ['a decorator', '{{* thing}}', 1, 1, /cannot use decorators/],
  ['an inline partial', 'a{{#* inline "x"}}b{{/inline}}', 1, 2, /cannot use inline partials/],
])('%s in an own template', (_, text, line, column, message) => {
  test('is a problem with file, line and column', async () => {
    const problems = await rendered(text);
    expect(problems).toEqual([
      expect.objectContaining({
        rule: 'bad-template',
        severity: 'error',
        message: expect.stringMatching(message) as string,
      }),
    ]);
    expect((problems as readonly Problem[])[0]?.at).toEqual({ file: 'mine.hbs', line, column });
    expect((problems as readonly Problem[])[0]?.message).toMatch(/\.$/);
  });
});

test('an error behind a long text and repeated lines is placed where it is', async () => {
  const text = `${'The same long line again and again\n'.repeat(40)}The same long line again {{ }}\n`;
  expect(await rendered(text)).toEqual([expect.objectContaining({ at: { file: 'mine.hbs', line: 41, column: 29 } })]);
});

test('our own templates use no field that their documents do not have', async () => {
  const read = async (name: string) => {
    const template = await ownTemplate(name, readFileSync(`templates/${name}`, 'utf8'));
    if (!template.ok) throw new Error(JSON.stringify(template.error));
    return template.value;
  };
  const subplan = await read('subplan.md.hbs');
  const executionTask = await read('execution-task.md.hbs');
  for (const achievement of [fullAchievement, bareAchievement('2.4', 'Roof is dry')]) {
    const one = subplanView(subplanInput(achievement));
    expect(subplanDocument(one, { subplan })).toEqual(subplanDocument(one));
    const other = executionTaskView(taskInput(achievement));
    expect(executionTaskDocument(other, { executionTask })).toEqual(executionTaskDocument(other));
  }
});
