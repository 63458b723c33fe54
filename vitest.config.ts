import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Most of a test is waiting for PostgreSQL: on two cores two files at once take two thirds of the time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
})
