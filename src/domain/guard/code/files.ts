/** Calls that read, write, delete, rename or open up files. */
import type { Expression } from "./expression.ts"
import type { Language } from "./language.ts"
import { type Context, pathOf, readFile, type Rule, type Rules, rulesFor, type Site } from "./context.ts"
import { startText } from "./programs.ts"
import { receiveFrom } from "./network.ts"

type Place = number | "receiver"

const at = (site: Site, place: Place) => (place === "receiver" ? site.receiver : site.args[place])

function write(place: Place): Rule {
  return (site, context) => context.emit({ kind: "file.write", path: pathOf(at(site, place), context) })
}

function mode(place: Place): Rule {
  return (site, context) => context.emit({ kind: "file.mode", path: pathOf(at(site, place), context) })
}

function read(place: Place): Rule {
  return (site, context) => readFile(at(site, place), context)
}

function rename(from: Place, to: number): Rule {
  return (site, context) => context.emit({ kind: "file.rename", path: pathOf(at(site, from), context), to: pathOf(site.args[to], context) })
}

function copy(from: Place, to: number): Rule {
  return (site, context) => {
    readFile(at(site, from), context)
    context.emit({ kind: "file.write", path: pathOf(site.args[to], context) })
  }
}

/** `setting`: the option that makes it recursive. */
function remove(place: Place, recursive: boolean | "setting" = false): Rule {
  return (site, context) => {
    const deep = recursive === "setting" ? isSet(site.named("recursive")) : recursive
    context.emit({ kind: "file.delete", path: pathOf(at(site, place), context), recursive: deep })
  }
}

/** Anything but a plain false counts as set. */
const isSet = (value: Expression | undefined) => value !== undefined && !(value.kind === "name" && /^(?:false|nil|null)$/i.test(value.name))

/** Every argument is a path, or a list of them. */
function each(effect: (path: string, context: Context) => void, from = 0): Rule {
  return (site, context) => {
    const given = site.args.slice(from)
    if (given.length === 0) effect(pathOf(undefined, context), context)
    for (const arg of given) {
      const paths = context.values.text(arg) === undefined ? context.values.list(arg) : undefined
      for (const path of paths ?? [pathOf(arg, context)]) effect(path, context)
    }
  }
}

const removeEach = (recursive: boolean, from = 0) => each((path, { emit }) => emit({ kind: "file.delete", path, recursive }), from)
const writeEach = (from = 0) => each((path, { emit }) => emit({ kind: "file.write", path }), from)
const modeEach = (from = 0) => each((path, { emit }) => emit({ kind: "file.mode", path }), from)

/** open(path, mode): what the mode says; a mode that is computed may write. */
function open(place: Place, modeAt: number): Rule {
  return (site, context) => {
    const path = at(site, place) ?? site.named("file") ?? site.named("path")
    const given = site.args[modeAt] ?? site.named("mode")
    if (given?.kind === "call" || given?.kind === "pair") return readFile(path, context)
    const text = given === undefined ? "r" : context.values.text(given)
    if (/^https?:/.test((path && context.values.shape(path).text) ?? "")) return receiveFrom(path, context)
    if (text === undefined || /[waxc+]/.test(text)) context.emit({ kind: "file.write", path: pathOf(path, context) })
    else readFile(path, context)
  }
}

/** os.open(path, flags) */
const openFlags: Rule = (site, context) => {
  const flags = JSON.stringify(site.args[1] ?? "")
  if (/O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND)/.test(flags)) write(0)(site, context)
  else readFile(site.args[0], context)
}

/** open of Perl: the mode stands apart or before the path; a pipe starts a program. */
const perlOpen: Rule = (site, context) => {
  const [, second, ...rest] = site.args
  const shape = second === undefined ? undefined : context.values.shape(second)
  if (shape === undefined) return
  if (rest.length === 0) return oneArgumentOpen(second!, shape.text, context)
  const how = shape.text.trim()
  if (how === "-|" || how === "|-") return startText(rest.length === 1 ? rest[0] : { kind: "group", open: "[", items: rest }, context)
  if (/^\+?<|^<:/.test(how) && !how.startsWith("+")) return readFile(rest[0], context)
  context.emit({ kind: "file.write", path: pathOf(rest[0], context) })
}

function oneArgumentOpen(expression: Expression, text: string, context: Context): void {
  const whole = context.values.text(expression) !== undefined
  const pipe = /^\s*\|(.*)$|^(.*)\|\s*$/s.exec(text)
  if (pipe !== null) return startText(whole ? { kind: "text", value: (pipe[1] ?? pipe[2] ?? "").trim() } : undefined, context)
  const writes = /^\s*\+?>{1,2}\s*(.*)$|^\s*\+<\s*(.*)$/s.exec(text)
  const path: Expression = whole ? { kind: "text", value: (writes?.[1] ?? writes?.[2] ?? text.replace(/^\s*</, "")).trim() } : expression
  if (writes === null) readFile(path, context)
  else context.emit({ kind: "file.write", path: pathOf(path, context) })
}

