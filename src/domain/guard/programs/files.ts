/** Programs that change files: what is written, moved, deleted, or opened to others. */
import type { Effect } from "../effect.ts"
import { fileKey } from "../shell/located.ts"
import { argumentsOf } from "../shell/arguments.ts"
import { quiet, said, type Call, type Program } from "../shell/call.ts"
import type { Field } from "../shell/field.ts"
import { written } from "../shell/redirect.ts"
import { known, unknownText } from "../shell/stream.ts"
import { inputOf } from "./streams.ts"

const deletes =
  (always: boolean): Program =>
  ({ args }) => {
    const { words, has } = argumentsOf(args)
    const recursive = always || has("-r", "-R", "--recursive", "-d")
    // What has an ending is a file, whatever the switch says.
    return quiet(
      ...words.map(({ text }): Effect => ({ kind: "file.delete", path: text, recursive: recursive && !/[^/.]\.[A-Za-z]\w{0,5}$/.test(text) })),
    )
  }

/** The last word is where it goes. */
function fromTo(args: readonly Field[]): { readonly from: readonly Field[]; readonly to: Field | undefined } {
  const { words, value } = argumentsOf(args, ["-t", "--target-directory", "-S", "--suffix", "-m", "-o", "-g"])
  const folder = value("-t", "--target-directory")
  return folder === undefined ? { from: words.slice(0, -1), to: words.at(-1) } : { from: words, to: folder }
}

/** What lies in the folder, or at the path, afterwards. */
function landing(from: Field, to: Field): string[] {
  const name = from.text.replace(/\/+$/, "").split("/").at(-1) ?? ""
  return /\/$|^(?:\.{1,2}|~)$/.test(to.text) ? [`${to.text.replace(/\/+$/, "")}/${name}`] : [to.text]
}

const move: Program = ({ args }) => {
  const { from, to } = fromTo(args)
  if (to === undefined) return quiet()
  return quiet(...from.flatMap((path) => landing(path, to).map((target): Effect => ({ kind: "file.rename", path: path.text, to: target }))))
}

const copy: Program = ({ args, scope }) => {
  const { from, to } = fromTo(args)
  if (to === undefined) return quiet()
  const effects: Effect[] = []
  for (const path of from) {
    effects.push({ kind: "file.read", path: path.text })
    for (const target of landing(path, to)) effects.push(written(target, scope, scope.files.get(fileKey(path.text, scope)) ?? unknownText("file")))
  }
  return quiet(...effects)
}

/** A link gives its target a second name: writing through it changes the target. */
const link: Program = ({ args }) => {
  const { from, to } = fromTo(args)
  if (to === undefined) return quiet()
  // What lies elsewhere is not changed by a name for it here, but it can be read through it.
  return quiet(
    ...from.flatMap((path): Effect[] =>
      /^(?:\.\.|\/|~)/.test(path.text)
        ? [
            { kind: "file.read", path: path.text },
            { kind: "file.write", path: landing(path, to)[0]! },
          ]
        : [{ kind: "file.rename", path: path.text, to: landing(path, to)[0]! }],
    ),
  )
}

const writes: Program = ({ args, scope }) =>
  quiet(...argumentsOf(args, ["-s", "-r", "-d", "-t", "--size", "--date"]).words.map((word) => written(word, scope, unknownText())))

/** Others may write, or the file runs with its owner's rights. */
const opens = /(?:^|[0-7])[0-7]{2}[2367]$|[oa]?\+[rxst]*w|u\+s|[4567][0-7]{3}$/

/** A mode or an owner, then files. A mode may begin with a dash. */
const mode: Program = ({ args, program }) => {
  const minus = args.find(({ text }) => /^-[rwxstX]+$/.test(text))
  const { words, has } = argumentsOf(args.filter((arg) => arg !== minus))
  const [how, ...files] = minus === undefined ? words : [minus, ...words]
  const effects: Effect[] = files.map(({ text }) => ({ kind: "file.mode", path: text }))
  const named = files.map(({ text }) => text)
  if (how !== undefined && opens.test(how.text)) effects.push({ kind: "permission.change", system: "files", what: `${how.text} ${named.join(" ")}` })
  else if (has("-R") && named.some((text) => /^(?:\/|~|\/\w+|\.{1,2}|\*)\/?$/.test(text)))
    effects.push({ kind: "system.change", what: `${program} of whole folders` })
  return quiet(...effects)
}

const dd: Program = ({ args, scope, stdin }) => {
  const of = (name: string) => args.find(({ text }) => text.startsWith(`${name}=`))?.text.slice(name.length + 1)
  const [input, output] = [of("if"), of("of")]
  const effects: Effect[] = input === undefined ? [] : [{ kind: "file.read", path: input }]
  if (output !== undefined)
    effects.push(/^\/dev\/(?!null|std)/.test(output) ? { kind: "system.change", what: `writes to ${output}` } : written(output, scope, stdin))
  return said(...effects)
}

