import type { Launcher } from './launcher.ts';

/** So much at once keeps a launcher busy: while it starts a program it can do nothing else. */
const enough = 4;

/** Launchers that share the work: another one is started, up to `most`, when those that are there have enough to do. */
export const launcherPool = (most: number, start: () => Launcher): Launcher => {
  // The first is there from the beginning, so that it is ready when it is needed.
  const members = [{ launcher: start(), running: 0 }];
  const idlest = () => members.reduce((best, one) => (one.running < best.running ? one : best));
  return {
    async run(request, signal, news) {
      if (idlest().running >= enough && members.length < most) members.push({ launcher: start(), running: 0 });
      const member = idlest();
      member.running++;
      try {
        return await member.launcher.run(request, signal, news);
      } finally {
        member.running--;
      }
    },
    async close() {
      await Promise.all(members.map(({ launcher }) => launcher.close()));
    },
  };
};
