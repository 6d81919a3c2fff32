import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { PLANLOOM_VERSION: JSON.stringify('0.0.0-test') },
  test: { include: ['tests/soak/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 120_000 },
});
