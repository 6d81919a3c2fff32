import type { Environment } from './child-environment.ts';

/** Takes secrets out of texts. */
export interface Redaction {
  /** `text` with `[redacted]` in the place of every secret. */
  text(text: string): string;
  /** For output that comes in chunks; one for each stream. */
  stream(): RedactingStream;
}

/** Gives back what was pushed, a little later, so that a secret that lies across two chunks is found. */
export interface RedactingStream {
  push(chunk: Buffer): Buffer;
  /** What was held back. */
  end(): Buffer;
}

const mark = '[redacted]';
const minLength = 8;

/** A line without an end is not held back any longer than this; nor is a private key that never ends. */
const maxHeld = 65_536;
/** Of such a line so much is held back: more than a token is long. */
const overlap = 8_192;

const tokenForms = [
  String.raw`-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----(?:[^]{0,16384}?-----END [A-Z0-9 ]*PRIVATE KEY-----|[A-Za-z0-9+/=\s]*)`,
  String.raw`\bsk-[\w-]{16,}`,
  String.raw`\bgh[opsur]_\w{20,}`,
  String.raw`\bgithub_pat_\w{20,}`,
  String.raw`\bglpat-[\w-]{16,}`,
  String.raw`\bxox[abeprs]-[\w-]{10,}`,
  String.raw`\b(?:AKIA|ASIA)[A-Z0-9]{16}\b`,
  String.raw`\bAIza[\w-]{30,}`,
  String.raw`\bnpm_\w{30,}`,
  String.raw`\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*`,
  String.raw`(?<=\b[Bb]earer )[\w.~+/=-]{8,}`,
];

/** Values that must not be shown, from variables whose names say so. */
export const secretsOfEnvironment = (environment: Environment): readonly string[] =>
  Object.entries(environment).flatMap(([name, value]) =>
    value !== undefined && /KEY|TOKEN|SECRET|PASSWORD/i.test(name) ? [value] : [],
  );

/** All values of a `.env` file. */
export const valuesOfDotEnv = (text: string): readonly string[] => {
  const quoted =
    /^[ \t]*(?:export[ \t]+)?[\w.-]+[ \t]*[=:][ \t]*(?:"((?:\\.|[^"\\])*)"|'([^']*)'|`([^`]*)`|([^\r\n]*))/gm;
  return [...text.matchAll(quoted)].flatMap(([, double, single, tick, bare]) => {
    if (double !== undefined) return [double, double.replace(/\\n/g, '\n').replace(/\\(.)/g, '$1')];
    return [single ?? tick ?? bare!.replace(/\s#.*$/, '').trim()];
  });
};

/** Takes out the `values` that are long enough to be secrets, and whatever has the form of a known token. */
export const redaction = (values: readonly string[]): Redaction => {
  const secrets = [...new Set(values.flatMap(spellings))].sort((a, b) => b.length - a.length);
  const ofText = pattern(secrets);
  // Bytes are looked at as characters of Latin 1: nothing can be cut in two there, and what is no text stays as it is.
  const ofBytes = pattern(secrets.map((secret) => Buffer.from(secret).toString('latin1')));
  const held = Math.max(overlap, ...secrets.map((secret) => Buffer.byteLength(secret)));
  return {
    text: (text) => text.replace(ofText, mark),
    stream: () => new LineStream(ofBytes, held),
  };
};

/** How a value may appear in output: line by line, and as a JSON string has it. */
const spellings = (value: string): readonly string[] => {
  const lines = value.split(/\r?\n/).map((line) => line.trim());
  // Of a value of several lines a short line may be anything: a brace, a word.
  const kept = lines.length === 1 ? lines : lines.filter((line) => line.length >= 2 * minLength);
  return [...kept, JSON.stringify(value).slice(1, -1)].filter((spelling) => spelling.length >= minLength);
};

const pattern = (secrets: readonly string[]): RegExp =>
  new RegExp(
    [...secrets.map((secret) => secret.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')), ...tokenForms].join('|'),
    'g',
  );

const newline = 0x0a;

/** No secret but a private key spans lines, so whole lines can go. */
class LineStream implements RedactingStream {
  readonly #pattern: RegExp;
  readonly #overlap: number;
  #held = '';

  constructor(secrets: RegExp, held: number) {
    this.#pattern = secrets;
    this.#overlap = held;
  }

  push(chunk: Buffer): Buffer {
    if (this.#held === '' && chunk[chunk.length - 1] === newline) {
      const text = chunk.toString('latin1');
      if (text.search(this.#pattern) === -1) return chunk;
    }
    const text = this.#held + chunk.toString('latin1');
    if (text.length < maxHeld && !chunk.includes(newline)) {
      this.#held = text;
      return Buffer.alloc(0);
    }
    return this.#release(text, this.#cut(text));
  }

  end(): Buffer {
    return this.#release(this.#held, this.#held.length);
  }

  /** Up to where nothing can be the beginning of a secret. */
  #cut(text: string): number {
    const line = text.lastIndexOf('\n') + 1;
    const cut = text.length - line < maxHeld ? line : Math.max(line, text.length - this.#overlap);
    const key = text.lastIndexOf('-----BEGIN ', cut);
    if (
      key === -1 ||
      text.length - key > maxHeld ||
      !/^-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text.slice(key, key + 80))
    ) {
      return cut;
    }
    return text.slice(key, cut).includes('-----END ') ? cut : key;
  }

  #release(text: string, cut: number): Buffer {
    // A secret that lies across the cut goes whole with what is held back.
    let end = cut;
    for (const match of text.matchAll(this.#pattern)) {
      if (match.index >= cut) break;
      if (match.index + match[0].length > cut && cut < text.length) end = Math.min(end, match.index);
    }
    // What never ends is let go of at last, as far as it was seen.
    if (text.length - end > 2 * maxHeld) end = text.length;
    this.#held = text.slice(end);
    return Buffer.from(text.slice(0, end).replace(this.#pattern, mark), 'latin1');
  }
}
