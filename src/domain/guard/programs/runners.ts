/** Runners of packages and tasks: `npx prisma migrate reset` is prisma. */
import { fileKey } from "../shell/located.ts"
import type { Effect } from "../effect.ts"
import { argumentsOf } from "../shell/arguments.ts"
import { said, type Call, type Program } from "../shell/call.ts"
import { asStream, type Field } from "../shell/field.ts"
import { known } from "../shell/stream.ts"
import { environmentOf } from "./table.ts"
import { also } from "./wrappers.ts"

const values = [
  "-p",
  "--package",
  "-c",
  "--call",
  "-w",
  "--workspace",
  "--filter",
  "-C",
  "--prefix",
  "--cwd",
  "--from",
  "--with",
  "--python",
  "--directory",
  "--project",
  "--group",
  "--extra",
  "-F",
  "--dir",
]

/** A package of a name and a version, as the program that it brings. */
function programOf(word: Field): Field {
  return { ...word, text: word.text.replace(/(.)@[\w.^~-]+$/, "$1") }
}

function runs(call: Call, words: readonly Field[]) {
  const [first, ...rest] = words
  if (first === undefined) return said()
  if (call.args.some(({ text }) => /^(?:-p|--package|--from)?=?(?:https?:|git\+)/.test(text)))
    return said({ kind: "code.run", language: "package", origin: "network" })
  if (/^(?:https?:|git\+|github:)|\.tgz$/.test(first.text)) return said({ kind: "code.run", language: "package", origin: "network" })
  return call.start([programOf(first), ...rest], call.stdin)
}

const direct: Program = (call) => {
  const { words, value } = argumentsOf(call.args, values, true)
  const text = value("-c", "--call")
  return text === undefined ? runs(call, words) : call.shell(asStream(text))
}

/** Behind one of these words stands a program; other words are tasks of the project, or of the tool itself. */
const behind =
  (verbs: RegExp, table?: Program): Program =>
  (call) => {
    const { words } = argumentsOf(call.args, values, true)
    const [verb] = words
    if (verb === undefined || !verbs.test(verb.text))
      return also(taskEffects(call, words), table === undefined ? said({ kind: "program.run", program: call.program }) : table(call))
    const rest = words[1]?.text === "--" ? words.slice(2) : words.slice(1)
    const given = argumentsOf(rest, values, true)
    const text = given.value("-c", "--call")
    return text === undefined ? runs(call, given.words) : call.shell(asStream(text))
  }

/** Binaries of the project that stand behind the name of its package manager: `yarn prisma migrate reset`. */
const orBinary =
  (verbs: RegExp, own: RegExp, table?: Program): Program =>
  (call) => {
    const { words } = argumentsOf(call.args, values, true)
    const [first] = words
    const plain = behind(verbs, table)
    return first === undefined || own.test(first.text) || verbs.test(first.text)
      ? plain(call)
      : also([{ kind: "program.run", program: call.program }], runs(call, words))
  }

/** `npm run deploy:prod`: a task is known by its name alone. */
function taskEffects(call: Call, words: readonly Field[]): Effect[] {
  const names = words.slice(0, 2).map(({ text }) => text)
  // For make and just alone these show what would be done.
  if (/^(?:g?make|just)$/.test(call.program) && call.args.some(({ text }) => /^(?:-n|--dry-run|--just-print)$/.test(text))) return []
  const name = names.find((text) => /(?:^|[:_-])(?:deploy|release|promote|ship)(?:$|[:_-])/i.test(text))
  if (name === undefined) return []
  const environment = environmentOf(call)
  return environment === "production" || (environment === "unknown" && /deploy/i.test(name))
    ? [{ kind: "deploy", tool: `${call.program} ${name}`, environment }]
    : []
}

const own =
  /^(?:install|i|ci|add|remove|rm|run|test|t|start|build|dev|lint|why|list|ls|info|view|outdated|update|upgrade|up|init|create|link|unlink|pack|publish|audit|cache|config|set|version|versions|workspaces?|node|global|import|licenses|login|logout|whoami|dedupe|prune|rebuild|root|store|env|setup|fetch|patch|patch-commit|help|bin|plugin|constraints|explain|npm|-v|--version)$/

/** pip and its relatives: an address instead of a name is code from there. */
const pip: Program = ({ args, program }) => {
  const { words } = argumentsOf(args, ["-r", "--requirement", "-c", "-i", "--index-url", "--extra-index-url", "-t", "--target", "-e"])
  const address = words.find(({ text }) => /^(?:https?|git\+\w+):/.test(text))
  const index = args.some(({ text }) => /^(?:-i|--index-url|--extra-index-url)/.test(text))
  if (address !== undefined) return said({ kind: "program.run", program }, { kind: "code.run", language: "package", origin: "network" })
  return said({ kind: "program.run", program }, ...(index ? ([{ kind: "code.run", language: "package", origin: "network" }] as const) : []))
}

/** A task of a file that this call has written, or one of the repository. */
const make: Program = (call) => {
  const { value } = argumentsOf(call.args, ["-f", "-C", "-j", "--file"])
  const text =
    call.scope.files.get(fileKey(value("-f", "--file")?.text ?? "Makefile", call.scope))?.text ??
    (value("-f")?.text === "-" ? call.stdin.text : undefined)
  const recipes =
    text
      ?.split("\n")
      .filter((line) => line.startsWith("\t"))
      .map((line) => line.replace(/^\t[@-]*/, "")) ?? []
  const inline = call.args.flatMap(({ text: word }) => /^--eval=(.*)$/s.exec(word)?.[1]?.split(/[;\n]/).slice(1) ?? [])
  return also(
    [{ kind: "program.run", program: "make" }, ...taskEffects(call, call.args)],
    call.shell(known([...recipes, ...inline].join("\n").replaceAll("$$", "$"))),
  )
}

export function runners(tables: Readonly<Record<string, Program>>): Readonly<Record<string, Program>> {
  return {
    npx: direct,
    bunx: direct,
    pnpx: direct,
    uvx: direct,
    dotenvx: behind(/^run$/),
    npm: behind(/^(?:exec|x)$/, tables["npm"]),
    pnpm: orBinary(/^(?:exec|dlx)$/, own, tables["npm"]),
    yarn: orBinary(/^(?:exec|dlx|run)$/, own, tables["npm"]),
    bun: behind(/^x$/, tables["bun"]),
    pipx: behind(/^run$/),
    uv: (call) => (call.args[0]?.text === "pip" ? pip({ ...call, args: call.args.slice(1) }) : behind(/^run$|^tool$/)(call)),
    poetry: behind(/^run$/),
    pipenv: behind(/^run$/),
    pdm: behind(/^run$/),
    hatch: behind(/^run$/),
    rye: behind(/^run$/),
    conda: behind(/^run$/),
    bundle: behind(/^exec$/),
    mise: behind(/^(?:exec|x)$/),
    asdf: behind(/^exec$/),
    direnv: behind(/^exec$/),
    doppler: behind(/^run$/, tables["doppler"]),
    op: behind(/^run$/, tables["op"]),
    nx: behind(/^exec$/),
    pip,
    pip3: pip,
    make,
    gmake: make,
    just: (call) => said({ kind: "program.run", program: "just" }, ...taskEffects(call, call.args)),
    task: (call) => said({ kind: "program.run", program: "task" }, ...taskEffects(call, call.args)),
  }
}
