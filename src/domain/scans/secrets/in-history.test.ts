import { execFileSync } from "node:child_process"
import { join } from "node:path"
import { zipSync } from "fflate"
import { expect, test } from "vitest"
import { gitEnv, temporaryFolder, testRepository } from "../../../../test/support/repository.ts"
import { expand, randomFrom } from "../../secrets/generate.ts"
import { createSecretScanner } from "../../secrets/scanner.ts"
import { inHistory } from "./in-history.ts"
import { scanContents } from "./contents.ts"

const scanner = createSecretScanner({ key: "k" })
const token = (seed: number) => expand("{{crc:ghp_}}", randomFrom(seed))

async function ask(root: string, path: string, content: string | Uint8Array): Promise<boolean | undefined> {
  const { secrets } = await scanContents(scanner, [{ path, bytes: Buffer.from(content) }])
  const [first] = await inHistory(root, secrets.slice(0, 1), scanner, { env: gitEnv })
  return first
}

test("a secret that HEAD holds, that an earlier commit held, that another branch holds, and that none ever did", async () => {
  const repository = testRepository()
  repository.write("a.env", `A=${token(1)}\n`)
  repository.commit("One")
  repository.write("a.env", `A=${token(2)}\n`)
  repository.commit("Two")
  repository.git("switch", "--quiet", "--create", "side")
  repository.write("a.env", `A=${token(3)}\n`)
  repository.commit("Side")
  repository.git("switch", "--quiet", "-")
  const answers = await Promise.all([2, 1, 3, 4].map((seed) => ask(repository.root, "a.env", `A=${token(seed)}\n`)))
  expect(answers).toEqual([true, true, true, false])
})

test("a branch that brought it and took it out again before it was merged counts", async () => {
  const repository = testRepository()
  repository.write("a.env", "A=b\n")
  repository.commit("One")
  repository.git("switch", "--quiet", "--create", "side")
  repository.write("a.env", `A=${token(5)}\n`)
  repository.commit("Side")
  repository.write("a.env", "A=b\n")
  repository.commit("Out")
  repository.git("switch", "--quiet", "-")
  repository.write("b.txt", "b\n")
  repository.commit("Main")
  repository.git("merge", "--quiet", "--no-edit", "side")
  repository.git("branch", "--quiet", "-d", "side")
  expect(await ask(repository.root, "a.env", `A=${token(5)}\n`)).toBe(true)
})

test("the same secret elsewhere, in an archive, and in a repository without a commit", async () => {
  const repository = testRepository()
  expect(await ask(repository.root, "a.env", `A=${token(6)}\n`)).toBe(false)
  const zip = zipSync({ "inner/a.env": Buffer.from(`A=${token(7)}\n`) })
  repository.write("a.zip", zip)
  repository.write("other.env", `A=${token(6)}\n`)
  repository.commit("One")
  expect(await ask(repository.root, "a.env", `A=${token(6)}\n`)).toBe(false)
  expect(await ask(repository.root, "a.zip", zip)).toBe(true)
  expect(await ask(repository.root, "a.zip", zipSync({ "a.env": Buffer.from(`A=${token(8)}\n`) }))).toBe(false)
})

test("what was not looked at is left open: a shallow clone, a version too large, a folder that is no repository", async () => {
  const repository = testRepository()
  repository.write("a.env", `A=${token(9)}\n`)
  repository.commit("One")
  repository.write("a.env", "A=b\n")
  repository.commit("Two")
  const shallow = join(temporaryFolder(), "shallow")
  execFileSync("git", ["clone", "--quiet", "--depth=1", `file://${repository.root}`, shallow], { env: gitEnv as NodeJS.ProcessEnv })
  expect(await ask(shallow, "a.env", `A=${token(9)}\n`)).toBe(undefined)
  repository.write("a.env", `${"x".repeat(3 * 1024 * 1024)}\n`)
  repository.commit("Large")
  expect(await ask(repository.root, "a.env", `A=${token(10)}\n`)).toBe(undefined)
  expect(await ask(repository.root, "a.env", `A=${token(9)}\n`)).toBe(true)
  expect(await ask(temporaryFolder(), "a.env", `A=${token(9)}\n`)).toBe(undefined)
})

test("two hundred secrets are looked for, further ones are left open", async () => {
  const repository = testRepository()
  repository.write("a.env", "A=b\n")
  repository.commit("One")
  const secrets = Array.from({ length: 201 }, (_, index) => ({ path: "a.env", fingerprint: String(index) }))
  const answers = await inHistory(repository.root, secrets, scanner, { env: gitEnv })
  expect([answers.length, answers[199], answers[200]]).toEqual([201, false, undefined])
})
