import type { Config } from './config.ts';
import { presets } from './presets.ts';
import type { Preset } from './presets.ts';

type WithPreset = Pick<Config, 'preset' | 'routing'>;

/**
 * What is usual for single pools: what the preset says of them, and, where keywords choose the pools, the slots and times
 * that these three have.
 */
export const poolPresets = ({ preset, routing }: WithPreset): Preset['pools'] => ({
  ...(routing === 'keywords' ? presets.openclaw.pools : {}),
  ...(preset === null ? {} : presets[preset].pools),
});

/** The names of the pools that something is known about, `default` first. */
export const knownPools = (config: WithPreset & Pick<Config, 'pools' | 'poolRules'>): readonly string[] => [
  ...new Set([
    'default',
    ...Object.keys(poolPresets(config)),
    ...Object.keys(config.pools),
    ...Object.keys(config.poolRules),
  ]),
];

/** The pool that is meant, upper and lower case being the same. */
export const poolNamed = (pools: readonly string[], name: string): string | undefined =>
  pools.find((one) => one === name) ?? pools.find((one) => one.toLowerCase() === name.toLowerCase());
