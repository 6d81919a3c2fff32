import type { NodeId } from '../../domain/run.ts';
import { shortDigest } from '../../text/short-digest.ts';
import { noDocuments } from '../../workspace/documents-on-disk.ts';
import { maxDocumentBytes } from '../open-plan.ts';
import type { PlanState } from '../plan-state.ts';

/** What an achievement was sent back for. */
export interface OpenFix {
  /** Relative to the root. */
  readonly file: string;
  readonly text: string;
}

/** The FIX that no RESOLUTION stands beside; null where there is none, or it cannot be read. */
export const openFix = async ({ place, documents }: PlanState, id: NodeId): Promise<OpenFix | null> => {
  const { fix: file, resolution } = documents.byAchievement.get(id) ?? noDocuments;
  if (file === null || resolution !== null) return null;
  const read = await place.root.files.readText(file, maxDocumentBytes);
  return read.ok ? { file, text: read.value } : null;
};

/** The digests of all open ones. */
export const openFixDigests = async (state: PlanState): Promise<ReadonlyMap<NodeId, string>> => {
  const digests = new Map<NodeId, string>();
  for (const id of state.documents.byAchievement.keys()) {
    const fix = await openFix(state, id);
    if (fix !== null) digests.set(id, shortDigest(fix.text));
  }
  return digests;
};
