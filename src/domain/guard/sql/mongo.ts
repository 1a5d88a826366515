/** What a script of MongoDB's shell does. */
import type { Effect } from "../effect.ts"
import { commandKinds, type MongoKind, methodKinds } from "./mongo-methods.ts"
import { type MongoCall, receiverOf, type Script, scriptOf } from "./mongo-script.ts"
import { type SqlContext, unknown } from "./statement.ts"
import { isSign, isText, isWord } from "./token.ts"

const longest = 1_048_576

/** The effects of JavaScript for mongosh, each once. Never throws: what cannot be understood is an effect of its own. */
export function mongoEffects(text: string, context: SqlContext): Effect[] {
  if (text.length > longest) return [unknown("a script of more than 1 MB")]
  const script = scriptOf(text)
  const effects: Effect[] = []
  for (let at = 0; at < script.tokens.length; at++) for (const effect of effectsAt(script, at, context)) effects.push(effect)
  if (script.tokens.some((token) => token.kind === "fault")) effects.push(unknown("a script that cannot be read with certainty"))
  if (effects.length === 0 && script.tokens.length > 0 && !isHarmless(script)) effects.push(unknown("a script that does nothing known"))
  return [...new Map(effects.map((effect) => [JSON.stringify(effect), effect])).values()]
}

const isHarmless = ({ tokens }: Script): boolean =>
  tokens.length <= 5 && isWord(tokens[0], "show", "use", "exit", "quit", "it", "help", "print", "printjson")

const runs = new Set(["eval", "Function", "require", "process", "import", "child_process", "Reflect", "globalThis", "constructor", "Proxy"])

function effectsAt(script: Script, at: number, context: SqlContext): Effect[] {
  const { tokens, partners } = script
  const token = tokens[at]
  if (token === undefined) return []
  const behindDot = isSign(tokens[at - 1], ".") || isSign(tokens[at - 1], "?.")
  if (token.kind === "text" && isSign(tokens[at - 1], "[") && isSign(tokens[at + 1], "]"))
    return ofMember(script, { name: token.text, at, dot: at - 1, open: at + 2 }, context)
  if (isSign(token, "[") && isComputedCall(script, at)) return [unknown("a call whose name is computed")]
  if (token.kind !== "word") return []
  if (runs.has(token.text)) return [{ kind: "code.run", language: "javascript", origin: "inline" }]
  if (token.text === "load" && isSign(tokens[at + 1], "(") && !behindDot) return [{ kind: "code.run", language: "javascript", origin: "file" }]
  if (token.text === "$out" || token.text === "$merge")
    return [{ kind: "db.write", engine: context.engine, tables: [], environment: context.environment }]
  if (behindDot) return ofMember(script, { name: token.text, at, dot: at - 1, open: isSign(tokens[at + 1], "?.") ? at + 2 : at + 1 }, context)
  // A method taken out of its object, or a part of bulkWrite.
  const own = methodKinds.get(token.text)
  const plain = own === "delete" || (own === "drop" && token.text !== "drop")
  if (plain && token.text !== "remove") return removal(own, bulkTable(script, at), context)
  if (
    token.text === "filter" &&
    isSign(tokens[at + 1], ":") &&
    isSign(tokens[at + 2], "{") &&
    partners[at + 2] === at + 3 &&
    isUpdateMany(script, at)
  ) {
    return [{ kind: "db.delete", engine: context.engine, deletion: "update-all", tables: bulkTable(script, at), environment: context.environment }]
  }
  return []
}

function isComputedCall({ tokens, partners }: Script, at: number): boolean {
  const close = partners[at] ?? -1
  if (close < 0 || !(isSign(tokens[close + 1], "(") || isSign(tokens[close + 1], "?."))) return false
  const before = tokens[at - 1]
  const isMember = before !== undefined && (before.kind === "word" || isSign(before, ")") || isSign(before, "]") || isSign(before, "?."))
  return isMember && !(close === at + 2 && (isText(tokens[at + 1]) || tokens[at + 1]?.kind === "number"))
}

const isUpdateMany = ({ tokens }: Script, at: number): boolean =>
  isSign(tokens[at - 1], "{") && isSign(tokens[at - 2], ":") && isWord(tokens[at - 3], "updateMany")

function bulkTable(script: Script, at: number): readonly string[] {
  const bulk = script.bulks.find(({ from, to }) => from < at && at < to)
  return bulk?.tables ?? []
}

function removal(deletion: "delete" | "drop", tables: readonly string[], { engine, environment }: SqlContext): Effect[] {
  return [{ kind: "db.delete", engine, deletion, tables, environment }]
}

