/** git and gh: what leaves the machine, what is lost, and which checks are passed by. */
import type { Effect } from "../effect.ts"
import { argumentsOf, type Arguments } from "../shell/arguments.ts"
import { quiet, said, type Call, type Program } from "../shell/call.ts"
import { isSecretPath } from "../paths.ts"
import { asStream, type Field } from "../shell/field.ts"
import type { Said } from "../shell/scope.ts"
import { known } from "../shell/stream.ts"
import { hostOf } from "./network.ts"
import { also } from "./wrappers.ts"

type Subcommand = (given: Arguments, call: Call) => readonly Effect[]

/** Git takes any beginning of a long option that is not ambiguous. */
const abbreviated = [
  "--force",
  "--force-with-lease",
  "--mirror",
  "--delete",
  "--no-verify",
  "--hard",
  "--prune",
  "--discard-changes",
  "--exec",
  "--all",
]

function spelledOut(args: readonly Field[]): Field[] {
  return args.map((arg) => {
    const whole = /^--[a-z-]{3,}$/.test(arg.text) ? abbreviated.find((name) => name.startsWith(arg.text)) : undefined
    return whole === undefined ? arg : { ...arg, text: whole }
  })
}

const force = ["--force", "-f", "--force-with-lease", "--force-if-includes", "--mirror", "--delete", "-d", "--prune"]

const push: Subcommand = (given) => {
  const [remote, ...refs] = given.words.map(({ text }) => text)
  const place = { remote: remote ?? "", refs }
  const forced = given.has(...force) || refs.some((ref) => ref.startsWith("+") || ref.startsWith(":"))
  const effects: Effect[] = [
    { kind: forced ? "git.force_push" : "git.push", ...place, ...(given.has("--all", "--tags") ? { refs: [...refs, "--all"] } : {}) },
  ]
  if (given.has("--no-verify")) effects.push({ kind: "git.skip_hooks", how: "--no-verify" })
  if (remote !== undefined && /heroku|dokku|production|(?:^|[-_/])prod\b/i.test(remote))
    effects.push({ kind: "deploy", tool: "git push", environment: "production" })
  return effects
}

const skips = (given: Arguments, ...names: readonly string[]): Effect[] =>
  given.has(...names) ? [{ kind: "git.skip_hooks", how: names.find((name) => given.has(name))! }] : []

const discards =
  (what: string, applies: (given: Arguments) => boolean): Subcommand =>
  (given) =>
    applies(given) ? [{ kind: "git.discard", what }] : []

/** What Git shows of a file that holds credentials. */
const shows: Subcommand = (given) =>
  paths(given)
    .map((path) => path.replace(/^[^:]*:/, ""))
    .filter(isSecretPath)
    .map((path): Effect => ({ kind: "file.read", path }))

const paths = (given: Arguments): string[] => given.words.map(({ text }) => text)

const config: Subcommand = (given, call) => {
  const [key = "", value] = paths(given)[0] === "set" || paths(given)[0] === "unset" ? paths(given).slice(1) : paths(given)
  if (given.has("--unset", "--unset-all", "--remove-section") && /^core(?:\.hookspath)?$/i.test(key)) return [{ kind: "git.skip_hooks", how: key }]
  if (key.startsWith("alias.") && value !== undefined && call.scope.settings.set(key.slice("alias.".length), value))
    return /--no-verify|^!|push.*(?:-f|--force)/.test(value) ? [{ kind: "unknown", why: `${key} hides what it does` }] : []
  if (given.has("--get", "--get-all", "--list", "-l", "--get-regexp") || (value === undefined && !given.has("--unset"))) return []
  return settingEffects(key, value ?? "")
}

/** Settings that name a program or a folder of hooks. */
export function settingEffects(key: string, value: string): Effect[] {
  const name = key.toLowerCase()
  if (name === "core.hookspath") return [{ kind: "git.skip_hooks", how: "core.hooksPath" }]
  if (/^remote\..*\.mirror$/.test(name) && value === "true") return [{ kind: "git.force_push", remote: key, refs: [] }]
  if (/^remote\..*\.push$/.test(name) && value.startsWith("+")) return [{ kind: "git.force_push", remote: key, refs: [value] }]
  if (/^url\..*insteadof$/.test(name) || /^remote\..*\.(?:push)?url$/.test(name)) return [{ kind: "git.push", remote: value || key, refs: [] }]
  if (name === "clean.requireforce" && value === "false") return [{ kind: "git.discard", what: "clean: files that Git does not know" }]
  if (name === "init.templatedir" || name === "protocol.ext.allow") return [{ kind: "unknown", why: `${key} lets Git start a program` }]
  if (name === "gc.pruneexpire") return [{ kind: "git.discard", what: "objects that nothing names" }]
  if (
    /^(?:core\.(?:sshcommand|editor|pager|fsmonitor|gitproxy|askpass)|diff\.external|sequence\.editor|credential\.helper|gpg\.program|.*\.(?:clean|smudge|process|cmd|driver|textconv))$/.test(
      name,
    )
  )
    return [{ kind: "unknown", why: `${key} makes Git start a program` }]
  if (name.startsWith("alias.") && value.startsWith("!")) return [{ kind: "unknown", why: `${key} makes Git start a program` }]
  return []
}

