import type { PermissionOption, PermissionOptionKind, RequestPermissionResponse } from '@agentclientprotocol/sdk';
import type { PermissionLevel } from '../../../domain/agent.ts';
import { pathsOf } from './tool-call.ts';
import type { KnownCall } from './tool-call.ts';

/**
 * Whether an agent may do what it asks for. `read`: look at files of its folder; `edit`: whatever names no file outside of
 * it; `full`: everything.
 */
export const isAllowed = (level: PermissionLevel, call: KnownCall, isInside: (file: string) => boolean): boolean => {
  if (level === 'full') return true;
  if (level === 'read' && !['read', 'search', 'think'].includes(call.kind ?? 'other')) return false;
  return pathsOf(call).every(isInside);
};

/** The answer that says so, as far as the agent has one to choose. */
export const permissionAnswer = (
  level: PermissionLevel,
  isGranted: boolean,
  options: readonly PermissionOption[],
): RequestPermissionResponse => {
  const once: readonly PermissionOptionKind[] = isGranted
    ? ['allow_once', 'allow_always']
    : ['reject_once', 'reject_always'];
  // For ever only where everything is allowed: the next call may be another one.
  const wanted = isGranted && level === 'full' ? [...once].reverse() : once;
  const chosen = wanted.map((kind) => options.find((option) => option.kind === kind)).find((one) => one !== undefined);
  return {
    outcome: chosen === undefined ? { outcome: 'cancelled' } : { outcome: 'selected', optionId: chosen.optionId },
  };
};
