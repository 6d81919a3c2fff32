/** Starts a watch that tells how many seconds the processor has worked for this process; a busy machine adds next to none. */
export const processorSeconds = (): (() => number) => {
  const start = process.cpuUsage();
  return () => process.cpuUsage(start).user / 1_000_000;
};
