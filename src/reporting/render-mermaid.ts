import type { AchievementId } from '../domain/ids.ts';
import type { GraphView } from './graph-view.ts';
import { drawnEdges } from './graph-view.ts';
import { oneLine } from './safe-text.ts';
import { countOf } from './words.ts';

const nodeName = (id: AchievementId): string => `a${id.replaceAll('.', '_')}`;

/**
 * Text inside a quoted label. Everything that Mermaid, the Markdown in its labels, or HTML could read as its own is
 * written as a character code; `:` too, since Mermaid cuts the end off lines that look like "style …: …#…;".
 */
const label = (text: string): string =>
  oneLine(text).replace(/["#&<>[\]{}()`\\%:;*_~|]/g, (character) => `#${character.codePointAt(0)};`);

const legend = [
  '%% solid arrow: a dependency that the plan states, rules or a person proposed; it points to what needs it',
  '%% dotted arrow: a dependency that is assumed, since the plan says nothing',
  '%% red line with crosses: a conflict, never both at the same time',
  '%% thick border and arrow: the critical path',
];

/** The graph as a Mermaid flowchart: a subgraph a level, the drawn edges, conflicts and the critical path. */
export const renderMermaid = (view: GraphView): string => {
  const titles = new Map(view.plan.achievements.map((a) => [a.id, a.title]));
  const critical = view.criticalPath.achievements;
  const criticalSteps = new Set(critical.slice(1).map((id, index) => `${critical[index]} ${id}`));
  const subgraphs = view.levels.flatMap(({ level, achievements }) => [
    `  subgraph level_${level}["Level ${level}, ${countOf(achievements.length, 'achievement')}"]`,
    ...achievements.map((id) => `    ${nodeName(id)}["${label(`${id} ${titles.get(id) ?? ''}`)}"]`),
    '  end',
  ]);
  const edges = drawnEdges(view).map(({ from, on, strength }) => {
    const arrow = strength === 'assumed' ? '-.->' : criticalSteps.has(`${on} ${from}`) ? '==>' : '-->';
    return `  ${nodeName(on)} ${arrow} ${nodeName(from)}`;
  });
  const { conflicts } = view.plan;
  const conflictLinks = conflicts.map((_, index) => edges.length + index);
  const lines = [
    ...legend,
    'flowchart LR',
    ...subgraphs,
    ...edges,
    ...conflicts.map(({ a, b }) => `  ${nodeName(a)} x--x ${nodeName(b)}`),
    '  classDef critical stroke-width:3px',
    ...(critical.length > 0 ? [`  class ${critical.map(nodeName).join(',')} critical`] : []),
    ...(conflicts.length > 0 ? [`  linkStyle ${conflictLinks.join(',')} stroke:#d33`] : []),
  ];
  return `${lines.join('\n')}\n`;
};
