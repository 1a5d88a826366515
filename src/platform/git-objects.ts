/** Streams the contents of Git objects: each blob once, in the order in which Git lists them. */
import { spawn, type ChildProcessByStdio } from "node:child_process"
import type { Readable, Writable } from "node:stream"
import { TipstaffError } from "../base/errors.ts"
import { hardenedArguments, hardenedEnvironment, type GitOptions } from "./git.ts"

/** Receives a blob: `begin`, any number of `chunk`s (valid only during the call), `end`. */
export interface BlobSink {
  /** Whether the content is asked for at all. */
  wants(id: string, path: string): boolean
  begin(id: string, path: string, size: number): void
  chunk(bytes: Uint8Array): void
  /** False ends the stream. */
  end(): boolean
  /** Git knows the object and does not have it, as in a partial clone; the path is empty where Git does not tell it. */
  missing(id: string, path: string): void
}

/**
 * Every blob that `revisions` reach (arguments of git rev-list), with one of its paths, those of older commits first. Throws `git/failed`,
 * `git/not-installed`, `git/stopped`.
 */
export async function streamBlobs(root: string, revisions: readonly string[], sink: BlobSink, options: GitOptions = {}): Promise<void> {
  const list = start(
    root,
    [
      "rev-list",
      "--objects",
      "--in-commit-order",
      "--reverse",
      "--filter=object:type=blob",
      "--filter-provided-objects",
      // Named with a question mark; left out in silence, a partial clone would pass for clean.
      "--missing=print",
      ...revisions,
    ],
    options,
  )
  const contents = start(root, ["cat-file", "--batch", "--buffer"], options)
  const parser = createParser(sink)
  // Names may be cut anywhere in the middle of a character.
  list.child.stdout.setEncoding("utf8")
  list.child.stdout.on("data", (chunk: string) => {
    const ids = parser.expect(chunk)
    if (ids !== "" && !contents.child.stdin.write(ids)) {
      list.child.stdout.pause()
      contents.child.stdin.once("drain", () => list.child.stdout.resume())
    }
  })
  list.child.stdout.on("end", () => contents.child.stdin.end(parser.expectEnd()))
  let failure: unknown
  contents.child.stdout.on("data", (chunk: Buffer) => {
    try {
      if (failure === undefined && parser.content(chunk)) return
    } catch (thrown) {
      // Thrown on from here it would end the program and not this call.
      failure ??= thrown
    }
    list.kill()
    contents.kill()
  })
  const results = await Promise.allSettled([list.ended, contents.ended])
  if (failure !== undefined) throw failure
  if (options.signal?.aborted) throw new TipstaffError("git/stopped", "reading the history was stopped")
  for (const result of results) if (result.status === "rejected" && !parser.refused()) throw result.reason
  if (!parser.complete() && !parser.refused()) throw new TipstaffError("git/failed", "Git ended before all contents were read")
}

interface Parser {
  /** A part of rev-list's output; gives back the ids to ask for. */
  expect(chunk: string): string
  expectEnd(): string
  /** A part of cat-file's output. False once the sink wants no more. */
  content(chunk: Buffer): boolean
  complete(): boolean
  refused(): boolean
}

/** A header is an id, a kind and a size. */
const longestHeader = 200

function createParser(sink: BlobSink): Parser {
  const waiting: { readonly id: string; readonly path: string }[] = []
  let next = 0
  let listRest = ""
  let header = ""
  /** Bytes of the current blob that are still to come; -1 between blobs. */
  let left = -1
  let stopped = false

  function lines(text: string): string {
    const parts = (listRest + text).split("\n")
    listRest = parts.pop()!
    let ids = ""
    for (const line of parts) {
      if (line.startsWith("?")) {
        sink.missing(line.slice(1), "")
        continue
      }
      const id = line.split(" ", 1)[0]!
      const path = line.slice(id.length + 1)
      if (!sink.wants(id, path)) continue
      waiting.push({ id, path })
      ids += `${id}\n`
    }
    return ids
  }

  function content(chunk: Buffer): boolean {
    let at = 0
    while (at < chunk.length && !stopped) {
      if (left === -1) at = readHeader(chunk, at)
      else if (left > 0) {
        const count = Math.min(left, chunk.length - at)
        sink.chunk(chunk.subarray(at, at + count))
        at += count
        left -= count
      } else {
        // The line feed behind the content.
        at += 1
        left = -1
        stopped = !sink.end()
      }
    }
    return !stopped
  }

  function readHeader(chunk: Buffer, from: number): number {
    const end = chunk.indexOf(10, from)
    header += chunk.toString("latin1", from, end === -1 ? chunk.length : end)
    if (header.length > longestHeader) throw new TipstaffError("git/failed", "git cat-file gave an answer that is none")
    if (end === -1) return chunk.length
    const entry = waiting[next]!
    waiting[next] = undefined as never
    next += 1
    const [, kind, size] = header.split(" ")
    header = ""
    if (kind === "missing") sink.missing(entry.id, entry.path)
    else {
      left = Number(size)
      sink.begin(entry.id, entry.path, left)
    }
    return end + 1
  }

  return {
    expect: lines,
    expectEnd: () => (listRest === "" ? "" : lines("\n")),
    content,
    complete: () => next === waiting.length && left === -1,
    refused: () => stopped,
  }
}

interface Running {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>
  /** Rejects when the program fails. */
  readonly ended: Promise<void>
  kill(): void
}

function start(root: string, args: readonly string[], options: GitOptions): Running {
  const child = spawn("git", hardenedArguments(args), {
    cwd: root,
    env: hardenedEnvironment(options.env),
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
  })
  let words = ""
  child.stderr.on("data", (chunk: Buffer) => {
    if (words.length < 2000) words += chunk.toString("utf8")
  })
  // It may end before it has read everything.
  child.stdin.on("error", () => {})
  const kill = () => void child.kill("SIGKILL")
  options.signal?.addEventListener("abort", kill, { once: true })
  const ended = new Promise<void>((resolve, reject) => {
    child.on("error", (cause) =>
      reject(new TipstaffError("git/not-installed", "Git could not be started", { cause, next: "install Git and make sure it is on PATH" })),
    )
    child.on("close", (code) => {
      options.signal?.removeEventListener("abort", kill)
      if (code === 0) resolve()
      else reject(new TipstaffError("git/failed", `git ${args[0]} failed: ${words.trim().split("\n")[0] ?? ""}`))
    })
  })
  // Asked for later; until then its failure is not unhandled.
  ended.catch(() => {})
  return { child, ended, kill }
}
