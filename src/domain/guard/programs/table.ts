/** Programs of many subcommands, each with its effect, as rows of a table. */
import type { Effect, Environment } from "../effect.ts"
import { environmentIn } from "../environment.ts"
import { argumentsOf, type Arguments } from "../shell/arguments.ts"
import { said, type Call, type Program } from "../shell/call.ts"
import type { Field } from "../shell/field.ts"

export interface Facts {
  readonly environment: Environment
  /** Its words that are no options, from the first. */
  readonly words: readonly string[]
  readonly given: Arguments
  readonly call: Call
}

/**
 * The words that a call must have, in their order; `*` stands for anything in a word, and `|` parts alternatives. What
 * begins with a dash must be among the options, `--name=value` with that value; with `!` before it, it must not.
 */
export type Row = readonly [pattern: string, effect: (facts: Facts) => Effect | readonly Effect[]]

interface Ready {
  readonly words: readonly RegExp[]
  readonly options: readonly { readonly name: string; readonly value: RegExp | undefined; readonly absent: boolean }[]
  readonly effect: Row[1]
}

function wordPattern(text: string): RegExp {
  const alternatives = text.split("|").map((part) => part.replace(/[.+?^${}()[\]\\]/g, "\\$&").replaceAll("*", ".*"))
  return new RegExp(`^(?:${alternatives.join("|")})$`, "is")
}

function ready([pattern, effect]: Row): Ready {
  const words: RegExp[] = []
  const options: Ready["options"][number][] = []
  for (const part of pattern.split(" ").filter((text) => text !== "")) {
    if (!/^!?-/.test(part)) {
      words.push(wordPattern(part))
      continue
    }
    const [name = "", value] = part.replace(/^!/, "").split("=")
    options.push({ name, value: value === undefined ? undefined : wordPattern(value), absent: part.startsWith("!") })
  }
  return { words, options, effect }
}

function matches({ words, options }: Ready, facts: Facts): boolean {
  return (
    words.every((pattern, index) => facts.words[index] !== undefined && pattern.test(facts.words[index])) &&
    options.every(({ name, value, absent }) => {
      const there = facts.given.all.some(
        ([option, given]) => option === name && (value === undefined || (typeof given === "object" && value.test(given.text))),
      )
      return there !== absent
    })
  )
}

/** Programs that are known to do nothing under these options; others may not know the option, and go on. */
const rehearsals: readonly (readonly [program: RegExp, option: string, value: RegExp])[] = [
  [/^(?:kubectl|oc)$/, "--dry-run", /^(?:client|server)$/],
  [/^(?:helm|npm|cargo|aws|docker|podman)$/, "--dry-run", /^true$/],
  [/^ansible(?:-playbook)?$/, "--syntax-check", /^true$/],
]

/** It prints its help, or what it would do. */
function onlyTells({ program, args }: Call, given: Arguments): boolean {
  const [before, last] = args.slice(-2).map(({ text }) => text)
  // In any other place it could be the value of an option before it.
  const asks = args[0]?.text === "help" || (/^--?help$/.test(last ?? before ?? "") && (last === undefined || !before!.startsWith("-")))
  return asks || rehearsals.some(([names, option, value]) => names.test(program) && rehearses(given.options.get(option), value))
}

function rehearses(given: Field | true | undefined, value: RegExp): boolean {
  return given !== undefined && value.test(given === true ? "true" : given.text)
}

/** By the arguments, and by the variables that tools go by. */
export function environmentOf({ args, scope }: Call): Environment {
  const variables = environmentVariables.flatMap((name) => scope.variables.get(name)?.text ?? [])
  return environmentIn([...args.map(({ text }) => text), ...variables])
}

const environmentVariables = [
  "NODE_ENV",
  "RAILS_ENV",
  "APP_ENV",
  "ENVIRONMENT",
  "ENV",
  "STAGE",
  "DJANGO_SETTINGS_MODULE",
  "ASPNETCORE_ENVIRONMENT",
  "DATABASE_URL",
  "PGHOST",
  "PGDATABASE",
]

/** `values`: the program's options that take a word. */
export function tableProgram(rows: readonly Row[], values: readonly string[] = []): Program {
  const prepared = rows.map(ready)
  return (call) => {
    const given = argumentsOf(call.args, values)
    if (onlyTells(call, given)) return said({ kind: "program.run", program: call.program })
    const facts: Facts = {
      environment: environmentOf(call),
      words: given.words.map(({ text }) => text),
      given,
      call,
    }
    const effects = prepared.filter((row) => matches(row, facts)).flatMap(({ effect }) => effect(facts))
    const hidden = given.words.slice(0, 2).find(({ unknown }) => unknown !== undefined)
    const unclear: Effect[] =
      hidden === undefined || prepared.length === 0 || effects.length > 0
        ? []
        : [{ kind: "unknown", why: `which ${call.program} command it is: ${hidden.unknown}` }]
    return said({ kind: "program.run", program: call.program }, ...effects, ...unclear)
  }
}
