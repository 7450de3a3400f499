import { defineConfig } from 'vitest/config'

const REAL_MODELS = 'test/**/*.node.test.ts'
const E2E = 'test/e2e/**/*.test.ts'
const ONE_BY_ONE = { fileParallelism: false }

/** unit: pure code, no models · node: the real models in Node · e2e: real browsers, one file at a time on few cores. */
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
      { test: { name: 'node', include: [REAL_MODELS], testTimeout: 120_000, hookTimeout: 120_000, ...ONE_BY_ONE } },
      {
        // browsers take as long as the machine lets them: a test that fails is tried again, which `npm test` tells
        test: { name: 'e2e', include: [E2E], testTimeout: 180_000, hookTimeout: 180_000, retry: 1, ...ONE_BY_ONE },
      },
    ],
  },
})
