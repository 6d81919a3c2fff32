import { test } from 'vitest';
import { anyPlanIsSafe } from '../support/any-plan-is-safe.ts';

test(
  'a plan with accidents is read, refused or written, and never breaks anything',
  () => anyPlanIsSafe(7, 12),
  60_000,
);
