import type { Result } from '../domain/result.ts';
import { askUntilTaken } from './ask-until-taken.ts';
import type { Call } from './command-spec.ts';
import { text, usageProblem } from './print.ts';

/** What every outline begins with; undefined: nothing is said. */
export interface OutlineWords {
  readonly name: string | undefined;
  readonly title: string | undefined;
  readonly goal: string | undefined;
}

interface Asked {
  readonly kind: 'plan' | 'grammaplan' | 'north-star';
  readonly name: string | undefined;
  /** Whether the document can have this name. */
  readonly place: (name: string) => Promise<Result<unknown>>;
}

/** The options of an outline that nothing is said in, as they are written. */
export const optionsLeftOut = (call: Call, options: readonly string[]): readonly string[] =>
  options.filter((name) => call.options[name] === undefined).map((name) => `--${name}`);

/** Whether a person can be asked for what the options do not say; says then how to answer. */
export const beginAsking = ({ world, options }: Call): boolean => {
  const { terminal } = world;
  if (!terminal.interactive || options.yes === true || options.json === true || options.quiet === true) return false;
  terminal.err('Enter leaves a field open; Ctrl-C writes nothing.\n');
  return true;
};

/** What is said when nobody answers any more. */
export const sayNothingWritten = ({ world }: Call): number => {
  world.terminal.err('Nothing was written.\n');
  return 1;
};

/** Asks for name, title and goal of a new document, but for those that are given. Null: nobody answers any more. */
export const askOutline = async (call: Call, { kind, name, place }: Asked): Promise<OutlineWords | null> => {
  const given = { title: text(call, 'title'), goal: text(call, 'goal') };
  const nothingWrong = () => Promise.resolve([]);
  let words: OutlineWords = { name, ...given };
  if (name === undefined) {
    const mayBeEmpty = kind === 'plan';
    const answer = await askUntilTaken(
      call,
      mayBeEmpty ? 'Name, such as WEBHOOKS (Enter: made from the title)' : 'Name, such as OPEN-PLATFORM',
      async (one) => {
        if (one === '' && mayBeEmpty) return [];
        const found = one === '' ? undefined : await place(one);
        if (found === undefined) return [usageProblem(`A new ${kind} needs a name.`, 'Ctrl-C leaves.')];
        return found.ok ? [] : found.error;
      },
    );
    if (answer === null) return null;
    words = { ...words, name: answer === '' ? undefined : answer };
  }
  if (given.title === undefined) {
    const { name: called } = words;
    const question = called === undefined ? 'Title' : `Title (Enter: ${called})`;
    const answer = await askUntilTaken(call, question, (one) =>
      one === '' && called === undefined
        ? Promise.resolve([usageProblem(`A new ${kind} needs a name or a title.`, 'Ctrl-C leaves.')])
        : nothingWrong(),
    );
    if (answer === null) return null;
    words = { ...words, title: answer };
  }
  if (given.goal === undefined) {
    const answer = await askUntilTaken(call, 'Goal, in one sentence', nothingWrong);
    if (answer === null) return null;
    words = { ...words, goal: answer === '' ? undefined : answer };
  }
  return words;
};
