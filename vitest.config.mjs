// Unit and protocol tests. They read only what lies in the repository and never the network.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**'],
    // Modules are loaded once a worker, not once a file: a third of the time. No module keeps anything between two texts but caches.
    isolate: false,
    passWithNoTests: false,
    allowOnly: false,
    // Generous, for busy machines: it ends a test that hangs, it measures nothing.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
