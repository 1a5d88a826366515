/** Rows that come as a file or leave as one. */
import { type Head, never } from "./head.ts"
import { readName, skipWords } from "./names.ts"
import { addNested, behind, exported, ran, type Statement, written } from "./statement.ts"
import { isSign, isText, isWord } from "./token.ts"

export const transferHeads: Readonly<Record<string, Head>> = {
  copy: { inside: never, take: takeCopy },
  unload: { inside: never, take: takeUnload },
  export: { inside: never, take: takeAway("a query") },
  backup: { inside: never, take: takeAway("a database") },
  get: { inside: never, take: takeAway("a stage") },
  restore: { inside: never, take: bring },
  import: { inside: never, take: bring },
  bulk: { inside: never, take: bring },
  put: { inside: never, take: bring },
}

function takeAway(what: string) {
  return (statement: Statement, at: number): number => {
    exported(statement, what)
    return at + 1
  }
}

function bring(statement: Statement, at: number): number {
  written(statement)
  return at + 1
}

/** COPY t FROM, COPY (query) TO, and COPY INTO of the warehouses. */
function takeCopy(statement: Statement, at: number): number {
  const { tokens } = statement
  if (isWord(tokens[at + 1], "into")) return takeCopyInto(statement, at)
  const target = skipWords(statement, at + 1, "binary")
  const query = isSign(tokens[target], "(")
  const named = query ? undefined : readName(statement, target)
  let next = query ? behind(statement, target) : (named?.next ?? target)
  if (!query && isSign(tokens[next], "(")) next = behind(statement, next)
  if (isWord(tokens[next + 1], "program")) ran(statement, "shell", "inline")
  if (isWord(tokens[next], "to")) exported(statement, named?.name ?? "a query")
  else written(statement, named === undefined ? [] : [named.name])
  return query ? target : next + 1
}

function takeCopyInto(statement: Statement, at: number): number {
  const target = statement.tokens[at + 2]
  if (target?.kind === "parameter" || isText(target) || isSign(target, "@")) exported(statement, "a query")
  else {
    const named = readName(statement, at + 2)
    written(statement, named === undefined ? [] : [named.name])
  }
  return at + 3
}

function takeUnload(statement: Statement, at: number): number {
  exported(statement, "a query")
  const query = statement.tokens[at + 2]
  if (isText(query)) addNested(statement, query.text)
  return at + 1
}
