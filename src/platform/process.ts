/** Runs another program with a deadline, a bound on its output and cancellation. Never through a shell. */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process"
import { TipstaffError, systemCode } from "../base/errors.ts"

export interface RunOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Milliseconds until the whole process group is killed. */
  readonly timeoutMs: number
  /** Bytes kept of each stream; more ends the run as truncated. */
  readonly maxOutputBytes?: number
  readonly signal?: AbortSignal
  /** A promise lets the program start before its input is known; it gets none when the promise is broken. */
  readonly stdin?: string | Uint8Array | Promise<string | Uint8Array>
}

export interface Completed {
  readonly exitCode: number | undefined
  readonly killedBy: "timeout" | "cancelled" | "output-limit" | NodeJS.Signals | undefined
  readonly stdout: Buffer
  readonly stderr: Buffer
}

const defaultMaxOutput = 64 * 1024 * 1024

/**
 * Resolves however the program ended; the caller decides what its exit code means.
 * Throws `process/not-found` when the program does not exist and `process/failed` when it cannot be started.
 */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<Completed> {
  const limit = options.maxOutputBytes ?? defaultMaxOutput
  return new Promise((resolve, reject) => {
    if (options.signal?.aborted) {
      resolve({ exitCode: undefined, killedBy: "cancelled", stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) })
      return
    }
    let child: ChildProcessWithoutNullStreams
    try {
      child = spawn(command, [...args], {
        cwd: options.cwd,
        env: { ...options.env } as NodeJS.ProcessEnv,
        stdio: ["pipe", "pipe", "pipe"],
        windowsHide: true,
        // A group of its own, so that a scanner's children die with it.
        detached: process.platform !== "win32",
      })
    } catch (cause) {
      // A NUL byte in an argument, or more arguments than the system takes.
      reject(new TipstaffError("process/failed", `could not start ${command}`, { cause }))
      return
    }
    let killedBy: Completed["killedBy"]
    const kill = (reason: NonNullable<Completed["killedBy"]>) => {
      // Also after the program itself has ended: a child of it that holds the pipes open would keep the run waiting.
      if (killedBy !== undefined) return
      killedBy = reason
      killTree(child.pid)
      // A descendant that left the group may hold the pipes open for as long as it likes; the deadline holds all the same.
      child.stdout.destroy()
      child.stderr.destroy()
    }
    const streams = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
    for (const name of ["stdout", "stderr"] as const) {
      let size = 0
      child[name].on("data", (chunk: Buffer) => {
        size += chunk.length
        if (size > limit) kill("output-limit")
        else streams[name].push(chunk)
      })
    }
    const timer = setTimeout(() => kill("timeout"), options.timeoutMs)
    const onAbort = () => kill("cancelled")
    options.signal?.addEventListener("abort", onAbort, { once: true })
    const settle = () => {
      clearTimeout(timer)
      options.signal?.removeEventListener("abort", onAbort)
    }
    child.on("error", (cause) => {
      settle()
      const code = systemCode(cause) === "ENOENT" ? "process/not-found" : "process/failed"
      reject(new TipstaffError(code, `could not start ${command}`, { cause }))
    })
    child.on("close", (exitCode, signal) => {
      settle()
      resolve({
        exitCode: killedBy === undefined ? (exitCode ?? undefined) : undefined,
        killedBy: killedBy ?? signal ?? undefined,
        stdout: Buffer.concat(streams.stdout),
        stderr: Buffer.concat(streams.stderr),
      })
    })
    // A program that does not read its input closes the pipe early; that is its right.
    child.stdin.on("error", () => {})
    if (options.stdin instanceof Promise)
      void options.stdin.then(
        (input) => child.stdin.end(input),
        () => child.stdin.end(),
      )
    else child.stdin.end(options.stdin)
  })
}

function killTree(pid: number | undefined): void {
  if (pid === undefined) return
  if (process.platform === "win32") {
    spawn("taskkill", ["/pid", String(pid), "/t", "/f"], { stdio: "ignore", windowsHide: true }).on("error", () => {})
    return
  }
  try {
    process.kill(-pid, "SIGKILL")
  } catch {
    // Already gone.
  }
}
