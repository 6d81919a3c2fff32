import type { AchievementId } from '../../domain/ids.ts';
import type { DrawnEdge } from '../graph-view.ts';

/** Edges of one strength from every source to every target: drawn through one point, m + n lines instead of m times n. */
export interface Bundle {
  readonly strength: DrawnEdge['strength'];
  /** What is needed, at least two. */
  readonly sources: readonly AchievementId[];
  /** What needs all of them, at least two. */
  readonly targets: readonly AchievementId[];
}

/** Fewer than this many lines saved are not worth a detour through a common point. */
const leastSaving = 1;

const saving = (sources: number, targets: number): number => sources * targets - sources - targets;

/**
 * The edges that go from all of one set to all of another ("everything of Priority 2 waits for everything of Priority
 * 1"), each edge in at most one bundle. The result follows the order of `edges` alone.
 */
export const bundleEdges = (edges: readonly DrawnEdge[]): readonly Bundle[] =>
  [...new Set(edges.map(({ strength }) => strength))].flatMap((strength) =>
    bundlesOf(
      strength,
      edges.filter((edge) => edge.strength === strength),
    ),
  );

const bundlesOf = (strength: Bundle['strength'], edges: readonly DrawnEdge[]): readonly Bundle[] => {
  const open = new Map<AchievementId, Set<AchievementId>>();
  for (const { from, on } of edges) {
    const known = open.get(from);
    if (known) known.add(on);
    else open.set(from, new Set([on]));
  }
  const bundles: Bundle[] = [];
  for (let best = widest(open); best !== undefined; best = widest(open)) {
    bundles.push({ strength, ...best });
    for (const target of best.targets) for (const source of best.sources) open.get(target)?.delete(source);
  }
  return bundles;
};

type Sets = Omit<Bundle, 'strength'>;

/** The bundle that saves most lines among those whose sources are all that some target has left, or that two share. */
const widest = (open: ReadonlyMap<AchievementId, ReadonlySet<AchievementId>>): Sets | undefined => {
  let best: Sets | undefined;
  let most = leastSaving - 1;
  const tried = new Set<string>();
  for (const sources of open.values()) {
    const key = [...sources].join(' ');
    if (sources.size < 2 || tried.has(key)) continue;
    tried.add(key);
    const targets = [...open].filter(([, theirs]) => [...sources].every((source) => theirs.has(source)));
    const saved = saving(sources.size, targets.length);
    if (targets.length < 2 || saved <= most) continue;
    most = saved;
    best = { sources: [...sources], targets: targets.map(([target]) => target) };
  }
  return best;
};
