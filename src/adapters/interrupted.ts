const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Settles when the process is asked to end. Until then, or until the abort, it does not end of that by itself. */
export const interrupted = (signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const over = (): void => {
      for (const name of signals) process.off(name, asked);
      signal?.removeEventListener('abort', over);
    };
    const asked = (): void => {
      over();
      resolve();
    };
    for (const name of signals) process.on(name, asked);
    signal?.addEventListener('abort', over, { once: true });
  });