function ofMember(script: Script, call: MongoCall, context: SqlContext): Effect[] {
  const receiver = receiverOf(script, call.dot)
  if (receiver.root === "rs" || receiver.root === "sh") return replicaEffects(call.name)
  const kind = methodKinds.get(call.name)
  const isCall = isSign(script.tokens[call.open], "(")
  if (kind === undefined)
    return isCall && receiver.root === "db" && !receiver.behindCall ? [unknown("a method of MongoDB's shell that is not known")] : []
  return ofKind(kind, script, call, receiver.tables, context)
}

const replicaReads = new Set([
  "status",
  "conf",
  "config",
  "isMaster",
  "hello",
  "help",
  "printReplicationInfo",
  "printSecondaryReplicationInfo",
  "getBalancerState",
  "isBalancerRunning",
  "secondaryOk",
])

function replicaEffects(name: string): Effect[] {
  return replicaReads.has(name) ? [] : [{ kind: "system.change", what: "the replica set or the shards" }]
}

function ofKind(kind: MongoKind, script: Script, call: MongoCall, tables: readonly string[], context: SqlContext): Effect[] {
  const { engine, environment } = context
  const isCall = isSign(script.tokens[call.open], "(")
  switch (kind) {
    case "none":
      return []
    case "delete":
      return removal("delete", tables, context)
    case "drop":
      return removal("drop", call.name === "dropCollection" ? literal(script, call) : tables, context)
    case "find-modify":
      return script.removes ? removal("delete", tables, context) : [{ kind: "db.write", engine, tables, environment }]
    case "update-many":
      return matchesAll(script, call)
        ? [{ kind: "db.delete", engine, deletion: "update-all", tables, environment }]
        : [{ kind: "db.write", engine, tables, environment }]
    case "write":
    case "read":
      return isCall ? [{ kind: kind === "write" ? "db.write" : "db.read", engine, tables, environment }] : []
    case "permission":
      return [{ kind: "permission.change", system: engine, what: call.name }]
    case "system":
      return [{ kind: "system.change", what: call.name }]
    case "code":
      return [{ kind: "code.run", language: "javascript", origin: "inline" }]
    case "export":
      return [{ kind: "data.export", engine, what: "documents", environment }]
    case "command":
      return commandEffects(script, call, context)
  }
}

function literal({ tokens }: Script, { open }: MongoCall): readonly string[] {
  const argument = tokens[open + 1]
  return isText(argument) ? [argument.text] : []
}

// Filters that spare no document.
const everything = new Set([
  "{}",
  "{_id:{$exists:true}}",
  "{_id:{$ne:null}}",
  "{$expr:true}",
  "{$or:[{}]}",
  "{$and:[{}]}",
  "{$where:true}",
  "{$nor:[{_id:null}]}",
  "{$comment:}",
])

/** The first argument: `{}` or nothing at all. */
function matchesAll({ tokens, partners }: Script, { open, name }: MongoCall): boolean {
  const from = open + 1
  const to = partners[from] ?? -1
  if (!isSign(tokens[from], "{") || to < 0 || to - from > 14) return isSign(tokens[from], ")")
  const filter = tokens
    .slice(from, to + 1)
    .map((token) => token.text)
    .join("")
  if (!everything.has(filter)) return false
  const end = partners[open] ?? -1
  return name !== "update" || tokens.slice(to, end < 0 ? undefined : end).some((token) => token.text === "multi")
}

/** db.runCommand({ drop: "users" }): the first key is the command. */
function commandEffects(script: Script, call: MongoCall, context: SqlContext): Effect[] {
  const { tokens } = script
  const { engine, environment } = context
  const first = tokens[call.open + 1]
  const key = isSign(first, "{") ? tokens[call.open + 2] : first
  if (key === undefined || (isSign(first, "{") ? key.kind !== "word" && key.kind !== "text" : key.kind !== "text"))
    return [unknown("a command of MongoDB that is computed")]
  const target = tokens[call.open + 4]
  const tables = isSign(first, "{") && isText(target) ? [target.text] : []
  const kind = commandKinds.get(key.text)
  switch (kind) {
    case "delete":
    case "drop":
      return removal(kind, tables, context)
    case "write":
    case "read":
      return [{ kind: kind === "write" ? "db.write" : "db.read", engine, tables, environment }]
    case "permission":
      return [{ kind: "permission.change", system: engine, what: key.text }]
    case "system":
      return [{ kind: "system.change", what: key.text }]
    case "code":
      return [{ kind: "code.run", language: "javascript", origin: "inline" }]
    default:
      return kind === "none" ? [] : [unknown("a command of MongoDB that is not known")]
  }
}