/** open of Ruby's Kernel: a path that begins with a pipe starts a program. */
const rubyOpen: Rule = (site, context) => {
  const path = site.args[0]
  const text = path === undefined ? undefined : context.values.text(path)
  if (text?.startsWith("|")) return startText({ kind: "text", value: text.slice(1).trim() }, context)
  open(0, 1)(site, context)
}

const python: Rules = {
  ...rulesFor("shutil.rmtree os.removedirs", remove(0, true)),
  ...rulesFor("os.remove os.unlink os.rmdir send2trash.send2trash", remove(0)),
  ...rulesFor("os.rename os.renames os.replace shutil.move", rename(0, 1)),
  ...rulesFor("shutil.copy shutil.copy2 shutil.copyfile shutil.copytree os.link os.symlink", copy(0, 1)),
  ...rulesFor("os.chmod os.lchmod os.chown os.lchown shutil.chown shutil.copymode", mode(0)),
  ...rulesFor("os.truncate os.mkdir os.makedirs os.utime os.mkfifo", write(0)),
  ...rulesFor("open io.open codecs.open gzip.open bz2.open builtins.open aiofiles.open", open(0, 1)),
  "os.open": openFlags,
}

const javascript: Rules = {
  ...rulesFor("fs.rm fs.rmSync Deno.remove Deno.removeSync fs.rmdir fs.rmdirSync", remove(0, "setting")),
  ...rulesFor(
    "fs.remove fs.removeSync fs.emptyDir fs.emptyDirSync rimraf rimraf.sync rimraf.rimraf rimraf.rimrafSync del del.sync shelljs.rm",
    remove(0, true),
  ),
  ...rulesFor("fs.unlink fs.unlinkSync", remove(0)),
  ...rulesFor("fs.rename fs.renameSync Deno.rename Deno.renameSync fs.move fs.moveSync", rename(0, 1)),
  ...rulesFor(
    "fs.cp fs.cpSync fs.copyFile fs.copyFileSync fs.copy fs.copySync Deno.copyFile Deno.copyFileSync fs.link fs.linkSync fs.symlink fs.symlinkSync",
    copy(0, 1),
  ),
  ...rulesFor("fs.chmod fs.chmodSync fs.chown fs.chownSync fs.lchown fs.lchmod Deno.chmod Deno.chown Deno.chmodSync", mode(0)),
  ...rulesFor(
    "fs.writeFile fs.writeFileSync fs.appendFile fs.appendFileSync fs.createWriteStream fs.truncate fs.truncateSync fs.mkdir fs.mkdirSync fs.outputFile fs.outputFileSync fs.writeJson fs.writeJsonSync fs.utimes Deno.writeTextFile Deno.writeTextFileSync Deno.writeFile Deno.writeFileSync Deno.create Deno.mkdir Deno.truncate Bun.write",
    write(0),
  ),
  ...rulesFor(
    "fs.readFile fs.readFileSync fs.createReadStream Deno.readTextFile Deno.readTextFileSync Deno.readFile Deno.readFileSync Bun.file fs.readJson fs.readJsonSync",
    read(0),
  ),
  ...rulesFor("fs.open fs.openSync", open(0, 1)),
}

const ruby: Rules = {
  ...rulesFor(
    "FileUtils.rm_rf FileUtils.rm_r FileUtils.rmtree FileUtils.remove_dir FileUtils.remove_entry FileUtils.remove_entry_secure rm_rf rm_r",
    removeEach(true),
  ),
  ...rulesFor(
    "FileUtils.rm FileUtils.rm_f FileUtils.rmdir FileUtils.remove FileUtils.safe_unlink File.delete File.unlink Dir.delete Dir.rmdir Dir.unlink",
    removeEach(false),
  ),
  ...rulesFor("FileUtils.mv FileUtils.move File.rename", rename(0, 1)),
  ...rulesFor(
    "FileUtils.cp FileUtils.cp_r FileUtils.copy FileUtils.copy_file FileUtils.ln FileUtils.ln_s IO.copy_stream File.symlink File.link",
    copy(0, 1),
  ),
  ...rulesFor("File.chmod File.chown FileUtils.chmod FileUtils.chmod_R FileUtils.chown FileUtils.chown_R", modeEach(1)),
  ...rulesFor("FileUtils.touch FileUtils.mkdir FileUtils.mkdir_p Dir.mkdir", writeEach()),
  ...rulesFor("File.write IO.write File.binwrite IO.binwrite File.truncate", write(0)),
  ...rulesFor("File.read IO.read File.binread File.readlines IO.readlines File.foreach IO.foreach", read(0)),
  ...rulesFor("File.open File.new", open(0, 1)),
  open: rubyOpen,
}

