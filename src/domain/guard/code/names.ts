/** One dotted name for what a program can call in many ways: aliases, imports, and lookups by a literal name. */
import type { Language } from "./language.ts"

/** What looks a module up by its name. */
export const moduleLookups: ReadonlySet<string> = new Set([
  "__import__",
  "importlib.import_module",
  "importlib.__import__",
  "require",
  "import",
  "module.require",
  "process.mainModule.require",
  "process.getBuiltinModule",
  "module.constructor._load",
  "Module._load",
  "module._load",
])
/** What looks a member up by its name: the object first, then the name. */
export const memberLookups: ReadonlySet<string> = new Set(["getattr", "Reflect.get", "operator.attrgetter"])
/** Methods that look up or call another method by its name, in Ruby. */
export const sends: ReadonlySet<string> = new Set(["send", "__send__", "public_send", "method", "public_method", "instance_method", "const_get"])
/** Functions that give back, for another function, one that does the same. */
export const wrappers: ReadonlySet<string> = new Set(["util.promisify", "promisify", "functools.partial", "partial", "asyncio.coroutine"])

const modules: Readonly<Record<string, string>> = {
  "fs/promises": "fs",
  "fs-extra": "fs",
  "graceful-fs": "fs",
  posix: "os",
  nt: "os",
  "path/posix": "path",
  "path/win32": "path",
  posixpath: "os.path",
  ntpath: "os.path",
  "cross-spawn": "crossSpawn",
}

export function moduleName(text: string): string {
  const name = text.replace(/^node:/, "")
  return modules[name] ?? name
}

const roots =
  /^(?:globalThis|window|global|self|builtins|__builtins__|__builtin__|globals\(\)|locals\(\)|vars\(\)|sys\.modules|__dict__|Kernel|Object|process\.mainModule\.constructor)\.(?=\w)/

/** `globalThis.process`, `__builtins__.eval`, `sys.modules.os`: the name alone. */
export function plainName(dotted: string, language: Language): string {
  let name = dotted
  for (let round = 0; round < 4 && roots.test(name); round += 1) name = name.replace(roots, "")
  name = name
    .replaceAll(".__dict__.", ".")
    .replaceAll(".default.", ".")
    .replace(/\.default$/, "")
    .replace(/^fs\.promises\b/, "fs")
    .replace(/^pathlib\.(?=\w)/, "")
    .replace(/^os\.path\.os\./, "os.")
    .replace(/^os\.sys\./, "sys.")
    .replace(/^(?:PosixPath|WindowsPath|PurePath|PurePosixPath)\b/, "Path")
  if (language === "perl") return name.replace(/\.new\.(?=\w)/, ".new().")
  return language === "php" ? name.toLowerCase() : name
}
