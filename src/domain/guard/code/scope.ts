/** What the names of a program stand for: imports, and variables that are assigned once. */
import { type Expression, partsOf, textOf } from "./expression.ts"
import { keywords, type Language } from "./language.ts"
import type { Program } from "./parse.ts"
import type { Token } from "./token.ts"

export interface Scope {
  readonly language: Language
  /** All that is assigned to a name, in order. */
  readonly assigned: ReadonlyMap<string, readonly Expression[]>
  /** Names whose value may come from elsewhere: parameters, loops, what is changed in place. */
  readonly unsure: ReadonlySet<string>
  /** `from os import *` */
  readonly stars: readonly string[]
}

interface Draft {
  readonly language: Language
  readonly assigned: Map<string, Expression[]>
  readonly unsure: Set<string>
  readonly stars: string[]
}

const changing =
  /^(?:append|extend|insert|push|unshift|splice|concat|prepend|pop|shift|reverse|sort|replace|update|sub!|gsub!|map!|fill|array_push|array_unshift|array_splice)$/

export function scopeOf(language: Language, program: Program): Scope {
  const draft: Draft = { language, assigned: new Map(), unsure: new Set(), stars: [] }
  declare(draft, program.tokens)
  if (language === "python") pythonImports(draft, program.tokens)
  if (language === "javascript") javascriptImports(draft, program.tokens)
  for (const statement of program.statements) assignments(draft, statement, false)
  return draft
}

function add(draft: Draft, name: string, value: Expression): void {
  const values = draft.assigned.get(name)
  if (values === undefined) draft.assigned.set(name, [value])
  else values.push(value)
}

function imported(module: string): Expression {
  return { kind: "call", callee: { kind: "name", name: "__import__" }, args: [textOf(module)], block: undefined, tagged: false }
}

function assignments(draft: Draft, expression: Expression, argument: boolean): void {
  if (expression.kind === "assign" && !(argument && draft.language === "python" && expression.target.kind === "name")) assign(draft, expression)
  if (expression.kind === "call") changes(draft, expression.callee, expression.args)
  if (expression.kind === "call") {
    for (const part of partsOf(expression)) assignments(draft, part, expression.args.includes(part))
    return
  }
  for (const part of partsOf(expression)) assignments(draft, part, false)
}

function assign(draft: Draft, { target, value, plain }: Extract<Expression, { kind: "assign" }>): void {
  if (target.kind === "name" && plain) return add(draft, target.name, value)
  // `const { exec: run } = require("child_process")`
  if (target.kind === "group" && target.open === "{") {
    for (const item of target.items) {
      if (item.kind === "name") add(draft, item.name, { kind: "member", object: value, key: textOf(item.name) })
      else if (item.kind === "pair" && item.value.kind === "name" && item.key.kind === "name") {
        add(draft, item.value.name, { kind: "member", object: value, key: textOf(item.key.name) })
      } else unsureNames(draft, item)
    }
    return
  }
  unsureNames(draft, target)
}

function unsureNames(draft: Draft, expression: Expression): void {
  if (expression.kind === "name") draft.unsure.add(expression.name)
  else for (const part of partsOf(expression)) unsureNames(draft, part)
}

/** Lists and texts that are changed after their assignment. */
function changes(draft: Draft, callee: Expression, args: readonly Expression[]): void {
  if (callee.kind === "member" && callee.object.kind === "name" && callee.key.kind === "text" && changing.test(callee.key.value)) {
    // A text's replace gives a new one.
    if (callee.key.value !== "replace" && callee.key.value !== "concat") draft.unsure.add(callee.object.name)
  }
  const first = args[0]
  if (callee.kind === "name" && changing.test(callee.name) && first?.kind === "name") draft.unsure.add(first.name)
}

const isName = (token: Token | undefined): token is Extract<Token, { kind: "name" | "number" | "op" }> => token?.kind === "name"
const isOp = (token: Token | undefined, text: string) => token?.kind === "op" && token.text === text

/** Parameters, loops and several targets, which the tokens show in every language in much the same way. */
function declare(draft: Draft, tokens: readonly Token[]): void {
  let brackets = 0
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!
    if (token.kind === "op") {
      if (token.text === "(" || token.text === "[") brackets += 1
      if (token.text === ")" || token.text === "]") brackets -= 1
      if (token.text === "=>" && draft.language === "javascript") parametersBefore(draft, tokens, at - 1)
      if (token.text === "{" && isOp(tokens[at - 1], ")") && draft.language !== "ruby" && draft.language !== "python")
        parametersBefore(draft, tokens, at - 1)
      if (token.text === "|" && draft.language === "ruby" && opensBlock(tokens[at - 1])) namesUntil(draft, tokens, at + 1, /^\|$/)
      if (token.text === "=" && brackets <= 0) severalTargets(draft, tokens, at)
      if (token.text === "<<" && isName(tokens[at - 1])) draft.unsure.add((tokens[at - 1] as { text: string }).text)
      continue
    }
    if (token.kind !== "name") continue
    if (/^(?:def|function|fn|sub|func)$/.test(token.text)) parametersAfter(draft, tokens, at)
    if (token.text === "lambda") namesUntil(draft, tokens, at + 1, /^:$/)
    if (/^(?:for|foreach)$/.test(token.text)) loop(draft, tokens, at)
    if (token.text === "catch" || token.text === "except" || token.text === "rescue") namesUntil(draft, tokens, at + 1, /^[:{]$/)
  }
}

const opensBlock = (token: Token | undefined) => isOp(token, "{") || (isName(token) && token.text === "do")

