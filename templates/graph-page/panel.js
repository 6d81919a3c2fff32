import { make } from './make.js';

const strengths = { stated: 'stated', rule: 'by a rule', proposed: 'proposed', assumed: 'assumed' };

/** The evidence of a dependency: each place with the line that stands there. */
export const evidenceList = (evidence) =>
  make(
    'ul',
    { class: 'evidence' },
    evidence.map(({ kind, place, text }) =>
      make('li', {}, [
        make('span', { class: 'place' }, [place]),
        make('span', { class: 'kind' }, [kind]),
        make('q', {}, [text]),
      ]),
    ),
  );

/** The side of the page that says what is known about the box or edge that was chosen. */
export const makePanel = (panel, graph, { show }) => {
  const help = [...panel.childNodes];
  const link = (thing, words) => {
    const button = make('button', { type: 'button', class: 'link' }, [words]);
    button.addEventListener('click', () => show(thing));
    return button;
  };
  const nodeLink = (id) => link({ kind: 'node', id }, `${id} ${graph.byId.get(id)?.title ?? ''}`);
  const strength = (value) => make('span', { class: `strength ${value}` }, [strengths[value]]);

  const section = (title, items) =>
    items.length === 0 ? [] : [make('h3', {}, [`${title} (${items.length})`]), make('ul', { class: 'cards' }, items)];
  const dependencyItem = (other, { strength: value, evidence, drawn }) =>
    make('li', {}, [
      make('div', {}, [nodeLink(other), strength(value)]),
      evidenceList(evidence),
      ...(drawn ? [] : [make('p', { class: 'quiet' }, ['Not drawn: a longer way says it already.'])]),
    ]);

  const nodeContent = (id) => {
    const own = graph.byId.get(id);
    const facts = [
      ['Level', own.groups > 1 ? `${own.level}, group ${own.group} of ${own.groups}` : `${own.level}`],
      ['Priority', own.priority],
      ['Estimate', own.estimate],
      ['Status', own.status],
      ['Critical path', own.critical ? 'yes' : null],
      ['In the plan', own.place],
    ].filter(([, value]) => value !== null);
    return [
      make('h2', {}, [`${id} ${own.title}`]),
      ...(own.goal === null ? [] : [make('p', {}, [own.goal])]),
      make(
        'dl',
        {},
        facts.flatMap(([name, value]) => [make('dt', {}, [name]), make('dd', {}, [value])]),
      ),
      ...section(
        'Needs',
        own.dependencies.map((each) => dependencyItem(each.on, each)),
      ),
      ...section(
        'Needed by',
        graph.neededBy(id).map((each) => dependencyItem(each.from, each)),
      ),
      ...section(
        'Never at the same time as',
        graph.conflictsOf(id).map(({ other, paths }) =>
          make('li', {}, [
            nodeLink(other),
            make(
              'ul',
              { class: 'paths' },
              paths.map((path) => make('li', {}, [path])),
            ),
          ]),
        ),
      ),
    ];
  };
  const edgeContent = ({ from, on }) => {
    const own = graph.dependency(from, on);
    return [
      make('h2', {}, [`${from} needs ${on}`]),
      make('p', {}, [strength(own.strength)]),
      make('p', {}, [nodeLink(from)]),
      make('p', {}, ['needs ', nodeLink(on)]),
      make('h3', {}, [`Evidence (${own.evidence.length})`]),
      evidenceList(own.evidence),
    ];
  };

  return {
    show: (thing) => {
      panel.replaceChildren(
        ...(thing === null ? help : thing.kind === 'node' ? nodeContent(thing.id) : edgeContent(thing)),
      );
      panel.scrollTop = 0;
    },
    focus: () => (panel.querySelector('button') ?? panel).focus(),
  };
};
