import { expect, test } from "vitest"
import { gitEnv, testRepository } from "../../../../test/support/repository.ts"
import { expand, randomFrom } from "../../secrets/generate.ts"
import { createSecretScanner } from "../../secrets/scanner.ts"
import { secretsInEarlierCommits } from "./earlier-commits.ts"

const scanner = createSecretScanner({ key: "test" })
const line = (seed: number) => expand(`token = "{{crc:ghp_}}"\n`, randomFrom(seed))

async function look(root: string, text: string, path: string, changed: readonly string[] = []) {
  const detections = scanner.scanText(text, path).filter((detection) => detection.filtered === undefined)
  const found = await secretsInEarlierCommits(root, detections, scanner, changed, { env: gitEnv })
  return [...new Set(detections.map((detection) => found.get(detection.fingerprint)))]
}

test("[S2.1-21] a secret of an earlier version of the file is found in the commit that brought it", async () => {
  const repository = testRepository()
  repository.write("a.py", "x = 1\n")
  repository.commit()
  repository.write("a.py", line(1))
  const brought = repository.commit()
  repository.write("a.py", `${line(1)}y = 2\n`)
  repository.commit()
  repository.write("a.py", "x = 1\n")
  repository.commit()
  expect(await look(repository.root, line(1), "a.py")).toEqual([brought])
  expect(await look(repository.root, line(2), "a.py")).toEqual([undefined])
})

test("[S2.1-21] a secret that a change moves from one file to another is found where it was", async () => {
  const repository = testRepository()
  repository.write("old.py", line(3))
  const brought = repository.commit()
  expect(await look(repository.root, line(3), "new.py", ["old.py", "new.py"])).toEqual([brought])
  expect(await look(repository.root, line(3), "new.py")).toEqual([undefined])
})

test("a repository without a commit, and names that Git could take for something else, are no trouble", async () => {
  const repository = testRepository()
  expect(await look(repository.root, line(4), "a.py")).toEqual([undefined])
  repository.write("a[b]*.py", line(4))
  const brought = repository.commit()
  expect(await look(repository.root, line(4), "a[b]*.py")).toEqual([brought])
})
