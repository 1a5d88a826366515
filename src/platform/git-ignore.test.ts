import { expect, test } from "vitest"
import { gitEnv, testRepository } from "../../test/support/repository.ts"
import { ignoredPaths, unignoredFiles } from "./git-ignore.ts"

test("[S2.1-2] a path is ignored when a rule names it and Git does not hold it", async () => {
  const repository = testRepository()
  repository.write(".gitignore", ".env*.local\n")
  repository.write(".env.local", "A=1\n")
  repository.write("app/.env.test.local", "A=1\n")
  repository.write("config.py", "A = 1\n")
  const ask = () => ignoredPaths(repository.root, [".env.local", "app/.env.test.local", "config.py", "not there.local"], { env: gitEnv })
  expect([...(await ask())].sort()).toEqual([".env.local", "app/.env.test.local"])
  repository.git("add", "--force", ".env.local")
  expect([...(await ask())]).toEqual(["app/.env.test.local"])
  expect(await unignoredFiles(repository.root, [".env.local", ".env.*.local"], { env: gitEnv })).toEqual([".env.local"])
  expect(await ignoredPaths(repository.root, [], { env: gitEnv })).toEqual(new Set())
})

test("names with line breaks and dashes are asked about as they are", async () => {
  const repository = testRepository()
  repository.write(".gitignore", "*.local\n")
  expect([...(await ignoredPaths(repository.root, ["-a\nb.local", "x"], { env: gitEnv }))]).toEqual(["-a\nb.local"])
})
