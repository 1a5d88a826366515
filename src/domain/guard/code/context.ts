/** What the rules of this folder work with: one program, and where its effects go. */
import type { Effect } from "../effect.ts"
import type { Contents } from "./contents.ts"
import { isCredentialFile } from "./credentials.ts"
import type { Call, Expression } from "./expression.ts"
import type { Language } from "./language.ts"
import type { Values } from "./values.ts"

export interface Readers {
  readonly shell: (command: string | readonly string[]) => Effect[]
  readonly sql: (text: string) => Effect[]
}

export interface Context extends Readers {
  readonly language: Language
  readonly values: Values
  readonly contents: Contents
  /** How often program text has run program text. */
  readonly depth: number
  readonly emit: (...effects: readonly Effect[]) => void
  /** The effects of program text that the program runs. */
  readonly run: (source: string, language?: Language) => void
}

/** One call, its arguments in the order and by the names in which they stand. */
export interface Site {
  readonly call: Call
  readonly name: string
  readonly method: string | undefined
  readonly receiver: Expression | undefined
  readonly args: readonly Expression[]
  readonly named: (key: string) => Expression | undefined
}

export type Rule = (site: Site, context: Context) => void
export type Rules = Readonly<Record<string, Rule>>

/** The same rule for several names. */
export function rulesFor(names: string, rule: Rule): Record<string, Rule> {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, rule]))
}

export function siteOf(call: Call, name: string, { values, language }: Context): Site {
  const named = new Map<string, Expression>()
  const note = (item: Expression) => {
    if (item.kind !== "pair" && item.kind !== "assign") return
    const key =
      values.keyText(item.kind === "pair" ? item.key : item.target) ??
      (item.kind === "assign" && item.target.kind === "name" ? item.target.name : undefined)
    if (key !== undefined) named.set(key, item.value)
  }
  for (const arg of call.args) {
    note(arg)
    const holder = arg.kind === "name" ? values.only(arg.name) : arg
    if (holder?.kind === "group" && (holder.open === "{" || (holder.open === "[" && language === "php"))) for (const item of holder.items) note(item)
  }
  const args = call.args.filter((arg) => arg.kind !== "pair" && !(arg.kind === "assign" && language === "python"))
  const member = call.callee.kind === "member" ? call.callee : undefined
  return {
    call,
    name,
    method: member === undefined ? undefined : values.text(member.key),
    receiver: member?.object,
    args,
    named: (key) => named.get(key),
  }
}

export const computedPath = "a path that the program computes"

/** The path of an argument; when the program computes it, "" and a word about it. */
export function pathOf(expression: Expression | undefined, context: Context): string {
  const path = expression === undefined ? undefined : (context.values.text(expression) ?? undefined)
  if (path === undefined) context.emit({ kind: "unknown", why: computedPath })
  return path?.replace(/^file:\/\//, "") ?? ""
}

export function readFile(expression: Expression | undefined, context: Context): void {
  const path = pathOf(expression, context)
  context.emit({ kind: "file.read", path })
  if (isCredentialFile(path)) context.emit({ kind: "secret.read", what: path })
}
