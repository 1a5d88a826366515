/**
 * What a program does, read from its text without running it: an agent can start any program, delete any file and send any
 * secret from an interpreter as well as from a shell. What could do so and cannot be followed is said to be unknown.
 */
import type { Effect } from "../effect.ts"
import { Contents } from "./contents.ts"
import { type Context, type Readers, type Rule, siteOf } from "./context.ts"
import { databaseMethods, databaseRules } from "./database.ts"
import { type Call, type Expression, partsOf } from "./expression.ts"
import { fileMethods, fileRules } from "./files.ts"
import { deepestEvaluation, type Language, longestProgram } from "./language.ts"
import { memberLookups, moduleLookups, sends, wrappers } from "./names.ts"
import { networkMethods, networkRules, tellSecrets } from "./network.ts"
import { parse } from "./parse.ts"
import { programMethods, programRules, startText } from "./programs.ts"
import { runningMethods, runningRules } from "./running.ts"
import { scopeOf } from "./scope.ts"
import { Values } from "./values.ts"

export type { Language } from "./language.ts"

/**
 * The effects of a program's text, each once, in the order in which they stand there. `shell` and `sql` say what the literal
 * commands (a line, or a program with its arguments) and the literal statements do that the program hands on; in a statement
 * that is put together, `?` stands for each part that is not known. Time grows linearly with the text.
 */
export function codeEffects(
  language: Language,
  source: string,
  shell: (command: string | readonly string[]) => Effect[],
  sql: (text: string) => Effect[],
): Effect[] {
  const found = new Map<string, Effect>()
  const emit = (...effects: readonly Effect[]) => {
    for (const effect of effects) found.set(JSON.stringify(effect), found.get(JSON.stringify(effect)) ?? effect)
  }
  analyse(language, source, 0, { shell, sql }, emit)
  return [...found.values()]
}

function analyse(language: Language, source: string, depth: number, readers: Readers, emit: Context["emit"]): void {
  if (source.length > longestProgram) return emit({ kind: "unknown", why: "a program of more than 256 KB" })
  if (depth > deepestEvaluation) return emit({ kind: "unknown", why: "program text within program text, too deeply" })
  const program = parse(language, source)
  const values = new Values(scopeOf(language, program))
  const run: Context["run"] = (text, inner = language) => analyse(inner, text, depth + 1, readers, emit)
  const context: Context = { ...readers, language, values, contents: new Contents(values), depth, emit, run }
  for (const statement of program.statements) visit(statement, context)
  if (program.trouble !== undefined) emit({ kind: "unknown", why: program.trouble })
}

function visit(expression: Expression, context: Context): void {
  if (expression.kind === "command") startText(expression.text, context)
  if (expression.kind === "assign") return visitAssignment(expression, context)
  if (expression.kind === "call") return visitCall(expression, context)
  if (expression.kind === "member" && (context.language === "ruby" || context.language === "perl")) return visitCall(plainCall(expression), context)
  if (expression.kind === "name" || expression.kind === "member") handedOn(expression, context)
  for (const part of partsOf(expression)) visit(part, context)
}

/** A method without arguments needs no parentheses in Ruby and Perl. */
function plainCall(callee: Expression): Call {
  return { kind: "call", callee, args: [], block: undefined, tagged: false }
}

/** What is called is looked up by its whole name first, then by its method's name; the arguments come before the call. */
function visitCall(call: Call, context: Context, called = false): void {
  const { callee, args, block } = indirect(call, context)
  if (callee.kind === "member") visit(callee.object, context)
  else if (callee.kind === "call") visitCall(callee, context, true)
  else if (callee.kind !== "name") for (const part of partsOf(callee)) visitCallee(part, context)
  if (callee.kind === "member") runtimeParts(callee, context)
  const looksUp = isLookup(callee, context)
  if (looksUp && !called) handedOn(call, context)
  for (const arg of looksUp ? args.slice(1) : args) visit(arg, context)
  if (block !== undefined) visit(block, context)
  recognise({ ...call, callee, args }, context)
}

