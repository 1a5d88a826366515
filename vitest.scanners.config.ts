import { defineConfig } from "vitest/config"

// The outside scanners, driven for real; `npm run test:scanners` installs them first.
export default defineConfig({
  test: {
    include: ["test/scanners/**/*.test.ts"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
