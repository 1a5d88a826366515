/** Short forms of effects for the tables of programs in this folder's tests. */
import { codeEffects, type Language } from "./code.ts"
import type { Deletion, Effect } from "../effect.ts"

export const runs = (...words: readonly string[]): Effect => ({ kind: "program.run", program: words.join(" · ") })
export const states = (text: string): Effect => ({ kind: "db.write", engine: "sql", tables: [text], environment: "unknown" })
export const reads = (path: string): Effect => ({ kind: "file.read", path })
export const writes = (path: string): Effect => ({ kind: "file.write", path })
export const modes = (path: string): Effect => ({ kind: "file.mode", path })
export const deletes = (path: string, recursive = false): Effect => ({ kind: "file.delete", path, recursive })
export const renames = (path: string, to: string): Effect => ({ kind: "file.rename", path, to })
export const secret = (what: string): Effect => ({ kind: "secret.read", what })
export const receives = (host: string): Effect => ({ kind: "net.receive", host })
export const sends = (host: string, carries: "secret" | "file" | "output" | "unknown"): Effect => ({ kind: "net.send", host, carries })
export const rows = (engine: string, deletion: Deletion, ...tables: readonly string[]): Effect => ({
  kind: "db.delete",
  engine,
  deletion,
  tables,
  environment: "unknown",
})
export const unknown = (why: string): Effect => ({ kind: "unknown", why })
export const evaluates = (language: Language, origin: "decoded" | "network" | "file" | "unknown"): Effect => ({ kind: "code.run", language, origin })

export const computedCommand = unknown("a command that the program computes")
export const computedPath = unknown("a path that the program computes")
export const computedText = unknown("program text that the program computes")
export const computedName = unknown("a function whose name the program computes")
export const handedOn = unknown("a function that is handed on, to be called elsewhere")

/** Commands and statements are told as they were handed on. */
export function effectsOf(language: Language, source: string): Effect[] {
  return codeEffects(
    language,
    source,
    (command) => [typeof command === "string" ? runs(command) : runs(...command)],
    (text) => [states(text)],
  )
}

export type Table = readonly (readonly [program: string, effects: readonly Effect[]])[]
export const base64 = (text: string) => Buffer.from(text).toString("base64")
