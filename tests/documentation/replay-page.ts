import { writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { fences, projectRoot } from './pages.ts';
import type { Fence, Page } from './pages.ts';
import { withoutChance } from './run-console.ts';
import type { ConsoleSession } from './run-console.ts';

const isUpdate = process.env.UPDATE_DOCS === '1';

const isConsole = ({ info }: Fence): boolean => /^console\b/.test(info);
/** The file that a block shows and a reader would write: ```markdown file=PLAN_CINEMA.md */
const fileOf = ({ info }: Fence): string | undefined => /\bfile=(\S+)/.exec(info)?.[1];
const stepsOf = (page: Page): readonly Fence[] =>
  fences(page).filter((block) => isConsole(block) || fileOf(block) !== undefined);

/** Whether there is anything on the page that a reader would follow. */
export const hasSteps = (page: Page): boolean => stepsOf(page).length > 0;

/** The program that a page's commands need beside planloom and git; it says so: ```console with=claude */
export const programOf = (page: Page): string | undefined =>
  stepsOf(page)
    .map(({ info }) => /^console with=(\S+)/.exec(info)?.[1])
    .find((program) => program !== undefined);

/**
 * Follows a page: writes the files that it shows, runs its commands, and expects that they print what it says. With
 * UPDATE_DOCS=1 what they print now is written into the page. `alike`: what two sessions have in common.
 */
export const replayPage = async (page: Page, session: ConsoleSession, alike = withoutChance): Promise<void> => {
  const lines = [...page.lines];
  let shift = 0;
  let isNew = false;
  for (const block of stepsOf(page)) {
    const { from, to } = block;
    const content = page.lines.slice(from, to);
    const file = fileOf(block);
    if (file !== undefined) {
      session.write(file, `${content.join('\n')}\n`);
      continue;
    }
    const now = await session.replay(content);
    if (isUpdate) {
      isNew ||= !isDeepStrictEqual(alike(content), alike(now));
      lines.splice(from + shift, to - from, ...now);
      shift += now.length - (to - from);
    } else expect(alike(content), `${page.file}:${from + 1}`).toEqual(alike(now));
  }
  // All of a page or nothing, so that its blocks name the same runs.
  if (isNew) writeFileSync(projectRoot + page.file, lines.join('\n'));
};
