import { test } from 'vitest';
import { anyPlanIsSafe } from '../support/any-plan-is-safe.ts';

const seed = Number(process.env.SOAK_SEED ?? Date.now() % 1_000_000);

test(`plans with accidents, seed ${seed}`, () => anyPlanIsSafe(seed, Number(process.env.SOAK_RUNS ?? 2000)));
