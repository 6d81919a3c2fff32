import { defineConfig } from 'vitest/config';

/** Folders whose tests start next to no programs. */
const shared = [
  ...['cli', 'discovery', 'documents', 'execution', 'graph', 'journal', 'parallel-json', 'plan-document', 'planner'],
  ...['examples', 'policy', 'proposal', 'reporting', 'schedule', 'text', 'workspace'],
].map((folder) => `tests/${folder}/**/*.test.ts`);

export default defineConfig({
  define: { PLANLOOM_VERSION: JSON.stringify('0.0.0-test') },
  test: {
    // Much of what the tests wait for are other processes: all cores are worth using.
    maxWorkers: '100%',
    globalSetup: ['tests/support/temp-folder.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      // A small process starts programs faster than a large one: each file has one of its own.
      {
        extends: true,
        test: {
          name: 'processes',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/fixtures/**', ...shared, 'tests/soak/**', 'tests/corpus/**', 'tests/agents/**'],
        },
      },
      // Loading the modules anew for each file would take longer than the tests; none of them keeps anything.
      { extends: true, test: { name: 'shared', include: shared, isolate: false, sequence: { groupOrder: 1 } } },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/generated/**', 'src/main.ts', 'src/domain/{evidence,plan}.ts'],
      reporter: ['text-summary'],
      thresholds: { lines: 85 },
    },
  },
});
