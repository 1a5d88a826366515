/** Calls that run program text, and names that could reach such calls by a way that cannot be followed. */
import type { Expression } from "./expression.ts"
import { deepestEvaluation, type Language } from "./language.ts"
import { programRules } from "./programs.ts"
import { type Context, type Rule, type Rules, rulesFor } from "./context.ts"

const networkCalls = /^(?:urllib|requests|httpx|fetch|axios|https?\.|Net\.HTTP|URI\.open|LWP|get$|curl_exec|got)/
const fileCalls = /^(?:open|io\.open|fs\.readFile|File\.read|IO\.read|file_get_contents|Deno\.readTextFile)/

/** The program text of an argument: what it holds is analysed; else, where it comes from. */
export function runText(expression: Expression | undefined, context: Context, language: Language = context.language): void {
  if (expression === undefined) return context.emit({ kind: "unknown", why: "program text that the program computes" })
  const text = context.values.text(expression)
  if (text !== undefined && context.depth < deepestEvaluation) return context.run(text.replace(/^\ufeff/, ""), language)
  const origin = originOf(expression, context)
  context.emit({ kind: "code.run", language, origin })
  if (origin === "unknown") context.emit({ kind: "unknown", why: "program text that the program computes" })
}

function originOf(expression: Expression, context: Context): "network" | "file" | "decoded" | "unknown" {
  if (reaches(expression, networkCalls, context, 0)) return "network"
  if (context.values.decoded(expression)) return "decoded"
  return reaches(expression, fileCalls, context, 0) ? "file" : "unknown"
}

/** Whether the value is made from what one of the calls gives back; looks only along receivers and first arguments. */
function reaches(expression: Expression, names: RegExp, context: Context, depth: number): boolean {
  if (depth > 64) return false
  if (expression.kind === "call") {
    if (names.test(context.values.dotted(expression.callee) ?? "")) return true
    const next = expression.callee.kind === "member" ? [expression.callee.object] : []
    const first = expression.args[0]
    if (next[0] !== undefined && reaches(next[0], names, context, depth + 1)) return true
    return first !== undefined && reaches(first, names, context, depth * 2 + 2)
  }
  if (expression.kind === "member") return reaches(expression.object, names, context, depth + 1)
  if (expression.kind === "group") return expression.items.length === 1 && reaches(expression.items[0]!, names, context, depth + 1)
  if (expression.kind !== "name") return false
  const value = context.values.only(expression.name)
  return value !== undefined && reaches(value, names, context, depth * 2 + 1)
}

const first: Rule = (site, context) => runText(site.args[0], context)
const last: Rule = (site, context) => runText(site.args.at(-1), context)
/** Text is run; a function or a block is not. */
const textOnly: Rule = (site, context) => {
  const given = site.args[0]
  if (given !== undefined && (context.values.text(given) !== undefined || context.values.decoded(given))) runText(given, context)
}
const computedModule = "a module whose name the program computes"
const module: Rule = (site, context) => {
  const name = context.values.text(site.args[0])
  if (name === undefined) return context.emit({ kind: "unknown", why: computedModule })
  const data = /^data:[^,]*?(;base64)?,(.*)$/s.exec(name)
  if (data !== null) return context.run(data[1] === undefined ? decodeURIComponentSafely(data[2]!) : Buffer.from(data[2]!, "base64").toString("utf8"))
  if (/^https?:/.test(name)) context.emit({ kind: "code.run", language: context.language, origin: "network" })
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const scriptFile: Rule = (site, context) =>
  context.emit({ kind: "code.run", language: context.language, origin: "file" }, { kind: "file.read", path: context.values.text(site.args[0]) ?? "" })
const serialised: Rule = (site, context) => {
  const given = site.args[0]
  if (given !== undefined && context.values.decoded(given)) context.emit({ kind: "code.run", language: context.language, origin: "decoded" })
}
const inner: Rule = (_site, context) => context.emit({ kind: "unknown", why: "the inner parts of the language's runtime" })

const python: Rules = {
  ...rulesFor("eval exec compile code.interact code.InteractiveInterpreter().runcode timeit.timeit cProfile.run", first),
  ...rulesFor("__import__ importlib.import_module", module),
  ...rulesFor("runpy.run_path execfile", scriptFile),
  ...rulesFor("pickle.loads dill.loads cloudpickle.loads", serialised),
}

const javascript: Rules = {
  ...rulesFor("eval vm.runInThisContext vm.runInNewContext vm.runInContext vm.Script vm.compileFunction vm.SourceTextModule execScript", first),
  ...rulesFor("Function GeneratorFunction AsyncFunction Function.constructor", last),
  ...rulesFor("setTimeout setInterval setImmediate", textOnly),
  ...rulesFor("require import module.require process.mainModule.require process.getBuiltinModule", module),
  ...rulesFor("process.binding process.dlopen process._linkedBinding", inner),
}

const ruby: Rules = {
  ...rulesFor("eval binding.eval binding().eval TOPLEVEL_BINDING.eval", first),
  load: scriptFile,
  "Marshal.load": serialised,
}

const perl: Rules = {
  eval: (site, context) => {
    if (site.args.length > 0) runText(site.args[0], context)
  },
  do: (site, context) => {
    if (site.args.length > 0) scriptFile(site, context)
  },
}

const include: Rule = (site, context) => {
  const path = site.args[0]
  const text = path === undefined ? "" : context.values.shape(path).text
  const data = /^data:[^,]*?(;base64)?,(.*)$/s.exec(text)
  if (data !== null) return context.run(data[1] === undefined ? decodeURIComponentSafely(data[2]!) : Buffer.from(data[2]!, "base64").toString("utf8"))
  if (/^(?:https?|ftp):/.test(text)) context.emit({ kind: "code.run", language: "php", origin: "network" })
  else if (text.startsWith("php:")) context.emit({ kind: "code.run", language: "php", origin: "unknown" })
}

/** Functions that call the function that a text names. */
const callback: Rule = (site, context) => {
  const names = site.args.slice(0, 2).map((arg) => context.values.text(arg)?.toLowerCase())
  if (names.some((name) => name !== undefined && (Object.hasOwn(programRules.php, name) || name === "assert" || name === "unlink"))) {
    context.emit({ kind: "unknown", why: "a function that is handed on, to be called elsewhere" })
  }
}

const php: Rules = {
  ...rulesFor(
    "array_map array_walk array_filter array_reduce usort uasort uksort register_shutdown_function iterator_apply reflectionfunction forward_static_call",
    callback,
  ),
  ...rulesFor("eval", first),
  assert: textOnly,
  create_function: last,
  ...rulesFor("include include_once require require_once", include),
  unserialize: serialised,
}

export const runningRules: Readonly<Record<Language, Rules>> = { python, javascript, ruby, perl, php }

export const runningMethods: Readonly<Record<Language, Rules>> = {
  python: {},
  javascript: { ...rulesFor("constructor", textOnly), ...rulesFor("runInThisContext runInNewContext runInContext", textOnly) },
  ruby: rulesFor("instance_eval class_eval module_eval", textOnly),
  perl: {},
  php: {},
}
