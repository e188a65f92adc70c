import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // Two cores; the kernel's tests are CPU-bound.
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
  },
});
