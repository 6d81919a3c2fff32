import { cpSync, mkdirSync } from 'node:fs';
import { describe, test } from 'vitest';
import { workspace } from '../support/workspace.ts';
import { pages, projectRoot } from './pages.ts';
import { hasSteps, programOf, replayPage } from './replay-page.ts';
import { ConsoleSession } from './run-console.ts';

// UPDATE_DOCS=1 npx vitest run tests/documentation writes what the commands print now into the pages. A page that needs a
// coding agent is followed by the tests of agents.
describe('what the pages show is what the command prints', () => {
  for (const page of pages()) {
    if (!hasSteps(page) || programOf(page) !== undefined) continue;

    test(page.file, async () => {
      // A clone of the project, as far as the pages can see it.
      const place = workspace();
      cpSync(`${projectRoot}examples`, place.path('examples'), { recursive: true });
      mkdirSync(place.path('.git'));
      await replayPage(page, new ConsoleSession(place));
    });
  }
});
