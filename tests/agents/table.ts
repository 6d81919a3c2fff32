import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { agentCases } from './agent-cases.ts';
import { agentSettings } from './agent-settings.ts';
import type { AgentName } from './agent-settings.ts';

/** What came out of one case for one agent. */
export interface Cell {
  readonly agent: AgentName;
  readonly case: string;
  /** How the program ended. */
  readonly program: string;
  /** What planloom made of it. */
  readonly verdict: string;
  readonly message: string;
}

const project = path.resolve(import.meta.dirname, '../..');
const page = path.join(project, 'documentation/agents.md');
const collected = path.join(project, '.agents/cells');

/** Whether the page is to be written anew from what the tests find. */
export const isUpdate = process.env.UPDATE_DOCS === '1';

const plain = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** The row of the agent's table. */
export const rowOf = ({ case: name, program, verdict, message }: Cell): string =>
  `| ${[name, program, verdict, message].map(plain).join(' | ')} |`;

const between = (name: string): RegExp => new RegExp(`(<!-- cells of ${name} -->\\n)([^]*?)(<!-- end -->)`);

const rowsOn = (text: string, name: string): ReadonlyMap<string, string> =>
  new Map(
    (between(name).exec(text)?.[2] ?? '')
      .split('\n')
      .filter((line) => line.startsWith('| ') && !/^\| (?:case|---)/.test(line))
      .map((line) => [/^\| (.*?) \|/.exec(line)?.[1] ?? '', line]),
  );

/** The row of this case on the page; undefined where there is none. */
export const rowOnPage = (agent: AgentName, name: string): string | undefined =>
  rowsOn(readFileSync(page, 'utf8'), agent).get(name);

/** Keeps it until all tests are over. */
export const collect = (cell: Cell): void => {
  const folder = path.join(collected, cell.agent);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${cell.case}.json`), JSON.stringify(cell));
};

const cellsOf = (agent: AgentName): ReadonlyMap<string, Cell> => {
  const folder = path.join(collected, agent);
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const cells = files.map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Cell);
  return new Map(cells.map((cell) => [cell.case, cell]));
};

/** The page with these tables; rows that nobody found anew stay as they are. */
const writtenAnew = (text: string): string => {
  let next = text;
  for (const { name } of agentSettings) {
    const [found, before] = [cellsOf(name), rowsOn(text, name)];
    const rows = agentCases.flatMap((one) => {
      const cell = found.get(one.name);
      return (cell === undefined ? before.get(one.name) : rowOf(cell)) ?? [];
    });
    const head = [
      '| case | what the program did | what planloom made of it | with the words |',
      '| --- | --- | --- | --- |',
    ];
    next = next.replace(between(name), (_, start: string, _rows: string, end: string) =>
      [start.trimEnd(), ...head, ...rows, end].join('\n'),
    );
  }
  return next.replace(between('all'), (_, start: string, _rows: string, end: string) =>
    [start.trimEnd(), ...overviewOf(next), end].join('\n'),
  );
};

/** All agents side by side, from their tables on the page. */
const overviewOf = (text: string): readonly string[] => {
  const names = agentSettings.map(({ name }) => name);
  const verdicts = names.map((name) => rowsOn(text, name));
  return [
    `| case | ${names.join(' | ')} |`,
    `| --- |${names.map(() => ' --- |').join('')}`,
    ...agentCases.map(({ name }) => {
      const cells = verdicts.map((rows) => rows.get(name)?.split(' | ')[2] ?? '');
      return `| ${[name, ...cells].join(' | ')} |`;
    }),
  ];
};

/** Makes the temporary folder, and forgets what an earlier run of the tests found. Called before all tests. */
export const setup = (): void => {
  mkdirSync(path.join(project, '.agents/tmp'), { recursive: true });
  if (isUpdate) rmSync(collected, { recursive: true, force: true });
};

/** Writes the page, where that is asked for. Called after all tests. */
export const teardown = (): void => {
  if (isUpdate) writeFileSync(page, writtenAnew(readFileSync(page, 'utf8')));
};
