import { posix } from 'node:path';
import { planKey, planNameOfFile } from './names.ts';
import type { DocumentName } from './names.ts';

export interface PlanPlace {
  readonly name: string;
  /** The PLAN document, in the terms of the listing. */
  readonly file: string;
}

interface KnownPlan extends PlanPlace {
  readonly key: string;
}

/** Whose a document is: this plan's, some other plan's, or one of several by a name that does not say which. */
export type Ownership =
  | { readonly owner: 'ours' }
  | { readonly owner: 'others' }
  | { readonly owner: 'unclear'; readonly candidates: readonly string[] };

export interface PlanNeighbours {
  /** What plan names are compared by, of all plans in the listing. */
  readonly keys: ReadonlySet<string>;
  /** The other plans of the plan's own folder. */
  readonly sharedWith: readonly string[];
  ownerOf(path: string, name: DocumentName): Ownership;
}

/**
 * A plan among the other PLANs of a listing. A document without a NAME belongs to the plan of the nearest folder upwards
 * that holds one; in a flat folder, which has none above it, to the only plan of the listing. A copy of the plan in a
 * folder of its own keeps the documents there. Paths are normalised.
 */
export const planNeighbours = (plan: PlanPlace, paths: readonly string[]): PlanNeighbours => {
  const folders = new Map<string, KnownPlan[]>();
  const add = (name: string, file: string) => {
    const list = folders.get(posix.dirname(file));
    const known = { name, file, key: planKey(name) };
    if (list === undefined) folders.set(posix.dirname(file), [known]);
    else list.push(known);
  };
  add(plan.name, plan.file);
  for (const path of paths) {
    const name = planNameOfFile(posix.basename(path));
    if (name !== undefined && path !== plan.file) add(name, path);
  }
  const everyPlan = [...folders.values()].flat();
  const isOurs = ({ file }: KnownPlan): boolean => file === plan.file;
  const ownKey = planKey(plan.name);

  const around = (path: string): readonly KnownPlan[] | undefined => {
    for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
      const plans = folders.get(folder);
      if (plans !== undefined) return plans;
      // `dirname('..')` is `.`, which is not the folder above it.
      if (folder === '.' || folder === '/' || folder.endsWith('..')) return undefined;
    }
  };

  return {
    keys: new Set(everyPlan.map(({ key }) => key)),
    sharedWith: (folders.get(posix.dirname(plan.file)) ?? []).filter((other) => !isOurs(other)).map(({ name }) => name),
    ownerOf(path, name) {
      const near = around(path);
      const isOurPlace = near === undefined || near.some(isOurs);
      if (name.owner === 'plan') {
        const isCopys = !isOurPlace && near.some(({ key }) => key === ownKey);
        return { owner: name.planKey === ownKey && !isCopys ? 'ours' : 'others' };
      }
      if (!isOurPlace) return { owner: 'others' };
      const candidates = near ?? everyPlan;
      return candidates.length === 1
        ? { owner: 'ours' }
        : { owner: 'unclear', candidates: candidates.map((candidate) => candidate.name) };
    },
  };
};
