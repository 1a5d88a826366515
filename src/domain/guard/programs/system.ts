/** The machine itself: services, accounts, schedules, the network's rules; and the builtins of a shell. */
import type { Effect } from "../effect.ts"
import { normalPath } from "../paths.ts"
import { quiet, said, type Call, type Program } from "../shell/call.ts"
import { tableProgram, type Row } from "./table.ts"

const changes =
  (what: string): Program =>
  ({ args }) =>
    said({ kind: "system.change", what: [what, ...args.map(({ text }) => text)].join(" ") })

const accounts =
  (what: string): Program =>
  () =>
    said({ kind: "permission.change", system: "accounts", what })

const rows = (what: string, ...patterns: readonly string[]): readonly Row[] =>
  patterns.map((pattern) => [pattern, ({ words }) => ({ kind: "system.change", what: [what, ...words].join(" ") })])

const cd: Program = ({ args, scope }) => {
  const to = args.find(({ text }) => !/^-[LPe]+$/.test(text))
  if (to === undefined) scope.cwd = "~"
  else scope.cwd = to.unknown !== undefined || to.text === "-" || scope.cwd === undefined ? undefined : normalPath(to.text, scope.cwd)
  return quiet()
}

/** `export NAME=value` and its relatives. */
const declares =
  (set: (name: string, value: Call["args"][number]) => readonly Effect[]): Program =>
  ({ args, scope }) => {
    const effects: Effect[] = args.every(({ text }) => /^-[px]+$/.test(text)) ? [{ kind: "secret.read", what: "the environment" }] : []
    for (const arg of args) {
      const name = /^([A-Za-z_]\w*)\+?=/.exec(arg.text)?.[1]
      if (name === undefined) continue
      const value = { ...arg, text: arg.text.slice(arg.text.indexOf("=") + 1) }
      scope.variables.set(name, value)
      effects.push(...set(name, value))
    }
    return quiet(...effects)
  }

const unset: Program = ({ args, scope }) => {
  const names = args.filter(({ text }) => !text.startsWith("-")).map(({ text }) => text)
  for (const name of names) scope.variables.delete(name)
  return quiet(
    ...names
      .filter((name) => /^(?:TIPSTAFF|CLAUDE_|CURSOR_|CODEX_|GEMINI_)/.test(name))
      .map((name): Effect => ({ kind: "guard.tamper", what: `unset ${name}` })),
  )
}

const alias: Program = ({ args, scope }) => {
  for (const { text } of args) {
    const [name = "", ...value] = text.split("=")
    if (value.length > 0) scope.aliases.set(name, value.join("="))
    if (name === "tipstaff" && value.length > 0) return quiet({ kind: "guard.tamper", what: "puts something else in the place of tipstaff" })
  }
  return quiet()
}

const read: Program = ({ args, scope, stdin }) => {
  const names = args.filter(({ text }) => !text.startsWith("-")).map(({ text }) => text)
  const first = stdin.text?.split("\n", 1)[0]
  for (const name of names)
    scope.variables.set(
      name,
      first === undefined || names.length > 1
        ? { text: `$${name}`, unknown: "what was read is not known", glob: false, carries: stdin.carries }
        : { text: first, glob: false, carries: stdin.carries },
    )
  return quiet()
}

const trap: Program = ({ args, shell }) => (args.length < 2 ? quiet() : shell({ text: args[0]!.text, carries: new Set() }))

const crontab: Program = ({ args }) =>
  args.some(({ text }) => text === "-l") ? said() : said({ kind: "system.change", what: "the schedule of jobs" })

const kill: Program = ({ args, program }) => {
  const targets = args.filter(({ text }) => !/^-(?:\w+|\d+)$/.test(text) || text === "-1").map(({ text }) => text)
  if (args.some(({ text }) => /^(?:-u|-U)$/.test(text))) return said({ kind: "system.change", what: `${program} of all processes of a user` })
  if (targets.some((text) => /tipstaff/i.test(text))) return said({ kind: "guard.tamper", what: `stops ${targets.join(" ")}` })
  if (targets.some((text) => text === "-1" || text === "1" || text === "0"))
    return said({ kind: "system.change", what: `${program} of every process` })
  return said({ kind: "program.run", program })
}

