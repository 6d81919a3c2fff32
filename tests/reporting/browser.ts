import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** A Chromium on this machine, or undefined. */
export const chromium = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((file) => file !== '' && existsSync(file));

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-pipe',
  '--window-size=1280,800',
];

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

/** A page in a browser of its own, spoken to over two pipes. */
export class Browser {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly #seen: string[] = [];
  #session: string | undefined;
  #next = 1;

  constructor(executable: string) {
    this.#profile = mkdtempSync(path.join(tmpdir(), 'planloom-browser-'));
    this.#process = spawn(executable, [...flags, `--user-data-dir=${this.#profile}`], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    let rest = '';
    (this.#process.stdio[4] as Readable).setEncoding('utf8').on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\0');
      rest = parts.pop() ?? '';
      for (const part of parts) this.#receive(JSON.parse(part) as Answer);
    });
  }

  /** What the page complained of: uncaught errors, and what its policy refused. */
  get complaints(): readonly string[] {
    return this.#seen;
  }

  async open(file: string): Promise<void> {
    const { targetId } = await this.#send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.#send('Target.attachToTarget', { targetId, flatten: true });
    this.#session = sessionId as string;
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await this.#send(`${domain}.enable`, {});
    await this.#send('Page.navigate', { url: `file://${file}` });
    // The empty page tells that it is loaded too, perhaps only now: asked is what stands there, until it is the file.
    while ((await this.read('location.protocol + document.readyState').catch(() => '')) !== 'file:complete');
  }

  /** Types keys, each a name such as `ArrowLeft` or a character. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined;
      const code = { Enter: 13, Tab: 9, Escape: 27, ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40 }[key];
      const event = { key, text, windowsVirtualKeyCode: code };
      await this.#send('Input.dispatchKeyEvent', { type: text === undefined ? 'rawKeyDown' : 'keyDown', ...event });
      await this.#send('Input.dispatchKeyEvent', { type: 'keyUp', key, windowsVirtualKeyCode: code });
    }
  }

  /** The value of a JavaScript expression in the page, which must be JSON. */
  async read(expression: string): Promise<unknown> {
    const { result } = await this.#send('Runtime.evaluate', { expression, returnByValue: true });
    return (result as { readonly value?: unknown }).value;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  async #send(method: string, params: object): Promise<Readonly<Record<string, unknown>>> {
    const id = this.#next++;
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    const message = { id, method, params, ...(this.#session === undefined ? {} : { sessionId: this.#session }) };
    (this.#process.stdio[3] as Writable).write(`${JSON.stringify(message)}\0`);
    const { result, error } = await answered;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  #receive(answer: Answer): void {
    if (answer.id !== undefined) this.#waiting.get(answer.id)?.(answer);
    else if (answer.method === 'Runtime.exceptionThrown' || answer.method === 'Log.entryAdded') {
      this.#seen.push(JSON.stringify(answer));
    }
  }
}
