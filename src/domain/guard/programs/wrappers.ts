/** Programs that start another program: what that one does is what counts. */
import type { Effect } from "../effect.ts"
import { variableEffects } from "../variables.ts"
import { argumentsOf } from "../shell/arguments.ts"
import { quiet, said, type Call, type Program } from "../shell/call.ts"
import { asStream, concatenated, literal, type Field } from "../shell/field.ts"
import type { Said } from "../shell/scope.ts"
import { joined, known, type Stream } from "../shell/stream.ts"

interface Wrapper {
  /** Its own options that take a word. */
  readonly values?: readonly string[]
  /** Words of its own before the program's name. */
  readonly words?: number
  /** `NAME=value` may stand before the program's name. */
  readonly assigns?: boolean
  readonly effects?: readonly Effect[]
}

const wrapper =
  ({ values = [], words: own = 0, assigns = false, effects = [] }: Wrapper): Program =>
  (call) => {
    const { words } = argumentsOf(call.args, values, true)
    let rest = ownWordsOff(words, own)
    const set: Effect[] = []
    const assignments = assigns ? /^[A-Za-z_]\w*=/ : /^(?!)/
    while (assignments.test(rest[0]?.text ?? "")) {
      const [name = "", ...value] = rest[0]!.text.split("=")
      const given = { ...rest[0]!, text: value.join("=") }
      call.scope.variables.set(name, given)
      set.push(...variableEffects(name, given))
      rest = rest.slice(1)
    }
    return rest.length === 0 ? said(...effects, ...set) : also([...effects, ...set], call.start(rest, call.stdin))
  }

/** The wrapper's own words are no options, but options may follow them. */
function ownWordsOff(words: readonly Field[], count: number): readonly Field[] {
  return count === 0 ? words : argumentsOf(words.slice(count), [], true).words
}

export function also(effects: readonly Effect[], result: Said): Said {
  return { ...result, effects: [...effects, ...result.effects] }
}

const raised = (how: string): readonly Effect[] => [{ kind: "privilege.raise", how }]

/** A shell gets the words joined by blanks. */
export function joinedWords(words: readonly Field[]): Stream {
  return asStream(concatenated([literal(""), ...words.flatMap((word, index) => (index === 0 ? [word] : [literal(" "), word]))]))
}

const env: Program = (call) => {
  const { words, value, has } = argumentsOf(call.args, ["-u", "--unset", "-C", "--chdir", "-S", "--split-string"], true)
  const split = value("-S", "--split-string")
  const removed = call.args.some(({ text }) => /^TIPSTAFF|^(?:-u|--unset=)TIPSTAFF/.test(text) && !text.includes("="))
    ? [{ kind: "guard.tamper", what: "takes the guard's variables away" } as const]
    : []
  if (split !== undefined) return call.shell(joinedWords([split, ...words]), call.stdin)
  if (words.every(({ text }) => text.includes("=")) && !has("-i")) {
    if (words.length === 0) return { effects: [{ kind: "secret.read", what: "the environment" }], stdout: { carries: new Set(["secret"]) } }
  }
  return also(removed, wrapper({ assigns: true })({ ...call, args: words }))
}

/** Each line, or each word, of the input becomes an argument. */
const xargs: Program = (call) => {
  const { words, value } = argumentsOf(
    call.args,
    ["-n", "-L", "-P", "-d", "-E", "-s", "-a", "--max-args", "--max-procs", "--delimiter", "--arg-file", "-I", "-J"],
    true,
  )
  const { stdin } = call
  const input: Field = {
    text: stdin.text?.trim() ?? "",
    glob: false,
    carries: stdin.carries,
    ...(stdin.text === undefined ? { unknown: "what xargs reads is not known" } : {}),
  }
  const program = words.length === 0 ? [literal("echo")] : words
  const place = value("-I", "-J")?.text ?? (call.args.some(({ text }) => text === "-i") ? "{}" : undefined)
  if (place !== undefined) return call.start(program.map((word) => replaced(word, place, input)))
  const given =
    input.unknown === undefined
      ? input.text
          .split(/\s+/)
          .filter((text) => text !== "")
          .map((text) => ({ ...input, text }))
      : [{ ...input, text: "$stdin" }]
  return call.start([...program, ...given])
}

