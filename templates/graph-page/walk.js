/* global document, CSS */
const node = (id) => (id === undefined ? undefined : { kind: 'node', id });
const edge = ({ from, on }) => ({ kind: 'edge', from, on });

/** Where a key leads from a box or an edge: left to what it needs, right to what needs it, up and down in its level. */
export const makeWalk = (graph) => {
  const drawnNeeds = (id) =>
    (graph.byId.get(id)?.dependencies ?? []).filter(({ drawn }) => drawn).map(({ on }) => ({ from: id, on }));
  const drawnDependents = (id) => graph.neededBy(id).filter(({ drawn }) => drawn);
  // As they stand in the picture, so that down is down.
  const heightOf = ({ id }) => Number(/ (-?[\d.]+)\)/.exec(elementOf(id)?.getAttribute('transform'))?.[1] ?? 0);
  const leftOf = ({ id }) => Number(/\((-?[\d.]+)/.exec(elementOf(id)?.getAttribute('transform'))?.[1] ?? 0);
  const elementOf = (id) => document.querySelector(`.node[data-id="${CSS.escape(id)}"]`);
  const inLevel = (level) =>
    graph.achievements
      .filter((achievement) => achievement.level === level)
      .sort((a, b) => leftOf(a) - leftOf(b) || heightOf(a) - heightOf(b));

  const fromNode = (id, key) => {
    const own = graph.byId.get(id);
    const level = inLevel(own.level);
    const place = level.indexOf(own);
    switch (key) {
      case 'ArrowLeft':
        return node(drawnNeeds(id)[0]?.on);
      case 'ArrowRight':
        return node(drawnDependents(id)[0]?.from);
      case 'ArrowUp':
        return node(level[place - 1]?.id);
      case 'ArrowDown':
        return node(level[place + 1]?.id);
      case 'Home':
        return node(graph.achievements[0]?.id);
      case 'End':
        return node(graph.achievements.at(-1)?.id);
      case 'e':
        return [...drawnNeeds(id), ...drawnDependents(id)].map(edge)[0];
    }
    return undefined;
  };
  /** On an edge, up and down (and e) go around the edges of the box that needs it; left and right to its ends. */
  const fromEdge = ({ from, on }, key) => {
    if (key === 'ArrowLeft') return node(on);
    if (key === 'ArrowRight') return node(from);
    const by = { ArrowUp: -1, ArrowDown: 1, e: 1 }[key];
    if (by === undefined) return undefined;
    const around = [...drawnNeeds(from), ...drawnDependents(from)];
    const place = around.findIndex((each) => each.from === from && each.on === on);
    return edge(around[(place + by + around.length) % around.length]);
  };
  return {
    step: (thing, key) => {
      if (thing === null) return key.startsWith('Arrow') ? node(graph.achievements[0]?.id) : undefined;
      return thing.kind === 'node' ? fromNode(thing.id, key) : fromEdge(thing, key);
    },
  };
};
