import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { Ground, guarded, open, tried } from "./ground.ts"

const all = ["pre-commit by lefthook", "commit-msg by lefthook", "pre-push by lefthook"]
const own = "# ours\npre-commit:\n  commands:\n    words:\n      run: echo own-command-ran\n"

function withLefthook(config = own): Ground {
  const ground = new Ground()
  ground.write("lefthook.yml", config)
  ground.done("lefthook", "install")
  return ground
}

test("lefthook: after hooks install, commits, messages and pushes are guarded, and its own commands still run", () => {
  const ground = withLefthook()
  const installed = ground.tipstaff("hooks", "install")
  expect(installed.exitCode, installed.stdout + installed.stderr).toBe(0)
  ground.done("lefthook", "validate")
  ground.done("lefthook", "install")
  expect(ground.active()).toEqual(all)
  expect(tried(ground)).toEqual(guarded)
  ground.write("more.txt", "more\n")
  expect(ground.commit("Once more").said).toContain("own-command-ran")
})

test("lefthook: status says which hooks wait for lefthook install", () => {
  const ground = withLefthook()
  ground.tipstaff("hooks", "install")
  expect(ground.status().hooks.map(({ hook, active, detail }) => [hook, active, active ? "" : detail])).toEqual([
    ["pre-commit", true, ""],
    ["commit-msg", false, "lefthook is not set up on this machine: lefthook install"],
    ["pre-push", false, "lefthook is not set up on this machine: lefthook install"],
  ])
})

test("lefthook: jobs in parallel and a pipe still give the push hook its refs", () => {
  const ground = withLefthook("pre-push:\n  parallel: true\n  jobs:\n    - name: words\n      run: echo own-job-ran\n")
  ground.tipstaff("hooks", "install")
  ground.done("lefthook", "install")
  expect(tried(ground)).toEqual(guarded)
})

test("lefthook: LEFTHOOK=0 is named as a way around", () => {
  const ground = withLefthook()
  ground.tipstaff("hooks", "install")
  Object.assign(ground.env, { LEFTHOOK: "0" })
  expect(ground.status().bypasses).toEqual(["LEFTHOOK=0 switches the hooks off"])
})

test("lefthook: after hooks uninstall nothing is guarded, and its configuration is as it was", () => {
  const ground = withLefthook()
  ground.tipstaff("hooks", "install")
  ground.done("lefthook", "install")
  expect(ground.tipstaff("hooks", "uninstall").exitCode).toBe(0)
  expect([ground.read("lefthook.yml"), existsSync(join(ground.root, ".tipstaff"))]).toEqual([own, false])
  expect(ground.active()).toEqual([])
  expect(tried(ground)).toEqual(open)
})

test("lefthook that comes after our hooks: its install puts them aside, and ours moves over to it", () => {
  const ground = new Ground()
  ground.tipstaff("hooks", "install")
  ground.write("lefthook.yml", own)
  ground.done("lefthook", "install", "--force")
  expect(ground.tipstaff("hooks", "install").exitCode).toBe(0)
  ground.done("lefthook", "install", "--force")
  expect(ground.active()).toEqual(all)
  expect(tried(ground)).toEqual(guarded)
  expect(ground.tipstaff("hooks", "uninstall").exitCode).toBe(0)
  expect(readdirSync(join(ground.root, ".git/hooks")).filter((name) => name.endsWith(".old"))).toEqual([])
})