/** Commands of sed that write files or start programs. */
const sed: Program = (call) => {
  const { words, has, all } = argumentsOf(call.args, ["-e", "-f", "--expression", "--file"])
  const inPlace = has("-i", "--in-place") || call.args.some(({ text }) => /^-\w*i/.test(text))
  const scripts = all.flatMap(([name, value]) => (/^(?:-e|--expression)$/.test(name) && typeof value === "object" ? [value] : []))
  const files = scripts.length > 0 || has("-f", "--file") ? words : words.slice(1)
  const script = (scripts.length > 0 ? scripts : words.slice(0, 1)).map(({ text }) => text).join("\n")
  const effects: Effect[] = []
  if (
    /(?:^|[;\n{}\d$]|\/)\s*e(?:\s|$)|\/[gpi\d]*e[gpi]*(?:\s*(?:[;\n}]|$))/.test(script.replace(/\\./g, "")) &&
    /(?:^|[;\n\d$])\s*e\s*\S|s(.).*\1.*\1\w*e/s.test(script)
  )
    effects.push({ kind: "unknown", why: "sed starts a program" })
  for (const [, path = ""] of script.matchAll(/(?:^|[;\n/\d$])\s*[wW]\s+([^\n;]+)/g)) effects.push({ kind: "file.write", path: path.trim() })
  if (inPlace) return quiet(...effects, ...files.map((file) => written(file, call.scope, unknownText())))
  const input = inputOf(call, files)
  return { effects: [...effects, ...input.effects], stdout: { ...input.stdout, text: undefined } }
}

const awk: Program = (call) => {
  const { words, has } = argumentsOf(call.args, ["-F", "-v", "-f", "--file"])
  const program = words[0]?.text ?? ""
  const effects: Effect[] = []
  const started = [...program.matchAll(/system\s*\(\s*"((?:[^"\\]|\\.)*)"|"((?:[^"\\]|\\.)*)"\s*\|\s*getline|\|\s*"((?:[^"\\]|\\.)*)"/g)].map(
    ([, one, two, three]) => one ?? two ?? three ?? "",
  )
  for (const command of started) effects.push(...call.shell(known(command.replace(/\\(.)/g, "$1"))).effects)
  if (started.length === 0 && /\bsystem\s*\(|\|\s*getline|\|\s*[a-z$]/.test(program))
    effects.push({ kind: "unknown", why: "awk starts a program that is put together" })
  for (const [, path = ""] of program.matchAll(/print[^;}|]*>>?\s*"([^"]+)"/g)) effects.push({ kind: "file.write", path })
  const input = inputOf(call, has("-f", "--file") ? words : words.slice(1).filter(({ text }) => !/^\w+=/.test(text)))
  return { effects: [...effects, ...input.effects], stdout: { ...input.stdout, text: undefined } }
}

/** An archive that names a program, or that is unpacked over what is there. */
const tar: Program = (call) => {
  const { all, words, value, has } = argumentsOf(call.args, [
    "-f",
    "-C",
    "--file",
    "--directory",
    "-I",
    "--use-compress-program",
    "--checkpoint-action",
    "--to-command",
    "--checkpoint",
  ])
  const effects: Effect[] = []
  for (const [name, given] of all) {
    if (typeof given !== "object") continue
    if (name === "--checkpoint-action" && given.text.startsWith("exec=")) effects.push(...call.shell(known(given.text.slice(5))).effects)
    if (/^(?:-I|--use-compress-program|--to-command)$/.test(name)) effects.push(...call.shell(known(given.text)).effects)
  }
  const bundled = /^-?\w*c\w*$/.test(call.args[0]?.text ?? "")
  const file = value("-f", "--file") ?? (/^\w*f\w*$/.test(words[0]?.text ?? "") ? words[1] : undefined)
  if (bundled || has("-c", "--create")) {
    const packed = words.filter((word) => word !== file && !/^\w*c\w*f?$/.test(word.text))
    effects.push(...packed.map(({ text }): Effect => ({ kind: "file.read", path: text })))
    if (file !== undefined && file.text !== "-") effects.push(written(file, call.scope, unknownText("file")))
  }
  const into = value("-C", "--directory")
  if (into !== undefined && !bundled) effects.push({ kind: "file.write", path: `${into.text.replace(/\/?$/, "/")}` })
  if (has("--remove-files")) effects.push({ kind: "file.delete", path: words.at(-1)?.text ?? ".", recursive: true })
  return said(...effects)
}

const rsync: Program = ({ args }) => {
  const { words, has, value } = argumentsOf(args, ["-e", "--rsh", "--exclude", "--include", "--filter", "-f"])
  const to = words.at(-1)?.text ?? ""
  const from = words.slice(0, -1).map(({ text }) => text)
  const effects: Effect[] = from.map((path) => ({ kind: "file.read", path }))
  const remote = /^(?:[\w.-]+@)?([\w.-]+):/.exec(to)
  if (remote !== null) effects.push({ kind: "net.send", host: remote[1]!, carries: "file" })
  else
    effects.push(
      has("--delete", "--delete-after", "--delete-before", "--delete-excluded", "--delete-during")
        ? { kind: "file.delete", path: to, recursive: true }
        : { kind: "file.write", path: to },
    )
  if (has("--remove-source-files")) effects.push(...from.map((path): Effect => ({ kind: "file.delete", path, recursive: true })))
  if (value("-e", "--rsh") !== undefined && !/^ssh\b/.test(value("-e", "--rsh")!.text))
    effects.push({ kind: "unknown", why: "rsync starts a program of its own" })
  return said(...effects)
}

