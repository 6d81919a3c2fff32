import { posix } from 'node:path';
import { compareIds } from '../domain/ids.ts';
import type { CitedPlace, FileAchievement, ParallelFile, RecordedEvidence } from './parallel-file.ts';
import { strengthOf } from './strength-of.ts';
import type { Claim, Evidence, EvidenceKind } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';

/** What people and imports put into a parallel.json, by id. */
export interface PersonalClaims {
  /** Dependencies of the kinds `manual`, `agent` and `imported`. */
  readonly claims: readonly Claim[];
  /** Tombstones: dependencies that a person took away. Kind `manual`. */
  readonly denials: readonly Claim[];
}

const kept: ReadonlySet<EvidenceKind> = new Set(['agent', 'manual', 'imported']);

/**
 * What a person or an import put into the file, for discovery to keep:
 * a dependency that no recorded evidence explains is a person's; recorded evidence whose dependency is gone was taken
 * away by a person; a dependency beats a tombstone for it. The dependencies of a file that is older than recorded
 * evidence are `imported`.
 */
export const personal = (file: ParallelFile): PersonalClaims => {
  const achievements = [...file.achievements].sort((a, b) => compareIds(a.id, b.id));
  return {
    claims: achievements.flatMap((achievement) => claimsOf(file, achievement)),
    denials: achievements.flatMap(denialsOf),
  };
};

const claimsOf = (file: ParallelFile, { id, dependencies, evidence }: FileAchievement): readonly Claim[] =>
  [...dependencies]
    .sort((a, b) => compareIds(a.on, b.on))
    .flatMap((dependency) => {
      const { on } = dependency;
      const recorded = evidence.filter((one) => one.on === on && !one.removed);
      if (recorded.length === 0) return claim(id, on, cited(file.recordsEvidence ? 'manual' : 'imported', dependency));
      return recorded
        .filter(({ kind }) => kept.has(kind))
        .map((one) => claim(id, on, one.cites ? resolved(file, one, one.cites) : cited(one.kind, dependency)));
    });

const denialsOf = ({ id, dependencies, evidence }: FileAchievement): readonly Claim[] => {
  const present = new Set(dependencies.map(({ on }) => on));
  const gone = new Map<AchievementId, RecordedEvidence>();
  for (const one of evidence) {
    if (!present.has(one.on) && (one.removed || !gone.has(one.on))) gone.set(one.on, one);
  }
  return [...gone.values()]
    .sort((a, b) => compareIds(a.on, b.on))
    .map((one) => claim(id, one.on, cited('manual', one)));
};

const claim = (from: AchievementId, on: AchievementId, evidence: Evidence): Claim => ({
  from,
  on,
  strength: strengthOf(evidence.kind),
  evidence,
});

const cited = (kind: EvidenceKind, { at: { file, line, column }, text }: CitedPlace): Evidence => ({
  kind,
  file,
  line,
  column,
  text,
});

/** Recorded paths start at the plan's folder; evidence names files as the reader of parallel.json named that file. */
const resolved = (
  { file }: ParallelFile,
  { kind }: RecordedEvidence,
  cites: NonNullable<RecordedEvidence['cites']>,
): Evidence => ({
  kind,
  ...cites,
  file: posix.isAbsolute(cites.file) ? cites.file : posix.join(posix.dirname(file.replaceAll('\\', '/')), cites.file),
});
