import { defineConfig } from 'vitest/config'

const REAL_MODELS = 'test/**/*.node.test.ts'
const E2E = 'test/e2e/**/*.test.ts'

/**
 * unit: pure code, no models, on every core · node: the real models in Node, two files at a time · e2e: real browsers,
 * one file at a time.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles: ['test/extension/fake-browser.ts', 'test/fixtures/hostile/seed.ts'],
          include: ['test/**/*.test.ts'],
          exclude: [REAL_MODELS, E2E],
          testTimeout: 30_000,
          maxWorkers: '100%',
        },
      },
      { test: { name: 'node', include: [REAL_MODELS], testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 2 } },
      { test: { name: 'e2e', include: [E2E], testTimeout: 180_000, hookTimeout: 180_000, maxWorkers: 1 } },
    ],
  },
})
