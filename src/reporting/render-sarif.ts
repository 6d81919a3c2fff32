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

/**
 * Problems as a SARIF 2.1.0 log, which code hosts show beside the lines. Files are relative to `ROOT`, the folder in
 * which the command was called; columns count UTF-16 units. One object on one line, ended by a line feed.
 */
export const renderSarif = (problems: readonly Problem[], version: string): string => {
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
        originalUriBaseIds: { ROOT: { description: { text: 'The folder in which the command was called.' } } },
        results: problems.map(({ rule, severity, at, message, advice, related = [] }) => ({
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
