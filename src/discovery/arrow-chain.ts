import type { AchievementId } from '../domain/ids.ts';
import { compareIds } from '../domain/ids.ts';
import type { Mention } from './mentions.ts';

/** `next` comes after `before` along an arrow; `at` is where `before` is named. */
export interface Link {
  readonly before: readonly AchievementId[];
  readonly next: readonly AchievementId[];
  readonly at: number;
}

const arrow = /(?:(?<=\d\s)>(?=\s+\d)|[-=─━]{1,}[▶►>]|[→⇒➔➜➡⟶►▶↦]|[─━═]+[▶►>→]|={1,}>)/gu;
const back = /(?:<[-=─]{1,}(?![>])|[←⇐⟵])/gu;

/** What may stand beside the ids of one step: a title, notes in brackets, ticks. */
const besides = /^[^.;:|\n]{0,80}$/;

/**
 * The steps of "1.1 → 1.2 and 1.3 → 2.1". A piece between two arrows without ids breaks the chain. Arrows that point
 * left turn it around; so do arrows that all lead from later to earlier ids where `meansNeeds` says that an arrow may
 * stand for "depends on".
 */
export const arrowLinks = (text: string, mentions: readonly Mention[], meansNeeds: boolean): readonly Link[] => {
  const right = [...text.matchAll(arrow)];
  const left = right.length === 0 ? [...text.matchAll(back)] : [];
  const arrows = right.length > 0 ? right : left;
  if (arrows.length === 0) return [];

  let seen = 0;
  const steps = [...arrows, null].map((match, at) => {
    const start = at === 0 ? 0 : arrows[at - 1]!.index + arrows[at - 1]![0].length;
    const end = match?.index ?? text.length;
    const inside: Mention[] = [];
    for (; seen < mentions.length && mentions[seen]!.end <= end; seen++) {
      const mention = mentions[seen]!;
      if (mention.start >= start && !mention.foreign) inside.push(mention);
    }
    // The first piece may begin, and the last may go on, with words that are no part of the chain.
    const chosen = at === 0 ? inside.slice(-1) : at === arrows.length ? inside.slice(0, 1) : inside;
    const first = chosen[0];
    if (first === undefined || chosen.some((mention) => mention.ids.length === 0)) return null;
    const near = at === 0 ? text.slice(first.end, end) : text.slice(start, first.start);
    const isStep = at === 0 || at === arrows.length || !/\d/.test(near);
    if (!besides.test(near) || !isStep) return null;
    // "1.1 → 2.1: rooms, 1.2 → 2.2": one chain ends there and another begins.
    const last = chosen.at(-1)!;
    const isBroken = chosen.length > 1 && /[:;]/.test(text.slice(first.end, last.start));
    const all = chosen.flatMap((mention) => mention.ids);
    return { into: isBroken ? first.ids : all, out: isBroken ? last.ids : all, at: (isBroken ? last : first).start };
  });

  const links = steps.slice(0, -1).flatMap((step, at): Link[] => {
    const next = steps[at + 1];
    return step && next ? [{ before: step.out, next: next.into, at: step.at }] : [];
  });
  const descends =
    links.length > 0 && links.every(({ before, next }) => before.every((a) => next.every((b) => compareIds(a, b) > 0)));
  const turned = left.length > 0 || (meansNeeds && descends);
  return turned ? links.map(({ before, next, at }) => ({ before: next, next: before, at })) : links;
};
