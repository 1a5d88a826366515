/** Programs that write text, and those that change what flows through them. */
import type { Effect } from "../effect.ts"
import { fileKey } from "../shell/located.ts"
import { isSecretPath } from "../paths.ts"
import { argumentsOf } from "../shell/arguments.ts"
import { said, type Call, type Program } from "../shell/call.ts"
import { asStream, concatenated, literal, type Field } from "../shell/field.ts"
import { secretName } from "../shell/parameter.ts"
import { written } from "../shell/redirect.ts"
import type { Said } from "../shell/scope.ts"
import { joined, known, unknownText } from "../shell/stream.ts"

const maxDecoded = 256 * 1024

const echo: Program = ({ args }) => {
  const flags = args.findIndex(({ text }) => !/^-[neE]+$/.test(text))
  const words = flags === -1 ? [] : args.slice(flags)
  const escapes = args.slice(0, flags).some(({ text }) => text.includes("e"))
  const stream = asStream(
    concatenated([literal(""), ...words.flatMap((word, index) => (index === 0 ? [word] : [literal(" "), word])), literal("\n")]),
  )
  return { effects: [], stdout: escapes && stream.text !== undefined ? { ...stream, text: unescaped(stream.text) } : stream }
}

const printf: Program = ({ args }) => {
  const [format, ...values] = args[0]?.text === "--" ? args.slice(1) : args
  const all = joined(args.map(asStream))
  if (format === undefined || all.text === undefined) return { effects: [], stdout: { carries: all.carries } }
  return { effects: [], stdout: { text: formatted(unescaped(format.text), values), carries: all.carries } }
}

/** As often as values are left. */
function formatted(format: string, values: readonly Field[]): string {
  const rest = values.map(({ text }) => text)
  let text = ""
  do {
    text += format.replace(/%(%|b|[-+ 0#]*\d*(?:\.\d+)?[a-zA-Z])/g, (_, kind: string) => {
      if (kind === "%") return "%"
      const value = rest.shift() ?? ""
      return kind === "b" ? unescaped(value) : value
    })
  } while (rest.length > 0 && rest.length < values.length && text.length < maxDecoded && /%[^%]/.test(format))
  return text
}

const simpleEscapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  e: "\x1b",
  "\\": "\\",
  '"': '"',
  "'": "'",
}

export function unescaped(text: string): string {
  return text.replace(/\\(x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|0?[0-7]{1,3}|[\s\S])/g, (whole, code: string) => {
    if (/^[xu]./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 0xff)
    return simpleEscapes[code] ?? whole
  })
}

/** What the named files hold, or standard input when there is none. */
export function inputOf(call: Call, files: readonly Field[]): Said {
  if (files.length === 0) return { effects: [], stdout: call.stdin }
  const read = files.map((file) => readFile(call, file))
  return { effects: read.flatMap(({ effects }) => effects), stdout: joined(read.map(({ stdout }) => stdout)) }
}

function readFile({ scope, stdin }: Call, file: Field): Said {
  if (file.text === "-" || file.text === "/dev/stdin") return { effects: [], stdout: stdin }
  if (file.stream !== undefined) return { effects: [], stdout: file.stream }
  const effects: Effect[] = [{ kind: "file.read", path: file.text }]
  return { effects, stdout: scope.files.get(fileKey(file.text, scope)) ?? unknownText(isSecretPath(file.text) ? "secret" : "file") }
}

/** Options of such programs that take a word. */
const values = ["-n", "-c", "-d", "-f", "-t", "-k", "-w", "-s", "-A", "-B", "-C", "-m", "--lines", "--bytes"]

/** Text goes through, changed in a way that is not followed. */
function filter(change?: (text: string, call: Call) => string | undefined, skip = 0): Program {
  return (call) => {
    const { words } = argumentsOf(call.args, values)
    const input = inputOf(call, words.slice(skip))
    const text = input.stdout.text === undefined || change === undefined ? undefined : change(input.stdout.text, call)
    return { effects: input.effects, stdout: { ...input.stdout, text } }
  }
}

const tr: Program = ({ args, stdin }) => {
  const { has, words } = argumentsOf(args)
  const [from, to] = words.map(({ text }) => text)
  if (stdin.text === undefined || from === undefined) return { effects: [], stdout: { ...stdin, text: undefined } }
  const rotates = /^(?:A-Za-z|a-zA-Z)$/.test(from) && /^(?:N-ZA-Mn-za-m|n-za-mN-ZA-M)$/.test(to ?? "")
  if (rotates) return { effects: [], stdout: { ...stdin, text: rotated(stdin.text) } }
  if (has("-d")) return { effects: [], stdout: { ...stdin, text: [...stdin.text].filter((letter) => !unescaped(from).includes(letter)).join("") } }
  const [letters, others] = [unescaped(from), unescaped(to ?? "")]
  if (/[[-]/.test(letters + others)) return { effects: [], stdout: { ...stdin, text: undefined } }
  const changed = [...stdin.text].map((letter) => (letters.includes(letter) ? (others[letters.indexOf(letter)] ?? others.at(-1) ?? letter) : letter))
  return { effects: [], stdout: { ...stdin, text: changed.join("") } }
}

function rotated(text: string): string {
  return text.replace(/[A-Za-z]/g, (letter) => {
    const first = letter <= "Z" ? 65 : 97
    return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first)
  })
}

