/**
 * Why an agent did not succeed, as far as it tells when to try again. `rate_limit` and `overload`: later; `crashed`: at
 * once; `auth` (not logged in, no credit), `refused` (the model does not want to, or the request is not valid) and
 * `context_too_long`: not with the same agent and model.
 */
export const retryClasses = ['rate_limit', 'overload', 'auth', 'context_too_long', 'refused', 'crashed'] as const;

export type RetryClass = (typeof retryClasses)[number];
