import type { AchievementId } from '../../domain/ids.ts';
import { standingWords } from '../graph-svg/status-mark.ts';
import type { SvgOptions } from '../graph-svg/svg-options.ts';
import type { GraphView } from '../graph-view.ts';
import { placeText } from '../place-text.ts';
import { oneLine } from '../safe-text.ts';
import { estimateText } from '../words.ts';

/** What the page's script reads, as JSON that is safe between script tags. templates/graph-page/graph.js reads it. */
export const pageData = (view: GraphView, { statuses }: SvgOptions): string => {
  const { plan } = view;
  const drawn = new Set(view.drawn.map(({ from, on }) => `${from} ${on}`));
  const critical = new Set(view.criticalPath.achievements);
  const places = placesOf(view);
  const achievements = plan.achievements.map((achievement) => {
    const { id, title, priority, goal, estimate, position, dependencies } = achievement;
    const standing = statuses?.get(id);
    const estimated = estimateText(estimate, '–', '');
    return {
      id,
      title: oneLine(title),
      goal: goal === null ? null : oneLine(goal),
      priority: priority === null ? null : oneLine(`${priority.number} ${priority.label}`),
      estimate: estimated === '' ? null : estimated,
      status: standing === undefined ? null : standingWords(standing),
      critical: critical.has(id),
      place: placeText({ file: plan.file, line: position.line }),
      ...(places.get(id) ?? { level: 0, group: 1, groups: 1 }),
      dependencies: dependencies.map(({ on, strength, evidence }) => ({
        on,
        strength,
        drawn: drawn.has(`${id} ${on}`),
        evidence: evidence.map(({ kind, text, ...at }) => ({ kind, place: placeText(at), text: oneLine(text) })),
      })),
    };
  });
  const conflicts = plan.conflicts.map(({ a, b, paths }) => ({ a, b, paths: paths.map(oneLine) }));
  // No `<`, so that nothing in it can end the element that it stands in, or open a comment.
  return JSON.stringify({ achievements, conflicts }).replaceAll('<', '\\u003c');
};

/** The level of each achievement, and which of the level's groups it is in, from 1. */
const placesOf = ({
  levels,
}: GraphView): ReadonlyMap<
  AchievementId,
  { readonly level: number; readonly group: number; readonly groups: number }
> =>
  new Map(
    levels.flatMap(({ level, groups }) =>
      groups.flatMap((ids, index) =>
        ids.map((id) => [id, { level, group: index + 1, groups: groups.length }] as const),
      ),
    ),
  );
