import type { ScheduledAchievement } from '../../app/schedule.ts';

/** A part of the time that an achievement waits although everything that it needs is done. */
export interface WaitPiece {
  readonly fromHours: number;
  readonly toHours: number;
  /** The conflicting achievement that runs meanwhile; null where no executor is free. */
  readonly heldBy: string | null;
}

/** Its wait from beginning to end, without gaps. */
export const waitPieces = ({ readyHours, startHours, conflicts }: ScheduledAchievement): readonly WaitPiece[] => {
  const pieces: WaitPiece[] = [];
  let until = readyHours;
  for (const { with: heldBy, fromHours, toHours } of conflicts.toSorted((a, b) => a.fromHours - b.fromHours)) {
    if (fromHours > until) pieces.push({ fromHours: until, toHours: fromHours, heldBy: null });
    if (toHours > until) pieces.push({ fromHours: Math.max(until, fromHours), toHours, heldBy });
    until = Math.max(until, toHours);
  }
  if (until < startHours) pieces.push({ fromHours: until, toHours: startHours, heldBy: null });
  return pieces;
};
