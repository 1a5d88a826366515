/**
 * Reads findings out of another tool's SARIF 2.1.0. Tolerant of what tools leave out, strict about what shows that the file
 * is cut off or the tool did not finish: those are errors, because an empty list would read as clean.
 */
import { TipstaffError } from "../../../base/errors.ts"
import { isRecord, parseJson } from "../../../base/json.ts"
import { printable } from "../../../base/mask.ts"
import { severityOfCvss, type Severity } from "../../../base/severity.ts"
import { fingerprintOf, type Finding, type FindingClass, type Location } from "../../findings/finding.ts"

export interface ReadSarifOptions {
  /** Default `import`. */
  readonly class?: FindingClass
  /** Absolute path that is taken off absolute locations. */
  readonly root?: string
}

type Fields = Readonly<Record<string, unknown>>

/**
 * Findings of all runs. Suppressed results are kept: a tool's own suppression is not an exception that anyone here approved.
 * Throws `json/invalid`, `json/too-deep`, `sarif/invalid` (not SARIF 2.1), `sarif/incomplete` (no results, results elsewhere,
 * an execution that failed, or an error the tool notes about itself).
 */
export function readSarif(text: string, file: string, options: ReadSarifOptions = {}): Finding[] {
  const log = parseJson(text, file)
  if (!isRecord(log) || !Array.isArray(log["runs"])) throw invalid(file, "it has no runs")
  const version = textOf(log["version"])
  if (!version?.startsWith("2.1.")) throw invalid(file, `its version is ${version === undefined ? "missing" : shown(version)}`)
  if (log["runs"].length === 0) throw incomplete(file, "it holds no run")
  return log["runs"].flatMap((run: unknown) => {
    if (!isRecord(run)) throw invalid(file, "a run is not an object")
    return findingsOf(requireComplete(run, file), run, file, options)
  })
}

function requireComplete(run: Fields, file: string): readonly unknown[] {
  for (const invocation of listOf(run["invocations"])) {
    const notes = listOf(field(invocation, "toolExecutionNotifications"))
    const failure = notes.find((note) => field(note, "level") === "error")
    const why = textOf(field(failure, "message", "text")) ?? textOf(field(invocation, "exitCodeDescription"))
    if (field(invocation, "executionSuccessful") === false)
      throw incomplete(file, `the tool did not finish${why === undefined ? "" : `: ${shown(why)}`}`)
    if (failure !== undefined) throw incomplete(file, `the tool notes an error: ${shown(why ?? "without a text")}`)
  }
  // SARIF section 3.14.23: absent or null means that no analysis was made; an empty list means that nothing was found.
  if (!Array.isArray(run["results"])) throw incomplete(file, "a run has no results")
  if (field(run, "externalPropertyFileReferences", "results") !== undefined) throw incomplete(file, "results are in other files")
  return run["results"]
}

