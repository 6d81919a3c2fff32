import { achievementId } from '../../src/domain/ids.ts';
import type { AchievementId } from '../../src/domain/ids.ts';
import type { ParsedAchievement, ParsedPlan, ParsedSubplan } from '../../src/domain/plan.ts';
import { scanBlocks } from '../../src/plan-document/scan-blocks.ts';

export const id = (text: string): AchievementId => achievementId(text)!;

/** A plan read just far enough for discovery: `## Priority N` and `### Achievement P.N: Title` headings. */
export const planOf = (
  text: string,
  changes: Readonly<Record<string, Partial<ParsedAchievement>>> = {},
): ParsedPlan => {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, at) => {
    const match = /^### Achievement (\d+\.\d+(?:\.\d+)?): (.*)$/.exec(line);
    return match ? [{ id: id(match[1]!), title: match[2]!, from: at + 1 }] : [];
  });
  const achievements = starts.map(({ id: own, title, from }): ParsedAchievement => {
    const end = lines.findIndex((line, at) => at >= from && /^#{1,3} /.test(line));
    const heading = lines.slice(0, from).findLast((line) => line.startsWith('## ')) ?? '';
    const priority = /^## Priority (\d+(?:\.\d+)?)(?:: (.*))?$/.exec(heading);
    return {
      id: own,
      title,
      severity: null,
      priority: priority ? { number: Number(priority[1]), label: priority[2] ?? '' } : null,
      goal: null,
      estimate: null,
      documentStatus: null,
      deliverables: [],
      successCriteria: [],
      tests: [],
      validationScript: null,
      position: { line: from, column: 1 },
      indexPosition: null,
      section: { from, to: end < 0 ? lines.length : end },
      ...changes[own],
    };
  });
  return {
    file: 'PLAN_MUSEUM.md',
    name: 'MUSEUM',
    title: 'Museum site',
    metadata: {},
    achievements,
    blocks: scanBlocks(text).blocks,
    problems: [],
  };
};

/** Nine achievements in three priorities; `inside` is written into sections, `after` behind all of them. */
export const museum = (inside: Readonly<Record<string, string>> = {}, after = '', before = ''): string => {
  const section = (own: string, title: string): string =>
    `### Achievement ${own}: ${title}\n\nWords.\n\n${inside[own] ?? ''}\n`;
  return [
    '# PLAN: Museum site',
    '',
    before,
    '## Priority 0: Ground',
    '',
    section('0.1', 'Catalogue Imported'),
    section('0.2', 'Image Store Set Up'),
    '## Priority 1: Pages',
    '',
    section('1.1', 'Room Pages Built'),
    section('1.2', 'Search Added'),
    section('1.3', 'Opening Hours Shown'),
    '## Priority 2: Visitors',
    '',
    section('2.1', 'Tickets Sold'),
    section('2.2', 'Audio Guide Published'),
    section('2.3', 'Newsletter Sent'),
    section('2.10', 'Shop Opened'),
    '## Notes at the end',
    '',
    after,
    '',
  ].join('\n');
};

export const subplanOf = (own: string, text: string, changes: Partial<ParsedSubplan> = {}): ParsedSubplan => ({
  file: `subplans/SUBPLAN_MUSEUM_${own.replace('.', '')}.md`,
  achievement: id(own),
  title: null,
  estimate: null,
  documentStatus: null,
  blocks: scanBlocks(`# SUBPLAN: ${own}\n\n${text}\n`).blocks,
  problems: [],
  ...changes,
});

/** "2.1<-1.1 2.1<-1.2": edges as a test writes them, in order, each once. */
export const edgesOf = (claims: readonly { readonly from: string; readonly on: string }[]): string =>
  [...new Set(claims.map(({ from, on }) => `${from}<-${on}`))].sort().join(' ');

/** The ids of `museum`, in order. */
export const ids: readonly string[] = '0.1 0.2 1.1 1.2 1.3 2.1 2.2 2.3 2.10'.split(' ');

/** Every one of `from` on every one of `on`, as `edgesOf` writes it; none on itself. */
export const each = (from: readonly string[], on: readonly string[]): string =>
  from
    .flatMap((a) => on.filter((b) => a !== b).map((b) => `${a}<-${b}`))
    .sort()
    .join(' ');
