import type { NodeId } from '../domain/run.ts';
import type { Config } from './config.ts';
import { knownPools, poolNamed } from './pool-presets.ts';
import { classify } from './route.ts';
import type { Route } from './route.ts';
import { valueOf } from './value-of.ts';

/** What a pool is chosen by. */
export interface PoolQuestion {
  readonly id: NodeId;
  /** The pool that the plan names for it; upper and lower case are the same. */
  readonly pool: string | null;
  /** What the plan says of it, for the classifier. Default: nothing. */
  readonly text?: string;
}

/** The pool of a node, and why it is that one. */
export interface PoolChoice {
  readonly pool: string;
  readonly by: 'configuration' | 'plan' | 'keywords' | 'default';
  /** What the classifier says; null where it was not asked. */
  readonly route: Route | null;
}

/**
 * The pool of a node: the one that the configuration names for it, else the plan, else, where the configuration wants
 * keywords to be looked at, the one that these say. What is left, and what they leave open, is in `default`.
 */
export const choosePool = (config: Config, { id, pool, text = '' }: PoolQuestion): PoolChoice => {
  const { achievements, routing } = config;
  const configured = valueOf(achievements, id)?.pool;
  if (configured !== undefined) return { pool: configured, by: 'configuration', route: null };
  if (pool !== null) return { pool: poolNamed(knownPools(config), pool) ?? pool, by: 'plan', route: null };
  if (routing !== 'keywords') return { pool: 'default', by: 'default', route: null };
  const route = classify(text);
  return route.pool === 'multi'
    ? { pool: 'default', by: 'default', route }
    : { pool: route.pool, by: 'keywords', route };
};
