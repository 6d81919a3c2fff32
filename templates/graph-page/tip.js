/* global innerWidth, innerHeight */
import { make } from './make.js';
import { evidenceList } from './panel.js';

/** What an edge rests on, beside the pointer. */
export const makeTip = (tip, graph) => ({
  show: ({ from, on }, x, y) => {
    const { strength, evidence } = graph.dependency(from, on);
    tip.replaceChildren(make('strong', {}, [`${from} needs ${on}, ${strength}`]), evidenceList(evidence.slice(0, 3)));
    tip.hidden = false;
    const { width, height } = tip.getBoundingClientRect();
    tip.style.left = `${Math.max(8, Math.min(x + 14, innerWidth - width - 8))}px`;
    tip.style.top = `${Math.max(8, Math.min(y + 14, innerHeight - height - 8))}px`;
  },
  hide: () => {
    tip.hidden = true;
  },
});
