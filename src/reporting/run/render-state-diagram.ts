import type { Transition } from '../../execution/transitions.ts';

/**
 * A table of transitions as a Mermaid state diagram. What begins is in `first`; a state that nothing leads out of leads
 * to the end; a part of a whole has neither. Ways between the same two states share an arrow.
 */
export const renderStateDiagram = <State extends string>(
  transitions: readonly Pick<Transition<State>, 'from' | 'to' | 'when'>[],
  first: State | null,
): string => {
  const arrows = new Map<string, string[]>();
  for (const { from, to, when } of transitions) {
    const arrow = `${from} --> ${to}`;
    const said = arrows.get(arrow) ?? [];
    if (!said.includes(when)) arrows.set(arrow, [...said, when]);
  }
  const left = new Set(transitions.map(({ from }) => from));
  const ends = [...new Set(transitions.map(({ to }) => to))].filter((state) => !left.has(state));
  return [
    'stateDiagram-v2',
    ...(first === null ? [] : [`    [*] --> ${first}`]),
    ...[...arrows].map(([arrow, said]) => `    ${arrow}: ${said.join(', or ')}`),
    ...(first === null ? [] : ends).map((state) => `    ${state} --> [*]`),
    '',
  ].join('\n');
};
