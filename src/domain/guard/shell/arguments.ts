/** A program's arguments, parted into options and the rest, by the conventions that most programs follow. */
import type { Field } from "./field.ts"

export interface Arguments {
  /** With their dashes; `true` where no value follows. Of a repeated one the last value counts; see `all`. */
  readonly options: ReadonlyMap<string, Field | true>
  readonly all: readonly (readonly [name: string, value: Field | true])[]
  /** What is no option, nor the value of one. */
  readonly words: readonly Field[]
  has(...names: readonly string[]): boolean
  value(...names: readonly string[]): Field | undefined
}

/** `withValue`: the options that take the next word, with their dashes. `stop`: nothing behind the first word is an option. */
export function argumentsOf(args: readonly Field[], withValue: readonly string[] = [], stop = false): Arguments {
  const takes = new Set(withValue)
  const all: (readonly [string, Field | true])[] = []
  const words: Field[] = []
  const rest = [...args]
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const { text } = arg
    if (text === "--") {
      words.push(...rest)
      break
    }
    if (text === "-" || !text.startsWith("-")) {
      words.push(arg)
      if (stop) {
        words.push(...rest)
        break
      }
    } else if (text.startsWith("--")) long(arg, rest, takes, all)
    else short(arg, rest, takes, all)
  }
  const options = new Map(all)
  return {
    options,
    all,
    words,
    has: (...names) => names.some((name) => options.has(name)),
    value: (...names) => names.map((name) => options.get(name)).find((value): value is Field => typeof value === "object"),
  }
}

function long(arg: Field, rest: Field[], takes: ReadonlySet<string>, all: (readonly [string, Field | true])[]): void {
  const equals = arg.text.indexOf("=")
  if (equals > 0) all.push([arg.text.slice(0, equals), { ...arg, text: arg.text.slice(equals + 1) }])
  else all.push([arg.text, takes.has(arg.text) ? (rest.shift() ?? true) : true])
}

/** `-rf` is two; `-n5` and `-n 5` are one with a value; `-exec` and the like, which take a value as a whole, are one. */
function short(arg: Field, rest: Field[], takes: ReadonlySet<string>, all: (readonly [string, Field | true])[]): void {
  const { text } = arg
  if (text.length > 2 && takes.has(text)) {
    all.push([text, rest.shift() ?? true])
    return
  }
  if (text.length > 2) all.push([text.split("=", 1)[0]!, text.includes("=") ? { ...arg, text: text.slice(text.indexOf("=") + 1) } : true])
  for (let at = 1; at < text.length; at += 1) {
    const name = `-${text[at]!}`
    if (!takes.has(name)) {
      all.push([name, true])
      continue
    }
    const behind = text.slice(at + 1)
    all.push([name, behind === "" ? (rest.shift() ?? true) : { ...arg, text: behind }])
    return
  }
}
