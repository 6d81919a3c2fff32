import path from 'node:path';
import { defineConfig } from 'vitest/config';

// Every test starts real programs and waits for them, mostly for their own waits.
export default defineConfig({
  define: { PLANLOOM_VERSION: JSON.stringify('0.0.0-test') },
  test: {
    include: ['tests/agents/**/*.test.ts'],
    globalSetup: ['tests/agents/table.ts'],
    // Not the usual place: some programs trust nothing below a folder into which everyone may write.
    env: { TMPDIR: path.resolve('.agents/tmp') },
    maxWorkers: 3,
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
});
