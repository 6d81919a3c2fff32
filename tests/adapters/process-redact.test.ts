import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redaction, secretsOfEnvironment, valuesOfDotEnv } from '../../src/adapters/process/redact.ts';

const letters = (length: number): string => 'aB3dE6gH9'.repeat(20).slice(0, length);
const key = `-----BEGIN RSA PRIVATE KEY-----\n${`${letters(64)}\n`.repeat(20)}-----END RSA PRIVATE KEY-----`;

const tokens = [
  ['of an API', `sk-ant-${letters(40)}`],
  ['of GitHub', `ghp_${letters(36)}`],
  ['of GitHub, fine-grained', `github_pat_${letters(50)}`],
  ['of Slack', `xoxb-${letters(20)}`],
  ['of AWS', 'AKIAABCD2345EFGH6789'],
  ['of Google', `AIza${letters(35)}`],
  ['of npm', `npm_${letters(36)}`],
  ['with signature', `eyJ${letters(20)}.${letters(30)}.${letters(43)}`],
  ['with its bearer', 'c0ffee.c0ffee'],
  ['that is a private key', key],
] as const;

const inStream = (values: readonly string[], chunks: readonly Buffer[]): string => {
  const stream = redaction(values).stream();
  return Buffer.concat([...chunks.map((chunk) => stream.push(chunk)), stream.end()]).toString();
};

const inPieces = (text: string, size: number): readonly Buffer[] => {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
};

describe('a token', () => {
  const around = (token: string): string => `before Authorization: Bearer ${token}\nafter "${token}" end\n`;

  test.each(tokens)('%s is taken out of a text', (_, token) => {
    expect(redaction([]).text(`Bearer ${token} end`)).toBe('Bearer [redacted] end');
  });

  test.each(tokens)('%s is taken out of output, wherever it is cut', (_, token) => {
    const text = `Bearer ${token}\nend`;
    for (const size of [1, 2, 7, 64, 1_000]) expect(inStream([], inPieces(text, size))).toBe('Bearer [redacted]\nend');
  });

  test('that was brought along or set is taken out everywhere', () => {
    const { text } = redaction(['correct horse', 'short', 'line "1" of it\nand another line']);
    expect(text(around('correct horse'))).not.toContain('correct');
    expect(text('a short word')).toBe('a short word');
    expect(text('{"key":"line \\"1\\" of it\\nand another line"}')).toBe('{"key":"[redacted]"}');
    expect(text('  and another line')).toBe('  [redacted]');
  });
});

test('words that only look a little like tokens stay', () => {
  const text =
    'task-list-of-many-words, risk-assessment-for-all, sk-learn, npm_config, AKIA, eyJ.a.b, Bearer of news\n';
  expect(redaction([]).text(text)).toBe(text);
  expect(inStream([], [Buffer.from(text)])).toBe(text);
});

test('a key that never ends does not swallow what comes after it', () => {
  const text = `-----BEGIN PRIVATE KEY-----\n${'words, of all sorts.\n'.repeat(20_000)}end\n`;
  const left = inStream([], inPieces(text, 4_096));
  expect(left.startsWith('[redacted]')).toBe(true);
  expect(left.length).toBeGreaterThan(text.length - 100);
});

test('a line that does not end is let go of, and secrets in it are found', () => {
  const text = `${'.'.repeat(65_000)} hush-hush-hush ${'.'.repeat(65_530)} hush-hush-hush ${'.'.repeat(300_000)}`;
  const left = inStream(['hush-hush-hush'], inPieces(text, 10_007));
  expect(left).toBe(text.replaceAll('hush-hush-hush', '[redacted]'));
});

test('bytes that are no text pass unchanged', () => {
  const bytes = Buffer.from(Array.from({ length: 1_024 }, (_, index) => index % 256));
  const stream = redaction(['hush-hush-hush']).stream();
  expect(Buffer.concat([stream.push(bytes), stream.end()])).toEqual(bytes);
});

test('output is the same however it is cut, and no secret is left', () => {
  const secrets = ['geheimnis-ä-ö', 'hush-hush-hush', ...tokens.map(([, token]) => token)];
  const piece = fc.oneof(fc.constantFrom(...secrets), fc.constantFrom('\n', ' ', '\r\n', 'ä'), fc.string());
  const sizes = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), sizes, (pieces, cuts) => {
      const bytes = Buffer.from(pieces.join(' '));
      const chunks: Buffer[] = [];
      for (let at = 0, turn = 0; at < bytes.length; at += chunks.at(-1)!.length, turn++) {
        chunks.push(bytes.subarray(at, at + cuts[turn % cuts.length]!));
      }
      const values = ['geheimnis-ä-ö', 'hush-hush-hush'];
      const left = inStream(values, chunks);
      expect(left).toBe(inStream(values, [bytes]));
      for (const secret of secrets) {
        if (secret !== 'c0ffee.c0ffee') expect(left).not.toContain(secret);
      }
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('variables with a telling name are secrets', () => {
  const found = secretsOfEnvironment({
    MY_API_KEY: 'a',
    GithubToken: 'b',
    PASSWORD_OF_DB: 'c',
    PATH: 'd',
    TOKENS: undefined,
  });
  expect(found).toEqual(['a', 'b', 'c']);
});

test('every value of a .env file is one', () => {
  const text = `# A comment\nA=plain value # and why\nexport B="with \\"quotes\\"\\nand lines"\nC='single'\r\nD=\nE: yaml-like\n`;
  expect(valuesOfDotEnv(text)).toEqual([
    'plain value',
    'with \\"quotes\\"\\nand lines',
    'with "quotes"\nand lines',
    'single',
    '',
    'yaml-like',
  ]);
});
