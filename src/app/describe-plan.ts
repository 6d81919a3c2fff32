import { planClaims } from '../discovery/plan-claims.ts';
import type { GroupStatement } from '../domain/evidence.ts';
import type { ParsedAchievement, ParsedPlan } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';
