import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { PLANLOOM_VERSION: JSON.stringify('0.0.0-test') },
  test: { include: ['tests/corpus/**/*.test.ts'], testTimeout: 120_000 },
});
