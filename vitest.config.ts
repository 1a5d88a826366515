import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "verify/**/*.test.ts", "scripts/**/*.test.ts"],
    exclude: ["**/node_modules/**", "dist/**", "test/scanners/**", "test/hook-managers/**"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