function namesUntil(draft: Draft, tokens: readonly Token[], from: number, stop: RegExp): void {
  for (let at = from; at < Math.min(tokens.length, from + 64); at += 1) {
    const token = tokens[at]!
    if (token.kind === "end" || ((token.kind === "op" || token.kind === "name") && stop.test(token.text))) return
    if (token.kind === "name" && !keywords[draft.language].has(token.text)) draft.unsure.add(token.text)
  }
}

function parametersAfter(draft: Draft, tokens: readonly Token[], at: number): void {
  const open = [1, 2, 3].map((step) => at + step).find((place) => isOp(tokens[place], "("))
  if (open !== undefined) namesUntil(draft, tokens, open + 1, /^[){]$/)
  else if (draft.language === "ruby") namesUntil(draft, tokens, at + 2, /^[=;]$/)
}

function parametersBefore(draft: Draft, tokens: readonly Token[], at: number): void {
  const last = tokens[at]
  if (isName(last)) draft.unsure.add(last.text)
  if (!isOp(last, ")")) return
  const found: string[] = []
  let depth = 0
  for (let place = at; place >= Math.max(0, at - 200); place -= 1) {
    const token = tokens[place]!
    if (isName(token) && !keywords[draft.language].has(token.text)) found.push(token.text)
    if (isOp(token, ")")) depth += 1
    if (!isOp(token, "(") || (depth -= 1) > 0) continue
    const before = tokens[place - 1]
    if (isName(before) && /^(?:if|elsif|elseif|while|switch|unless|until|with|using)$/.test(before.text)) return
    for (const name of found) draft.unsure.add(name)
    return
  }
}

function loop(draft: Draft, tokens: readonly Token[], at: number): void {
  if (draft.language !== "php") return namesUntil(draft, tokens, at + 1, draft.language === "perl" ? /^[){]$/ : /^(?:in|of|=)$/)
  const as = tokens.slice(at, at + 64).findIndex((token) => isName(token) && token.text === "as")
  if (as > 0) namesUntil(draft, tokens, at + as, /^\)$/)
}

/** `a, b = b, a` of Python and Ruby. */
function severalTargets(draft: Draft, tokens: readonly Token[], at: number): void {
  if ((draft.language !== "python" && draft.language !== "ruby") || !isOp(tokens[at - 2], ",")) return
  for (let place = at - 1; place >= Math.max(0, at - 32); place -= 1) {
    const token = tokens[place]!
    if (isName(token)) draft.unsure.add(token.text)
    else if (!isOp(token, ",") && !isOp(token, "*")) return
  }
}

interface Words {
  readonly text: string
}

function dottedAt(tokens: readonly Token[], at: number): { name: string; next: number } {
  let name = (tokens[at] as Words).text
  let next = at + 1
  while (isOp(tokens[next], ".") && isName(tokens[next + 1]) && next - at < 16) {
    name += `.${(tokens[next + 1] as Words).text}`
    next += 2
  }
  return { name, next }
}

function pythonImports(draft: Draft, tokens: readonly Token[]): void {
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!
    if (!isName(token) || (token.text !== "import" && token.text !== "from") || !isName(tokens[at + 1])) continue
    const { name, next } = dottedAt(tokens, at + 1)
    if (token.text === "from") {
      const word = tokens[next]
      if (isName(word) && word.text === "import") at = fromImport(draft, tokens, next + 1, name)
      continue
    }
    at = plainImport(draft, tokens, at + 1)
  }
}

function plainImport(draft: Draft, tokens: readonly Token[], from: number): number {
  let at = from
  while (isName(tokens[at])) {
    const { name, next } = dottedAt(tokens, at)
    const alias = aliasAt(tokens, next)
    const root = name.split(".")[0]!
    if (alias !== undefined) add(draft, alias, imported(name))
    else if (!draft.assigned.has(root)) add(draft, root, imported(root))
    at = alias === undefined ? next : next + 2
    if (!isOp(tokens[at], ",")) break
    at += 1
  }
  return at - 1
}

function fromImport(draft: Draft, tokens: readonly Token[], from: number, module: string): number {
  if (isOp(tokens[from], "*")) draft.stars.push(module)
  let at = isOp(tokens[from], "(") ? from + 1 : from
  const bracketed = at > from
  for (; at < tokens.length; at += 1) {
    const token = tokens[at]!
    if (isOp(token, ",") || (bracketed && token.kind === "end")) continue
    if (!isName(token)) break
    const alias = aliasAt(tokens, at + 1)
    add(draft, alias ?? token.text, { kind: "member", object: imported(module), key: textOf(token.text) })
    if (alias !== undefined) at += 2
  }
  return at - 1
}

function aliasAt(tokens: readonly Token[], at: number): string | undefined {
  const word = tokens[at]
  const alias = tokens[at + 1]
  return isName(word) && word.text === "as" && isName(alias) ? alias.text : undefined
}

/** `import fs, { rmSync as gone } from "node:fs"`, `import * as cp from "child_process"` */
function javascriptImports(draft: Draft, tokens: readonly Token[]): void {
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!
    if (!isName(token) || token.text !== "import") continue
    const end = tokens.slice(at, at + 128).findIndex((part) => isName(part) && part.text === "from")
    const module = end > 0 ? tokens[at + end + 1] : undefined
    if (module?.kind !== "text" || typeof module.pieces[0] !== "string") continue
    const from = imported(module.pieces[0])
    let braced = false
    for (let place = at + 1; place < at + end; place += 1) {
      const part = tokens[place]!
      if (isOp(part, "{")) braced = true
      if (!isName(part) || part.text === "type") continue
      const alias = aliasAt(tokens, place + 1)
      add(draft, alias ?? part.text, braced && part.text !== "default" ? { kind: "member", object: from, key: textOf(part.text) } : from)
      if (alias !== undefined) place += 2
    }
    at += end
  }
}
