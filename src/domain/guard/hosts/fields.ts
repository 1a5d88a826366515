/** Reads what a host sends: bounded, typed, and without trust in its keys. */
import { TipstaffError } from "../../../base/errors.ts"
import { isRecord, parseJson } from "../../../base/json.ts"

const maxBytes = 8 * 1024 * 1024
const maxDepth = 100

export type Fields = Readonly<Record<string, unknown>>

export function badEvent(what: string): TipstaffError {
  return new TipstaffError("guard/bad-event", what, { next: "check that the hook is installed for this host and that both are up to date" })
}

/** The event as an object. Throws `guard/bad-event`. */
export function parseEvent(stdin: string): Fields {
  const event = parseBounded(stdin, "the hook's input")
  if (!isRecord(event)) throw badEvent("the hook's input is not a JSON object")
  return event
}

/** Arguments that some hosts send as JSON within JSON. */
export function parseBounded(source: string, what: string): unknown {
  if (source.length > maxBytes || Buffer.byteLength(source) > maxBytes) throw badEvent(`${what} is larger than ${maxBytes} bytes`)
  const value = parsed(source, what)
  if (depthOf(value) > maxDepth) throw badEvent(`${what} nests deeper than ${maxDepth} levels`)
  return value
}

function parsed(source: string, what: string): unknown {
  try {
    return parseJson(source, what)
  } catch (thrown) {
    // The cause names a place and quotes nothing of the input.
    if (thrown instanceof TipstaffError) throw badEvent(thrown.message)
    throw thrown
  }
}

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0
  let deepest = 0
  for (const child of Object.values(value)) deepest = Math.max(deepest, depthOf(child))
  return deepest + 1
}

/** An own field, so that `__proto__` and `constructor` are names like any other; null counts as absent. */
export function field(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? (fields[name] ?? undefined) : undefined
}

export function text(fields: Fields, name: string): string | undefined {
  const value = field(fields, name)
  if (value === undefined || typeof value === "string") return value
  throw badEvent(`${name} is not a text`)
}

export function requiredText(fields: Fields, name: string): string {
  const value = text(fields, name)
  if (value === undefined || value === "") throw badEvent(`${name} is missing`)
  return value
}

export function flag(fields: Fields, name: string): boolean | undefined {
  const value = field(fields, name)
  if (value === undefined || typeof value === "boolean") return value
  // Hosts whose arguments are texts throughout.
  if (value === "true" || value === "false") return value === "true"
  throw badEvent(`${name} is neither true nor false`)
}

export function record(fields: Fields, name: string): Fields | undefined {
  const value = field(fields, name)
  if (value === undefined || isRecord(value)) return value
  throw badEvent(`${name} is not an object`)
}

export function list(fields: Fields, name: string): readonly unknown[] | undefined {
  const value = field(fields, name)
  if (value === undefined || Array.isArray(value)) return value
  throw badEvent(`${name} is not a list`)
}

export function texts(fields: Fields, name: string): readonly string[] | undefined {
  const values = list(fields, name)
  if (values === undefined || values.every((value) => typeof value === "string")) return values
  throw badEvent(`${name} holds something that is not a text`)
}

/** Without the fields that are undefined, which exact optional properties do not take. */
export function present<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> }
}
