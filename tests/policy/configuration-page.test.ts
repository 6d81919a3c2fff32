import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { commonRuleKeys, nodeRuleKeys } from '../../src/policy/read-node-rules.ts';
import { agentFiles } from '../../src/policy/executables.ts';
import { presets } from '../../src/policy/presets.ts';
import type { Preset } from '../../src/policy/presets.ts';
import { read } from './read.ts';

const text = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const page = text('documentation/configuration.md');
const schema = JSON.parse(text('schemas/config.schema.json')) as {
  properties: Record<string, { description?: string }>;
};

/** How the page tells a preset. */
const row = (name: string, { maxExecutors, pools, rules }: Preset): string => {
  const limit = (ms?: number | null) => (ms === undefined || ms === null ? 'none' : `${ms / 1000} s`);
  const { maxAttempts, baseMs = NaN, factor } = rules.retry!;
  const ofPools = Object.entries(pools).map(([pool, { slots, timeoutMs }]) => `${pool} ${slots} (${limit(timeoutMs)})`);
  const waits = `${baseMs / 1000} s × ${factor}`;
  const cells = [
    `\`${name}\``,
    maxExecutors,
    ofPools.join(', '),
    maxAttempts,
    waits,
    limit(rules.timeoutMs),
    `\`${rules.onFailure}\``,
  ];
  return `| ${cells.join(' | ')} |`;
};

describe('documentation/configuration.md', () => {
  test('shows the presets as they are', () => {
    expect(
      page.split('\n').filter((line) => /^\| `(?:openclaw|claude-memory|orchestrator|methodology)` \|/.test(line)),
    ).toEqual(Object.entries(presets).map(([name, preset]) => row(name, preset)));
  });

  const examples = [...page.matchAll(/^```json\n([^]*?)^```$/gm)].map(([, example]) => example!);
  test.each(examples)('shows a configuration that holds: %s', (example) => {
    const config = read(example);
    expect(config.ok ? config.value.problems : config.error).toEqual([]);
    const validate = new Ajv2020({ strict: false }).compile(schema);
    expect(validate(JSON.parse(example)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('has an example for every key of the file, and a word on it', () => {
    const shown = new Set(examples.flatMap((example) => Object.keys(JSON.parse(example) as object)));
    expect([...shown, 'idleTimeoutSeconds'].sort()).toEqual(Object.keys(schema.properties).sort());
    for (const key of [...Object.keys(schema.properties), ...nodeRuleKeys]) expect(page).toContain(`\`${key}`);
  });

  test('names every file of agents that is asked about', () => {
    for (const file of agentFiles) expect(page).toContain(`\`${file}\``);
  });
});

test('the schema describes every key', () => {
  const undescribed: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, one] of Object.entries(value as Record<string, unknown>)) {
      if (key !== 'properties') visit(one, `${path}/${key}`);
      else {
        for (const [name, property] of Object.entries(one as Record<string, object>)) {
          const isTold = 'description' in property || '$ref' in property || 'const' in property;
          if (!isTold && !path.endsWith('/if')) undescribed.push(`${path}/${name}`);
          visit(property, `${path}/${name}`);
        }
      }
    }
  };
  visit(schema, '');
  expect(undescribed).toEqual([]);
  expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(commonRuleKeys));
});
