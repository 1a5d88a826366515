/** Shells and the interpreters of programming languages: text that is run. */
import type { Effect } from "../effect.ts"
import { fileKey } from "../shell/located.ts"
import { argumentsOf } from "../shell/arguments.ts"
import { quiet, said, type Call, type Program } from "../shell/call.ts"
import { asStream, type Field } from "../shell/field.ts"
import type { Said } from "../shell/scope.ts"
import type { Stream } from "../shell/stream.ts"
import { inputOf } from "./streams.ts"
import { also, joinedWords } from "./wrappers.ts"

/** Where a text that is run comes from, when that says something. */
export function originOf({ carries }: Stream): Extract<Effect, { kind: "code.run" }>["origin"] | undefined {
  if (carries.has("network")) return "network"
  return carries.has("decoded") ? "decoded" : undefined
}

/** Text that a shell runs. */
function shellRuns(call: Call, text: Stream, stdin?: Stream): Said {
  const origin = originOf(text)
  const effects: Effect[] = origin === undefined ? [] : [{ kind: "code.run", language: "shell", origin }]
  if (text.text !== undefined) return also(effects, call.shell(text, stdin))
  return said(...effects, { kind: "unknown", why: "the text that the shell runs is not known" })
}

const shell: Program = (call) => {
  const { words, has, value } = argumentsOf(call.args, ["-c", "-o", "-O", "--rcfile", "--init-file"], true)
  const command = value("-c")
  if (command !== undefined) return shellRuns(call, asStream(command), call.stdin)
  if (has("--version", "--help")) return said()
  const [file] = words
  if (file === undefined || has("-s"))
    return call.stdin.text === "" ? quiet({ kind: "program.run", program: call.program }) : shellRuns(call, call.stdin)
  return runFile(call, file)
}

/** A script that this call has written is run as it was written; others are files of the repository, or of the machine. */
export function runFile(call: Call, file: Field): Said {
  const known = file.stream ?? call.scope.files.get(fileKey(file.text, call.scope))
  if (known !== undefined) return shellRuns(call, known)
  if (/^\/dev\/(?:stdin|fd\/0)$/.test(file.text)) return shellRuns(call, call.stdin)
  const input = inputOf(call, [file])
  return said(...input.effects, { kind: "code.run", language: "shell", origin: call.scope.budget.fetched ? "network" : "file" })
}

const evaluated: Program = (call) => shellRuns(call, joinedWords(call.args[0]?.text === "--" ? call.args.slice(1) : call.args))

const source: Program = (call) => (call.args[0] === undefined ? said() : runFile(call, call.args[0]))

export type CodeLanguage = "python" | "javascript" | "ruby" | "perl" | "php"

/** Tells what a program text does; handed in, so that this file knows no language. */
export type CodeReader = (language: CodeLanguage, text: string, call: Call) => readonly Effect[]

interface Language {
  readonly language: CodeLanguage
  /** Options whose word is program text. */
  readonly inline: readonly string[]
  readonly values?: readonly string[]
  /** Words that begin a subcommand which runs no script. */
  readonly subcommands?: RegExp
}

const languages: Readonly<Record<string, Language>> = {
  python: { language: "python", inline: ["-c"], values: ["-m", "-W", "-X"] },
  node: {
    language: "javascript",
    inline: ["-e", "--eval", "-p", "--print", "-pe"],
    values: ["-r", "--require", "--import", "--loader", "-C", "--env-file"],
  },
  deno: { language: "javascript", inline: ["eval"], subcommands: /^(?:run|test|fmt|lint|task|check|cache|install|bench|compile|info|doc)$/ },
  bun: {
    language: "javascript",
    inline: ["-e", "--eval", "-p"],
    subcommands: /^(?:run|test|install|i|add|remove|x|build|init|create|update|pm|link|outdated)$/,
  },
  ruby: { language: "ruby", inline: ["-e"], values: ["-r", "-I"] },
  perl: { language: "perl", inline: ["-e", "-E"], values: ["-I", "-M", "-m"] },
  php: { language: "php", inline: ["-r"], values: ["-d", "-S", "-t", "-c"] },
}

function interpreter({ language, inline, values = [], subcommands }: Language, read: CodeReader): Program {
  return (call) => {
    const { words, all, value } = argumentsOf(call.args, [...inline, ...values], true)
    const texts = all.flatMap(([name, given]) => (inline.includes(name) && typeof given === "object" ? [asStream(given)] : []))
    const [first] = words
    if (first !== undefined && inline.includes(first.text) && words[1] !== undefined) texts.push(asStream(words[1]))
    // -pi.bak -e 's/…/…/' rewrites the files that follow.
    const edited: Effect[] = call.args.some(({ text }) => /^-\w*i/.test(text) && language !== "javascript" && language !== "python")
      ? words.map(({ text }) => ({ kind: "file.write", path: text }))
      : []
    if (texts.length > 0) return said(...edited, ...texts.flatMap((text) => codeRuns(call, language, text, read)))
    // Its argument is program text, not a file.
    if (value("-m")?.text === "timeit" && first !== undefined) return said(...codeRuns(call, language, asStream(first), read))
    if (value("-m")?.text === "twine") return call.start([{ ...value("-m")! }, ...words], call.stdin)
    if (value("-m") !== undefined || (first !== undefined && subcommands?.test(first.text) === true))
      return said({ kind: "program.run", program: call.program })
    if (first === undefined || first.text === "-")
      return call.stdin.text === "" ? said({ kind: "program.run", program: call.program }) : said(...codeRuns(call, language, call.stdin, read))
    const known = first.stream ?? call.scope.files.get(fileKey(first.text, call.scope))
    if (known !== undefined) return said(...edited, ...codeRuns(call, language, known, read))
    if (/^https?:/.test(first.text)) return said({ kind: "code.run", language, origin: "network" })
    const script = first.text.split("/").at(-1)!
    if (/^(?:manage\.py|artisan|ace|console)$/.test(script)) return call.start([{ ...first, text: script }, ...words.slice(1)], call.stdin)
    return said(...edited, {
      kind: "code.run",
      language,
      origin: call.scope.budget.fetched && /^\/tmp|^\.?\.?\//.test(first.text) ? "network" : "file",
    })
  }
}

function codeRuns(call: Call, language: CodeLanguage, text: Stream, read: CodeReader): readonly Effect[] {
  const origin = originOf(text)
  const effects: Effect[] = [{ kind: "code.run", language, origin: origin ?? "inline" }]
  if (text.text === undefined) return [...effects, { kind: "unknown", why: `the ${language} text that is run is not known` }]
  return [...effects, ...read(language, text.text, call)]
}

export function interpreters(read: CodeReader): Readonly<Record<string, Program>> {
  const named = (names: readonly string[], program: Program) => names.map((name) => [name, program] as const)
  return Object.fromEntries([
    ...named(["sh", "bash", "dash", "zsh", "ksh", "ash", "mksh", "rbash", "fish"], shell),
    ...named(["source", "."], source),
    ["eval", evaluated],
    ...Object.entries(languages).map(([name, language]) => [name, interpreter(language, read)] as const),
    ...named(["python2", "python3", "py", "pypy", "pypy3"], interpreter(languages["python"]!, read)),
    ...named(["nodejs", "tsx", "ts-node"], interpreter(languages["node"]!, read)),
  ])
}
