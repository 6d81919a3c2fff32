import { describe, expect, test } from 'vitest';
import { planGraph } from '../../src/app/plan-graph.ts';
import type { AchievementId } from '../../src/domain/ids.ts';
import { statuses } from '../../src/domain/status.ts';
import { fitText, textWidth } from '../../src/reporting/graph-svg/fit-text.ts';
import { priorityColors, priorityMarks } from '../../src/reporting/graph-svg/priority-mark.ts';
import { renderSvg } from '../../src/reporting/graph-svg/render-svg.ts';
import type { Standing } from '../../src/reporting/graph-svg/status-mark.ts';
import { steppedGraph, wovenGraph } from './graph-plans.ts';
import { achievement, id, planOf } from './sample-plan.ts';

const small = planGraph(
  planOf(
    [
      achievement('0.1', 'Read the wind'),
      achievement('0.2', 'Read the rain', 6),
      achievement('1.1', 'Publish', 2, [
        ['0.1', 'assumed'],
        ['0.2', 'stated'],
      ]),
    ],
    [{ a: id('0.1'), b: id('0.2'), paths: ['src/bus.ts'] }],
  ),
);

/** The names of the elements, if every one is closed where it should be and no attribute is broken. */
const elementsOf = (xml: string): readonly string[] => {
  const open: string[] = [];
  const names: string[] = [];
  const tag = /<(\/?)([a-zA-Z]+)((?: [a-zA-Z:-]+="[^"<]*")*)(\/?)>/g;
  const between = xml.replace(tag, '').replace(/@media \([^)]*\)/, '');
  expect(between).not.toMatch(/[<]|&(?!amp;|lt;|gt;|quot;|#39;)/);
  for (const [, end, name = '', , closed] of xml.matchAll(tag)) {
    if (end === '/') expect(open.pop()).toBe(name);
    else {
      names.push(name);
      if (closed !== '/') open.push(name);
    }
  }
  expect(open).toEqual([]);
  return names;
};

describe('renderSvg', () => {
  test('is one well-formed document with a title, a description and a look for light and dark', () => {
    const svg = renderSvg(small);
    expect(elementsOf(svg)[0]).toBe('svg');
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="\d+" height="\d+" viewBox="0 0 \d+ \d+" role="img"/,
    );
    expect(svg).toContain('<title id="graph-title">WEATHER: A weather station for the roof</title>');
    expect(svg).toMatch(/<desc id="graph-description">3 achievements · 2 dependencies \(1 assumed\)/);
    expect(svg).toContain('@media (prefers-color-scheme:dark)');
    expect(svg.endsWith('</svg>\n')).toBe(true);
  });

  test('draws strengths, the critical path, conflicts, hours and levels', () => {
    const svg = renderSvg(small);
    expect(svg).toContain(
      '<g class="edge assumed" data-from="1.1" data-on="0.1"><title>1.1 needs 0.1 (assumed)</title>',
    );
    expect(svg).toContain('<g class="edge stated critical" data-from="1.1" data-on="0.2">');
    expect(svg).toContain('<g class="node critical"');
    expect(svg).toContain('<g class="conflict" data-a="0.1" data-b="0.2">');
    expect(svg).toContain('12 h one after the other · 12 h in parallel · no saving · critical path 8 h');
    expect(svg).toContain('>Level 0</text>');
    expect(svg).toContain('>2 achievements in 2 groups</text>');
  });

  test('explains in its legend what it has, and nothing else', () => {
    const svg = renderSvg(small);
    for (const words of [
      'leads to what needs it: stated',
      'assumed, since',
      'critical path',
      'conflict: never',
      'Priority 1: Readings',
    ]) {
      expect(svg).toContain(words);
    }
    for (const words of ['by a rule', '>proposed', '>complete', '>waiting']) expect(svg).not.toContain(words);
    expect(renderSvg(steppedGraph(2, 2))).not.toContain('conflict: never');
  });

  test.each(statuses)('shows the status %s as a sign and in words', (status) => {
    const standings = new Map<AchievementId, Standing>([[id('0.1'), { status, condition: null }]]);
    const svg = renderSvg(small, { statuses: standings });
    const shown = /<g class="status ([a-z]+)"/.exec(svg)?.[1];
    expect(shown).toBeDefined();
    expect(svg).toMatch(new RegExp(`<g class="node[a-z ]* ${shown}"`));
  });

  test.each([
    ['ready', 'ready'],
    ['waiting', 'waiting'],
    ['blocked', 'blocked by a failure'],
  ] as const)('shows what is not begun as %s', (condition, words) => {
    const standings = new Map<AchievementId, Standing>([[id('0.1'), { status: 'not_started', condition }]]);
    expect(renderSvg(small, { statuses: standings })).toContain(
      `<title>0.1 Read the wind, priority 0, 3–5 h, ${words}`,
    );
  });

  test.each(['ready', 'waiting', 'blocked'] as const)(
    'shows of a created SUBPLAN that it is %s, as a second sign and in the legend',
    (condition) => {
      const standings = new Map<AchievementId, Standing>([[id('0.1'), { status: 'subplan_created', condition }]]);
      const svg = renderSvg(small, { statuses: standings });
      const words = condition === 'blocked' ? 'blocked by a failure' : condition;
      expect(svg).toContain(`<title>0.1 Read the wind, priority 0, 3–5 h, SUBPLAN created, ${words}`);
      for (const name of ['subplan', condition]) {
        // Once in the box, once in the legend.
        expect(svg.match(new RegExp(`<g class="status ${name}"`, 'g'))).toHaveLength(2);
      }
      expect(svg).toMatch(new RegExp(`<g class="node[a-z ]* subplan ${condition}"`));
    },
  );

  test.each([
    ['markup', '</text><script>alert(1)</script>'],
    ['an entity', '&lt;b&gt; &#x3c;'],
    ['quotes', `"' onload="alert(1)`],
    ['a comment', '<!-- --> ]]>'],
    ['what XML cannot hold', 'a\u0000b\u0008c\ud800d\uffffe'],
    ['another direction', '\u202eabc'],
  ])('holds %s as text', (_, title) => {
    const plan = {
      ...planOf([{ ...achievement('1.1', title), priority: { number: 1, label: title } }]),
      title,
      name: title,
    };
    const svg = renderSvg(planGraph(plan));
    expect(elementsOf(svg)).not.toContain('script');
    expect(svg).not.toMatch(/[\u0000-\u0008\u202e\ufffe\uffff\ud800]/);
  });

  test('gives the same bytes for the same plan, and not many', () => {
    const view = wovenGraph(300, 19);
    expect(renderSvg(view)).toBe(renderSvg(wovenGraph(300, 19)));
    expect(renderSvg(view).length).toBeLessThan(500_000);
  });

  test('has something to show of a plan without achievements', () => {
    expect(renderSvg(planGraph(planOf([])))).toContain('0 achievements');
  });
});

describe('a title in its box', () => {
  test.each([
    ['Map', ['Map']],
    ['Read the wind sensor on the roof', ['Read the wind sensor on', 'the roof']],
    [
      'A title that is far too long for two lines of a box, whatever one does',
      ['A title that is far too', 'long for two lines of a…'],
    ],
    ['CONFIGURABLE_TIMEOUTS_FOR_ALL', ['CONFIGURABLE_', 'TIMEOUTS_FOR_ALL']],
    ['', []],
  ])('%j becomes %j', (title, lines) => {
    expect(fitText(title, 150, 12, 2)).toEqual(lines);
  });

  test.each(['屋根の温度計を読み取り、保存し、地図に描く', '👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀'])(
    '%s fits too',
    (title) => {
      for (const line of fitText(title, 150, 12, 2)) expect(textWidth(line, 12)).toBeLessThanOrEqual(150);
    },
  );
});

describe('priorities', () => {
  const marks = [
    ...priorityMarks(planOf(Array.from({ length: 56 }, (_, index) => achievement(`${index}.1`, 'x')))).values(),
  ];

  test('differ in colour and shape, 56 of them in both together', () => {
    expect(new Set(marks.slice(0, 7).map(({ shape }) => shape.name)).size).toBe(7);
    expect(new Set(marks.map(({ shape, color }) => `${shape.name} ${color}`)).size).toBe(56);
  });

  test('have numbers that can be read on their colours', () => {
    const channel = (hex: string): number => {
      const value = parseInt(hex, 16) / 255;
      return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    };
    const brightness = (color: string): number =>
      0.2126 * channel(color.slice(1, 3)) + 0.7152 * channel(color.slice(3, 5)) + 0.0722 * channel(color.slice(5, 7));
    for (const [fill, text] of priorityColors.flatMap(({ light, dark }) => [light, dark])) {
      const [bright, dim] = [brightness(fill), brightness(text)].sort((a, b) => b - a);
      expect((bright! + 0.05) / (dim! + 0.05)).toBeGreaterThan(4.5);
    }
  });
});
