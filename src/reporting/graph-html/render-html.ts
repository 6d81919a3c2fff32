import { pageScript, pageScriptDigest, pageStyle } from '../../generated/graph-page.js';
import { definitions, graphPicture } from '../graph-svg/graph-picture.ts';
import { legendPicture } from '../graph-svg/legend.ts';
import { margin } from '../graph-svg/measures.ts';
import { describePicture, hoursLine, sizeLine } from '../graph-svg/picture-words.ts';
import { svgStyle } from '../graph-svg/style.ts';
import type { SvgOptions } from '../graph-svg/svg-options.ts';
import { element, xmlText } from '../graph-svg/xml.ts';
import type { GraphView } from '../graph-view.ts';
import { pageData } from './page-data.ts';

const beginning = '<!doctype html>\n<!-- Made by planloom graph; what is edited here is lost. -->\n';

/** Whether a file's text is a page that `renderHtml` made, so that it may be written anew. */
export const isGraphPage = (text: string): boolean => text.replaceAll('\r\n', '\n').startsWith(beginning);

// Nothing is loaded, and no script runs but ours. Styles cannot leak anything with all sources closed.
const policy = [
  "default-src 'none'",
  `script-src '${pageScriptDigest}'`,
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const keys: readonly (readonly [string, string])[] = [
  ['Tab', 'into the graph'],
  ['← →', 'to what it needs, to what needs it'],
  ['↑ ↓', 'along the level'],
  ['e', 'the edges of the box, one after the other'],
  ['Enter', 'into this panel; Esc goes back'],
  ['/', 'search'],
  ['+ − 0 1', 'zoom in, out, all of it, actual size'],
  ['Shift ← ↑ → ↓', 'move the picture'],
];

/**
 * The graph as one HTML page that needs nothing else: pan, zoom, search, and for each box and edge what it rests on.
 * Without scripts it still shows the picture. The same view gives the same bytes.
 */
export const renderHtml = (view: GraphView, options: SvgOptions = {}): string => {
  const { plan } = view;
  const name = xmlText(plan.title === '' ? plan.name : plan.title);
  const graph = graphPicture(view, options);
  const [width, height] = [graph.width + 2 * margin, graph.height + 2 * margin];
  const picture = element(
    'svg',
    {
      id: 'graph',
      viewBox: `0 0 ${width} ${height}`,
      role: 'group',
      'aria-label': 'Dependency graph',
      'aria-describedby': 'graph-description',
    },
    [
      definitions,
      `<g id="scene">${element('g', { transform: `translate(${margin} ${margin})` }, `\n${graph.content}\n`)}</g>`,
    ].join('\n'),
  );
  const legend = legendPicture(view, options, 1300);
  const legendSize = { width: legend.width, height: legend.height, viewBox: `0 0 ${legend.width} ${legend.height}` };
  return `${beginning}<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="planloom graph">
<title>${name}</title>
<style>${svgStyle}${pageStyle}</style>
</head>
<body>
<header>
<div class="about"><h1>${name}</h1><p>${xmlText(hoursLine(view))}</p><p>${xmlText(sizeLine(view))}</p></div>
<div class="find" role="search"><input id="search" type="search" placeholder="Search id or title ( / )" aria-label="Search achievements by id or title" autocomplete="off"><span id="count" role="status"></span><ul id="results" aria-label="Found achievements" hidden></ul></div>
<div class="tools" role="toolbar" aria-label="Zoom"><button type="button" id="zoom-out" aria-label="Zoom out">−</button><button type="button" id="zoom-in" aria-label="Zoom in">+</button><button type="button" id="zoom-fit">Fit</button><button type="button" id="zoom-actual">1:1</button></div>
</header>
<main>
<p id="graph-description" hidden>${xmlText(describePicture(view))}</p>
${picture}
</main>
<aside id="panel" aria-label="Details" tabindex="-1">
<h2>What it rests on</h2>
<p>Choose a box or an arrow to see its dependencies and the lines that state them. Arrows lead to what needs the box they come from.</p>
<dl class="keys">${keys.map(([key, does]) => `<dt><kbd>${key}</kbd></dt><dd>${does}</dd>`).join('')}</dl>
</aside>
<footer><details open><summary>Legend</summary>${element('svg', legendSize, legend.content)}</details></footer>
<div id="edge-tip" role="tooltip" hidden></div>
<script type="application/json" id="graph-data">${pageData(view, options)}</script>
<script>${pageScript}</script>
</body>
</html>
`;
};