/** `(0, f)(x)`: the last is called, and the others are values. */
function visitCallee(expression: Expression, context: Context): void {
  if (expression.kind === "call") visitCall(expression, context, true)
  else if (expression.kind === "member") visit(expression.object, context)
  else if (expression.kind !== "name") for (const part of partsOf(expression)) visit(part, context)
}

/** getattr(os, "system"), promisify(exec): they stand for the function that they look up. */
function isLookup(callee: Expression, { values }: Context): boolean {
  const name = values.dotted(callee)
  return name !== undefined && (memberLookups.has(name) || wrappers.has(name))
}

/** `f.call(null, x)`, `f.apply(null, [x])`, Ruby's send(:f, x), PHP's call_user_func("f", x): the call that they make. */
function indirect(call: Call, { values, language }: Context): Call {
  const { callee, args } = call
  if (callee.kind === "member" && language === "javascript" && callee.key.kind === "text") {
    if (callee.key.value === "call") return { ...call, callee: callee.object, args: args.slice(1) }
    if (callee.key.value === "apply" && args[1]?.kind === "group") return { ...call, callee: callee.object, args: args[1].items }
  }
  if (callee.kind === "member" && language === "ruby" && callee.key.kind === "text") {
    if (sends.has(callee.key.value) && /send/.test(callee.key.value) && args[0] !== undefined) {
      return { ...call, callee: { kind: "member", object: callee.object, key: args[0] }, args: args.slice(1) }
    }
    if (callee.key.value === "call") return { ...call, callee: callee.object }
  }
  const name = values.dotted(callee)
  if (language === "php" && (name === "call_user_func" || name === "call_user_func_array") && args[0] !== undefined) {
    const rest = name === "call_user_func" ? args.slice(1) : args[1]?.kind === "group" ? args[1].items : args.slice(1)
    return { ...call, callee: args[0], args: rest }
  }
  if (language === "ruby" && name === "send" && args[0] !== undefined) {
    return { ...call, callee: { kind: "name", name: values.text(args[0]) ?? "" }, args: args.slice(1) }
  }
  return call
}

const byName = [programRules, fileRules, networkRules, databaseRules, runningRules] as const
const byMethod = [programMethods, fileMethods, networkMethods, databaseMethods, runningMethods] as const

function ruleNamed(tables: typeof byName | typeof byMethod, name: string | undefined, language: Language): Rule[] {
  if (name === undefined) return []
  return tables.flatMap((table) => (Object.hasOwn(table[language], name) ? [table[language][name]!] : []))
}

function recognise(call: Call, context: Context): void {
  const name = context.values.dotted(call.callee)
  const site = siteOf(call, name ?? "", context)
  const whole = [name, ...starred(name, context)].flatMap((one) => ruleNamed(byName, one, context.language))
  const known = whole.length > 0 ? whole : rubyConstant(name, context)
  for (const rule of known) rule(site, context)
  if (known.length > 0) return
  const method = context.language === "php" ? site.method?.toLowerCase() : site.method
  if (call.callee.kind !== "member" || method === undefined) return unfollowed(call, name, context)
  for (const rule of ruleNamed(byMethod, method, context.language)) rule(site, context)
  prints(site.name, site.args, context)
  if (/^\$_(?:get|post|request|cookie|server)\./.test(site.name)) context.emit({ kind: "unknown", why: "a function whose name the program computes" })
}

/** Names that `from x import *` may have brought. */
function starred(name: string | undefined, { values }: Context): string[] {
  return name === undefined ? [] : values.scope.stars.slice(0, 16).map((module) => `${module}.${name}`)
}

/** `::FileUtils`, `Object::Kernel.system` and `self.system` mean what the last part means. */
function rubyConstant(name: string | undefined, { language }: Context): Rule[] {
  const plain = language === "ruby" && name !== undefined ? name.replace(/^(?:self|binding\(\)|main)\./, "") : undefined
  return plain === name ? [] : ruleNamed(byName, plain, language)
}

