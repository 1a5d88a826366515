import { existsSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { Ground, guarded, open, tried } from "./ground.ts"

const all = ["pre-commit by husky", "commit-msg by husky", "pre-push by husky"]

function withHusky(): Ground {
  const ground = new Ground()
  ground.done("husky")
  return ground
}

test("husky: after hooks install, commits, messages and pushes are guarded, and what stood in the hooks still runs", () => {
  const ground = withHusky()
  ground.write(".husky/pre-commit", "echo own-line-ran\n")
  expect(ground.active()).toEqual([])
  const installed = ground.tipstaff("hooks", "install")
  expect(installed.exitCode, installed.stdout + installed.stderr).toBe(0)
  expect(ground.git("config", "core.hooksPath")).toBe(".husky/_")
  expect(ground.active()).toEqual(all)
  expect(ground.tipstaff("hooks", "status").exitCode).toBe(0)
  expect(tried(ground)).toEqual(guarded)
  expect(ground.commit("Once more").said).toContain("own-line-ran")
})

test("husky: setting it up again changes nothing, and a clone without it says what is missing", () => {
  const ground = withHusky()
  ground.tipstaff("hooks", "install")
  ground.done("husky")
  expect(ground.active()).toEqual(all)
  ground.git("config", "--unset", "core.hooksPath")
  const { hooks } = ground.status()
  expect(hooks.map(({ active, detail }) => [active, detail])).toEqual(
    hooks.map(() => [false, "husky is not set up on this machine: run its install (npm install, or npx husky)"]),
  )
  ground.done("husky")
  expect(tried(ground)).toEqual(guarded)
})

test("husky: HUSKY=0 is named as a way around", () => {
  const ground = withHusky()
  ground.tipstaff("hooks", "install")
  Object.assign(ground.env, { HUSKY: "0" })
  expect(ground.status().bypasses).toEqual(["HUSKY=0 switches the hooks off"])
})

test("husky: after hooks uninstall nothing is guarded, and the hooks are as they were", () => {
  const ground = withHusky()
  ground.write(".husky/pre-commit", "echo own-line-ran\n")
  ground.tipstaff("hooks", "install")
  expect(ground.tipstaff("hooks", "uninstall").exitCode).toBe(0)
  expect(ground.read(".husky/pre-commit")).toBe("echo own-line-ran\n")
  expect([".husky/commit-msg", ".husky/pre-push", ".tipstaff"].filter((path) => existsSync(join(ground.root, path)))).toEqual([])
  expect(ground.active()).toEqual([])
  expect(tried(ground)).toEqual(open)
})

test("husky that comes after our hooks in .git/hooks: install moves over to it", () => {
  const ground = new Ground()
  ground.tipstaff("hooks", "install")
  ground.done("husky")
  expect(ground.active()).toEqual([])
  expect(ground.tipstaff("hooks", "install").exitCode).toBe(0)
  expect(ground.active()).toEqual(all)
  expect(tried(ground)).toEqual(guarded)
  expect(ground.tipstaff("hooks", "uninstall").exitCode).toBe(0)
  expect(existsSync(join(ground.root, ".git/hooks/pre-commit"))).toBe(false)
})
