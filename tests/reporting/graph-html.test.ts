import { createHash } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { planGraph } from '../../src/app/plan-graph.ts';
import { isGraphPage, renderHtml } from '../../src/reporting/graph-html/render-html.ts';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';
import { Browser, chromium } from './browser.ts';
import { wovenGraph } from './graph-plans.ts';
import { achievement, id, planOf } from './sample-plan.ts';

const plan = planOf(
  [
    achievement('0.1', 'Read the wind'),
    achievement('0.2', 'Read the rain', 6),
    achievement('1.1', 'Publish', 2, [
      ['0.1', 'assumed'],
      ['0.2', 'stated'],
    ]),
  ],
  [{ a: id('0.1'), b: id('0.2'), paths: ['src/bus.ts'] }],
);
const dataOf = (html: string): unknown =>
  JSON.parse(/<script type="application\/json" id="graph-data">([^<]*)<\/script>/.exec(html)![1]!);

describe('renderHtml', () => {
  const html = renderHtml(planGraph(plan));

  test('allows no source but its own script, and that by its digest', () => {
    const script = /<script>([^<]*(?:<(?!\/script>)[^<]*)*)<\/script>/.exec(html)![1]!;
    const digest = createHash('sha256').update(script).digest('base64');
    expect(html).toContain(
      `content="default-src 'none'; script-src 'sha256-${digest}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"`,
    );
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|\bsrc=|@import|url\((?!#)|<link/);
  });

  test('holds the evidence of every dependency with its place', () => {
    expect(dataOf(html)).toMatchObject({
      achievements: [
        { id: '0.1', dependencies: [] },
        { id: '0.2', critical: true, level: 0, group: 2, groups: 2 },
        {
          id: '1.1',
          dependencies: [
            { on: '0.1', strength: 'assumed', drawn: true },
            {
              on: '0.2',
              strength: 'stated',
              evidence: [{ kind: 'field', place: 'plans/WEATHER/PLAN_WEATHER.md:41:3', text: '- **Depends on**: 0.2' }],
            },
          ],
        },
      ],
      conflicts: [{ a: '0.1', b: '0.2', paths: ['src/bus.ts'] }],
    });
  });

  test.each([
    '</script><script>alert(1)</script>',
    '<!--<script>',
    '"><img src=x onerror=alert(1)>',
    "' & \u2028 \ud800",
  ])('a plan that says %j everywhere breaks out of nothing', (words) => {
    const evil = {
      ...achievement('1.1', words),
      goal: words,
      priority: { number: 1, label: words },
      dependencies: [
        {
          on: id('0.1'),
          strength: 'stated' as const,
          evidence: [{ kind: 'field' as const, file: words, line: 1, column: 1, text: words }],
        },
      ],
    };
    const hostile = {
      ...planOf([achievement('0.1', 'x'), evil], [{ a: id('0.1'), b: id('1.1'), paths: [words] }]),
      title: words,
      name: words,
    };
    const page = renderHtml(planGraph(hostile));
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page.match(/<\/script/g)).toHaveLength(2);
    expect(page).not.toMatch(/<img|<!--</);
    expect(page.match(/<!--/g)).toHaveLength(1);
    expect(dataOf(page)).toMatchObject({ conflicts: [{ a: '0.1' }] });
  });

  test('gives the same bytes for the same plan, and not many', () => {
    expect(renderHtml(wovenGraph(100, 11))).toBe(renderHtml(wovenGraph(100, 11)));
    expect(renderHtml(wovenGraph(300, 19)).length).toBeLessThan(800_000);
  });
});

describe('graph --html', () => {
  const text = [
    '# PLAN: Weather station',
    '',
    '### Priority 0: HIGH - Sensors',
    '',
    '**Achievement 0.1**: Read the wind',
    '',
    '- **Effort**: 2 hours',
    '',
    '**Achievement 0.2**: Read the rain',
    '',
    '- **Effort**: 4 hours',
    '- **Depends on**: 0.1',
    '',
  ].join('\n');

  test('writes a page, and writes it anew', async () => {
    const place = workspace({ 'PLAN_WEATHER.md': text });
    const first = await planloom(place, ['graph', 'PLAN_WEATHER.md', '--html', 'out/graph.html']);
    expect(first).toMatchObject({ code: 0, stdout: 'out/graph.html written\n', stderr: '' });
    const page = place.read('out/graph.html');
    expect(isGraphPage(page)).toBe(true);
    expect(await planloom(place, ['graph', 'PLAN_WEATHER.md', '--html', 'out/graph.html'])).toMatchObject({ code: 0 });
    expect(place.read('out/graph.html')).toBe(page);
  });

  test('leaves a file alone that it did not make, unless forced', async () => {
    const place = workspace({ 'PLAN_WEATHER.md': text, 'notes.html': '<p>my notes</p>' });
    const refused = await planloom(place, ['graph', 'PLAN_WEATHER.md', '--html', 'notes.html']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('notes.html is there already, and is no page of planloom graph.');
    expect(place.read('notes.html')).toBe('<p>my notes</p>');
    expect((await planloom(place, ['graph', 'PLAN_WEATHER.md', '--html', 'notes.html', '--force'])).code).toBe(0);
    expect(isGraphPage(place.read('notes.html'))).toBe(true);
  });

  test('never takes the PLAN for a page', async () => {
    const place = workspace({ 'PLAN_WEATHER.md': text });
    expect((await planloom(place, ['graph', 'PLAN_WEATHER.md', '--html', 'PLAN_WEATHER.md'])).code).toBe(2);
    expect(place.read('PLAN_WEATHER.md')).toBe(text);
  });

  test('says to programs where it is, and goes with no --format', async () => {
    const place = workspace({ 'PLAN_WEATHER.md': text });
    const told = await planloom(place, ['graph', 'PLAN_WEATHER.md', '--html', 'g.html', '--json']);
    expect(told.json()).toEqual({ schemaVersion: 1, kind: 'graph-page', path: 'g.html' });
    expect((await planloom(place, ['graph', 'PLAN_WEATHER.md', '--html', 'h.html', '--format', 'svg'])).code).toBe(2);
    expect(place.files()).not.toContain('h.html');
  });

  test.each([
    ['svg', /^<svg /],
    ['dot', /^digraph /],
  ])('--format %s prints the picture', async (format, start) => {
    const place = workspace({ 'PLAN_WEATHER.md': text });
    const { code, stdout } = await planloom(place, ['graph', 'PLAN_WEATHER.md', '--format', format]);
    expect(code).toBe(0);
    expect(stdout).toMatch(start);
  });
});

if (chromium === undefined) {
  console.warn('SKIPPED: no Chromium here (set CHROMIUM to its path), so nobody looks at the page in a browser.');
}

test.skipIf(chromium === undefined)(
  'in a browser: search, walk and read the evidence by keyboard alone',
  { timeout: 60_000 },
  async () => {
    const place = workspace({ 'graph.html': renderHtml(planGraph(plan)) });
    const browser = new Browser(chromium ?? '');
    onTestFinished(() => browser.close());
    await browser.open(place.path('graph.html'));
    const focused = () => browser.read('document.activeElement.getAttribute("aria-label")');
    const panel = () => browser.read('document.getElementById("panel").innerText');

    await browser.press('/', 'p', 'u', 'b', 'l', 'Enter');
    expect(await focused()).toBe('1.1 Publish, priority 1, 1–3 h, on the critical path');
    expect(await panel()).toContain('plans/WEATHER/PLAN_WEATHER.md:41:3');
    expect(await panel()).toContain('- **Depends on**: 0.2');
    await browser.press('e');
    expect(await focused()).toBe('1.1 needs 0.1 (assumed)');
    await browser.press('ArrowDown');
    expect(await focused()).toBe('1.1 needs 0.2 (stated)');
    await browser.press('ArrowLeft');
    expect(await focused()).toMatch(/^0\.2 Read the rain/);
    expect(await panel()).toContain('src/bus.ts');
    await browser.press('Enter');
    expect(await browser.read('document.activeElement.textContent')).toBe('1.1 Publish');
    await browser.press('Escape', 'ArrowRight', 'Tab');
    const scale = () => browser.read('document.getElementById("scene").getAttribute("transform")');
    const before = await scale();
    await browser.press('/', 'Escape', 'Tab', 'Tab', 'Enter');
    expect(await scale()).not.toBe(before);
    expect(browser.complaints).toEqual([]);
  },
);
