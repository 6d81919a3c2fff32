import { describe, expect, test } from 'vitest';
import { planClaims } from '../../src/discovery/plan-claims.ts';
import { subplanClaims } from '../../src/discovery/subplan-claims.ts';
import { edgesOf, museum, planOf, subplanOf } from './documents.ts';

const sorted = (edges: string): string => edges.split(' ').sort().join(' ');

describe('a sentence of a PLAN', () => {
  test.each<readonly [string, string]>([
    ['2.1 and 2.2 each require 1.1 to be in place.', '2.1<-1.1 2.2<-1.1'],
    ['Achievement 2.1 should not be started until Achievement 1.1 has been approved.', '2.1<-1.1'],
    ['Achievement 1.1 lays the groundwork; Achievement 2.1 cannot proceed without it.', '2.1<-1.1'],
    ['You should complete 1.1 before 2.1.', '2.1<-1.1'],
    ['Start 2.1 only after 1.1 is approved.', '2.1<-1.1'],
    ['1.1 gates 2.1.', '2.1<-1.1'],
    ['2.1 is optional but depends on 1.1.', '2.1<-1.1'],
    ['Because 2.1 needs the schema of 1.1, it comes later.', '2.1<-1.1'],
    ['**Important**: 2.1 must not start before 1.1 is approved.', '2.1<-1.1'],
    ['2.1 requires completed 1.1 and 1.2.', '2.1<-1.1 2.1<-1.2'],
    ['- 1.1 (no dependencies)\n- 1.2 (depends on 1.1)\n- 1.3 (depends on 1.1, 1.2)', '1.2<-1.1 1.3<-1.1 1.3<-1.2'],
    ['- 1.1: no dependencies\n- 1.2: depends on 1.1\n- 1.3: depends on 1.2', '1.2<-1.1 1.3<-1.2'],
    ['Level 0: 0.1, 0.2\nLevel 1: 1.1 (needs 0.1), 1.2 (needs 0.2)', '1.1<-0.1 1.2<-0.2'],
    ['2.1 is blocked by 1.1, 2.2 is blocked by 1.2.', '2.1<-1.1 2.2<-1.2'],
    ['1.1 blocks 2.1, 1.2 blocks 2.2.', '2.1<-1.1 2.2<-1.2'],
    ['1.1 → 2.1: rooms, 1.2 → 2.2: search', '2.1<-1.1 2.2<-1.2'],
    ['With 1.1 and 1.2 done, 2.1 is unblocked.', '2.1<-1.1 2.1<-1.2'],
    ['2.1 is unblocked once 1.1 is approved.', '2.1<-1.1'],
    ['What if 2.1 needs 1.1?', ''],
    ['2.1 was split because it needed 1.1.', ''],
    ['Until last week 2.1 depended on 1.1.', ''],
    ['1.1 must land first; 2.1 builds on it.', ''],
  ])('%s', (text, edges) => {
    expect(edgesOf(planClaims(planOf(museum({}, text))).claims)).toBe(sorted(edges));
  });
});

describe('a line of the SUBPLAN of 2.1', () => {
  test.each<readonly [string, string]>([
    ['**Prerequisites Met**: ✅ Achievement 1.1 complete', '2.1<-1.1'],
    ['**Prerequisites Complete**:\n- Achievement 1.1\n- Achievement 1.2', '2.1<-1.1 2.1<-1.2'],
    ['This achievement can only begin once Achievement 1.1 is complete.', '2.1<-1.1'],
    ['This achievement must wait until 1.1 is complete.', '2.1<-1.1'],
    ['Work on this SUBPLAN starts after 1.1.', '2.1<-1.1'],
    ['Verify that Achievement 1.1 is complete before starting.', '2.1<-1.1'],
    ['We need Achievement 1.1 to be complete.', '2.1<-1.1'],
    ['Must be completed before 2.2.', '2.2<-2.1'],
    ['2.2 and 2.3 depend on this achievement.', '2.2<-2.1 2.3<-2.1'],
    ['- Achievement 1.1 is a hard requirement', '2.1<-1.1'],
    ['- Achievement 1.1 [required]', '2.1<-1.1'],
    ['**Blocking**: None (2.2 is independent)', ''],
    ['The results of 1.1 are used for comparison.', ''],
    ['- Uses Achievement 1.1 output (if available)', ''],
    ['1. Load the rooms created in Achievement 1.1', ''],
    ['**Success**: 2.2 can start', ''],
  ])('%s', (text, edges) => {
    expect(edgesOf(subplanClaims([subplanOf('2.1', text)], planOf(museum())).claims)).toBe(sorted(edges));
  });
});
