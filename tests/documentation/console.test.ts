import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { workspace } from '../support/workspace.ts';
import { fences, pages, projectRoot } from './pages.ts';
import { ConsoleSession, withoutChance } from './run-console.ts';

// UPDATE_DOCS=1 npx vitest run tests/documentation writes what the commands print now into the pages.
const isUpdate = process.env.UPDATE_DOCS === '1';

/** The file that a block shows and a reader would write: ```markdown file=PLAN_CINEMA.md */
const fileOf = (info: string): string | undefined => /\bfile=(\S+)/.exec(info)?.[1];

describe('what the pages show is what the command prints', () => {
  for (const page of pages()) {
    const blocks = fences(page).filter(({ info }) => info === 'console' || fileOf(info) !== undefined);
    if (blocks.length === 0) continue;

    test(page.file, async () => {
      // A clone of the project, as far as the pages can see it.
      const place = workspace();
      cpSync(`${projectRoot}examples`, place.path('examples'), { recursive: true });
      mkdirSync(place.path('.git'));
      const session = new ConsoleSession(place);
      const lines = [...page.lines];
      let shift = 0;
      let isNew = false;
      for (const { info, from, to } of blocks) {
        const content = page.lines.slice(from, to);
        const file = fileOf(info);
        if (file !== undefined) {
          place.write(session.inFolder(file), `${content.join('\n')}\n`);
          continue;
        }
        const now = await session.replay(content);
        if (isUpdate) {
          isNew ||= !isDeepStrictEqual(withoutChance(content), withoutChance(now));
          lines.splice(from + shift, to - from, ...now);
          shift += now.length - (to - from);
        } else expect(withoutChance(content), `${page.file}:${from + 1}`).toEqual(withoutChance(now));
      }
      // All of a page or nothing, so that its blocks name the same runs.
      if (isNew) writeFileSync(projectRoot + page.file, lines.join('\n'));
    });
  }
});
