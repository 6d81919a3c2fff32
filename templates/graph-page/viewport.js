/* global ResizeObserver */
const least = 0.04;
const most = 4;
/** Below this size titles cannot be read, and ids are shown larger instead. */
const far = 0.55;
const farther = 0.32;

/** Pan and zoom of `scene` in `svg`. */
export const makeViewport = (svg, scene) => {
  const { width, height } = svg.viewBox.baseVal;
  svg.removeAttribute('viewBox');
  const view = { x: 0, y: 0, scale: 1 };
  let fitted = true;
  const apply = () => {
    scene.setAttribute('transform', `translate(${view.x} ${view.y}) scale(${view.scale})`);
    svg.classList.toggle('far', view.scale < far);
    svg.classList.toggle('farther', view.scale < farther);
  };
  const room = () => svg.getBoundingClientRect();
  const zoomAt = (factor, x, y) => {
    const scale = Math.min(most, Math.max(least, view.scale * factor));
    view.x = x - ((x - view.x) * scale) / view.scale;
    view.y = y - ((y - view.y) * scale) / view.scale;
    view.scale = scale;
    fitted = false;
    apply();
  };
  const zoom = (factor) => zoomAt(factor, room().width / 2, room().height / 2);
  const move = (x, y) => {
    view.x += x;
    view.y += y;
    fitted = false;
    apply();
  };
  const fit = () => {
    const { width: w, height: h } = room();
    view.scale = Math.min(most, Math.max(least, Math.min(w / width, h / height, 1.25)));
    view.x = (w - width * view.scale) / 2;
    view.y = (h - height * view.scale) / 2;
    fitted = true;
    apply();
  };

  svg.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const { left, top } = room();
      const lines = event.deltaMode === 1 ? 16 : 1;
      zoomAt(Math.exp(-event.deltaY * lines * 0.0016), event.clientX - left, event.clientY - top);
    },
    { passive: false },
  );

  const pointers = new Map();
  let dragged = 0;
  const spread = () => {
    const [a, b] = [...pointers.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  svg.addEventListener('pointerdown', (event) => {
    // Text of a box is there to be selected.
    if (event.button !== 0 || (event.pointerType === 'mouse' && event.target.tagName === 'text')) return;
    if (pointers.size === 0) dragged = 0;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  svg.addEventListener('pointermove', (event) => {
    const last = pointers.get(event.pointerId);
    if (last === undefined) return;
    const before = pointers.size === 2 ? spread() : 0;
    const [x, y] = [event.clientX - last.x, event.clientY - last.y];
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    dragged += Math.abs(x) + Math.abs(y);
    // A click must reach what it was meant for; only a drag takes the pointer.
    if (dragged > 4 && !svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
    move(x / pointers.size, y / pointers.size);
    if (before > 0) {
      const { left, top } = room();
      const [a, b] = [...pointers.values()];
      zoomAt(spread() / before, (a.x + b.x) / 2 - left, (a.y + b.y) / 2 - top);
    }
  });
  for (const end of ['pointerup', 'pointercancel']) {
    svg.addEventListener(end, (event) => pointers.delete(event.pointerId));
  }
  new ResizeObserver(() => fitted && fit()).observe(svg);

  const steps = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] };
  return {
    zoom,
    fit,
    actualSize: () => zoom(1 / view.scale),
    pan: (key) => {
      if (steps[key] === undefined) return false;
      move(...steps[key]);
      return true;
    },
    /** Whether the pointer moved the picture since it went down, so that a click is none. */
    wasDragged: () => dragged > 4,
    bringIntoView: (element) => {
      const box = element.getBoundingClientRect();
      const { left, top, right, bottom } = room();
      const edge = 30;
      const shift = (start, end, from, to) =>
        start < from + edge ? from + edge - start : end > to - edge ? to - edge - end : 0;
      const [x, y] = [shift(box.left, box.right, left, right), shift(box.top, box.bottom, top, bottom)];
      if (x !== 0 || y !== 0) move(x, y);
    },
  };
};
