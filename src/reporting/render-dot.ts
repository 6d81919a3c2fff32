import type { AchievementId } from '../domain/ids.ts';
import type { GraphView } from './graph-view.ts';
import { drawnEdges } from './graph-view.ts';
import { oneLine } from './safe-text.ts';
import { countOf, estimateText } from './words.ts';
import { wrapText } from './wrap-text.ts';

const titleWidth = 32;

/** A quoted string of DOT, in which only the quote and the backslash mean anything. */
const quoted = (text: string): string => `"${escaped(text)}"`;
const escaped = (text: string): string => oneLine(text).replace(/["\\]/g, '\\$&');

const attributes = (pairs: Readonly<Record<string, string | undefined>>): string => {
  const written = Object.entries(pairs).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]));
  return written.length === 0 ? '' : ` [${written.join(', ')}]`;
};

const shapes = ['ellipse', 'box', 'diamond', 'triangle', 'hexagon', 'pentagon', 'invhouse'] as const;

/**
 * The graph in the language of Graphviz: levels as columns, arrows to what needs an achievement. Shapes are priorities,
 * bold is the critical path, dashed is assumed, dotted red without arrows are conflicts.
 */
export const renderDot = (view: GraphView): string => {
  const { plan, levels } = view;
  const critical = view.criticalPath.achievements;
  const onPath = new Set(critical);
  const steps = new Set(critical.slice(1).map((id, index) => `${id} ${critical[index]}`));
  const priorities = [...new Set(plan.achievements.flatMap(({ priority }) => priority?.number ?? []))].sort(
    (a, b) => a - b,
  );
  const known = new Map(plan.achievements.map((achievement) => [achievement.id, achievement]));

  const node = (id: AchievementId): string => {
    const achievement = known.get(id);
    if (achievement === undefined) return `    ${quoted(id)};`;
    const { title, estimate, priority } = achievement;
    const head = [id, estimateText(estimate, '–', '')].filter((part) => part !== '').join(', ');
    const label = [head, ...wrapText(oneLine(title), titleWidth)].map(escaped).join('\\n');
    const shape = priority === null ? 'plaintext' : shapes[priorities.indexOf(priority.number) % shapes.length];
    const style = onPath.has(id) ? 'bold' : undefined;
    return `    ${quoted(id)}${attributes({ label: `"${label}"`, shape, style })};`;
  };
  const ranks = levels.flatMap(({ level, achievements }) => [
    `  subgraph ${quoted(`level ${level}`)} { rank=same; // level ${level}, ${countOf(achievements.length, 'achievement')}`,
    ...achievements.map(node),
    '  }',
  ]);
  const styles = { stated: undefined, rule: undefined, proposed: undefined, assumed: 'dashed' } as const;
  const edges = drawnEdges(view).map(({ from, on, strength }) => {
    const line = styles[strength];
    const isCritical = steps.has(`${from} ${on}`);
    const style = isCritical ? (line === undefined ? 'bold' : `"bold,${line}"`) : line;
    return `  ${quoted(on)} -> ${quoted(from)}${attributes({ style })};`;
  });
  const conflicts = plan.conflicts.map(
    ({ a, b, paths }) =>
      `  ${quoted(a)} -> ${quoted(b)}${attributes({ dir: 'none', style: 'dotted', color: 'red', constraint: 'false', tooltip: quoted(paths.join(', ')) })};`,
  );
  const lines = [
    `digraph ${quoted(plan.name)} {`,
    '  rankdir=LR;',
    `  label=${quoted(plan.title)};`,
    '  node [fontname="Helvetica", fontsize=11];',
    ...ranks,
    ...edges,
    ...conflicts,
    '}',
  ];
  return `${lines.join('\n')}\n`;
};
