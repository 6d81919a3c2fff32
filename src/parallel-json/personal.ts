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
  /** Tombstones: dependencies that a person took away (kind `manual`), and assumptions that an answer did (`agent`). */
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
    denials: achievements.flatMap((achievement) => denialsOf(file, achievement)),
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

const denialsOf = (file: ParallelFile, { id, dependencies, evidence }: FileAchievement): readonly Claim[] => {
  const present = new Set(dependencies.map(({ on }) => on));
  const gone = new Map<AchievementId, RecordedEvidence>();
  for (const one of evidence) {
    const known = gone.get(one.on);
    if (present.has(one.on) || (known !== undefined && !one.removed)) continue;
    // What a person took away stays away, whatever an answer says of it.
    if (known === undefined || !isAnswered(one) || !known.removed) gone.set(one.on, one);
  }
  return [...gone.values()]
    .sort((a, b) => compareIds(a.on, b.on))
    .map((one) =>
      claim(id, one.on, isAnswered(one) && one.cites !== null ? resolved(file, one, one.cites) : cited('manual', one)),
    );
};

/** An assumption that an accepted answer took away; all else that is gone, a person took away. */
const isAnswered = ({ kind, removed }: RecordedEvidence): boolean =>
  removed && (kind === 'agent' || kind === 'imported');

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
