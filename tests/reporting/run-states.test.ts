import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  attemptTransitions,
  foundTransitions,
  nodeTransitions,
  runTransitions,
} from '../../src/execution/transitions.ts';
import { renderStateDiagram } from '../../src/reporting/run/render-state-diagram.ts';

// UPDATE_DOCS=1 npx vitest run tests/reporting/run-states writes the diagrams of the code into the page.
const isUpdate = process.env.UPDATE_DOCS === '1';

const page = new URL('../../documentation/runs.md', import.meta.url);

const diagrams = [
  { name: 'node states', diagram: renderStateDiagram(nodeTransitions, 'pending') },
  {
    name: 'states found by a resume',
    diagram: renderStateDiagram(foundTransitions, null),
  },
  { name: 'attempt states', diagram: renderStateDiagram(attemptTransitions, 'running') },
  { name: 'run states', diagram: renderStateDiagram(runTransitions, 'running') },
];

describe('the state diagrams of documentation/runs.md', () => {
  test.each(diagrams)('$name are those of the code', ({ name, diagram }) => {
    const text = readFileSync(page, 'utf8');
    const begin = `<!-- ${name}: begin -->\n`;
    const from = text.indexOf(begin) + begin.length;
    const to = text.indexOf(`<!-- ${name}: end -->`, from);
    expect(to).toBeGreaterThan(from - 1);
    const block = `\n\`\`\`mermaid\n${diagram}\`\`\`\n\n`;
    if (isUpdate) writeFileSync(page, text.slice(0, from) + block + text.slice(to));
    else expect(text.slice(from, to)).toBe(block);
  });
});

describe('renderStateDiagram', () => {
  test('begins where it is told, ends where nothing leads on, and joins ways between the same states', () => {
    const diagram = renderStateDiagram(
      [
        { from: 'ready', to: 'running', when: 'a slot is free' },
        { from: 'running', to: 'ready', when: 'failed' },
        { from: 'running', to: 'ready', when: 'in conflict' },
        { from: 'running', to: 'succeeded', when: 'merged' },
      ],
      'ready',
    );
    expect(diagram).toBe(
      [
        'stateDiagram-v2',
        '    [*] --> ready',
        '    ready --> running: a slot is free',
        '    running --> ready: failed, or in conflict',
        '    running --> succeeded: merged',
        '    succeeded --> [*]',
        '',
      ].join('\n'),
    );
  });
});