const perl: Rules = {
  ...rulesFor("unlink rmdir", removeEach(false)),
  ...rulesFor("rmtree remove_tree File.Path.rmtree File.Path.remove_tree", removeEach(true)),
  ...rulesFor("rename move mv File.Copy.move", rename(0, 1)),
  ...rulesFor("copy cp File.Copy.copy link symlink", copy(0, 1)),
  ...rulesFor("chmod", modeEach(1)),
  ...rulesFor("chown", modeEach(2)),
  ...rulesFor("truncate", write(0)),
  ...rulesFor("mkdir mkpath make_path", write(0)),
  open: perlOpen,
  sysopen: (site, context) => {
    if (/O_(?:WRONLY|RDWR|CREAT|TRUNC)/.test(JSON.stringify(site.args[2] ?? ""))) write(1)(site, context)
    else readFile(site.args[1], context)
  },
}

const readsOrReceives: Rule = (site, context) => {
  const path = site.args[0]
  const text = path === undefined ? "" : context.values.shape(path).text
  if (/^(?:https?|ftp):/.test(text)) return receiveFrom(path, context)
  if (!/^php:\/\/(?:stdin|input|memory|temp)/.test(text)) readFile(path, context)
}

const php: Rules = {
  ...rulesFor("unlink rmdir", remove(0)),
  rename: rename(0, 1),
  ...rulesFor("copy symlink link", copy(0, 1)),
  ...rulesFor("chmod chown chgrp", mode(0)),
  ...rulesFor("file_put_contents touch mkdir", write(0)),
  move_uploaded_file: write(1),
  ...rulesFor("file_get_contents readfile file parse_ini_file", readsOrReceives),
  fopen: open(0, 1),
}

export const fileRules: Readonly<Record<Language, Rules>> = { python, javascript, ruby, perl, php }

const r = "receiver"
const onPath =
  (rule: Rule): Rule =>
  (site, context) => {
    if (isPath(site.receiver, context, 0)) rule(site, context)
  }

/** Methods of paths, and those whose names say what they do on anything. */
export const fileMethods: Readonly<Record<Language, Rules>> = {
  python: {
    ...rulesFor("rmtree", remove(0, true)),
    ...rulesFor("unlink rmdir", (site, context) => remove(site.args.length > 0 && !isPath(site.receiver, context, 0) ? 0 : r)(site, context)),
    ...rulesFor("write_text write_bytes", write(r)),
    ...rulesFor("touch mkdir symlink_to hardlink_to", onPath(write(r))),
    ...rulesFor("rename replace", onPath(rename(r, 0))),
    ...rulesFor("chmod lchmod", onPath(mode(r))),
    ...rulesFor("read_text read_bytes", read(r)),
    open: onPath(open(r, 0)),
  },
  javascript: {
    ...rulesFor("unlinkSync", remove(0)),
    ...rulesFor("rmSync rmdirSync", remove(0, "setting")),
    ...rulesFor("writeFileSync appendFileSync", write(0)),
    ...rulesFor("renameSync", rename(0, 1)),
    ...rulesFor("chmodSync", mode(0)),
    ...rulesFor("readFileSync", read(0)),
  },
  ruby: {
    ...rulesFor("rmtree", remove(r, true)),
    ...rulesFor("rm_rf rm_r", removeEach(true)),
    unlink: remove(r),
    delete: onPath(remove(r)),
    write: onPath(write(r)),
    rename: onPath(rename(r, 0)),
    read: onPath(read(r)),
  },
  perl: { remove: onPath(remove(r)), spew: write(r), slurp: read(r) },
  php: {},
}

/** Whether a value is a path object: one that was made from a path, or another's part. */
function isPath(expression: Expression | undefined, context: Context, depth: number): boolean {
  if (expression === undefined || depth > 16) return false
  if (expression.kind === "name") return isPath(context.values.only(expression.name), context, depth + 1)
  if (expression.kind === "group") return expression.items.length === 1 && isPath(expression.items[0], context, depth + 1)
  if (expression.kind === "join") return expression.operator === "/" && isPath(expression.parts[0], context, depth + 1)
  if (expression.kind === "call") {
    const name = context.values.dotted(expression.callee) ?? ""
    return (
      /^(?:Path|Pathname|Pathname\.new|Path\.cwd|Path\.home|Rails\.root|Rails\.root\.join|path)$/.test(name) ||
      (expression.callee.kind === "member" && isPath(expression.callee.object, context, depth + 1))
    )
  }
  return expression.kind === "member" && isPath(expression.object, context, depth + 1)
}
