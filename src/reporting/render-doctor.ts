import type { DoctorView, ToolState } from '../app/doctor.ts';
import type { AgentState } from '../ports/agent-probe.ts';
import type { Look } from './look.ts';
import { nextLines } from './next-step.ts';
import { paletteOf } from './palette.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { hanging } from './wrap-text.ts';

/** A line for each thing: whether it is there, its version, and what it can do or what keeps it. */
export const renderDoctor = ({ node, git, agents, usable }: DoctorView, look: Look): string => {
  const { strong } = paletteOf(look);
  const all = [node, git, ...agents];
  const widths = {
    name: Math.max(...all.map(({ name }) => name.length)),
    version: Math.max(...all.map(({ version }) => version?.length ?? 1)),
  };
  const lines = [
    strong('Tools'),
    ...[node, git].flatMap((tool) => stateLines(tool, '', widths, look)),
    '',
    strong('Agents'),
    ...agents.flatMap((agent) => stateLines(agent, agent.abilities.join(', '), widths, look)),
    '',
    ...nextLines(usable.length === 0 ? noneUsable : [testStep(usable[0]!)], look),
  ];
  return `${lines.join('\n')}\n`;
};

const noneUsable = [{ say: 'No agent can be used yet: install one of them and log in, then look again.' }];

const testStep = (name: string) => ({
  say: 'Make one small call, to see that it works.',
  command: `planloom doctor --test ${name}`,
});

const stateLines = (
  state: ToolState | AgentState,
  abilities: string,
  widths: { readonly name: number; readonly version: number },
  look: Look,
): readonly string[] => {
  const paint = paletteOf(look);
  const { status, warning, arrow, dash } = symbolsOf(look);
  const { name, version, ready, installed, reason } = state;
  const remark = 'remark' in state ? (state.remark ?? '') : '';
  const sign = ready
    ? paint.done(status.complete)
    : installed
      ? paint.error(status.failed)
      : paint.quiet(status.not_started);
  const padded = paint.id(name.padEnd(widths.name));
  const shown = oneLine(version ?? dash);
  const head = `  ${sign} ${padded}  ${shown.padEnd(widths.version)}  `;
  const room = ' '.repeat(8 + widths.name + widths.version - 2);
  return [
    ...(ready
      ? hanging(head, oneLine(abilities), paint.quiet, look)
      : hanging(head, oneLine(reason ?? ''), paint.plain, look)),
    ...(remark === '' ? [] : hanging(`${room}${ready ? arrow : warning} `, oneLine(remark), paint.quiet, look)),
  ];
};