function replaced(word: Field, place: string, input: Field): Field {
  if (!word.text.includes(place)) return word
  return {
    ...word,
    text: word.text.replaceAll(place, () => (input.unknown === undefined ? input.text : "$stdin")),
    unknown: input.unknown,
    carries: joined([asStream(word), asStream(input)]).carries,
  }
}

/** `-exec` and its relatives start a program for what is found; `-delete` deletes it. */
const find: Program = (call) => {
  const texts = call.args.map(({ text }) => text)
  const first = texts.findIndex((text) => /^[-(!]/.test(text))
  const roots = (first === -1 ? call.args : call.args.slice(0, first)).map(({ text }) => text)
  const folder = roots[0] ?? "."
  const narrow = texts.some((text) => /^-(?:i?name|i?path|i?regex|wholename|newer|mtime|mmin|size|empty|user|inum)$/.test(text))
  const pattern = texts[texts.findIndex((text) => /^-i?name$/.test(text)) + 1]
  const negated = texts.some((text) => text === "!" || text === "-not")
  const found = !negated && narrow && pattern !== undefined && texts.some((text) => /^-i?name$/.test(text)) ? `${folder}/${pattern}` : folder
  const results: Said[] = []
  for (const [at, text] of texts.entries()) {
    if (text === "-delete") results.push(quiet({ kind: "file.delete", path: found, recursive: true }))
    if (/^-(?:exec|execdir|ok|okdir)$/.test(text)) {
      const end = texts.findIndex((word, index) => index > at && (word === ";" || word === "+"))
      const words = call.args.slice(at + 1, end === -1 ? undefined : end).map((word) => replaced(word, "{}", { ...literal(found), glob: true }))
      results.push(call.start(words))
    }
    if (/^-(?:fprint|fprint0|fls|fprintf)$/.test(text)) results.push(quiet({ kind: "file.write", path: texts[at + 1] ?? "" }))
  }
  return { effects: results.flatMap(({ effects }) => effects), stdout: known(`${found}\n`) }
}

const fd: Program = (call) => {
  const at = call.args.findIndex(({ text }) => /^(?:-x|-X|--exec|--exec-batch)$/.test(text))
  if (at === -1) return said({ kind: "program.run", program: "fd" })
  const folder =
    call.args
      .slice(0, at)
      .filter(({ text }) => !text.startsWith("-"))
      .at(1) ?? literal(".")
  const words = call.args.slice(at + 1)
  return call.start(
    words.some(({ text }) => text.includes("{")) ? words.map((word) => replaced(word, "{}", { ...folder, glob: true })) : [...words, folder],
  )
}

/** Options of ssh that take a word (ssh(1)). */
const sshValues = [..."BbcDEeFIiJLlmOopPQRSWw"].map((letter) => `-${letter}`)

const ssh: Program = (call) => {
  const { words, all } = argumentsOf(call.args, sshValues, true)
  const [host, ...behind] = words
  const command = behind[0]?.text === "--" ? behind.slice(1) : behind
  const tunnel: Effect[] = all.some(([name]) => /^-[RDLw]$/.test(name)) ? [{ kind: "system.change", what: "opens a tunnel to another machine" }] : []
  const proxy = all.flatMap(([name, value]) =>
    name === "-o" && typeof value === "object" && /^(?:ProxyCommand|LocalCommand)[= ]/i.test(value.text) ? [value.text.replace(/^\w+[= ]/, "")] : [],
  )
  const effects: Effect[] = host === undefined ? [] : [{ kind: "net.receive", host: host.text.replace(/^.*@/, "") }]
  const remote =
    command.length === 0
      ? call.stdin.text === undefined || call.stdin.text === ""
        ? said()
        : call.shell(call.stdin)
      : call.shell(joinedWords(command), call.stdin)
  const local = proxy.map((text) => call.shell(known(text)))
  const sent: Effect[] = call.stdin.carries.has("secret") && host !== undefined ? [{ kind: "net.send", host: host.text, carries: "secret" }] : []
  return also([...effects, ...tunnel, ...sent, ...local.flatMap((one) => one.effects)], remote)
}

/** A terminal that stays: what is typed into it, or started in it. */
const inTerminal: Program = (call) => {
  const { words } = argumentsOf(call.args, ["-t", "-s", "-n", "-c", "-S", "-X", "-L", "-f"])
  const rest = words.filter(
    ({ text }) =>
      !/^(?:new(?:-session|-window)?|send-keys|split-window|run-shell|Enter|C-m|x|stuff|neww|attach|ls|list-sessions|kill-session|kill-server|\d+)$/.test(
        text,
      ),
  )
  return rest.length === 0 ? said({ kind: "program.run", program: call.program }) : call.shell(joinedWords(rest))
}

/** `docker exec`, `kubectl exec` and their relatives: words of their own, then a program in the container. */
function inContainer(values: readonly string[]): (call: Call, words: readonly Field[]) => Said {
  return (call, words) => {
    const dashes = words.findIndex(({ text }) => text === "--")
    const program = dashes === -1 ? argumentsOf(words, values, true).words.slice(1) : words.slice(dashes + 1)
    return program.length === 0 ? said() : call.start(program, call.stdin)
  }
}

export const containerExec = inContainer([
  "-e",
  "--env",
  "-u",
  "--user",
  "-w",
  "--workdir",
  "--env-file",
  "-c",
  "--container",
  "-n",
  "--namespace",
  "--context",
  "--index",
])

const shellText =
  (...names: readonly string[]): Program =>
  (call) => {
    const { value } = argumentsOf(call.args, [...names, "-s", "-t", "-w", "-E"])
    const text = value(...names)
    return text === undefined ? said() : call.shell(asStream(text), call.stdin)
  }

export const wrappers: Readonly<Record<string, Program>> = {
  sudo: wrapper({
    values: ["-u", "-g", "-h", "-p", "-C", "-r", "-t", "-D", "-R", "-T", "--user", "--group"],
    assigns: true,
    effects: raised("sudo"),
  }),
  doas: wrapper({ values: ["-u", "-C"], effects: raised("doas") }),
  pkexec: wrapper({ values: ["--user"], effects: raised("pkexec") }),
  runuser: wrapper({ values: ["-u"], effects: raised("runuser") }),
  gosu: wrapper({ words: 1 }),
  env,
  fd,
  fdfind: fd,
  shx: wrapper({}),
  sem: xargs,
  xargs,
  find,
  ssh,
  timeout: wrapper({ values: ["-s", "-k", "--signal", "--kill-after"], words: 1 }),
  gtimeout: wrapper({ values: ["-s", "-k"], words: 1 }),
  nice: wrapper({ values: ["-n", "--adjustment"] }),
  ionice: wrapper({ values: ["-c", "-n", "-p", "--class", "--classdata"] }),
  chrt: wrapper({ words: 1 }),
  taskset: wrapper({ words: 1 }),
  stdbuf: wrapper({ values: ["-i", "-o", "-e"] }),
  flock: wrapper({ values: ["-w", "-E"], words: 1 }),
  chroot: wrapper({ words: 1, effects: raised("chroot") }),
  unshare: wrapper({}),
  nsenter: wrapper({ values: ["-t"], effects: raised("nsenter") }),
  proxychains: wrapper({}),
  watch: (call) => call.shell(joinedWords(argumentsOf(call.args, ["-n", "--interval"], true).words)),
  su: shellText("-c", "--command"),
  script: shellText("-c", "--command"),
  parallel: xargs,
  ...Object.fromEntries(
    [
      "command",
      "builtin",
      "nohup",
      "setsid",
      "time",
      "exec",
      "busybox",
      "toybox",
      "coproc",
      "catchsegv",
      "caffeinate",
      "dotenv",
      "torsocks",
      "winpty",
      "arch",
      "entr",
      "chronic",
      "unbuffer",
      "firejail",
      "fakeroot",
      "rlwrap",
      "setarch",
      "dbus-run-session",
      "xvfb-run",
      "cross-env",
      "dotenv-cli",
    ].map((name) => [name, wrapper({ values: name === "exec" ? ["-a"] : name === "time" ? ["-f", "-o"] : [], assigns: true })]),
  ),
  ...Object.fromEntries(["strace", "ltrace"].map((name) => [name, wrapper({ values: ["-o", "-e", "-p", "-s"] })])),
  "systemd-run": wrapper({ values: ["-p", "--unit"], effects: [{ kind: "system.change", what: "starts a unit of the system" }] }),
  tmux: inTerminal,
  screen: inTerminal,
}
