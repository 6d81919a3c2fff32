import type { RunSettings } from '../domain/run.ts';
import type { Config } from './config.ts';
import { poolPresets } from './pool-presets.ts';
import type { Preset } from './presets.ts';

const usualExecutors = 5;

/**
 * How many work at the same time, in all and by pool. `flag`: what the command line says. A pool that is not among those
 * given back has as many slots as there are executors.
 */
export const runLimits = (
  config: Config,
  preset: Preset | null,
  flag: number | null = null,
): Pick<RunSettings, 'maxExecutors' | 'pools'> => {
  const usual = poolPresets(config);
  const ofPreset = Object.entries({ ...usual, ...preset?.pools }).map(([name, { slots }]) => [name, slots] as const);
  return {
    maxExecutors: flag ?? config.maxExecutors ?? preset?.maxExecutors ?? usualExecutors,
    pools: Object.fromEntries([...ofPreset, ...Object.entries(config.pools)]),
  };
};
