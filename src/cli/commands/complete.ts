import path from 'node:path';
import { openPlan, rootOf, listLimits } from '../../app/open-plan.ts';
import { readPlanText } from '../../app/read-plan.ts';
import { compareIds } from '../../domain/ids.ts';
import { planNameOfFile } from '../../workspace/names.ts';
import { commonOptions } from '../command-spec.ts';
import type { Call, CommandRun, CommandSpec, OptionSpec } from '../command-spec.ts';
import { newKinds } from '../new-kinds.ts';
import { printJson, text } from '../print.ts';
import { promptKinds } from '../prompt-kinds.ts';

interface Candidate {
  readonly value: string;
  readonly means: string;
}

/** `-y, --yes` -> `-y`, `--yes`; `--level <number>` -> `--level` */
const flagsOf = ({ flags }: OptionSpec): readonly string[] => flags.match(/--?[a-z][\w-]*/g) ?? [];

const takesValue = ({ flags }: OptionSpec): boolean => /[<[]/.test(flags);

const optionsOf = (spec: CommandSpec): readonly OptionSpec[] =>
  [...spec.options, ...commonOptions].filter(({ hidden }) => hidden !== true);

const plans = async ({ world, options }: Call): Promise<readonly Candidate[]> => {
  const root = rootOf(world, world.cwd, typeof options.root === 'string' ? options.root : undefined, world.cwd);
  const listing = await root.files.list('.', listLimits);
  if (!listing.ok) return [];
  return listing.value.paths.flatMap((file) => {
    const name = planNameOfFile(path.posix.basename(file));
    return name === undefined ? [] : [{ value: `@${name}`, means: root.label(file) }];
  });
};

/** The ids of the plan that the words before name; of the only one where they name none. */
const ids = async (call: Call, before: readonly string[]): Promise<readonly Candidate[]> => {
  const named = before.find((word) => word.startsWith('@') || /\.md$/i.test(word));
  const place = await openPlan(call.world, named, text(call, 'root'));
  const read = place.ok ? await readPlanText(place.value) : place;
  if (!read.ok) return [];
  return [...read.value.parsed.achievements]
    .sort((a, b) => compareIds(a.id, b.id))
    .filter(({ id }) => !before.includes(id))
    .map(({ id, title }) => ({ value: id, means: title }));
};

/** What could stand in the place of the last word. Nothing where it is up to the shell, a file say. */
const candidates = async (call: Call, words: readonly string[]): Promise<readonly Candidate[]> => {
  const { commands } = call;
  const current = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const spec = commands.find(({ name, aliases = [] }) =>
    before.some((word) => word === name || aliases.includes(word)),
  );
  if (spec === undefined) {
    const shown = commands
      .filter(({ hidden }) => hidden !== true)
      .map(({ name, summary }) => ({ value: name, means: summary }));
    return current.startsWith('@') ? plans(call) : [...shown, { value: 'help', means: 'show the help of a command' }];
  }
  const previous = before.at(-1) ?? '';
  const valued = optionsOf(spec).find((option) => takesValue(option) && flagsOf(option).includes(previous));
  if (valued !== undefined) {
    if (valued.values === 'ids') return ids(call, before);
    return (valued.values ?? []).map((value) => ({ value, means: '' }));
  }
  if (current.startsWith('-')) {
    return optionsOf(spec).flatMap((option) =>
      flagsOf(option)
        .filter((flag) => flag.startsWith('--') && !before.includes(flag))
        .map((value) => ({ value, means: option.description })),
    );
  }
  if (spec.name === 'completion') return ['bash', 'zsh', 'fish'].map((value) => ({ value, means: '' }));
  if (spec.name === 'new') return ofNew(call, before, current);
  if (spec.name === 'prompt' && before.at(-1) === 'prompt') return promptKinds.map((value) => ({ value, means: '' }));
  const takesIds = spec.args.some(({ name }) => name.includes('ids'));
  const takesPlan = spec.args.some(({ name }) => name === '[plan]' || name === '[paths...]');
  if (current.startsWith('@')) return takesPlan ? plans(call) : [];
  const hasPlan = before.some((word) => word.startsWith('@') || /\.md$/i.test(word));
  return [
    ...(takesPlan && !hasPlan && !/[./]/.test(current) && !/^\d/.test(current) ? await plans(call) : []),
    ...(takesIds ? await ids(call, before) : []),
  ];
};

/** A kind of document first; behind one that belongs to an achievement its plan and its id. */
const ofNew = async (call: Call, before: readonly string[], current: string): Promise<readonly Candidate[]> => {
  const kind = before[before.indexOf('new') + 1];
  if (kind === undefined) return newKinds.map((value) => ({ value, means: '' }));
  if (kind !== 'subplan' && kind !== 'execution') return [];
  if (current.startsWith('@')) return plans(call);
  const hasPlan = before.some((word) => word.startsWith('@') || /\.md$/i.test(word));
  return [...(hasPlan || /^\d/.test(current) ? [] : await plans(call)), ...(await ids(call, before))];
};

export const run: CommandRun = async (call) => {
  const current = call.args.at(-1) ?? '';
  const fitting = (await candidates(call, call.args)).filter(({ value }) =>
    value.toLowerCase().startsWith(current.toLowerCase()),
  );
  if (call.options.json === true) printJson(call, 'candidates', { candidates: fitting });
  else for (const { value, means } of fitting) call.world.terminal.out(`${value}\t${means.replaceAll(/\s+/g, ' ')}\n`);
  return 0;
};
