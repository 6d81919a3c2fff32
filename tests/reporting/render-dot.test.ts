import { expect, test } from 'vitest';
import { renderDot } from '../../src/reporting/render-dot.ts';
import { planGraph } from '../../src/app/plan-graph.ts';
import { achievement, id, planOf } from './sample-plan.ts';

const view = planGraph(
  planOf(
    [
      achievement('0.1', 'Read the wind', 6),
      achievement('0.2', 'Read the rain'),
      achievement('1.1', 'Publish', 2, [
        ['0.1', 'stated'],
        ['0.2', 'assumed'],
      ]),
    ],
    [{ a: id('0.1'), b: id('0.2'), paths: ['src/bus.ts'] }],
  ),
);

test('the levels are ranks, shapes are priorities, lines say what they rest on', () => {
  expect(renderDot(view)).toBe(
    [
      'digraph "WEATHER" {',
      '  rankdir=LR;',
      '  label="A weather station for the roof";',
      '  node [fontname="Helvetica", fontsize=11];',
      '  subgraph "level 0" { rank=same; // level 0, 2 achievements',
      '    "0.1" [label="0.1, 5–7 h\\nRead the wind", shape=ellipse, style=bold];',
      '    "0.2" [label="0.2, 3–5 h\\nRead the rain", shape=ellipse];',
      '  }',
      '  subgraph "level 1" { rank=same; // level 1, 1 achievement',
      '    "1.1" [label="1.1, 1–3 h\\nPublish", shape=box, style=bold];',
      '  }',
      '  "0.1" -> "1.1" [style=bold];',
      '  "0.2" -> "1.1" [style=dashed];',
      '  "0.1" -> "0.2" [dir=none, style=dotted, color=red, constraint=false, tooltip="src/bus.ts"];',
      '}',
      '',
    ].join('\n'),
  );
});

test.each([
  ['quotes', 'Say "hi"', 'Say \\"hi\\"'],
  ['a backslash at the end', 'C:\\', 'C:\\\\'],
  ['a line end', 'a\n}', 'a }'],
  ['markup', '<b>bold</b>', '<b>bold</b>'],
])('%s stay text', (_, title, label) => {
  expect(renderDot(planGraph(planOf([achievement('1.1', title)])))).toContain(`\\n${label}"`);
});

test('a long title is broken into lines', () => {
  const long = 'Readings of the wind sensor are stored without gaps and published';
  expect(renderDot(planGraph(planOf([achievement('1.1', long)])))).toContain(
    'Readings of the wind sensor are\\nstored without gaps and\\npublished',
  );
});
