/* global document */
import { make } from './make.js';

const shown = 30;

/** The search field: finds achievements by id or title, keyboard first. */
export const makeSearch = (graph, { found, choose }) => {
  const field = document.getElementById('search');
  const list = document.getElementById('results');
  const count = document.getElementById('count');
  const matches = (text) => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    return graph.achievements.filter(({ id, title }) => {
      const lower = title.toLowerCase();
      return words.every((word) => id.startsWith(word) || lower.includes(word));
    });
  };
  const take = (id) => {
    list.hidden = true;
    choose(id);
  };
  const update = () => {
    const text = field.value.trim();
    const hits = text === '' ? [] : matches(text);
    found(text === '' ? null : hits.map(({ id }) => id));
    count.textContent = text === '' ? '' : `${hits.length} found`;
    list.hidden = hits.length === 0;
    list.replaceChildren(
      ...hits.slice(0, shown).map(({ id, title }) => {
        const button = make('button', { type: 'button' }, [make('b', {}, [id]), ` ${title}`]);
        button.addEventListener('click', () => take(id));
        return make('li', {}, [button]);
      }),
    );
    return hits;
  };
  field.addEventListener('input', update);
  field.addEventListener('focus', update);
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      const [first] = update();
      if (first !== undefined) take(first.id);
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      list.querySelector('button')?.focus();
    } else if (event.key === 'Escape') {
      field.value = '';
      update();
    }
  });
  list.addEventListener('keydown', (event) => {
    const item = event.target.closest('li');
    const step = { ArrowDown: item?.nextElementSibling, ArrowUp: item?.previousElementSibling }[event.key];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      (step?.querySelector('button') ?? (event.key === 'ArrowUp' ? field : null))?.focus();
    } else if (event.key === 'Escape') {
      list.hidden = true;
      field.focus();
    }
  });
  document.addEventListener('pointerdown', (event) => {
    if (event.target.closest('.find') === null) list.hidden = true;
  });
  return {
    focus: () => {
      field.focus();
      field.select();
    },
  };
};
