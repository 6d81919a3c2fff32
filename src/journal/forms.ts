/** Whether a value from a file has the form that is expected of it. */
export type Form = (value: unknown) => boolean;

export const text: Form = (value) => typeof value === 'string';
export const number: Form = (value) => typeof value === 'number';
/** A whole number from 1 on. */
export const count: Form = (value) => Number.isSafeInteger(value) && (value as number) >= 1;
export const flag: Form = (value) => typeof value === 'boolean';

export const nullOr =
  (form: Form): Form =>
  (value) =>
    value === null || form(value);

/** A field that need not be there. */
export const optional =
  (form: Form): Form =>
  (value) =>
    value === undefined || form(value);

export const choice =
  (...values: readonly string[]): Form =>
  (value) =>
    typeof value === 'string' && values.includes(value);

export const listOf =
  (form: Form): Form =>
  (value) =>
    Array.isArray(value) && value.every(form);

/** An object whose values all have one form. */
export const recordOf =
  (form: Form): Form =>
  (value) =>
    isObject(value) && Object.values(value).every(form);

/** An object with at least these fields: a newer planloom may write more. */
export const object = (fields: Readonly<Record<string, Form>>): Form => {
  const entries = Object.entries(fields);
  return (value) => isObject(value) && entries.every(([name, form]) => form(value[name]));
};

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
