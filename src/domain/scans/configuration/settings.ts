/** Reads `name value` settings out of any common configuration format, without needing the format to be correct. */
import { openJson, openToml, openYamlStream, type DataFile, type Path } from "./document.ts"

export interface Setting {
  /** The last name before the value, as written. */
  readonly key: string
  /** Names from the outside in, joined by dots, the key included; only the key where the format is flat. */
  readonly trail: string
  readonly value: string
  readonly line: number
}

const maxSettings = 200_000
/** Characters; longer texts are read line by line, which needs no memory for a tree. */
const maxParsed = 5 * 1024 * 1024

/** Settings of a file. Structured formats that do not parse are read line by line instead, so that nothing is skipped. */
export function settingsOf(path: string, text: string): Setting[] {
  const open = text.length > maxParsed ? undefined : structured(path)
  if (open) {
    try {
      return open(path, text).flatMap((file) => [...leavesOf(file)])
    } catch {
      return [...lineSettings(text)]
    }
  }
  return [...lineSettings(text)]
}

function structured(path: string): ((path: string, text: string) => DataFile[]) | undefined {
  if (/\.ya?ml$/i.test(path)) return openYamlStream
  if (/\.json[c5]?$/i.test(path)) return (name, text) => [openJson(name, text)]
  if (/\.toml$/i.test(path)) return (name, text) => [openToml(name, text)]
  return undefined
}

function* leavesOf(file: DataFile): Generator<Setting> {
  const pending: { value: unknown; path: Path }[] = [{ value: file.value, path: [] }]
  let count = 0
  while (pending.length > 0 && count < maxSettings) {
    const { value, path } = pending.pop()!
    if (path.length > 60) continue
    if (Array.isArray(value)) for (const [index, item] of value.entries()) pending.push({ value: item, path: [...path, index] })
    else if (typeof value === "object" && value !== null)
      for (const [name, inner] of Object.entries(value)) pending.push({ value: inner, path: [...path, name] })
    else if (value !== null && value !== undefined) {
      count += 1
      const names = path.filter((step) => typeof step === "string")
      const text = String(value)
      const key = names.at(-1) ?? ""
      // A whole configuration file inside a value, as in a ConfigMap.
      if (text.includes("\n")) {
        const line = file.lineOf(path)
        for (const setting of lineSettings(text)) yield { ...setting, trail: `${names.join(".")}.${setting.key}`, line: line + setting.line }
      } else if (couldMatter(key, text)) yield { key, trail: names.join("."), value: text, line: file.lineOf(path) }
    }
  }
}

// Looking a line up walks the document: only done for what a rule could match.
function couldMatter(key: string, value: string): boolean {
  return (
    /tls|ssl|cipher|protocol|version|encrypt|algorithm|verify|insecure|reject|aes|crypt|url|uri|dsn|connection/i.test(key) ||
    /sslmode|tlsv?1|sslv|aes-?_?1|usessl|encrypt=/i.test(value.slice(0, 2000))
  )
}

/** `key value;`, `key = value`, `key: value`, `"key": "value"`, one per line; comments are left out. */
export function* lineSettings(text: string): Generator<Setting> {
  let line = 0
  for (const raw of text.split("\n")) {
    line += 1
    if (raw.length > 20_000) {
      yield* packedSettings(raw, line)
      continue
    }
    const setting = settingOf(raw, line)
    if (setting) yield setting
  }
}

function settingOf(raw: string, line: number): Setting | undefined {
  const content = raw.trim().replace(/^(?:export|set|-)\s+/, "")
  if (content === "" || /^(?:#|\/\/|;|--|<!--|\/\*|\*)/.test(content)) return undefined
  const found = /^["']?([A-Za-z_][\w.:-]{0,200})["']?(?:\s*[=:]\s*|\s+)(.+)$/.exec(content)
  if (!found) return undefined
  const key = found[1]!.replace(/:$/, "")
  const value = found[2]!
    .replace(/\s+#.*$/, "")
    .replace(/[;,]+\s*$/, "")
    .trim()
    .replace(/^(["'])(.*)\1$/, "$2")
  return { key, trail: key, value, line }
}

// Minified JSON and the like: one long line is cut at commas and braces.
function* packedSettings(raw: string, line: number): Generator<Setting> {
  for (const part of raw.split(/[,{}[\]]/)) {
    const setting = part.length > 20_000 ? undefined : settingOf(part, line)
    if (setting) yield setting
  }
}
