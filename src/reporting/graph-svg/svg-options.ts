import type { AchievementId } from '../../domain/ids.ts';
import type { Standing } from './status-mark.ts';

export interface SvgOptions {
  /** Where each achievement stands; without it the picture shows the plan alone. */
  readonly statuses?: ReadonlyMap<AchievementId, Standing>;
}
