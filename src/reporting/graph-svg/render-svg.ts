import type { GraphView } from '../graph-view.ts';
import { fitText } from './fit-text.ts';
import type { Picture } from './graph-picture.ts';
import { definitions, graphPicture } from './graph-picture.ts';
import { legendPicture } from './legend.ts';
import { margin } from './measures.ts';
import { describePicture, hoursLine, sizeLine } from './picture-words.ts';
import { svgStyle } from './style.ts';
import type { SvgOptions } from './svg-options.ts';
import { element, textLine, xmlText } from './xml.ts';

const leastWidth = 620;
/** A legend wider than a window is hard to read, however wide the graph is. */
const widestLegend = 1500;

/**
 * The graph as an SVG document of its own, ended by a line feed: title, figures, levels as columns, legend. It follows
 * the reader's choice of light or dark. The same view gives the same bytes.
 */
export const renderSvg = (view: GraphView, options: SvgOptions = {}): string => {
  const graph = graphPicture(view, options);
  const room = Math.max(leastWidth, graph.width);
  const head = header(view, room);
  const legend = legendPicture(view, options, Math.min(room, widestLegend));
  const width = room + 2 * margin;
  const graphTop = margin + head.height;
  const legendTop = graphTop + graph.height + 24;
  const height = legendTop + legend.height + margin - 8;
  const at = (x: number, y: number, { content }: Picture): string =>
    element('g', { transform: `translate(${x} ${y})` }, content);
  const { plan } = view;
  const content = [
    element('title', { id: 'graph-title' }, xmlText(`${plan.name}: ${plan.title}`)),
    element('desc', { id: 'graph-description' }, xmlText(describePicture(view))),
    element('style', {}, svgStyle),
    definitions,
    element('rect', { class: 'paper', width, height }),
    at(margin, margin, head),
    at(margin + Math.round((room - graph.width) / 2), graphTop, graph),
    at(margin, legendTop, legend),
  ];
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-labelledby': 'graph-title graph-description',
  };
  return `${element('svg', attributes, `\n${content.join('\n')}\n`)}\n`;
};

/** Name, title and figures. */
const header = (view: GraphView, width: number): Picture => {
  const { plan } = view;
  const lines = [hoursLine(view), sizeLine(view)].flatMap((line) => fitText(line, width, 12, 2));
  const name = fitText(plan.title === '' ? plan.name : plan.title, width, 20, 2);
  const content = [
    ...name.map((line, index) => textLine({ class: 'name', y: 16 + index * 25 }, line)),
    ...lines.map((line, index) => textLine({ class: 'quiet', y: 16 + name.length * 25 + index * 19 }, line)),
  ];
  return { width, height: 16 + name.length * 25 + lines.length * 19 + 8, content: content.join('\n') };
};
