/** What a value carries out of the machine when it is sent or printed: credentials, files, or what a command prints. */
import { isCredentialFile, isCredentialVariable, isPlainVariable } from "./credentials.ts"
import { type Call, type Expression, partsOf } from "./expression.ts"
import { deepestNesting } from "./language.ts"
import type { Values } from "./values.ts"

export type Carried = "secret" | "file" | "output" | undefined

const environment = /^(?:os\.environb?|process\.env|import\.meta\.env|Bun\.env|ENV|\$ENV|%ENV|\$_env|\$_server)(?:\.(.+))?$/
const environmentLookup = /^(?:os\.getenv|os\.environ\.get|os\.environ\.__getitem__|Deno\.env\.get|ENV\.fetch|ENV\.dig|getenv)$/
const wholeEnvironment = /^(?:Deno\.env\.toObject|ENV\.to_h|ENV\.to_hash|os\.environ\.(?:copy|items|values))$/
const fileReading =
  /^(?:open|io\.open|codecs\.open|os\.open|fs\.(?:readFile(?:Sync)?|createReadStream)|Deno\.(?:readTextFile|readFile)(?:Sync)?|Bun\.file|File\.(?:read|binread|open|new|readlines|foreach)|IO\.(?:read|readlines|binread)|file_get_contents|fopen|file|readfile|new_file|read_file|slurp|path|curl_file_create|curlfile)$/
const readingMethod = /^(?:read_text|read_bytes|slurp|slurp_utf8)$/
const printing =
  /^(?:subprocess\.(?:check_output|run|getoutput|Popen|getstatusoutput)|os\.popen|child_process\.(?:exec|execFile|spawn)Sync|shell_exec|Open3\.\w+|IO\.popen|system|exec|commands\.getoutput)$/

export interface Variable {
  /** Empty when the program reads all of them, or one that it does not name. */
  readonly name: string
}

/** The variable of the environment that an expression reads directly. */
export function variableOf(values: Values, expression: Expression): Variable | undefined {
  if (expression.kind === "call") {
    const name = values.dotted(expression.callee)
    if (name === undefined) return undefined
    if (environmentLookup.test(name)) return { name: values.text(expression.args[0]) ?? "" }
    return wholeEnvironment.test(name) ? { name: "" } : undefined
  }
  if (expression.kind === "member" && values.text(expression.key) === undefined) {
    const object = values.dotted(expression.object)
    return object !== undefined && environment.test(object) ? { name: "" } : undefined
  }
  if (expression.kind !== "name" && expression.kind !== "member") return undefined
  const found = environment.exec(values.dotted(expression) ?? "")
  if (found === null || (found[1] !== undefined && /^(?:get|fetch|copy|items|values|keys)$/.test(found[1]))) return undefined
  return { name: found[1] ?? "" }
}

export class Contents {
  private readonly values: Values
  private readonly known = new Map<Expression, ReadonlySet<string>>()

  constructor(values: Values) {
    this.values = values
  }

  /** `strict`: only what looks like a credential counts, as in addresses and in what is printed. */
  carried(expressions: readonly Expression[], strict: boolean): Carried {
    const found = new Set(expressions.flatMap((expression) => [...this.sources(expression, 0)]))
    if ([...found].some((source) => source === "secret" || (source.startsWith("variable ") && this.counts(source.slice(9), strict)))) return "secret"
    return found.has("file") ? "file" : found.has("output") ? "output" : undefined
  }

  private counts(name: string, strict: boolean): boolean {
    return name === "" || (strict ? isCredentialVariable(name) : !isPlainVariable(name))
  }

  /** The variables of the environment that a value is made of and that look like credentials; "" for all of them. */
  credentials(expression: Expression): string[] {
    const names = [...this.sources(expression, 0)].filter((source) => source.startsWith("variable ")).map((source) => source.slice(9))
    return names.filter((name) => this.counts(name, true))
  }

  /** `secret`, `file`, `output`, `variable NAME`. */
  private sources(expression: Expression, depth: number): ReadonlySet<string> {
    const known = this.known.get(expression)
    if (known !== undefined) return known
    const found = new Set<string>()
    this.known.set(expression, found)
    if (depth > deepestNesting * 8) return found
    const variable = variableOf(this.values, expression)
    if (variable !== undefined) {
      found.add(`variable ${variable.name}`)
      return found
    }
    if (expression.kind === "command") found.add("output")
    if (expression.kind === "call") for (const source of this.ofCall(expression)) found.add(source)
    const assigned = expression.kind === "name" ? (this.values.scope.assigned.get(expression.name) ?? []) : []
    for (const part of [...partsOf(expression), ...assigned]) {
      for (const source of this.sources(part, depth + 1)) if (found.size < 64) found.add(source)
    }
    return found
  }

  private ofCall({ callee, args }: Call): string[] {
    const name = this.values.dotted(callee) ?? ""
    const method = callee.kind === "member" ? this.values.text(callee.key) : undefined
    if (printing.test(name)) return ["output"]
    if (!fileReading.test(name) && !(method !== undefined && readingMethod.test(method))) return []
    const path = this.values.text(fileReading.test(name) ? args[0] : callee.kind === "member" ? callee.object : undefined)
    if (path !== undefined && /^(?:https?|php):/.test(path)) return []
    return [path !== undefined && isCredentialFile(path) ? "secret" : "file"]
  }
}