/** A call of something that was looked up by a name that is not known: what it starts cannot be said. */
function unfollowed(call: Call, name: string | undefined, context: Context): void {
  const { callee } = call
  if (name !== undefined) {
    prints(name, call.args, context)
    // In PHP a text can be called, and so can what a request holds.
    const isComputed = context.language === "php" && callee.kind === "name" && name.startsWith("$") && context.values.only(callee.name) === undefined
    if (isComputed) context.emit({ kind: "unknown", why: "a function whose name the program computes" })
    tellUnsure(callee, context)
    return
  }
  const looked =
    callee.kind === "call" &&
    (memberLookups.has(context.values.dotted(callee.callee) ?? "") || moduleLookups.has(context.values.dotted(callee.callee) ?? ""))
  const indexed = callee.kind === "member" && isModule(callee.object, context)
  if (looked || indexed) context.emit({ kind: "unknown", why: "a function whose name the program computes" })
}

const moduleNames =
  /^(?:os|subprocess|shutil|pty|sys|builtins|__builtins__|importlib|child_process|fs|process|vm|globalThis|global|window|this|self|require|module|globals\(\)|locals\(\)|vars\(\)|sys\.modules|__dict__|Deno|Bun|Kernel|FileUtils|File|IO|Process)$/

function isModule(expression: Expression, { values, language }: Context): boolean {
  const name = values.dotted(expression)
  if (name === undefined) return expression.kind === "call" && moduleLookups.has(values.dotted(expression.callee) ?? "")
  return moduleNames.test(name) && !(language === "python" && (name === "self" || name === "this"))
}

/** A name that stands for several things, one of which starts programs or deletes, is not decided here. */
function tellUnsure(callee: Expression, context: Context): void {
  if (callee.kind !== "name") return
  const values = context.values.scope.assigned.get(callee.name) ?? []
  if (context.values.only(callee.name) === undefined && values.some((value) => isDangerous(value, context))) {
    context.emit({ kind: "unknown", why: "a function that stands for several" })
  }
}

function isDangerous(expression: Expression, context: Context): boolean {
  if (expression.kind !== "name" && expression.kind !== "member" && expression.kind !== "call") return false
  const name = context.values.dotted(expression)
  if (name === undefined || (expression.kind === "name" && name === expression.name && context.language !== "python")) return false
  const tables = [programRules, runningRules]
  const isOwn = context.language === "python" || context.language === "javascript"
  return (
    isOwn &&
    !moduleLookups.has(name) &&
    (tables.some((table) => Object.hasOwn(table[context.language], name)) ||
      /^(?:shutil\.rmtree|os\.(?:remove|unlink|rmdir)|fs\.(?:rm|rmSync|unlink|unlinkSync))$/.test(name))
  )
}

/** A function that starts programs or deletes and is not called here goes somewhere where it may be. */
function handedOn(expression: Expression, context: Context): void {
  if (isDangerous(expression, context)) context.emit({ kind: "unknown", why: "a function that is handed on, to be called elsewhere" })
  if (expression.kind === "member") runtimeParts(expression, context)
}

function runtimeParts({ key: expression }: Extract<Expression, { kind: "member" }>, context: Context): void {
  const key = context.values.text(expression)
  if (key !== undefined && /^__(?:subclasses__|globals__|bases__|mro__|code__)$/.test(key))
    context.emit({ kind: "unknown", why: "the inner parts of the language's runtime" })
}

/** A plain name that stands for one function is followed where it is called. */
function visitAssignment({ target, value }: Extract<Expression, { kind: "assign" }>, context: Context): void {
  const isFunction = value.kind === "name" || value.kind === "member" || (value.kind === "call" && isLookup(value.callee, context))
  const followed = isFunction && target.kind === "name" && context.values.only(target.name) === value
  if (!followed) visit(value, context)
  else if (value.kind === "call") visitCall(value, context, true)
  else if (value.kind === "member") visit(value.object, context)
  if (target.kind !== "name" && target.kind !== "group") visit(target, context)
}

const printers =
  /^(?:print|pprint\.pprint|pprint|logging\.\w+|logger\.\w+|sys\.std(?:out|err)\.write|console\.\w+|process\.std(?:out|err)\.write|puts|p|pp|warn|\$std(?:out|err)\.(?:puts|write|print)|STD(?:OUT|ERR)\.(?:puts|write|print)|printf|say|echo|print_r|var_dump|var_export|die|exit|json\.dump|alert)$/

function prints(name: string, args: readonly Expression[], context: Context): void {
  if (printers.test(name)) tellSecrets(args, context)
}
