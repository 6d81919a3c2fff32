import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Status } from '../../src/domain/status.ts';
import { statuses } from '../../src/domain/status.ts';
import { renderStateDiagram } from '../../src/reporting/run/render-state-diagram.ts';
import { decideApproval, decideFix, decideSkip } from '../../src/workspace/feedback.ts';
import { documentPaths } from '../../src/workspace/names.ts';
import type { StatusReport } from '../../src/workspace/status-report.ts';
import { asId, reportOf } from '../workspace/report-of.ts';

// UPDATE_DOCS=1 npx vitest run tests/reporting/status-diagram writes the diagram of the code into the page.
const isUpdate = process.env.UPDATE_DOCS === '1';
const page = new URL('../../documentation/status.md', import.meta.url);

const id = asId('1.1');
const paths = documentPaths('HARBOUR', id);
const decision = { author: 'Ada', at: new Date(0), reason: 'a reason' };
const begunLog = '## Iteration Log\n\n### Iteration 1: 2026-01-02\n\n- Dredged the basin\n';

/** What lies on disk for one achievement, and whether a run has merged it. */
interface Evidence {
  readonly files: Readonly<Record<string, string>>;
  readonly merged: boolean;
}

const reportWith = ({ files, merged }: Evidence): StatusReport => {
  const facts = merged ? { awaitingApproval: new Set([id]), merged: new Set([id]) } : {};
  return reportOf({ needs: { [id]: [] }, files, facts });
};
const statusWith = (evidence: Evidence): Status => reportWith(evidence).achievements[0]!.status;

type Event = readonly [when: string, happens: (evidence: Evidence) => Evidence | undefined];

const written = ({ files, merged }: Evidence, file: string, text = ''): Evidence => ({
  files: { ...files, [file]: text },
  merged,
});
const has = ({ files }: Evidence, file: string): boolean => file in files;
/** What a command writes, where it does not refuse. */
const decided = (evidence: Evidence, decide: typeof decideSkip): Evidence | undefined => {
  const made = decide(reportWith(evidence), id, decision);
  return made.ok ? written(evidence, made.value.path, made.value.text) : undefined;
};

const events: readonly Event[] = [
  ['subplan', (now) => (has(now, paths.subplan) ? undefined : written(now, paths.subplan))],
  [
    'execution',
    (now) =>
      has(now, paths.subplan) && !has(now, paths.executionTask) ? written(now, paths.executionTask) : undefined,
  ],
  ['log begun', (now) => (has(now, paths.executionTask) ? written(now, paths.executionTask, begunLog) : undefined)],
  ['merged by a run', (now) => ({ ...now, merged: true })],
  ['approve', (now) => decided(now, decideApproval)],
  [
    'approve --force',
    (now) =>
      decided(now, decideApproval) === undefined
        ? decided(now, (report, of, by) => decideApproval(report, of, { ...by, force: true }))
        : undefined,
  ],
  ['fix', (now) => decided(now, decideFix)],
  ['skip', (now) => decided(now, decideSkip)],
  ['RESOLUTION written', (now) => (has(now, paths.fix) ? written(now, paths.resolution) : undefined)],
];

/** Every way from a status to another that commands, authors and runs can go, from an achievement without anything. */
interface Way {
  readonly from: Status;
  readonly to: Status;
  readonly when: string;
}
const transitions = (): readonly Way[] => {
  const start: Evidence = { files: {}, merged: false };
  const seen = new Set([JSON.stringify(start)]);
  const found = new Map<string, Way>();
  for (const open = [start]; open.length > 0;) {
    const now = open.shift()!;
    const from = statusWith(now);
    for (const [when, happens] of events) {
      const next = happens(now);
      if (next === undefined) continue;
      const to = statusWith(next);
      if (from !== to) found.set(`${from} ${to} ${when}`, { from, to, when });
      const key = JSON.stringify(next);
      if (!seen.has(key)) open.push(next);
      seen.add(key);
    }
  }
  const place = (status: Status): number => statuses.indexOf(status);
  return [...found.values()].sort((a, b) => place(a.from) - place(b.from) || place(a.to) - place(b.to));
};

/** The same by what happens: a row for each event. */
const tableOf = (ways: readonly Way[]): string => {
  const spelled = (of: readonly Status[]): string =>
    statuses
      .filter((status) => of.includes(status))
      .map((status) => `\`${status}\``)
      .join(', ');
  const rows = events.map(([when]) => {
    const of = ways.filter((way) => way.when === when);
    return `| ${when} | ${spelled(of.map(({ from }) => from))} | ${spelled(of.map(({ to }) => to))} |`;
  });
  return ['| what happens | from | to |', '| --- | --- | --- |', ...rows, ''].join('\n');
};

describe('the diagram of statuses in documentation/status.md', () => {
  test('is what the files make of an achievement', () => {
    const text = readFileSync(page, 'utf8');
    const begin = '<!-- statuses: begin -->\n';
    const from = text.indexOf(begin) + begin.length;
    const to = text.indexOf('<!-- statuses: end -->', from);
    expect(to).toBeGreaterThan(from - 1);
    const ways = transitions();
    const block = `\n\`\`\`mermaid\n${renderStateDiagram(ways, 'not_started')}\`\`\`\n\n${tableOf(ways)}\n`;
    if (isUpdate) writeFileSync(page, text.slice(0, from) + block + text.slice(to));
    else expect(text.slice(from, to)).toBe(block);
    for (const status of statuses) expect(ways.some(({ from, to }) => status === from || status === to)).toBe(true);
  });
});
