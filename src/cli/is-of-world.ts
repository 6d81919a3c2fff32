/** What the system or git refuses, which no command has foreseen; our own mistakes are of other kinds, or say so. */
export const isOfWorld = (error: unknown): error is Error =>
  error instanceof Error && error.constructor === Error && !error.message.startsWith('Internal error');
