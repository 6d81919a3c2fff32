import type { Finding, Rule } from '../findings.ts';
import { claimEach, groupFinding } from '../findings.ts';
import { isAboutDependencies } from '../label-role.ts';
import { mermaidLinks } from '../mermaid-links.ts';
import type { Passage } from '../passage.ts';
import { evidenceOnLine, isForeign } from '../passage.ts';
import { readTree } from '../read-tree.ts';

const drawing = /^(?:text|txt|ascii|plain\w*|diagram|tree|graph|none|markdown|md|mermaid|dot|graphviz)?$/i;
const noDrawing =
  /\b(?:examples?|samples?|templates?|formats?|schema|errors?|detection|messages?|prompts?|output|command|logs?|workflow|desired|usage|before|current)\b/i;

/** Drawings in fences under a heading about dependencies: trees, arrows and Mermaid graphs. */
export const diagramRule: Rule = (passage, plan) => {
  const { block } = passage;
  if (block.kind !== 'code' || passage.inSubplan) return [];
  const info = (block.info ?? '').split(/[\s{]/)[0] ?? '';
  const lines = block.lines.map((line) => line.text);
  if (!drawing.test(info) || !lines.some((line) => /\d/.test(line))) return [];
  if (!isAnnounced(passage) || isForeign(passage)) return [];
  if (
    /^(?:mermaid|dot|graphviz)$/i.test(info) ||
    /^\s*(?:graph|flowchart|digraph)\b/i.test(lines.find((l) => l.trim() !== '') ?? '')
  ) {
    return mermaidLinks(lines, plan).flatMap(({ from, on, line, column }) =>
      claimEach(from, on, evidenceOnLine(passage, 'diagram', line, column)),
    );
  }
  return readTree(lines, plan).flatMap((edge): readonly Finding[] => {
    if (edge.together) {
      const evidence = evidenceOnLine(passage, 'diagram', edge.line, edge.column);
      return [{ found: 'independence', independence: { between: edge.together.map((id) => [id]), evidence } }];
    }
    return edge.isGroup
      ? groupFinding(
          lines[edge.line] ?? '',
          edge.from,
          edge.on,
          evidenceOnLine(passage, 'rule', edge.line, edge.column),
        )
      : claimEach(edge.from, edge.on, evidenceOnLine(passage, 'diagram', edge.line, edge.column));
  });
};

/** The nearest label that says anything decides, then the next one above. */
const isAnnounced = (passage: Passage): boolean => {
  for (const label of passage.labels) {
    if (noDrawing.test(label.text)) return false;
    if (isAboutDependencies(label.text)) return true;
  }
  return false;
};
