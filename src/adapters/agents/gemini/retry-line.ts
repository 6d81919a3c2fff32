/** A call to the model that has failed, and is to be made again. */
export interface FailedCall {
  /** How many times in a row, with this one. */
  readonly count: number;
  /** Of HTTP; null: no answer. */
  readonly status: number | null;
  /** Until it is made again; null: not told. */
  readonly waitMs: number | null;
  /** How long the service asks to wait; null: it does not. */
  readonly askedMs: number | null;
  readonly message: string;
}

const whole =
  /^Attempt (\d+) failed(?: with (?:status )?(\d{3}|5xx)(?: error)?)?[^:]*\. Retrying with backoff\.\.\. ?(.*)$/;
const limited = /^Attempt (\d+) failed: (.*)$/;
const wait = /Retrying after (\d+)ms/;
const asked = /Suggested retry after ([\d.]+)s/;
const maxMessage = 500;

/** Finds in standard error, line by line, what the program tells of calls that it makes again. It says so nowhere else. */
export class RetryLines {
  /** The first line of a message over several lines. */
  #begun: { readonly count: number; readonly message: string } | null = null;

  /** The failed call that this line ends to tell of; null where there is none. */
  take(line: string): FailedCall | null {
    const plain = whole.exec(line);
    if (plain !== null) {
      this.#begun = null;
      const status = plain[2] === undefined ? null : plain[2] === '5xx' ? 500 : Number(plain[2]);
      const message = plain[3] === '' ? line : plain[3]!;
      return { count: Number(plain[1]), status, waitMs: null, askedMs: null, message: message.slice(0, maxMessage) };
    }
    const first = limited.exec(line);
    if (first !== null) this.#begun = { count: Number(first[1]), message: first[2]!.slice(0, maxMessage) };
    const waitMs = wait.exec(line)?.[1];
    if (this.#begun === null || waitMs === undefined) return null;
    const { count, message } = this.#begun;
    this.#begun = null;
    const seconds = asked.exec(line)?.[1];
    return {
      count,
      // It words only limits like this.
      status: 429,
      waitMs: Number(waitMs),
      askedMs: seconds === undefined ? null : Math.ceil(Number.parseFloat(seconds) * 1000),
      message,
    };
  }
}
