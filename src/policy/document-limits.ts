/** The five kinds of documents that have a size. */
export type Tier = 'northStar' | 'grammaplan' | 'plan' | 'subplan' | 'executionTask';

/** From when on something is too much; null: never. What is equal to the limit is not too much. */
export interface Limit {
  readonly warning: number | null;
  readonly error: number | null;
}

/** Lines of a document. `least`: fewer are too few. */
export interface SizeLimit extends Limit {
  readonly least: number | null;
}

/** The sizes that count where the configuration says nothing, in lines. */
export const usualSizes: Readonly<Record<Tier, SizeLimit>> = {
  northStar: { least: 800, warning: 1499, error: 1999 },
  grammaplan: { least: null, warning: 999, error: 1499 },
  plan: { least: null, warning: 700, error: 900 },
  subplan: { least: null, warning: 600, error: null },
  executionTask: { least: null, warning: 150, error: 200 },
};

/** Hours of one PLAN. */
export const usualEffort: Limit = { warning: 30, error: 40 };

/** The limit that `amount` goes beyond, and how bad that is; null where it is not too much. */
export const exceededLimit = (
  amount: number,
  { warning, error }: Limit,
): { readonly severity: 'warning' | 'error'; readonly limit: number } | null => {
  if (error !== null && amount > error) return { severity: 'error', limit: error };
  return warning !== null && amount > warning ? { severity: 'warning', limit: warning } : null;
};
