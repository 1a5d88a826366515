/** Turns the command table into commands: one route per word of the operation's name, one flag per input field. */
import { buildCommand, buildRouteMap, type Command, type CommandContext, type RouteMap } from "@stricli/core"
import type { CommandRow, CommandTable, GroupSummaries } from "./command-table.ts"
import type { CommonFlags } from "./execute.ts"
import type { Parameter } from "./parameters.ts"

export interface CliContext extends CommandContext {
  execute(name: string, input: Readonly<Record<string, unknown>>, common: CommonFlags): Promise<void>
}

type Target = Command<CliContext> | RouteMap<CliContext>

export function buildRoutes(table: CommandTable, brief: string): RouteMap<CliContext> {
  return routesBelow("", table.commands, table.groups, brief)
}

function routesBelow(prefix: string, operations: readonly CommandRow[], summaries: GroupSummaries, brief: string): RouteMap<CliContext> {
  const routes: Record<string, Target> = {}
  let defaultCommand: string | undefined
  const own = operations.find((operation) => operation.name === prefix)
  if (own) {
    // `tipstaff review` and `tipstaff review status` live side by side: the first is the group's default.
    routes["run"] = commandOf(own)
    defaultCommand = "run"
  }
  for (const operation of operations) {
    const rest = prefix === "" ? operation.name : operation.name.slice(prefix.length + 1)
    if (prefix !== "" && !operation.name.startsWith(`${prefix}.`)) continue
    const word = rest.split(".")[0] ?? ""
    if (word === "" || Object.hasOwn(routes, word)) continue
    const name = prefix === "" ? word : `${prefix}.${word}`
    const isGroup = operations.some((other) => other.name.startsWith(`${name}.`))
    routes[word] = isGroup ? routesBelow(name, operations, summaries, summaries[name] ?? operation.summary) : commandOf(operation)
  }
  return buildRouteMap<string, CliContext>({
    routes,
    ...(defaultCommand === undefined ? {} : { defaultCommand }),
    docs: own ? { brief: own.summary, hideRoute: { run: true } } : { brief },
  })
}

const commonFlags = {
  json: { kind: "boolean", default: false, withNegated: false, brief: "print the result as JSON" },
  quiet: { kind: "boolean", default: false, withNegated: false, brief: "print nothing but the result and errors" },
  noInput: { kind: "boolean", default: false, withNegated: false, brief: "never ask; fail when an answer is needed" },
} as const

const reservedAliases = new Set(["h", "H"])

function commandOf(operation: CommandRow): Command<CliContext> {
  const { parameters } = operation
  const positional = parameters.filter((parameter) => parameter.positional)
  const flags = Object.fromEntries(parameters.filter((parameter) => !parameter.positional).map((parameter) => [parameter.name, flagOf(parameter)]))
  const aliases = Object.fromEntries(
    parameters.flatMap((parameter) => (parameter.short && !reservedAliases.has(parameter.short) ? [[parameter.short, parameter.name]] : [])),
  )
  const built = {
    parameters: { flags: { ...flags, ...commonFlags }, aliases: { ...aliases, q: "quiet" }, positional: positionalOf(positional) },
    docs: {
      brief: operation.summary,
      ...(operation.details === undefined ? {} : { fullDescription: `${operation.summary}\n\n${operation.details}` }),
    },
    func(this: CliContext, given: Readonly<Record<string, unknown>>, ...values: readonly unknown[]) {
      const { json, quiet, noInput, ...input } = given
      positional.forEach((parameter, index) => {
        const value = parameter.kind === "texts" ? values : values[index]
        if (value !== undefined) (input as Record<string, unknown>)[parameter.name] = value
      })
      return this.execute(operation.name, input, { json: json === true, quiet: quiet === true, noInput: noInput === true })
    },
  }
  // The library's types follow literal declarations; ours are derived at run time and checked by the input schema.
  return buildCommand(built as unknown as Parameters<typeof buildCommand>[0]) as unknown as Command<CliContext>
}

function flagOf(parameter: Parameter): unknown {
  const shared = { brief: parameter.brief, optional: !parameter.required }
  switch (parameter.kind) {
    case "boolean":
      return { kind: "boolean", brief: parameter.brief, default: false, withNegated: false }
    case "enum":
      return { kind: "enum", values: parameter.values, ...shared }
    case "texts":
      return { kind: "parsed", parse: String, variadic: true, placeholder: parameter.placeholder, brief: parameter.brief, optional: true }
    case "text":
      return { kind: "parsed", parse: String, placeholder: parameter.placeholder, ...shared }
  }
}

function positionalOf(parameters: readonly Parameter[]): unknown {
  const [only] = parameters
  if (parameters.length === 1 && only?.kind === "texts") {
    return { kind: "array", parameter: { brief: only.brief, placeholder: only.placeholder, parse: String } }
  }
  return {
    kind: "tuple",
    parameters: parameters.map((parameter) => ({
      brief: parameter.brief,
      placeholder: parameter.placeholder,
      parse: String,
      optional: !parameter.required,
    })),
  }
}
