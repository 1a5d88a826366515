/** One statement while it is read, and what is known of it so far. */
import type { Effect, Environment } from "../effect.ts"
import type { Token } from "./token.ts"

export interface SqlContext {
  readonly engine: string
  readonly environment: Environment
}

export interface Statement {
  readonly tokens: readonly Token[]
  /** For a parenthesis the index of its partner, otherwise -1. */
  readonly partners: Int32Array
  /** How many parentheses are open before a token. */
  readonly depths: Int32Array
  readonly context: SqlContext
  /** Inside the body of a routine or of another statement. */
  readonly inner: boolean
  /** What SQL in a text does. */
  readonly nested: (text: string) => Effect[]
  readonly effects: Effect[]
  readonly writes: Set<string>
  /** Written, by names that may still be aliases. */
  readonly fresh: Set<string>
  readonly reads: Set<string>
  readonly aliases: Map<string, string>
  /** How many effects have had their aliases replaced. */
  settled: number
  /** Names that PREPARE of this text has given. */
  readonly prepared: Set<string>
  /** The body of a routine is read once. */
  bodyRead: boolean
  /** Names of WITH. */
  readonly common: Set<string>
  wrote: boolean
  read: boolean
  /** The target of MERGE. */
  merge: readonly string[] | undefined
  alter: { readonly tables: readonly string[]; readonly kind: string; changed: boolean } | undefined
  /** FROM names no table here: REVOKE ... FROM somebody. */
  noTables: boolean
}

export type Surroundings = Pick<Statement, "context" | "inner" | "nested" | "prepared">

export function statementOf(tokens: readonly Token[], surroundings: Surroundings): Statement {
  return {
    ...surroundings,
    ...groupsIn(tokens),
    tokens,
    settled: 0,
    bodyRead: false,
    effects: [],
    writes: new Set(),
    fresh: new Set(),
    reads: new Set(),
    aliases: new Map(),
    common: new Set(),
    wrote: false,
    read: false,
    merge: undefined,
    alter: undefined,
    noTables: false,
  }
}

function groupsIn(tokens: readonly Token[]): Pick<Statement, "partners" | "depths"> {
  const partners = new Int32Array(tokens.length).fill(-1)
  const depths = new Int32Array(tokens.length)
  const open: number[] = []
  for (const [at, token] of tokens.entries()) {
    depths[at] = open.length
    if (token.kind !== "sign") continue
    if (token.text === "(") open.push(at)
    else if (token.text === ")") {
      const partner = open.pop()
      if (partner === undefined) continue
      partners[at] = partner
      partners[partner] = at
    }
  }
  return { partners, depths }
}

/** The index behind a group in parentheses that begins here, or behind one token. */
export function behind({ partners }: Statement, at: number): number {
  const partner = partners[at] ?? -1
  return partner > at ? partner + 1 : at + 1
}

export const unknown = (why: string): Effect => ({ kind: "unknown", why })

export function deleted(statement: Statement, deletion: "delete" | "update-all" | "drop" | "truncate", tables: readonly string[]): void {
  const { engine, environment } = statement.context
  statement.effects.push({ kind: "db.delete", engine, deletion, tables, environment })
}

export function written(statement: Statement, tables: readonly string[] = []): void {
  statement.wrote = true
  for (const table of tables) statement.fresh.add(table)
}

export function permission(statement: Statement, what: string): void {
  statement.effects.push({ kind: "permission.change", system: statement.context.engine, what })
}

export function exported(statement: Statement, what: string): void {
  const { engine, environment } = statement.context
  statement.effects.push({ kind: "data.export", engine, what, environment })
}

export function ran(statement: Statement, language: string, origin: "inline" | "file" | "unknown"): void {
  statement.effects.push({ kind: "code.run", language, origin })
}

/** What SQL in a text does, which is part of this statement. */
export function addNested(statement: Statement, text: string): void {
  for (const effect of statement.nested(text)) statement.effects.push(effect)
}
