/** Interpreters and tools whose language is not read here: what their text starts is looked for by its form. */
import type { Effect } from "../effect.ts"
import { argumentsOf } from "../shell/arguments.ts"
import { said, type Call, type Program } from "../shell/call.ts"
import { asStream } from "../shell/field.ts"
import { known, type Stream } from "../shell/stream.ts"

/** A command in quotes behind a word that starts programs, or behind an exclamation mark at the beginning of a line. */
const started: readonly RegExp[] = [
  /\b(?:execute|system|popen|spawn|exec|run|cmd|shell_out|capture|syscmd|esyscmd|shell script|shell)\s*\(?\s*(?:"((?:[^"\\]|\\.){1,2000})"|'((?:[^'\\]|\\.){1,2000})'|`([^`]{1,2000})`|\[?\{([^}]{1,2000})\}|\(?([^"'`()]{2,2000})\)?)/g,
  /(?:^|[\n;"'+])\s*:?(?:silent\s+)?!\s*([^\n"']{2,2000})/g,
]

/** Words that say that the text may do more than compute. */
const able =
  /\b(?:os\.|io\.|system|exec|execute|popen|spawn|unlink|remove|delete|rename|open\s*\(|file\s+delete|socket|http|url|Runtime|ProcessBuilder|shell|syscmd)|(?:^|\n)\s*!/i

export function foreignEffects(call: Call, text: Stream): Effect[] {
  if (text.text === undefined) return [{ kind: "unknown", why: `the text that ${call.program} runs is not known` }]
  const origin = text.carries.has("network") ? "network" : text.carries.has("decoded") ? "decoded" : "inline"
  const effects: Effect[] = [{ kind: "code.run", language: call.program, origin }]
  if (!able.test(text.text)) return effects
  const commands = started.flatMap((pattern) =>
    [...text.text!.slice(0, 20_000).matchAll(pattern)].map((match) => match.slice(1).find((part) => part !== undefined) ?? ""),
  )
  effects.push({ kind: "unknown", why: `what the ${call.program} text does is not understood` })
  for (const command of commands.slice(0, 20)) effects.push(...call.shell(known(command.replace(/\\(.)/g, "$1"))).effects)
  return effects
}

const foreign =
  (...inline: readonly string[]): Program =>
  (call) => {
    const { all, words } = argumentsOf(call.args, inline, true)
    const texts = all.flatMap(([name, value]) => (inline.includes(name) && typeof value === "object" ? [asStream(value)] : []))
    if (texts.length === 0 && call.stdin.text !== "" && (words.length === 0 || words[0]!.text === "-")) texts.push(call.stdin)
    if (texts.length === 0) return said({ kind: "program.run", program: call.program })
    return said({ kind: "program.run", program: call.program }, ...texts.flatMap((text) => foreignEffects(call, text)))
  }

/** PowerShell: a text of its own grammar; encoded text is UTF-16 in base64. */
const powershell: Program = (call) => {
  const at = call.args.findIndex(({ text }) => /^-{1,2}(?:c|command|e|ec|enc|encodedcommand)$/i.test(text))
  const text = call.args
    .slice(at + 1)
    .map((word) => word.text)
    .join(" ")
  if (at === -1)
    return call.args.some(({ text: word }) => /\.ps1$/i.test(word))
      ? said({ kind: "code.run", language: "powershell", origin: "file" })
      : said({ kind: "program.run", program: call.program })
  const encoded = /^-{1,2}e/i.test(call.args[at]!.text)
  const script = encoded ? Buffer.from(text, "base64").toString("utf16le") : text
  const hidden: Effect[] = encoded ? [{ kind: "code.run", language: "powershell", origin: "decoded" }] : []
  return said(...hidden, ...powershellEffects(script, call))
}

const rows: readonly (readonly [pattern: RegExp, effect: (match: RegExpExecArray) => Effect])[] = [
  [/\b(?:iex|invoke-expression)\b/i, () => ({ kind: "code.run", language: "powershell", origin: "network" })],
  [
    /\b(?:remove-item|ri|rd|rmdir|del|erase|clear-content)\b\s*(?:-\w+\s+)*["']?([^\s"';|]*)/i,
    ([whole, path = ""]) => ({
      kind: "file.delete",
      path: path.replace(/^\$home|^\$env:userprofile/i, "~"),
      recursive: /\s-r/i.test(whole) || path === "~" || path === "",
    }),
  ],
  [/\b(?:set-content|out-file|add-content|new-item|sc|ni)\b\s*(?:-\w+\s+)*["']?([^\s"';|]*)/i, ([, path = ""]) => ({ kind: "file.write", path })],
  [/\b(?:get-content|gc|type)\b\s*(?:-\w+\s+)*["']?([^\s"';|]+)/i, ([, path = ""]) => ({ kind: "file.read", path })],
  [
    /\b(?:invoke-webrequest|iwr|invoke-restmethod|irm|start-bitstransfer)\b.*?(?:-infile|-body|-method\s+(?:post|put))/i,
    () => ({ kind: "net.send", host: "", carries: "file" }),
  ],
  [/net\.sockets\.tcpclient|\bnew-object\s+.*(?:webclient|sockets)/i, () => ({ kind: "code.run", language: "powershell", origin: "network" })],
  [
    /\b(?:clear-disk|format-volume|initialize-disk|stop-computer|restart-computer|set-executionpolicy|set-mppreference|new-service|register-scheduledtask)\b/i,
    ([what]) => ({ kind: "system.change", what }),
  ],
  [/\b(?:copy-item|copy|cpi)\b\s*(?:-\w+\s+|\/\w\s+)*[^\s"';|]+\s+["']?([^\s"';|]+)/i, ([, path = ""]) => ({ kind: "file.write", path })],
  [
    /\b(?:move-item|rename-item|mi|rni|ren|move)\b\s*(?:-\w+\s+)*["']?([^\s"';|]+)["']?\s+["']?([^\s"';|]+)/i,
    ([, path = "", to = ""]) => ({ kind: "file.rename", path, to }),
  ],
  [/\bstart-process\b.*-verb\s+runas/i, () => ({ kind: "privilege.raise", how: "RunAs" })],
  [/\bstop-process\b.*tipstaff/i, () => ({ kind: "guard.tamper", what: "stops the guard" })],
  [
    /(?:^|[;|&]\s*)&\s*[($]|\[(?:scriptblock|convert)\]|frombase64string/i,
    () => ({ kind: "unknown", why: "PowerShell starts something that is put together" }),
  ],
  [/(?:get-childitem|gci|dir|ls)\s+env:/i, () => ({ kind: "secret.read", what: "the environment" })],
]

export function powershellEffects(text: string, call: Call): Effect[] {
  // What is only said is not done.
  const script = text.replace(/\bwrite-(?:host|output|verbose|warning|error|information)\s+(?:'[^']*'|"[^"$]*")/gi, "")
  const effects = rows.flatMap(([pattern, effect]) => {
    const match = pattern.exec(script)
    return match === null ? [] : [effect(match)]
  })
  const rest = call.shell(known(script.replace(/\$env:(\w+)\s*=/g, "export $1="))).effects
  return [...effects, ...rest]
}

const cmdlets = [
  "copy-item",
  "copy",
  "move-item",
  "rename-item",
  "ren",
  "start-process",
  "stop-computer",
  "restart-computer",
  "set-mppreference",
  "new-service",
  "remove-item",
  "ri",
  "rd",
  "del",
  "erase",
  "set-content",
  "out-file",
  "add-content",
  "new-item",
  "get-content",
  "gc",
  "type",
  "invoke-webrequest",
  "iwr",
  "invoke-restmethod",
  "irm",
  "invoke-expression",
  "iex",
  "stop-process",
  "set-executionpolicy",
  "get-childitem",
  "gci",
]

const cmdlet: Program = (call) => {
  const script = [call.program, ...call.args.map(({ text }) => text)].join(" ")
  return said(
    { kind: "program.run", program: call.program },
    ...rows.flatMap(([pattern, effect]) => [pattern.exec(script)].flatMap((match) => (match === null ? [] : [effect(match)]))),
  )
}

const cmd: Program = (call) => {
  const at = call.args.findIndex(({ text }) => /^\/[ck]$/i.test(text))
  if (at === -1) return said({ kind: "program.run", program: "cmd" })
  const text = call.args
    .slice(at + 1)
    .map((word) => word.text)
    .join(" ")
  // Its paths have backslashes, which a shell of the other kind would take for escapes.
  return call.shell(known(text.replaceAll("\\", "/")))
}

export const foreigners: Readonly<Record<string, Program>> = {
  powershell,
  pwsh: powershell,
  cmd,
  ...Object.fromEntries(cmdlets.map((name) => [name, cmdlet])),
  ...Object.fromEntries(
    [
      "lua",
      "luajit",
      "tclsh",
      "expect",
      "rscript",
      "r",
      "julia",
      "elixir",
      "erl",
      "osascript",
      "jshell",
      "groovy",
      "scala",
      "swift",
      "guile",
      "racket",
      "clojure",
      "octave",
      "dc",
      "bc",
      "m4",
      "ghci",
      "ocaml",
      "gdb",
      "lldb",
    ].map((name) => [name, foreign("-e", "-c", "-ex", "--eval", "-x", "-E")]),
  ),
}