const revision = /^(?:HEAD(?:[~^@].*)?|[0-9a-f]{7,40}|origin\/.*|--ours|--theirs)$/

function checkedOut(given: Arguments): Effect[] {
  const [first = "", ...rest] = paths(given)
  const lost = [first, ...rest].includes(".") || given.has("-f", "--force", "-B") || (revision.test(first) && rest.length > 0)
  return lost ? [{ kind: "git.discard", what: "changes of the work tree" }] : []
}

/** Branches have no dots and few have names of files; what looks like a file is taken for one. */
function namedFiles(given: Arguments): string[] {
  return paths(given).filter((path) => path !== "." && !revision.test(path) && /^\.|\/.*\.|\.\w+$/.test(path))
}

const restored: Subcommand = discards(
  "changes of the work tree",
  (given) => paths(given).some((path) => path === "." || path === ":/") && (!given.has("--staged", "-S") || given.has("--worktree", "-W")),
)

const subcommands: Readonly<Record<string, Subcommand>> = {
  push,
  config,
  commit: (given) => [{ kind: "git.commit" }, ...skips(given, "--no-verify", "-n")],
  merge: (given) => skips(given, "--no-verify"),
  am: (given) => skips(given, "--no-verify", "-n"),
  rebase: (given, call) => [
    ...(given.has("--root", "--onto") ? [{ kind: "git.discard", what: "the history" } as const] : []),
    ...skips(given, "--no-verify"),
    ...given.all.flatMap(([name, value]) => (/^(?:-x|--exec)$/.test(name) && typeof value === "object" ? call.shell(asStream(value)).effects : [])),
  ],
  reset: discards("reset --hard", (given) => given.has("--hard")),
  clean: (given) =>
    given.has("-f", "--force", "-ff") && !given.has("-n", "--dry-run") ? [{ kind: "git.discard", what: "clean: files that Git does not know" }] : [],
  checkout: (given) => [...checkedOut(given), ...namedFiles(given).map((path): Effect => ({ kind: "file.write", path }))],
  switch: discards("changes of the work tree", (given) => given.has("-f", "--force", "--discard-changes", "-C")),
  "read-tree": discards("changes of the work tree", (given) => given.has("--reset", "-u")),
  "symbolic-ref": discards("a reference", (given) => given.has("-d", "--delete")),
  "send-pack": (given) => [
    { kind: given.has("--force", "--mirror") ? "git.force_push" : "git.push", remote: paths(given)[0] ?? "", refs: paths(given).slice(1) },
  ],
  subtree: (given) =>
    paths(given)[0] === "push"
      ? [{ kind: given.has("--force", "-f") ? "git.force_push" : "git.push", remote: paths(given).at(-2) ?? "", refs: paths(given).slice(-1) }]
      : [],
  replace: discards("the history", () => true),
  "fast-import": discards("the history", () => true),
  credential: (given) => (/^(?:fill|get)$/.test(paths(given)[0] ?? "") ? [{ kind: "secret.read", what: "git credential" }] : []),
  difftool: (given, call) =>
    given.all.flatMap(([name, value]) => (/^(?:-x|--extcmd)$/.test(name) && typeof value === "object" ? call.shell(asStream(value)).effects : [])),
  "commit-tree": () => [{ kind: "git.skip_hooks", how: "commit-tree" }],
  "update-index": (given) =>
    given.has("--skip-worktree", "--assume-unchanged") ? paths(given).map((path): Effect => ({ kind: "file.write", path })) : [],
  show: shows,
  log: shows,
  diff: shows,
  "cat-file": shows,
  archive: shows,
  restore: (given, call) => [...namedFiles(given).map((path): Effect => ({ kind: "file.write", path })), ...restored(given, call)],
  stash: discards("stashed changes", (given) => /^(?:drop|clear)$/.test(paths(given)[0] ?? "")),
  branch: discards("a branch that is not merged", (given) => given.has("-D") || (given.has("-d", "--delete") && given.has("-f", "--force"))),
  tag: discards("a tag", (given) => given.has("-d", "--delete", "-f", "--force")),
  reflog: discards("the reflog", (given) => /^(?:expire|delete)$/.test(paths(given)[0] ?? "")),
  gc: discards("objects that nothing names", (given) => given.value("--prune") !== undefined),
  prune: discards("objects that nothing names", () => true),
  "filter-branch": discards("the history", () => true),
  "filter-repo": discards("the history", () => true),
  "update-ref": discards("a reference", (given) => given.has("-d") || paths(given).length > 1),
  worktree: discards("a work tree", (given) => paths(given)[0] === "remove" && given.has("-f", "--force")),
  rm: (given) => paths(given).map((path) => ({ kind: "file.delete", path, recursive: given.has("-r") })),
  mv: (given) => (paths(given).length < 2 ? [] : [{ kind: "file.rename", path: paths(given)[0]!, to: paths(given).at(-1)! }]),
  apply: (given) =>
    given.all.flatMap(([name, value]) =>
      name === "--include" && typeof value === "object" ? [{ kind: "file.write", path: value.text } as const] : [],
    ),
  bisect: (given, call) => (paths(given)[0] === "run" ? call.start(given.words.slice(1)).effects : []),
  submodule: (given, call) =>
    paths(given)[0] === "deinit" && given.has("-f", "--force")
      ? [{ kind: "git.discard", what: "a submodule's work tree" }]
      : paths(given)[0] === "foreach"
        ? call.shell(asStream(given.words.at(-1)!)).effects
        : [],
  remote: (given) => (/^(?:add|set-url)$/.test(paths(given)[0] ?? "") ? [{ kind: "net.receive", host: hostOf(paths(given).at(-1) ?? "") }] : []),
  clone: (given) => (paths(given)[0] === undefined ? [] : [{ kind: "net.receive", host: hostOf(paths(given)[0]!) }]),
  "send-email": () => [{ kind: "net.send", host: "", carries: "file" }],
}

