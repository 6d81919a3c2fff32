import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/reporting/display-width.ts';
import { graphJson } from '../../src/reporting/graph-json.ts';
import { renderDiscovery } from '../../src/reporting/render-discovery.ts';
import { renderGraph } from '../../src/reporting/render-graph.ts';
import { renderMermaid } from '../../src/reporting/render-mermaid.ts';
import { achievement, graphOf, id, largePlan, plain, planOf } from './sample-plan.ts';

const small = planOf(
  [
    achievement('0.1', 'Read the wind'),
    achievement('0.2', 'Read the rain', 6),
    achievement('1.1', 'Publish', 2, [
      ['0.1', 'stated'],
      ['0.2', 'assumed'],
    ]),
  ],
  [{ a: id('0.1'), b: id('0.2'), paths: ['src/bus.ts'] }],
);

describe('renderGraph', () => {
  test('draws levels, groups, edges both ways, conflicts and the figures', () => {
    const view = graphOf(small);
    const groups = [[id('0.1')], [id('0.2')]];
    const grouped = { ...view, levels: view.levels.map((l) => (l.level === 0 ? { ...l, groups } : l)) };
    expect(renderGraph(grouped, plain)).toBe(
      [
        'WEATHER  A weather station for the roof',
        '◆ critical path   ← needs   → needed by   (1.2) assumed',
        '',
        'Level 0  2 achievements, 10 h one after the other, 10 h in parallel',
        '  group 1 of 2',
        '  ◆  0.1  Read the wind  3–5 h               → 1.1',
        '  group 2 of 2',
        '     0.2  Read the rain  5–7 h               → (1.1)',
        '',
        'Level 1  1 achievement, 2 h',
        '  ◆  1.1  Publish        1–3 h  ← 0.1 (0.2)',
        '',
        'Not at the same time',
        '  0.1 × 0.2  src/bus.ts',
        '',
        '  Achievements   3',
        '  Dependencies   2: 1 stated, 1 assumed',
        '  Levels         2, at most 2 at once (level 0)',
        '  Critical path  8 h: 0.1 → 1.1',
        '  Hours          12 h one after the other, 8 h in parallel',
        '  Saving         4 h, 33 % less',
        '  Conflicts      1 pair that must not run at the same time',
        '',
      ].join('\n'),
    );
  });

  test.each([
    [19.25, 9.25, '19.25 h one after the other, 9.25 h in parallel', '10 h, 52 % less'],
    [33.34, 20.05, '33.3 h one after the other, 20.1 h in parallel', '13.2 h, 40 % less'],
    [9000, 8986, '9000 h one after the other, 8986 h in parallel', '14 h, less than 1 %'],
    [8, 8, '8 h one after the other, 8 h in parallel', 'none'],
  ])('prints hours whose difference is the saving: %d and %d', (sequentialHours, parallelHours, hours, saving) => {
    const savings = { sequentialHours, parallelHours, reductionPercent: 0 };
    const text = renderGraph({ ...graphOf(small), savings }, plain);
    expect(text).toContain(`  Hours          ${hours}\n  Saving         ${saving}\n`);
  });

  test.each([60, 80, 120])('stays within %i columns with a hundred achievements', (width) => {
    const view = graphOf(largePlan(100));
    const look = { ...plain, width };
    for (const text of [renderGraph(view, look), renderDiscovery({ ...view, written: [] }, look)]) {
      expect(Math.max(...text.split('\n').map(displayWidth))).toBeLessThanOrEqual(width);
      for (const { id: one } of view.plan.achievements) expect(text).toContain(` ${one} `);
    }
  });

  test('has something to say of a plan without achievements', () => {
    expect(renderGraph(graphOf(planOf([])), plain)).toContain('Achievements   0\n');
  });
});

describe('renderMermaid', () => {
  test('draws assumed edges dotted, the critical path thick, conflicts crossed', () => {
    const lines = renderMermaid(graphOf(small)).split('\n');
    expect(lines).toContain('  subgraph level_0["Level 0, 2 achievements"]');
    expect(lines).toContain('    a0_1["0.1 Read the wind"]');
    expect(lines).toContain('  a0_1 ==> a1_1');
    expect(lines).toContain('  a0_2 -.-> a1_1');
    expect(lines).toContain('  a0_1 x--x a0_2');
    expect(lines).toContain('  linkStyle 2 stroke:#d33');
    expect(lines).toContain('  class a0_1,a1_1 critical');
    expect(lines.filter((l) => l.startsWith('%%'))).not.toHaveLength(0);
  });

  test.each([
    ['quotes', 'Say "hi"', '1.1 Say #34;hi#34;'],
    ['brackets', '[a] (b) {c}', '1.1 #91;a#93; #40;b#41; #123;c#125;'],
    ['backticks', '`a`', '1.1 #96;a#96;'],
    ['what looks like a code', '#1; &amp;', '1.1 #35;1#59; #38;amp#59;'],
    ['HTML', '<b>', '1.1 #60;b#62;'],
    ['a directive', '%%{init}%%', '1.1 #37;#37;#123;init#125;#37;#37;'],
    ['a line end', 'a\nend', '1.1 a end'],
    ['other scripts', '屋根 ветер', '1.1 屋根 ветер'],
  ])('escapes %s', (_, title, label) => {
    expect(renderMermaid(graphOf(planOf([achievement('1.1', title)])))).toContain(`    a1_1["${label}"]\n`);
  });
});

describe('graphJson', () => {
  test('is one line with the drawing and the figures', () => {
    const text = graphJson(graphOf(small));
    expect(text.indexOf('\n')).toBe(text.length - 1);
    expect(JSON.parse(text)).toMatchObject({
      schemaVersion: 1,
      kind: 'graph',
      width: 2,
      achievements: [
        { id: '0.1', level: 0, critical: true, neededBy: ['1.1'] },
        { id: '0.2', neededBy: ['1.1'] },
        { id: '1.1', level: 1, needs: ['0.1', '0.2'], dependencies: [{ on: '0.1', strength: 'stated' }, {}] },
      ],
      levels: [
        { level: 0, sequentialHours: 10, parallelHours: 6 },
        { level: 1, sequentialHours: 2, parallelHours: 2 },
      ],
    });
  });
});
