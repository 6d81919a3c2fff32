/* global document */
// The page of `planloom graph --html`: joins the drawing, the panel and the search. Bundled by scripts/generate-graph-page.mjs.
import { readGraph } from './graph.js';
import { makePanel } from './panel.js';
import { makePicture } from './picture.js';
import { makeSearch } from './search.js';
import { makeTip } from './tip.js';
import { makeViewport } from './viewport.js';
import { makeWalk } from './walk.js';

const graph = readGraph(document.getElementById('graph-data').textContent);
const svg = document.getElementById('graph');
const viewport = makeViewport(svg, document.getElementById('scene'));
const picture = makePicture(svg, graph);
const panel = makePanel(document.getElementById('panel'), graph, { show: (thing) => pick(thing, true) });
let picked = null;

/** Shows what a box or an edge is about; with `focus` also goes there. */
const pick = (thing, focus) => {
  picked = thing;
  panel.show(thing);
  picture.mark(thing);
  if (thing === null) return;
  const element = picture.elementOf(thing);
  if (element === undefined) return;
  viewport.bringIntoView(picture.elementOf(thing.kind === 'edge' ? { kind: 'node', id: thing.from } : thing));
  if (focus) element.focus({ preventScroll: true });
};

const search = makeSearch(graph, {
  found: (ids) => picture.markFound(ids),
  choose: (id) => {
    picture.markFound(null);
    pick({ kind: 'node', id }, true);
  },
});
const tip = makeTip(document.getElementById('edge-tip'), graph);
const walk = makeWalk(graph);

picture.each((thing, element) => {
  element.addEventListener('focus', () => pick(thing, false));
  element.addEventListener('click', () => viewport.wasDragged() || pick(thing, true));
  if (thing.kind === 'edge') {
    element.addEventListener('pointermove', (event) => tip.show(thing, event.clientX, event.clientY));
    element.addEventListener('pointerleave', () => tip.hide());
  }
});
svg.addEventListener('click', (event) => {
  if (!viewport.wasDragged() && event.target.closest('.node,.edge,.conflict') === null) pick(null, false);
});

const commands = {
  '+': () => viewport.zoom(1.25),
  '=': () => viewport.zoom(1.25),
  '-': () => viewport.zoom(0.8),
  0: () => viewport.fit(),
  1: () => viewport.actualSize(),
};
svg.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const next = event.shiftKey && event.key.startsWith('Arrow') ? undefined : walk.step(picked, event.key);
  if (event.shiftKey && viewport.pan(event.key)) event.preventDefault();
  else if (next) {
    event.preventDefault();
    pick(next, true);
  } else if (event.key === 'Enter' && picked !== null) {
    event.preventDefault();
    panel.focus();
  } else if (event.key === 'Escape') pick(null, false);
  else if (commands[event.key]) {
    event.preventDefault();
    commands[event.key]();
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key === '/' && event.target.tagName !== 'INPUT') {
    event.preventDefault();
    search.focus();
  }
});
document.getElementById('panel').addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && picked !== null) picture.elementOf(picked)?.focus({ preventScroll: true });
});
for (const [id, act] of [
  ['zoom-in', () => viewport.zoom(1.25)],
  ['zoom-out', () => viewport.zoom(0.8)],
  ['zoom-fit', () => viewport.fit()],
  ['zoom-actual', () => viewport.actualSize()],
]) {
  document.getElementById(id).addEventListener('click', act);
}
document.body.classList.add('live');
viewport.fit();
