/* global document */
const svgSpace = 'http://www.w3.org/2000/svg';

/** The drawing as things: `{kind: 'node', id}` and `{kind: 'edge', from, on}`, each with its element. */
export const makePicture = (svg, graph) => {
  const elements = new Map();
  const keyOf = (thing) => (thing.kind === 'node' ? thing.id : `${thing.from} ${thing.on}`);

  const adopt = (element, thing) => {
    const title = element.querySelector('title');
    element.setAttribute('role', 'button');
    element.setAttribute('aria-label', title.textContent);
    element.setAttribute('tabindex', '-1');
    elements.set(keyOf(thing), { element, thing });
    if (thing.kind === 'node') return;
    // The page says more than the tooltip, and a thin line is hard to meet with a pointer.
    title.remove();
    const hit = document.createElementNS(svgSpace, 'path');
    hit.setAttribute('class', 'hit');
    hit.setAttribute('d', element.querySelector('.line').getAttribute('d'));
    element.append(hit);
  };
  for (const element of svg.querySelectorAll('.edge[data-from]')) {
    adopt(element, { kind: 'edge', from: element.dataset.from, on: element.dataset.on });
  }
  for (const element of svg.querySelectorAll('.node')) adopt(element, { kind: 'node', id: element.dataset.id });

  // One stop for the tab key: the box that was visited last, at first the first one.
  let stop = elements.get(graph.achievements[0]?.id)?.element;
  stop?.setAttribute('tabindex', '0');

  const isNear = (thing, other) => {
    if (thing.kind === 'edge') {
      return other.kind === 'edge' ? keyOf(other) === keyOf(thing) : other.id === thing.from || other.id === thing.on;
    }
    if (other.kind === 'edge') return other.from === thing.id || other.on === thing.id;
    return (
      other.id === thing.id ||
      graph.dependency(other.id, thing.id) !== undefined ||
      graph.dependency(thing.id, other.id) !== undefined ||
      graph.conflictsOf(thing.id).some((conflict) => conflict.other === other.id)
    );
  };

  return {
    each: (visit) => elements.forEach(({ element, thing }) => visit(thing, element)),
    elementOf: (thing) => elements.get(keyOf(thing))?.element,
    /** Shows one thing and what belongs to it; null shows all alike. */
    mark: (picked) => {
      svg.classList.toggle('picked', picked !== null);
      for (const { element, thing } of elements.values()) {
        element.classList.toggle('near', picked !== null && isNear(picked, thing));
        element.classList.toggle('selected', picked !== null && keyOf(picked) === keyOf(thing));
      }
      for (const line of svg.querySelectorAll('.conflict[data-a]')) {
        const { a, b } = line.dataset;
        line.classList.toggle('near', picked?.kind === 'node' && (a === picked.id || b === picked.id));
      }
      if (picked === null) return;
      stop?.setAttribute('tabindex', '-1');
      stop = elements.get(keyOf(picked))?.element ?? stop;
      stop?.setAttribute('tabindex', '0');
    },
    /** Shows which boxes a search found; null ends the search. */
    markFound: (ids) => {
      svg.classList.toggle('searching', ids !== null);
      for (const { element, thing } of elements.values()) {
        element.classList.toggle('found', thing.kind === 'node' && ids !== null && ids.includes(thing.id));
      }
    },
  };
};
