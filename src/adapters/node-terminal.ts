import type { Terminal } from '../reporting/terminal.ts';
import type { Look } from '../reporting/look.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Whether the terminal shows more than ASCII: the locale says so, or says nothing, as in most containers. */
const writesUnicode = (env: Env): boolean => {
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => value !== undefined && value !== '');
  return env.TERM !== 'linux' && (locale === undefined || /utf-?8/i.test(locale));
};

const lookOf = (stream: NodeJS.WriteStream, env: Env, color: boolean): Look => ({
  color: color && (env.FORCE_COLOR !== undefined ? env.FORCE_COLOR !== '0' : stream.isTTY && env.TERM !== 'dumb'),
  width: stream.isTTY ? stream.columns : Number(env.COLUMNS) || 80,
  unicode: writesUnicode(env),
});

/** The terminal that the process was started on. `NO_COLOR` and `--no-color` take colour away everywhere. */
export const nodeTerminal = (process: NodeJS.Process, argv: readonly string[]): Terminal => {
  const { stdin, stdout, stderr, env } = process;
  const color = (env.NO_COLOR ?? '') === '' && !argv.includes('--no-color');
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    // A window may be made wider while a view is live.
    get look() {
      return lookOf(stdout, env, color);
    },
    errLook: lookOf(stderr, env, color),
    get rows() {
      return stdout.isTTY && env.TERM !== 'dumb' ? stdout.rows : null;
    },
    interactive: stdin.isTTY && stderr.isTTY,
    async confirm(question) {
      const { createInterface } = await import('node:readline/promises');
      const asking = createInterface({ input: stdin, output: stderr });
      try {
        return /^y(?:es)?$/i.test((await asking.question(`${question} [y/N] `)).trim());
      } catch {
        return false; // the input ended, or Ctrl-C: nobody said yes
      } finally {
        asking.close();
      }
    },
  };
};
