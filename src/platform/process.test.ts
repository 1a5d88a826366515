import { tmpdir } from "node:os"
import { expect, test } from "vitest"
import { run } from "./process.ts"

const options = { cwd: tmpdir(), env: process.env, timeoutMs: 20_000 }
const node = (script: string, ...args: readonly string[]) => ["-e", script, ...args]

test("the exit code and both streams are returned, arguments reach the program as they are", async () => {
  const script = "process.stdout.write(process.argv.slice(1).join('|')); process.stderr.write('e'); process.exit(3)"
  const done = await run(process.execPath, node(script, "$(id)", "a b", "`x`", '"'), options)
  expect([done.exitCode, done.killedBy, done.stdout.toString(), done.stderr.toString()]).toEqual([3, undefined, '$(id)|a b|`x`|"', "e"])
})

test("input is handed in, and a program that does not read it is not an error", async () => {
  expect((await run("cat", [], { ...options, stdin: "hello" })).stdout.toString()).toBe("hello")
  expect((await run("true", [], { ...options, stdin: "x".repeat(10_000_000) })).exitCode).toBe(0)
})

test("a program that never ends is stopped, its children too, and has no exit code", async () => {
  const done = await run("sh", ["-c", "sleep 600 & sleep 600"], { ...options, timeoutMs: 300 })
  expect([done.exitCode, done.killedBy]).toEqual([undefined, "timeout"])
})

test("the deadline holds although a descendant left the group and keeps the output open", async () => {
  const script = "require('node:child_process').spawn('sleep', ['20'], { detached: true, stdio: 'inherit' }).unref()"
  const done = await run(process.execPath, node(script), { ...options, timeoutMs: 1500 })
  expect(done).toMatchObject({ exitCode: undefined, killedBy: "timeout" })
})

test("more output than the limit ends the run as truncated", async () => {
  const done = await run("yes", [], { ...options, maxOutputBytes: 100_000 })
  expect([done.exitCode, done.killedBy, done.stdout.length <= 100_000]).toEqual([undefined, "output-limit", true])
})

test("a cancelled run has no exit code, before and after its start", async () => {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 100)
  expect(await run("sleep", ["600"], { ...options, signal: controller.signal })).toMatchObject({ exitCode: undefined, killedBy: "cancelled" })
  expect(await run("sleep", ["600"], { ...options, signal: controller.signal })).toMatchObject({ exitCode: undefined, killedBy: "cancelled" })
})

test("a program ended by a signal has no exit code", async () => {
  expect(await run("sh", ["-c", "kill -TERM $$"], options)).toMatchObject({ exitCode: undefined, killedBy: "SIGTERM" })
})

test.each([
  ["a program that does not exist", "no-such-program-here", [], "process/not-found"],
  ["a NUL byte in an argument", "true", ["a\u0000b"], "process/failed"],
  ["more arguments than the system takes", "true", ["x".repeat(3_000_000)], "process/failed"],
])("%s cannot be started", async (_name, command, args, code) => {
  await expect(run(command, args, options)).rejects.toMatchObject({ code })
})