function findingsOf(results: readonly unknown[], run: Fields, file: string, options: ReadSarifOptions): Finding[] {
  const driver = field(run, "tool", "driver")
  const tool = textOf(field(driver, "name"))
  if (tool === undefined) throw invalid(file, "a run does not name its tool")
  const version = textOf(field(driver, "semanticVersion")) ?? textOf(field(driver, "version")) ?? "unknown"
  const rules = new RuleIndex(run)
  const seen = new Map<string, number>()
  return results.flatMap((entry): Finding[] => {
    if (!isRecord(entry)) throw invalid(file, "a result is not an object")
    const kind = textOf(entry["kind"]) ?? "fail"
    if (kind === "pass" || kind === "notApplicable" || entry["baselineState"] === "absent") return []
    const rule = rules.of(entry)
    const ruleId = shown(textOf(entry["ruleId"]) ?? textOf(field(entry, "rule", "id")) ?? textOf(field(rule, "id")) ?? "unnamed")
    const text = messageText(entry, rule)
    const place = placeOf(entry, run, options.root)
    const message = place.outside === undefined ? text : `${text} (at ${shown(place.outside)})`
    const title = oneLine(textOf(field(rule, "shortDescription", "text")) ?? text)
    const tags = textsOf(field(rule, "properties", "tags"), field(entry, "properties", "tags"))
    const remediation = textOf(field(rule, "help", "text"))
    const help = textOf(field(rule, "helpUri"))
    // The file's own fingerprints go in as text: whoever writes the file must not be able to choose ours.
    const theirs = isRecord(entry["partialFingerprints"]) ? JSON.stringify(entry["partialFingerprints"]).slice(0, 2000) : text
    const parts = ["sarif", tool, ruleId, place.location?.path ?? place.outside ?? "", theirs]
    const key = parts.join("\n")
    const nth = (seen.get(key) ?? 0) + 1
    seen.set(key, nth)
    return [
      {
        fingerprint: fingerprintOf(...parts, ...(nth === 1 ? [] : [String(nth)])),
        class: options.class ?? "import",
        severity: kind === "informational" ? "info" : severityOf(entry, rule),
        confidence: confidenceOf(field(rule, "properties", "precision")),
        title: title === "" ? ruleId : title,
        message: printable(message.slice(0, 2000)),
        ...(remediation === undefined ? {} : { remediation: printable(remediation.slice(0, 2000)) }),
        ...(place.location === undefined ? {} : { location: place.location }),
        cwe: named(tags, /\bcwe[-/ ]?0*([1-9]\d{0,4})\b/i, (digits) => `CWE-${digits}`),
        owasp: named(tags, /\b((?:A\d{2}|LLM\d{2}):20\d{2})\b/, (name) => name),
        aliases: named([ruleId, ...tags], /\b(CVE-\d{4}-\d{4,7}|GHSA(?:-[0-9a-z]{4}){3})\b/i, (name) => name),
        sources: [{ tool: shown(tool), version: shown(version), rule: ruleId }],
        ...(help !== undefined && /^https?:\/\//.test(help) && URL.canParse(help) ? { help: help.slice(0, 500) } : {}),
      },
    ]
  })
}

/** Rules of the driver and of the extensions, by id and by position. */
class RuleIndex {
  private readonly components: readonly (readonly unknown[])[]
  private readonly byId = new Map<string, unknown>()

  constructor(run: Fields) {
    const driver = listOf(field(run, "tool", "driver", "rules"))
    const extensions = listOf(field(run, "tool", "extensions")).map((extension) => listOf(field(extension, "rules")))
    this.components = [driver, ...extensions]
    for (const rule of this.components.flat()) {
      const id = textOf(field(rule, "id"))
      if (id !== undefined && !this.byId.has(id)) this.byId.set(id, rule)
    }
  }

  of(result: Fields): unknown {
    const component = numberOf(field(result, "rule", "toolComponent", "index"))
    const position = numberOf(result["ruleIndex"]) ?? numberOf(field(result, "rule", "index"))
    const id = textOf(result["ruleId"]) ?? textOf(field(result, "rule", "id"))
    const placed = position === undefined ? undefined : this.components[component === undefined ? 0 : component + 1]?.[position]
    if (placed !== undefined && (id === undefined || id === field(placed, "id") || id.startsWith(`${textOf(field(placed, "id")) ?? ""}/`)))
      return placed
    return id === undefined ? undefined : this.byId.get(id)
  }
}

const levels: Readonly<Record<string, Severity>> = { error: "high", warning: "medium", note: "low", none: "info" }

/** `security-severity` is a CVSS score that GitHub introduced and most tools write; without it the level decides. */
function severityOf(result: Fields, rule: unknown): Severity {
  for (const value of [field(result, "properties", "security-severity"), field(rule, "properties", "security-severity")]) {
    const text = typeof value === "number" ? String(value) : (textOf(value) ?? "").trim()
    const severity = text === "" ? undefined : severityOfCvss(Number(text))
    if (severity !== undefined) return severity
  }
  // SARIF section 3.27.10: without any level it is "warning".
  const level = textOf(result["level"]) ?? textOf(field(rule, "defaultConfiguration", "level")) ?? "warning"
  return Object.hasOwn(levels, level) ? levels[level]! : "medium"
}

function confidenceOf(precision: unknown): Finding["confidence"] {
  if (precision === "very-high" || precision === "high") return "high"
  return precision === "low" ? "low" : "medium"
}

function messageText(result: Fields, rule: unknown): string {
  const direct = textOf(field(result, "message", "text")) ?? textOf(field(result, "message", "markdown"))
  if (direct !== undefined) return direct
  const id = textOf(field(result, "message", "id")) ?? "default"
  const template = textOf(field(rule, "messageStrings", id, "text")) ?? textOf(field(rule, "fullDescription", "text")) ?? ""
  const values = textsOf(field(result, "message", "arguments"))
  return template.slice(0, 5000).replaceAll(/\{(\d{1,2})\}/g, (whole, position: string) => values[Number(position)]?.slice(0, 500) ?? whole)
}

/** The first location inside of the repository; an address that leads elsewhere is given back as text. */
function placeOf(result: Fields, run: Fields, root: string | undefined): { location?: Location; outside?: string } {
  const physical = field(listOf(result["locations"])[0], "physicalLocation")
  const artifact = numberOf(field(physical, "artifactLocation", "index"))
  const uri =
    textOf(field(physical, "artifactLocation", "uri")) ??
    (artifact === undefined ? undefined : textOf(field(listOf(run["artifacts"])[artifact], "location", "uri")))
  if (uri === undefined) return {}
  const path = relativePath(uri, root)
  if (path === undefined) return { outside: uri }
  const region = field(physical, "region")
  const numbers = ["startColumn", "endLine", "endColumn"].map((name) => positive(field(region, name)))
  return {
    location: {
      path,
      line: positive(field(region, "startLine")) ?? 1,
      ...(numbers[0] === undefined ? {} : { column: numbers[0] }),
      ...(numbers[1] === undefined ? {} : { endLine: numbers[1] }),
      ...(numbers[2] === undefined ? {} : { endColumn: numbers[2] }),
    },
  }
}

function relativePath(uri: string, root: string | undefined): string | undefined {
  let path = decoded(uri.slice(0, 4096).replace(/^file:\/\/(?:localhost)?(?=\/)/i, "")).replaceAll("\\", "/")
  const base = root?.replaceAll("\\", "/").replace(/\/+$/, "")
  if (base !== undefined && path.startsWith(`${base}/`)) path = path.slice(base.length + 1)
  if (/^(?:\/|[A-Za-z][A-Za-z0-9+.-]*:)/.test(path)) return undefined
  const parts: string[] = []
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue
    if (part === ".." && parts.pop() === undefined) return undefined
    if (part !== "..") parts.push(part)
  }
  return parts.length === 0 ? undefined : parts.join("/")
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function named(texts: readonly string[], pattern: RegExp, spell: (match: string) => string): string[] {
  return [...new Set(texts.flatMap((text) => pattern.exec(text.slice(0, 500))?.[1] ?? []).map(spell))]
}

function field(value: unknown, ...path: readonly string[]): unknown {
  let current = value
  for (const step of path) {
    if (!isRecord(current) || !Object.hasOwn(current, step)) return undefined
    current = current[step]
  }
  return current
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined
}

function textsOf(...lists: readonly unknown[]): string[] {
  return lists.flatMap((list) => listOf(list)).filter((item) => typeof item === "string")
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined
}

function positive(value: unknown): number | undefined {
  const number = numberOf(value)
  return number === undefined || number < 1 ? undefined : number
}

function oneLine(text: string): string {
  return printable((text.split("\n")[0] ?? "").slice(0, 200)).trim()
}

function shown(text: string): string {
  return printable(text.slice(0, 300))
}

function invalid(file: string, why: string): TipstaffError {
  return new TipstaffError("sarif/invalid", `${file} is not SARIF 2.1.0: ${why}`, { file })
}

function incomplete(file: string, why: string): TipstaffError {
  return new TipstaffError("sarif/incomplete", `${file} is not a complete result: ${why}`, { file, next: "run the tool again" })
}
