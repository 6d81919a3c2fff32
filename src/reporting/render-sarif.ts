import { posix } from 'node:path';
import type { Place, Problem, Severity } from '../domain/problem.ts';
import { jsonLine } from '../text/json-line.ts';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** `unknown-dependency` -> `UnknownDependency`: SARIF wants a name that reads as one identifier. */
const ruleName = (rule: string): string =>
  rule.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

const uriOf = (file: string): string => file.split('/').map(encodeURIComponent).join('/');

const locationOf = ({ file, line, column, length }: Place): object => ({
  physicalLocation: {
    artifactLocation: { uri: uriOf(file), ...(file.startsWith('/') ? {} : { uriBaseId: 'ROOT' }) },
    ...(line === undefined
      ? {}
      : {
          region: {
            startLine: line,
            ...(column === undefined ? {} : { startColumn: column, endColumn: column + (length ?? 1) }),
          },
        }),
  },
});

/** Absolute folders, with `/`: where the command was called, and the root of the workspace. */
export interface CalledIn {
  readonly cwd: string;
  readonly root: string;
}

/** The folder that the files are named from: SARIF has no `..`, so above the one of the call where a file lies above it. */
const baseOf = (problems: readonly Problem[], { cwd, root }: CalledIn): string => {
  const files = problems
    .flatMap(({ at, related = [] }) => [at.file, ...related.map((other) => other.at.file)])
    .filter((file) => !file.startsWith('/'));
  const isHolding = (folder: string): boolean =>
    files.every((file) => !/^\.\.(?:\/|$)/.test(posix.relative(folder, posix.join(cwd, file))));
  if (isHolding(cwd)) return cwd;
  let base = root;
  while (!isHolding(base) && base !== posix.dirname(base)) base = posix.dirname(base);
  return base;
};

/**
 * Problems as a SARIF 2.1.0 log, which code hosts show beside the lines. Files are relative to `ROOT`: the folder in
 * which the command was called, or the root of the workspace if one of them lies above that folder. Columns count UTF-16
 * units. One object on one line, ended by a line feed.
 */
export const renderSarif = (found: readonly Problem[], version: string, called: CalledIn): string => {
  const base = baseOf(found, called);
  const isCalledThere = base === called.cwd;
  const placed = <T extends { readonly at: Place }>(one: T): T =>
    isCalledThere || one.at.file.startsWith('/')
      ? one
      : { ...one, at: { ...one.at, file: posix.relative(base, posix.join(called.cwd, one.at.file)) } };
  const problems = found.map((one) => ({ ...placed(one), related: (one.related ?? []).map(placed) }));
  const rules = [...new Set(problems.map(({ rule }) => rule))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'planloom',
            semanticVersion: version,
            rules: rules.map((rule) => ({ id: rule, name: ruleName(rule) })),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: {
          ROOT: {
            description: {
              text: isCalledThere
                ? 'The folder in which the command was called.'
                : 'The root of the workspace, or the nearest folder above that holds every file.',
            },
          },
        },
        results: problems.map(({ rule, severity, at, message, advice, related }) => ({
          ruleId: rule,
          ruleIndex: rules.indexOf(rule),
          level: levels[severity],
          message: { text: advice === undefined ? message : `${message} ${advice}` },
          locations: [locationOf(at)],
          ...(related.length === 0
            ? {}
            : {
                relatedLocations: related.map((other, id) => ({
                  id,
                  ...locationOf(other.at),
                  message: { text: other.message },
                })),
              }),
        })),
      },
    ],
  };
  return jsonLine(log);
};
