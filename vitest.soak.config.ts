import { defineConfig } from 'vitest/config';

// A hook removes what a test has made, and large repositories are many files.
export default defineConfig({
  define: { PLANLOOM_VERSION: JSON.stringify('0.0.0-test') },
  test: { include: ['tests/soak/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 600_000 },
});
