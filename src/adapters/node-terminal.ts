import type { Terminal } from '../reporting/terminal.ts';
import type { Look } from '../reporting/look.ts';
import { isYes } from '../text/is-yes.ts';

/** How long a user waits without a word, in milliseconds from the start of the process. */
const patienceMs = 1000;

type Env = Readonly<Record<string, string | undefined>>;

/** Whether the terminal shows more than ASCII: the locale says so, or says nothing, as in most containers. */
const writesUnicode = (env: Env): boolean => {
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => value !== undefined && value !== '');
  return env.TERM !== 'linux' && (locale === undefined || /utf-?8/i.test(locale));
};

const lookOf = (stream: NodeJS.WriteStream, env: Env, color: boolean): Look => ({
  color: color && (env.FORCE_COLOR !== undefined ? env.FORCE_COLOR !== '0' : stream.isTTY && env.TERM !== 'dumb'),
  // A terminal that was told no size says 0.
  width: (stream.isTTY && stream.columns) || Number(env.COLUMNS) || 80,
  unicode: writesUnicode(env),
});

/** The terminal that the process was started on. `NO_COLOR` and `--no-color` take colour away everywhere. */
export const nodeTerminal = (process: NodeJS.Process, argv: readonly string[]): Terminal => {
  const { stdin, stdout, stderr, env } = process;
  const color = (env.NO_COLOR ?? '') === '' && !argv.includes('--no-color');
  const showsProgress =
    stderr.isTTY &&
    env.TERM !== 'dumb' &&
    !argv.some((word) => word === '--quiet' || word === '-q' || word === '--json');
  let hasLine = false;
  const clear = (): void => {
    if (hasLine) stderr.write('\r\u001b[K');
    hasLine = false;
  };
  let isInterrupted = false;
  // Lines that came with the one before, for the questions that follow, and the begin of another.
  const pasted: string[] = [];
  let begun = '';
  const ask = async (question: string): Promise<string | null> => {
    clear();
    if (isInterrupted) return null;
    const ready = pasted.shift();
    if (ready !== undefined) {
      stderr.write(`${question} ${ready}\n`);
      return ready;
    }
    const { createInterface } = await import('node:readline');
    const asking = createInterface({ input: stdin, output: stderr });
    return new Promise((resolve) => {
      let answer: string | null = null;
      asking.on('line', (line) => pasted.push(line));
      asking.on('SIGINT', () => {
        isInterrupted = true;
        asking.close();
      });
      // Ctrl-C, or the input ended: nobody has answered, and the cursor stands behind the question.
      asking.on('close', () => {
        if (answer === null) stderr.write('\n');
        resolve(answer);
      });
      asking.question(`${question} `, (line) => {
        answer = line;
        // What was pasted together comes in the same turn.
        setImmediate(() => {
          begun = asking.line;
          asking.close();
        });
      });
      asking.write(begun);
      begun = '';
    });
  };
  return {
    out: (text) => {
      clear();
      stdout.write(text);
    },
    err: (text) => {
      clear();
      stderr.write(text);
    },
    progress(doing, isLong = false) {
      clear();
      if (!showsProgress || doing === '' || (!isLong && performance.now() < patienceMs)) return;
      const room = Math.max(20, stderr.columns) - 2;
      stderr.write(doing.length > room ? `${doing.slice(0, room)}…` : doing);
      hasLine = true;
    },
    // A window may be made wider while a view is live.
    get look() {
      return lookOf(stdout, env, color);
    },
    get errLook() {
      return lookOf(stderr, env, color);
    },
    get rows() {
      return stdout.isTTY && env.TERM !== 'dumb' ? stdout.rows || 24 : null;
    },
    get errRows() {
      return stderr.isTTY && env.TERM !== 'dumb' ? stderr.rows || 24 : null;
    },
    atExit(act) {
      process.once('exit', act);
      return () => process.removeListener('exit', act);
    },
    interactive: stdin.isTTY && stderr.isTTY,
    get isInterrupted() {
      return isInterrupted;
    },
    ask,
    async confirm(question) {
      // What was pasted at another question says neither yes nor no.
      pasted.length = 0;
      begun = '';
      return isYes(await ask(`${question} [y/N]`));
    },
  };
};
