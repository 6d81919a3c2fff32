import path from 'node:path';
import type { Watch } from '../ports/watch.ts';

/** An editor writes a file in several steps; what happens within this time is one change. */
const settleMs = 80;

const isLookedAt = (name: string, isFile: boolean): boolean =>
  isFile ? /\.(?:md|json|hbs)$/i.test(name) : !name.startsWith('.') && name !== 'node_modules';

/** Watches documents on disk: Markdown, JSON and templates, not what lies in hidden folders and node_modules. */
export const fileWatch: Watch = {
  async watch(folder, changed) {
    const { watch } = await import('chokidar');
    let timer: NodeJS.Timeout | undefined;
    const watcher = watch(folder, {
      ignoreInitial: true,
      followSymlinks: false,
      depth: 12,
      ignored: (file, stats) =>
        file !== folder && stats !== undefined && !isLookedAt(path.basename(file), stats.isFile()),
    });
    watcher.on('all', () => {
      clearTimeout(timer);
      timer = setTimeout(changed, settleMs);
    });
    await new Promise<void>((resolve) => watcher.once('ready', resolve));
    return async () => {
      clearTimeout(timer);
      await watcher.close();
    };
  },
};
