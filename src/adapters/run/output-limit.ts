/** Bytes that are kept of what an attempt prints. */
export const maxOutputBytes = 20 * 1024 * 1024;