const values = [
  "-m",
  "--message",
  "-F",
  "--file",
  "-C",
  "-c",
  "--author",
  "--date",
  "-b",
  "-B",
  "-o",
  "--push-option",
  "--onto",
  "-s",
  "--strategy",
  "-X",
  "--depth",
  "--branch",
  "--repo",
  "--receive-pack",
  "--upload-pack",
]

const git: Program = (call) => {
  const own = argumentsOf(call.args, ["-C", "-c", "--git-dir", "--work-tree", "--namespace", "--exec-path", "--config-env"], true)
  const effects: Effect[] = []
  const aliases = new Map<string, string>()
  for (const [name, value] of own.all) {
    if (name !== "-c" || typeof value !== "object") continue
    const [key = "", ...rest] = value.text.split("=")
    effects.push(...(key.toLowerCase().startsWith("alias.") ? [] : settingEffects(key, rest.join("="))))
    if (key.toLowerCase().startsWith("alias.")) aliases.set(key.slice("alias.".length), rest.join("="))
  }
  const [subcommand, ...rest] = own.words
  if (subcommand === undefined) return said(...effects)
  if (subcommand.unknown !== undefined) return said(...effects, { kind: "unknown", why: `which Git command it is: ${subcommand.unknown}` })
  const alias = aliases.get(subcommand.text) ?? call.scope.settings.get(subcommand.text)
  if (alias !== undefined) return also(effects, aliased(call, alias, rest))
  return said(
    { kind: "program.run", program: "git" },
    ...effects,
    ...(subcommands[subcommand.text]?.(
      argumentsOf(spelledOut(rest), /^(?:rebase|difftool)$/.test(subcommand.text) ? [...values, "-x", "--exec", "--extcmd"] : values),
      call,
    ) ?? []),
  )
}

function aliased(call: Call, alias: string, rest: readonly Field[]): Said {
  const behind = rest.map(({ text }) => text).join(" ")
  return call.shell(known(alias.startsWith("!") ? `${alias.slice(1)} ${behind}` : `git ${alias} ${behind}`))
}

/** Managers of hooks, with the words that take their hooks away. */
const managers: Readonly<Record<string, RegExp>> = {
  husky: /^uninstall$/,
  "pre-commit": /^uninstall$/,
  lefthook: /^uninstall$/,
  overcommit: /^--uninstall$/,
  "simple-git-hooks": /^none$/,
}

const manager =
  (removes: RegExp): Program =>
  ({ args, program }) =>
    args.some(({ text }) => removes.test(text))
      ? quiet({ kind: "git.skip_hooks", how: `${program} ${args[0]!.text}` })
      : said({ kind: "program.run", program })

export const gits: Readonly<Record<string, Program>> = {
  git,
  ...Object.fromEntries(Object.entries(managers).map(([name, removes]) => [name, manager(removes)])),
}
