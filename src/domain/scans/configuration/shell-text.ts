/**
 * Splits a shell script into simple commands, well enough to see what is piped, printed or ignored.
 * Tolerant and linear: what is not shell yields odd words, never an error. Not a shell parser; the guard has a real one.
 */

export interface ShellCommand {
  /** Words without their quotes. */
  readonly words: readonly string[]
  /** Where the first word starts in the script. */
  readonly offset: number
  /** What follows: `|`, `||`, `&&`, `;`, `$(` or `<(` (the next command's output is taken here), or nothing. */
  readonly joint: string
  /** Standard output goes to a file. */
  readonly redirected: boolean
  /** Stands inside a command substitution: what it prints is not shown. */
  readonly captured: boolean
}

interface Builder {
  words: string[]
  offset: number
  redirected: boolean
}

/** Nested groups that are all redirected would otherwise cost the square of their number. */
const maxGroup = 500

const interpreters = new Set(["sh", "bash", "zsh", "dash", "ash", "ksh"])

export function shellCommands(script: string): ShellCommand[] {
  const commands: { words: string[]; offset: number; joint: string; redirected: boolean; captured: boolean }[] = []
  /** What encloses the present place: d for a double quote, $ for a substitution, ( for a group. */
  const stack: string[] = []
  const groups: number[] = []
  let captured = 0
  let heredocs: { end: string; run: boolean }[] = []
  let current: Builder = { words: [], offset: 0, redirected: false }
  let word = ""
  let inWord = false
  let target = false
  let index = 0

  function endWord(): void {
    if (!inWord) return
    // The word after `>` names a file.
    if (target) target = false
    else if (word === "{" && current.words.length === 0) groups.push(commands.length)
    else if (word === "}" && current.words.length === 0) closeGroup()
    else current.words.push(word)
    word = ""
    inWord = false
  }
  let closing: number | undefined
  function closeGroup(): void {
    closing = groups.pop()
  }
  function endCommand(joint: string): void {
    endWord()
    target = false
    if (current.words.length > 0) commands.push({ ...current, joint, captured: captured > 0 })
    // `{ echo a; echo b; } >> file` sends the whole group to the file.
    else if (closing !== undefined && current.redirected)
      for (const command of commands.slice(Math.max(closing, commands.length - maxGroup))) command.redirected = true
    else if (commands.length > 0 && joint !== ";" && joint !== "") commands.at(-1)!.joint = joint
    closing = undefined
    current = { words: [], offset: index, redirected: false }
  }
  function append(text: string): void {
    if (!inWord && current.words.length === 0) current.offset = index
    inWord = true
    word += text
  }

  for (; index < script.length; index += 1) {
    const character = script[index]!
    const next = script[index + 1]
    const quoted = stack.at(-1) === "d"
    if (character === "\\") {
      if (next === "\n") {
        if (!quoted) endWord()
      } else if (next !== undefined) append(quoted && next !== '"' && next !== "\\" && next !== "$" ? `\\${next}` : next)
      index += 1
      continue
    }
    // A template expression is one piece of text, whatever it holds.
    if (script.startsWith("${{", index)) {
      const end = script.indexOf("}}", index)
      const stop = end < 0 || end - index > 2000 ? index + 3 : end + 2
      append(script.slice(index, stop))
      index = stop - 1
      continue
    }
    if (character === "$" && next === "(" && script[index + 2] !== "(") {
      append("$(")
      endCommand("$(")
      stack.push("$")
      captured += 1
      index += 1
      current.offset = index + 1
      continue
    }
    if (quoted) {
      if (character === '"') stack.pop()
      else append(character)
      continue
    }
    if (character === '"') {
      append("")
      stack.push("d")
    } else if (character === "'") {
      const end = script.indexOf("'", index + 1)
      if (end < 0) append("'")
      else {
        append(script.slice(index + 1, end))
        index = end
      }
    } else if (character === "#" && !inWord) {
      const end = script.indexOf("\n", index)
      index = (end < 0 ? script.length : end) - 1
    } else if (character === "\n") {
      endCommand(";")
      if (heredocs.length > 0) index = skipHeredocs(script, index, heredocs)
      heredocs = []
    } else if (character === " " || character === "\t" || character === "\r") endWord()
    else if (character === "<" && next === "<" && script[index + 2] !== "<") {
      const heredoc = /^<<-?\s{0,4}(["']?)([A-Za-z_][A-Za-z0-9_]{0,60})\1/.exec(script.slice(index, index + 80))
      if (heredoc) {
        const program = programOf(current.words)?.program ?? ""
        heredocs.push({ end: heredoc[2]!, run: interpreters.has(program) })
        endWord()
        index += heredoc[0].length - 1
      } else append(character)
    } else if (character === "<" && next === "(") {
      endCommand("<(")
      stack.push("$")
      captured += 1
      index += 1
    } else if (character === ">") {
      if (/^[0-9]$/.test(word)) {
        if (word === "1") current.redirected = true
        word = ""
        inWord = false
      } else if (next !== "&") current.redirected = true
      endWord()
      target = true
      if (next === ">" || next === "&" || next === "|") index += 1
    } else if (character === "(") {
      endCommand("(")
      stack.push("(")
      groups.push(commands.length)
    } else if (character === ")") {
      endCommand(";")
      const open = stack.pop()
      if (open === "$") captured -= 1
      else if (open === "(") closeGroup()
      else if (open !== undefined) stack.push(open)
    } else if (character === "`") append("")
    else if (character === "|" || character === "&" || character === ";") {
      const doubled = next === character ? character + character : character
      endCommand(doubled === "&" || doubled === ";;" ? ";" : doubled)
      if (next === character || (character === "|" && next === "&")) index += 1
      current.offset = index + 1
    } else append(character)
  }
  endCommand("")
  return commands
}

// Text between heredoc marks is data, except when a shell reads it.
function skipHeredocs(script: string, newline: number, heredocs: readonly { end: string; run: boolean }[]): number {
  let position = newline
  for (const { end, run } of heredocs) {
    if (run) continue
    for (;;) {
      const start = position + 1
      const stop = script.indexOf("\n", start)
      const line = script.slice(start, stop < 0 ? undefined : stop)
      if (stop < 0) return line.trim() === end ? script.length : position
      position = stop
      if (line.trim() === end) break
    }
  }
  return position
}

const wrappers = new Set([
  "sudo",
  "doas",
  "env",
  "exec",
  "command",
  "nohup",
  "time",
  "nice",
  "then",
  "do",
  "else",
  "if",
  "elif",
  "while",
  "until",
  "!",
])

/** The program of a command without folders, assignments and wrappers such as sudo; undefined when only those stand there. */
export function programOf(words: readonly string[]): { readonly program: string; readonly args: readonly string[] } | undefined {
  let start = 0
  while (start < words.length) {
    const word = words[start]!
    const wrapped = start > 0 && word.startsWith("-") && wrappers.has(words[start - 1]!)
    if (!/^[A-Za-z_][A-Za-z0-9_]*=/.test(word) && !wrappers.has(word) && !wrapped) break
    start += 1
  }
  const word = words[start]
  if (word === undefined) return undefined
  const program = word.slice(word.lastIndexOf("/") + 1).toLowerCase()
  return { program, args: words.slice(start + 1) }
}

const downloaders = new Set(["curl", "wget", "fetch", "iwr", "irm", "invoke-webrequest", "invoke-restmethod", "http", "xh"])
const stdinInterpreters = new Set(["python", "python3", "perl", "ruby", "node", "php"])

export interface ScriptHit {
  /** In UTF-16 code units from the start of the script. */
  readonly offset: number
  /** A name for what was found, without secrets: a host, an option, a program. */
  readonly what: string
}

/** Downloads that are run without a look: `curl … | sh`, `bash -c "$(curl …)"`, `source <(curl …)`, `irm … | iex`. */
export function pipesToShell(script: string): ScriptHit[] {
  const hits: ScriptHit[] = []
  const commands = shellCommands(script)
  let download: { offset: number; what: string } | undefined
  for (const [index, command] of commands.entries()) {
    const found = programOf(command.words)
    const next = commands[index + 1]
    if (download && found && runsInput(found.program, found.args)) hits.push(download)
    if (found && downloaders.has(found.program)) {
      download = { offset: command.offset, what: hostIn(command.words) ?? found.program }
    }
    if (command.joint !== "|") download = undefined
    if ((command.joint === "$(" || command.joint === "<(") && found && takesScript(found.program, command) && next) {
      const inner = programOf(next.words)
      if (inner && downloaders.has(inner.program)) hits.push({ offset: command.offset, what: hostIn(next.words) ?? inner.program })
    }
  }
  return hits
}

function runsInput(program: string, args: readonly string[]): boolean {
  if (program === "iex" || program === "invoke-expression") return true
  const operand = args.find((arg) => !arg.startsWith("-"))
  if (interpreters.has(program)) return operand === undefined || args.some((arg) => /^-[a-z]*s$/.test(arg)) || operand.startsWith("/dev/std")
  return stdinInterpreters.has(program) && args.every((arg) => arg === "-" || arg === "-u")
}

function takesScript(program: string, command: ShellCommand): boolean {
  if (program === "eval" || program === "iex" || program === "source" || program === ".") return true
  if (!interpreters.has(program)) return false
  return command.joint === "<(" || command.words.some((word) => /^-[a-z]*c$/.test(word))
}

/** Host of the first URL among the words. */
function hostIn(words: readonly string[]): string | undefined {
  for (const word of words) {
    const host = /^https?:\/\/([^/?#\s]{1,300})/i.exec(word)?.[1]
    if (host !== undefined) return host.slice(host.lastIndexOf("@") + 1).toLowerCase()
  }
  return undefined
}

/** Loopback, private and single-label hosts: nothing between them and us is the public network. */
export function isLocalHost(host: string): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, "").replaceAll(/[[\]]/g, "")
  if (name === "::1" || !/[.:]/.test(name)) return true
  if (/^(?:127|10|0|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(name)) return true
  return /\.(?:localhost|local|internal|test|lan|svc|cluster\.local)$/.test(name)
}

const verificationSwitches: readonly { readonly program: RegExp; readonly option: RegExp; readonly what: string }[] = [
  { program: /^curl$/, option: /^(?:--insecure|--proxy-insecure|-[a-zA-Z]*k[a-zA-Z]*)$/, what: "curl --insecure" },
  { program: /^wget$/, option: /^--no-check-certificate$/, what: "wget --no-check-certificate" },
  { program: /^(?:pip3?|uv|pipx|python3?)$/, option: /^--(?:trusted-host|allow-insecure-host)(?:=|$)/, what: "pip --trusted-host" },
  { program: /^(?:npm|yarn|pnpm)$/, option: /^(?:--no-strict-ssl|--strict-ssl=false|strict-ssl=false)$/, what: "strict-ssl false" },
  { program: /^git$/, option: /^http\.(?:.{1,200}\.)?sslverify=(?:false|0)$/i, what: "git http.sslVerify false" },
  { program: /^apt(?:-get)?$/, option: /Verify-(?:Peer|Host)=false/i, what: "apt Verify-Peer false" },
  {
    program: /^(?:docker|podman|skopeo|buildah|helm)$/,
    option: /^--(?:(?:src-|dest-)?tls-verify=false|insecure-skip-tls-verify)$/,
    what: "tls-verify false",
  },
]

const verificationPairs: readonly { readonly program: RegExp; readonly pair: readonly [RegExp, RegExp]; readonly what: string }[] = [
  { program: /^(?:npm|yarn|pnpm)$/, pair: [/^strict-ssl$/, /^false$/], what: "strict-ssl false" },
  { program: /^git$/, pair: [/^http\.(?:.{1,200}\.)?sslverify$/i, /^(?:false|0)$/], what: "git http.sslVerify false" },
  { program: /^conda|mamba$/, pair: [/^ssl_verify$/, /^(?:false|no)$/i], what: "ssl_verify false" },
]

/** Environment variables that switch certificate checks off, with the values that do so. */
export const verificationVariables: Readonly<Record<string, RegExp>> = {
  NODE_TLS_REJECT_UNAUTHORIZED: /^["']?0["']?$/,
  GIT_SSL_NO_VERIFY: /^["']?(?:1|true|yes|on)["']?$/i,
  PYTHONHTTPSVERIFY: /^["']?0["']?$/,
  NPM_CONFIG_STRICT_SSL: /^["']?false["']?$/i,
  npm_config_strict_ssl: /^["']?false["']?$/i,
}

/** Places where a script turns certificate checks off; requests to local hosts are left alone. */
export function verificationOff(script: string): ScriptHit[] {
  const hits: ScriptHit[] = []
  for (const command of shellCommands(script)) {
    for (const word of command.words) {
      const equals = word.indexOf("=")
      const name = equals > 0 ? word.slice(0, equals) : ""
      if (Object.hasOwn(verificationVariables, name) && verificationVariables[name]!.test(word.slice(equals + 1)))
        hits.push({ offset: command.offset, what: name })
    }
    const found = programOf(command.words)
    if (!found) continue
    const host = hostIn(found.args)
    if (host !== undefined && isLocalHost(host)) continue
    const single = verificationSwitches.find((row) => row.program.test(found.program) && found.args.some((arg) => row.option.test(arg)))
    const pair = verificationPairs.find(
      (row) => row.program.test(found.program) && found.args.some((arg, at) => row.pair[0].test(arg) && row.pair[1].test(found.args[at + 1] ?? "")),
    )
    const what = single?.what ?? pair?.what
    if (what !== undefined) hits.push({ offset: command.offset, what })
  }
  return hits
}

const fetchers = /^(?:curl|wget|pip3?|uv|npm|yarn|pnpm|gem|git|go|bundle|composer|nuget|dotnet|apk|yum|dnf|rpm)$/

/** Software fetched over plain HTTP from a public host. apt is left out: its indexes are signed. */
export function plainHttp(script: string): ScriptHit[] {
  const hits: ScriptHit[] = []
  for (const command of shellCommands(script)) {
    const found = programOf(command.words)
    if (!found || !fetchers.test(found.program)) continue
    for (const arg of found.args) {
      const host = /(?:^|=)http:\/\/([^/?#\s"']{1,300})/i.exec(arg)?.[1]
      if (host === undefined || /[$<{%]/.test(host)) continue
      const name = host.slice(host.lastIndexOf("@") + 1).toLowerCase()
      if (!isLocalHost(name)) hits.push({ offset: command.offset, what: name })
    }
  }
  return hits
}