/** Turns encoded text back; what comes out of it is looked at, and known to have been hidden. */
function decoder(isDecoding: (call: Call) => boolean, decode: (text: string) => Buffer): Program {
  return (call) => {
    const { words } = argumentsOf(call.args, ["-w", "-c", "-l", "-s"])
    const input = inputOf(call, words.slice(0, 1))
    const { text } = input.stdout
    if (!isDecoding(call)) return { effects: input.effects, stdout: { ...input.stdout, text: undefined } }
    const carries = new Set([...input.stdout.carries, "decoded" as const])
    return {
      effects: input.effects,
      stdout: text === undefined || text.length > maxDecoded ? { carries } : { text: decode(text).toString("utf8"), carries },
    }
  }
}

const flagged =
  (...names: readonly string[]) =>
  ({ args }: Call) =>
    args.some(({ text }) => names.includes(text) || names.some((name) => /^-\w$/.test(name) && /^-\w+$/.test(text) && text.includes(name[1]!)))

const tee: Program = (call) => {
  const { words } = argumentsOf(call.args)
  return {
    effects: words.flatMap((word) => (/^\/dev\/(?:null|std|tty|fd)/.test(word.text) ? [] : [written(word, call.scope, call.stdin)])),
    stdout: call.stdin,
  }
}

/** Shows the environment, or a variable of it, when it starts nothing. */
const printenv: Program = ({ args }) => {
  const names = args.filter(({ text }) => !text.startsWith("-")).map(({ text }) => text)
  const secret = names.filter((name) => secretName.test(name))
  const effects: Effect[] = secret.map((what) => ({ kind: "secret.read", what }))
  if (names.length === 0) effects.push({ kind: "secret.read", what: "the environment" })
  return { effects, stdout: unknownText(...(effects.length > 0 ? (["secret"] as const) : (["output"] as const))) }
}

/** `-i` rewrites the files; `env` shows the environment. */
const query: Program = (call) => {
  const { words, has } = argumentsOf(call.args, ["--arg", "--argjson", "-f"])
  const rest = words[0]?.text === "eval" || words[0]?.text === "e" ? words.slice(2) : words.slice(1)
  if (has("-i", "--inplace", "--in-place")) return said(...rest.map((file) => written(file, call.scope, unknownText())))
  const input = inputOf(
    call,
    rest.filter(({ text }) => !text.startsWith("-")),
  )
  const environment = words.some(({ text }) => /(?:^|[^.\w"])env\b|\$ENV/.test(text))
  return {
    effects: environment ? [...input.effects, { kind: "secret.read", what: "the environment" }] : input.effects,
    stdout: { ...input.stdout, text: undefined },
  }
}

const lines = (text: string) => text.split("\n")

export const streams: Readonly<Record<string, Program>> = {
  echo,
  printf,
  tr,
  tee,
  printenv,
  cat: filter((text) => text),
  tac: filter((text) => lines(text.replace(/\n$/, "")).toReversed().join("\n")),
  rev: filter((text) =>
    lines(text)
      .map((line) => [...line].toReversed().join(""))
      .join("\n"),
  ),
  base64: decoder(flagged("-d", "-D", "--decode", "-di"), (text) => Buffer.from(text, "base64")),
  xxd: decoder(flagged("-r"), (text) => Buffer.from(text.replace(/^[0-9a-f]+:|\s{2}.*$/gim, "").replace(/\s+/g, ""), "hex")),
  openssl: decoder(flagged("-d"), (text) => Buffer.from(text, "base64")),
  yes: ({ args }) => ({ effects: [], stdout: known(`${args.map(({ text }) => text).join(" ") || "y"}\n`) }),
  ...Object.fromEntries(
    [
      "bat",
      "batcat",
      "head",
      "tail",
      "less",
      "more",
      "nl",
      "sort",
      "uniq",
      "cut",
      "paste",
      "fold",
      "fmt",
      "column",
      "expand",
      "strings",
      "od",
      "hexdump",
    ].map((name) => [name, filter()]),
  ),
  ...Object.fromEntries(
    ["gunzip", "zcat", "gzip", "bzip2", "bzcat", "xz", "xzcat", "zstd", "zstdcat", "iconv", "dos2unix", "envsubst", "wc"].map((name) => [
      name,
      filter(),
    ]),
  ),
  ...Object.fromEntries(["grep", "egrep", "fgrep", "rg", "ag"].map((name) => [name, filter(undefined, 1)])),
  jq: query,
  yq: query,
  true: () => said(),
  ":": () => said(),
}
