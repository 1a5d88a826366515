import { defineConfig } from "vitest/config"

// husky, lefthook and the pre-commit framework, driven for real; `npm run test:hook-managers` installs them first.
export default defineConfig({
  test: {
    include: ["test/hook-managers/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
