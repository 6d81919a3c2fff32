/** Whether a variable switches something on. */
export const isSet = (value: string | undefined): boolean =>
  value !== undefined && !/^(?:|0|false|no|off)$/i.test(value);