const history: Program = ({ args }) =>
  args.some(({ text }) => /^-[cwd]/.test(text)) ? quiet({ kind: "system.change", what: "the shell's history" }) : said()

/** The guard itself, called by the agent that it guards. */
const tipstaff: readonly Row[] = [
  ["guard uninstall|pause|disable|off", ({ words }) => ({ kind: "guard.tamper", what: `tipstaff ${words.join(" ")}` })],
  ["hooks uninstall", () => ({ kind: "guard.tamper", what: "tipstaff hooks uninstall" })],
  ["approvals grant|deny", () => ({ kind: "guard.tamper", what: "approves on behalf of a person" })],
  [
    "approve|exceptions|keys|trust|certificate",
    ({ words }) =>
      /^(?:approve|exceptions grant|keys new|trust (?:pin|init|add)|certificate (?:issue|revoke))\b/.test(words.join(" "))
        ? { kind: "guard.tamper", what: `tipstaff ${words.slice(0, 2).join(" ")}: a person decides it` }
        : [],
  ],
]

const agents: readonly Row[] = [
  ["--settings=*disableAllHooks*", () => ({ kind: "guard.tamper", what: "starts an agent without its hooks" })],
  ["--dangerously-skip-permissions", () => ({ kind: "guard.tamper", what: "starts an agent that asks nobody" })],
  ["--permission-mode=bypassPermissions", () => ({ kind: "guard.tamper", what: "starts an agent that asks nobody" })],
  ["--full-auto", () => ({ kind: "guard.tamper", what: "starts an agent that asks nobody" })],
  ["-s=danger-full-access", () => ({ kind: "guard.tamper", what: "starts an agent that asks nobody" })],
  ["--approval-mode=yolo", () => ({ kind: "guard.tamper", what: "starts an agent that asks nobody" })],
  ["--allow-all-tools", () => ({ kind: "guard.tamper", what: "starts an agent that asks nobody" })],
  ["--force", () => ({ kind: "guard.tamper", what: "starts an agent that asks nobody" })],
  ["--yes-always", () => ({ kind: "guard.tamper", what: "starts an agent that asks nobody" })],
  ["--setting-sources", () => ({ kind: "guard.tamper", what: "starts an agent with other settings" })],
  ["mcp add", () => ({ kind: "permission.change", system: "agent", what: "adds a server" })],
  ["--bare", () => ({ kind: "guard.tamper", what: "starts an agent without its hooks" })],
  ["--yolo", () => ({ kind: "guard.tamper", what: "starts an agent that asks nobody" })],
  ["--dangerously-bypass-approvals-and-sandbox", () => ({ kind: "guard.tamper", what: "starts an agent that asks nobody" })],
  ["plugin disable|uninstall|remove", () => ({ kind: "guard.tamper", what: "switches a plugin of the agent off" })],
]

