import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { PLANLOOM_VERSION: JSON.stringify('0.0.0-test') },
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/soak/**', 'tests/corpus/**'],
    // Much of what the tests wait for are other processes: all cores are worth using.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/generated/**', 'src/main.ts', 'src/domain/{evidence,plan}.ts'],
      reporter: ['text-summary'],
      thresholds: { lines: 85 },
    },
  },
});
