import { lstatSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/domain/problem.ts';
import { planloom } from '../support/planloom.ts';
import type { Outcome } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';
import type { Workspace } from '../support/workspace.ts';
import { badInputs } from './inputs.ts';
import type { BadInput } from './inputs.ts';

/** What a person may run, those that only read first. */
const commands: readonly { readonly name: string; readonly rest: readonly string[]; readonly writes?: true }[] = [
  { name: 'parse', rest: [] },
  { name: 'check', rest: [] },
  { name: 'graph', rest: [] },
  { name: 'status', rest: [] },
  { name: 'next', rest: [] },
  { name: 'explain', rest: ['1.1', '1.2'] },
  { name: 'discover', rest: [], writes: true },
  { name: 'subplan', rest: ['--batch', '--yes'], writes: true },
  { name: 'execution', rest: ['--batch', '--yes'], writes: true },
  { name: 'approve', rest: ['1.1'], writes: true },
];

const place = (input: BadInput): Workspace => {
  const made = workspace();
  for (const [file, content] of Object.entries(input.files())) made.write(file, content);
  input.prepare?.(made);
  return made;
};

const call = (input: BadInput, at: Workspace, { name, rest }: (typeof commands)[number], json: boolean) =>
  planloom(at, [name, ...(input.plan === undefined ? [] : [input.plan]), ...rest, ...(json ? ['--json'] : [])], {
    ...(input.cwd === undefined ? {} : { cwd: input.cwd }),
  });

/** Every file with its bytes, but for what planloom remembers for itself; a symlink as what it is. */
const contents = (at: Workspace): ReadonlyMap<string, string> =>
  new Map(
    at
      .files()
      .filter((file) => !file.includes('.planloom/'))
      .map((file) => {
        const isLink = lstatSync(at.path(file)).isSymbolicLink();
        return [file, isLink ? 'a symlink' : readFileSync(at.path(file), 'latin1')] as const;
      }),
  );

/** A stack trace, a value that was never meant to be read, or an apology. */
const accident = /\n\s+at .+:\d+|\bundefined\b|\[object |\bNaN\b|Internal error|\bE[A-Z]{3,}\b: /;

const expectNothingHarmed = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void => {
  for (const [file, text] of before) {
    if (!file.endsWith('parallel.json')) expect(after.get(file), `${file} is as it was`).toBe(text);
  }
  for (const [file, text] of after) {
    if (before.has(file)) continue;
    expect(file).toMatch(/\.(?:md|json)$/);
    expect(text, `${file} is whole`).toMatch(/\n$/);
  }
};

interface JsonOutcome {
  readonly schemaVersion: number;
  readonly kind: string;
  readonly problems?: readonly Problem[];
  readonly diagnostics?: readonly Problem[];
  readonly failed?: readonly { readonly reason: string }[];
}

/** What a program learns: one object on one line. */
const objectOf = ({ stdout }: Outcome): JsonOutcome => {
  expect(stdout.trimEnd()).not.toContain('\n');
  const value = JSON.parse(stdout) as JsonOutcome;
  expect(value).toMatchObject({ schemaVersion: 1, kind: expect.any(String) as string });
  return value;
};

const rank = { error: 0, warning: 1, info: 2 } as const;

const firstMessage = ({ problems = [], diagnostics = [], failed = [] }: JsonOutcome): string | undefined => {
  const [worst] = [...problems, ...diagnostics].sort((a, b) => rank[a.severity] - rank[b.severity]);
  if (worst === undefined) return failed[0]?.reason;
  const { file, line, column } = worst.at;
  const where = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  return file === '.' || worst.message.startsWith(file) ? worst.message : `${where} ${worst.message}`;
};

interface Row {
  readonly name: string;
  readonly codes: readonly number[];
  readonly message: string | undefined;
}

const rows: Row[] = [];

describe.each(badInputs)('$name', (input) => {
  test('is answered by every command, in words and in JSON, and harms nothing', { timeout: 60_000 }, async () => {
    const inWords = place(input);
    const inJson = place(input);
    const codes: number[] = [];
    let message: string | undefined;
    for (const command of commands) {
      const before = contents(inJson);
      const answer = await call(input, inJson, command, true);
      const said = objectOf(answer);
      codes.push(answer.code);
      message ??= firstMessage(said);
      expect(answer.code).toBeOneOf([0, 1, 2]);
      expect(answer.output).not.toMatch(accident);
      if (command.writes === true && (answer.code === 0 || said.kind === 'discovery'))
        expectNothingHarmed(before, contents(inJson));
      else expect(contents(inJson), `${command.name} wrote nothing`).toEqual(before);
      if (answer.code === 2) {
        const [problem] = said.problems ?? said.diagnostics ?? [];
        expect(problem?.message).toMatch(/\.$/);
        expect(problem?.advice ?? '', `${command.name} says what to do`).not.toBe('');
      }
      if (input.large === true) continue;

      const words = await call(input, inWords, command, false);
      expect(words.code, `${command.name} with and without --json`).toBe(answer.code);
      expect(words.output).not.toMatch(accident);
      if (answer.code === 2) expect(words.output).toContain('→');
    }
    rows.push({ name: input.name, codes, message });
  });
});

const page = (): string => {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/([<>*_[\]])/g, '\\$1');
  const long = (text: string): string => (text.length > 200 ? `${text.slice(0, 199).trimEnd()}…` : text);
  return `# Bad input

<!-- Written by tests/bad-input/every-command.test.ts: \`npx vitest run tests/bad-input --update\`; edits here are lost. -->

What planloom answers to files that nobody meant to give it. Every command was run on each of them, in the order of
the columns, in words and with \`--json\`; the exit codes are the same in both. \`explain\` is asked about 1.1 and 1.2,
\`approve\` about 1.1, \`subplan\` and \`execution\` make a batch.

- 0: done; 1: work is left, the answer is no, or the plan has errors; 2: the input cannot be used at all.
- \`parse\` answers 0 whenever the text could be read. \`status\` answers 1 as long as work is left, so that 1 stands
  there for healthy plans too.
- Nothing that was there is ever overwritten but parallel.json by \`discover\`, and nothing is written in halves: a file
  appears whole or not at all, also when the process is killed. What a killed process was writing stays behind under a
  hidden name that ends in \`.tmp\`, and is never read.
- Every answer came within 2 seconds and 220 MB when it was measured by hand on two cores; the slowest are the batches
  of the 5 MB of text.

| input | ${commands.map(({ name }) => name).join(' | ')} | first message |
| --- | ${commands.map(() => '---').join(' | ')} | --- |
${rows.map(({ name, codes, message }) => `| ${cell(name)} | ${codes.join(' | ')} | ${message === undefined ? 'none: it is read like any other' : cell(long(message))} |`).join('\n')}
`;
};

test('documentation/bad-input.md says what happens', async () => {
  // Where only some of the tests were asked for, there is no page to compare.
  if (rows.length < badInputs.length) return;
  await expect(page()).toMatchFileSnapshot(fileURLToPath(new URL('../../documentation/bad-input.md', import.meta.url)));
});