export function system(set: (name: string, value: Call["args"][number]) => readonly Effect[]): Readonly<Record<string, Program>> {
  const named = (names: readonly string[], program: Program) => names.map((name) => [name, program] as const)
  return Object.fromEntries([
    ...named(["cd", "pushd", "chdir"], cd),
    ...named(["export", "declare", "typeset", "local", "readonly", "setenv"], declares(set)),
    ["unset", unset],
    ["set", (call) => (call.args.length === 0 ? said({ kind: "secret.read", what: "the environment" }) : declares(set)(call))],
    ...named(["compgen", "enable"], ({ program, args }) =>
      said({
        kind: program === "enable" && args.some(({ text }) => text === "-f") ? "unknown" : "program.run",
        why: "it loads a builtin from a file",
        program,
      } as Effect),
    ),
    [
      "hash",
      ({ args }) => said(...(args.some(({ text }) => text === "-p") ? [{ kind: "unknown", why: "it gives a program another file" } as const] : [])),
    ],
    ["alias", alias],
    ["read", read],
    ["trap", trap],
    ["crontab", crontab],
    ["history", history],
    ...named(["kill", "pkill", "killall", "taskkill"], kill),
    ...named(["at", "batch"], (call) => also(call)),
    ...named(["shutdown", "reboot", "halt", "poweroff", "init", "telinit"], changes("stops the machine:")),
    ...named(
      [
        "mount",
        "umount",
        "swapoff",
        "swapon",
        "insmod",
        "modprobe",
        "rmmod",
        "sysctl",
        "setenforce",
        "apparmor_parser",
        "visudo",
        "chsh",
        "update-alternatives",
        "hostnamectl",
        "timedatectl",
      ],
      changes("changes the system:"),
    ),
    ...named(["iptables", "ip6tables", "nft", "ufw", "firewall-cmd", "pfctl", "route"], changes("network rules:")),
    ...named(
      ["useradd", "adduser", "userdel", "deluser", "usermod", "groupadd", "gpasswd", "passwd", "chpasswd", "visudo", "dscl"],
      accounts("an account of the machine"),
    ),
    ["systemctl", tableProgram(rows("systemctl", "stop|disable|mask|enable|start|restart|daemon-reload|edit|link|isolate|poweroff|reboot|kill"))],
    ["service", tableProgram(rows("service", "* stop|start|restart"))],
    ["launchctl", tableProgram(rows("launchctl", "load|submit|unload|bootstrap|bootout|disable|enable|remove"))],
    ["nvram", changes("firmware:")],
    ["csrutil", changes("system protection:")],
    ...named(
      ["spctl", "netsh", "reg", "schtasks", "sc", "wmic", "regsvr32", "rundll32", "mshta", "bitsadmin", "certutil", "clear-disk", "format-volume"],
      changes("changes the system:"),
    ),
    ...named(
      ["ngrok", "cloudflared", "tmate", "ttyd", "gotty", "sshd", "localtunnel", "lt", "bore", "frpc", "chisel", "ssh-copy-id"],
      changes("opens this machine to others:"),
    ),
    ...named(["runas", "su"], ({ program }) => said({ kind: "privilege.raise", how: program })),
    ["net", tableProgram([["user|localgroup|share", ({ words }) => ({ kind: "permission.change", system: "accounts", what: words.join(" ") })]])],
    ["tipstaff", tableProgram(tipstaff)],
    ...named(
      ["claude", "codex", "gemini", "cursor-agent", "copilot", "aider"],
      tableProgram(agents, ["--settings", "--permission-mode", "-s", "--approval-mode", "--setting-sources"]),
    ),
    ...named(
      [
        "mkdir",
        "pwd",
        "ls",
        "test",
        "[",
        "type",
        "which",
        "whoami",
        "id",
        "uname",
        "date",
        "sleep",
        "wait",
        "jobs",
        "shopt",
        "return",
        "exit",
        "break",
        "continue",
        "shift",
        "popd",
        "dirs",
        "ulimit",
        "umask",
        "getopts",
        "let",
        "clear",
        "basename",
        "dirname",
        "realpath",
        "readlink",
        "stat",
        "file",
        "du",
        "df",
        "top",
        "free",
        "uptime",
        "diff",
        "cmp",
        "md5sum",
        "sha256sum",
        "shasum",
        "seq",
        "nproc",
        "tput",
      ],
      ({ program }) => said({ kind: "program.run", program }),
    ),
    ["exit", () => quiet()],
    [
      "ps",
      ({ args }) =>
        said(
          args.some(({ text }) => /^-?[a-z]*e[a-z]*w/.test(text))
            ? { kind: "secret.read", what: "the environment of other programs" }
            : { kind: "program.run", program: "ps" },
        ),
    ],
    [
      "pacman",
      ({ args }) =>
        said(
          args.some(({ text }) => text.startsWith("-R"))
            ? { kind: "system.change", what: "removes packages of the system" }
            : { kind: "program.run", program: "pacman" },
        ),
    ],
    ["false", () => quiet()],
  ])
}

/** Text on standard input that runs later. */
function also(call: Call) {
  const result = call.stdin.text === undefined || call.stdin.text === "" ? said() : call.shell(call.stdin)
  return { ...result, effects: [{ kind: "system.change", what: "the schedule of jobs" } as const, ...result.effects] }
}