/** Editors that take commands on their command line. */
const editor: Program = (call) => {
  const { all, words } = argumentsOf(call.args, ["-c", "--cmd", "-S", "--eval", "-s"])
  const commands = all
    .flatMap(([, value]) => (typeof value === "object" ? [value.text] : []))
    .concat(words.filter(({ text }) => text.startsWith("+")).map(({ text }) => text.slice(1)))
  const effects: Effect[] = []
  for (const command of commands) {
    const started = /^:?(?:silent\s+)?!(.*)$|\bsystem\(["'](.*?)["']\)|shell-command\s+"(.*?)"/s.exec(command.trim())
    if (started !== null) effects.push(...call.shell(known(started[1] ?? started[2] ?? started[3] ?? "")).effects)
  }
  return said(...effects, ...words.filter(({ text }) => !text.startsWith("+")).map((word): Effect => ({ kind: "file.write", path: word.text })))
}

const patch: Program = (call) => {
  const text = call.stdin.text ?? ""
  const paths = [...text.matchAll(/^\+\+\+ (?:b\/)?(\S+)/gm)].map(([, path = ""]) => path)
  const [target] = argumentsOf(call.args, ["-p", "-i", "-d", "-o", "-r"]).words
  if (target !== undefined) return quiet({ kind: "file.write", path: target.text })
  if (call.stdin.text === undefined) return quiet({ kind: "unknown", why: "which files the patch changes is not known" })
  return quiet(...paths.map((path): Effect => ({ kind: "file.write", path })))
}

/** Takes the whole argument as a device or a disk. */
const destroysDisk: Program = (call: Call) => said({ kind: "system.change", what: `${call.program} on a disk` })

export const files: Readonly<Record<string, Program>> = {
  rm: deletes(false),
  unlink: deletes(false),
  rmdir: deletes(false),
  shred: (call) =>
    quiet(
      ...argumentsOf(call.args, ["-n", "-s"]).words.map(({ text }): Effect =>
        text.startsWith("/dev/") ? { kind: "system.change", what: `overwrites ${text}` } : { kind: "file.delete", path: text, recursive: false },
      ),
    ),
  srm: deletes(true),
  rimraf: deletes(true),
  del: deletes(false),
  "del-cli": deletes(true),
  trash: deletes(true),
  mv: move,
  rename: (call) => said(...call.args.slice(1).map(({ text }): Effect => ({ kind: "file.write", path: text }))),
  cp: copy,
  install: copy,
  ln: link,
  touch: writes,
  truncate: writes,
  sponge: writes,
  fallocate: writes,
  ed: (call) =>
    said(
      { kind: "file.write", path: argumentsOf(call.args).words[0]?.text ?? "" },
      ...[...(call.stdin.text ?? "").matchAll(/^\d*!(.+)$/gm)].flatMap(([, command = ""]) => call.shell(known(command)).effects),
    ),
  gio: (call) => (call.args[0]?.text === "trash" ? deletes(true)({ ...call, args: call.args.slice(1) }) : said()),
  wipe: deletes(true),
  ...Object.fromEntries(
    ["icacls", "takeown", "setcap"].map((name) => [
      name,
      ({ args }: Call) => said({ kind: "permission.change", system: "files", what: args.map(({ text }) => text).join(" ") }),
    ]),
  ),
  mkdir: () => quiet(),
  chmod: mode,
  chown: mode,
  chgrp: mode,
  setfacl: mode,
  chattr: mode,
  dd,
  sed,
  gsed: sed,
  awk,
  gawk: awk,
  mawk: awk,
  tar,
  bsdtar: tar,
  rsync,
  patch,
  unzip: ({ args }) =>
    said(
      ...[argumentsOf(args, ["-d"]).value("-d")].flatMap((folder): Effect[] =>
        folder === undefined ? [] : [{ kind: "file.write", path: folder.text.replace(/\/?$/, "/") }],
      ),
    ),
  zip: ({ args }) =>
    said(
      ...argumentsOf(args)
        .words.slice(1)
        .map(({ text }): Effect => ({ kind: "file.read", path: text })),
    ),
  ...Object.fromEntries(["vim", "vi", "nvim", "ex", "emacs", "nano"].map((name) => [name, editor])),
  ...Object.fromEntries(
    [
      "mkfs",
      "mke2fs",
      "mkdosfs",
      "mdadm",
      "nvme",
      "diskpart",
      "bcdedit",
      "zfs",
      "btrfs",
      "badblocks",
      "mkswap",
      "wipefs",
      "fdisk",
      "sfdisk",
      "gdisk",
      "sgdisk",
      "parted",
      "blkdiscard",
      "hdparm",
      "cryptsetup",
      "diskutil",
      "format",
      "zpool",
      "lvremove",
      "vgremove",
      "pvremove",
    ].map((name) => [name, destroysDisk]),
  ),
}
