import type { AchievementId } from '../domain/ids.ts';
import { achievementId } from '../domain/ids.ts';
import { findMentions } from './mentions.ts';
import type { PlanIndex } from './plan-index.ts';

/** An edge of a drawing, with the place of its line in the fence. `line` and `column` count from 0. */
export interface DrawnEdge {
  readonly from: readonly AchievementId[];
  readonly on: readonly AchievementId[];
  readonly line: number;
  readonly column: number;
}

const link = /\s*(?:<?(?:--+|==+|-\.+-?)(?:[^-=>|\n]{1,40}(?:--+|==+|\.+-))?[>ox]?)\s*(?:\|[^|\n]*\|)?\s*/;
const node = /^\s*"?(?<name>[\w.-]+?)"?\s*(?:(?:@?[[({>]+)\s*"?(?<label>[^\n]*?)"?\s*[\])}]+)?\s*(?:::+\w+)?\s*;?\s*$/;

/** The edges of a Mermaid (or dot) graph whose nodes name achievements, by their label or by their own name. */
export const mermaidLinks = (lines: readonly string[], plan: PlanIndex): readonly DrawnEdge[] => {
  const labels = new Map<string, readonly AchievementId[]>();
  const rows = lines.map((text) => (/-->|---|==>|-\.|->/.test(text) ? chainOf(text) : [[text]]));
  for (const row of rows) {
    for (const text of row.flat()) {
      const { name, label } = node.exec(text)?.groups ?? {};
      if (name === undefined || label === undefined) continue;
      const ids = findMentions(label, plan, false)[0]?.ids ?? [];
      if (ids.length > 0) labels.set(name, ids);
    }
  }
  const idsOf = (text: string): readonly AchievementId[] => {
    const name = node.exec(text)?.groups?.name;
    return name === undefined ? [] : (labels.get(name) ?? spelledIn(name, plan));
  };
  return rows.flatMap((row, line) =>
    row.slice(1).flatMap((targets, at): DrawnEdge[] => {
      const from = targets.flatMap(idsOf);
      const on = row[at]!.flatMap(idsOf);
      const column = Math.max(0, lines[line]!.search(/\S/));
      return from.length === 0 || on.length === 0 ? [] : [{ from, on, line, column }];
    }),
  );
};

/** "A --> B & C --> D": the steps of a line, each with its nodes. Labels in brackets may hold anything. */
const chainOf = (text: string): readonly (readonly string[])[] => {
  const kept: string[] = [];
  const hidden = text.replace(/"[^"\n]*"|\[[^\]\n]*\]|\([^)\n]*\)|\{[^}\n]*\}/g, (part) => {
    kept.push(part);
    return `\uE001${kept.length - 1}\uE002`;
  });
  const shown = (part: string): string =>
    part.replace(/\uE001(\d+)\uE002/g, (_, at: string) => kept[Number(at)] ?? '').trim();
  return hidden
    .replace(/->(?!>)/g, '-->')
    .replace(/--+>/g, '-->')
    .split(link)
    .map((step) => step.split('&').map(shown));
};

/** `A1_1`, `T11`, `ach-1-2`, `1.2`. */
const spelledIn = (name: string, plan: PlanIndex): readonly AchievementId[] => {
  const digits = /^[A-Za-z_-]*?(\d+(?:[._-]\d+){1,2})$/.exec(name)?.[1]?.replace(/[_-]/g, '.');
  const compact = /^[A-Za-z_-]+(\d)(\d)$/.exec(name);
  const id = achievementId(digits ?? (compact ? `${compact[1]}.${compact[2]}` : ''));
  return id !== undefined && plan.order.has(id) ? [id] : [];
};
