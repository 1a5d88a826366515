/** LICENSES.md: whose work the package carries, under which licence, with the notices that must travel with it. */
import { existsSync, readFileSync, readdirSync } from "node:fs"
import { isRecord } from "../src/base/json.ts"

interface Carried {
  readonly name: string
  readonly version: string
  readonly licence: string
  /** Left beside the bundle because it is native; npm installs the one that fits the machine. */
  readonly native: boolean
}

/** Everything that npm installs with the package, from the lockfile; what is only for development is left out. */
function carried(): Carried[] {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, unknown> }
  return Object.entries(lock.packages)
    .flatMap(([path, entry]): Carried[] => {
      if (!path.startsWith("node_modules/") || !isRecord(entry)) return []
      if (entry["dev"] === true || entry["devOptional"] === true || entry["link"] === true) return []
      const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)
      return [{ name, version: String(entry["version"]), licence: String(entry["license"]), native: name.startsWith("@ast-grep/") }]
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The words that the package itself carries; the few that carry none have theirs in scripts/notices. */
function noticeOf({ name, licence }: Carried): string | undefined {
  const own = `scripts/notices/${name.replaceAll("/", "-")}.txt`
  if (existsSync(own)) return readFileSync(own, "utf8")
  const folder = `node_modules/${name}`
  if (!existsSync(folder)) return undefined
  // The Apache licence itself is the LICENSE of this package; its notices are not.
  const wanted = licence === "Apache-2.0" ? /^notice(?:\.|$)/i : /^licen[cs]e(?:\.|$)/i
  const file = readdirSync(folder).find((entry) => wanted.test(entry))
  return file === undefined ? undefined : readFileSync(`${folder}/${file}`, "utf8")
}

export function licensesPage(notice: string): string {
  const all = carried()
  const bundled = all.filter((one) => !one.native)
  const native = all.filter((one) => one.native)
  return [
    "# Licences",
    "",
    notice,
    "",
    "Tipstaff itself is under the Apache License 2.0, see `LICENSE`.",
    "",
    "The tables give the licence that a package declares. Where its own licence file differs, that file is below.",
    "",
    "## Bundled into dist",
    "",
    ...table(bundled),
    "## Installed beside it",
    "",
    "The grammars and the parser with native code. npm installs the one package for the machine at hand.",
    "",
    ...table(native),
    "## Data",
    "",
    "| what | where | licence |",
    "|---|---|---|",
    "| rules of the engines and their cases | `rules/code`, `rules/configuration`, `src/domain/secrets/rules` | our own, Apache-2.0 |",
    "| identifiers and names of weaknesses, CWE 4.19.1 | `rules/frameworks/cwe.json` | CWE terms of use; Copyright (c) 2006-2026, The MITRE Corporation. CWE is a trademark of The MITRE Corporation |",
    "| identifiers and titles of the OWASP Top 10 lists | `rules/frameworks/owasp.json` | facts; the texts (CC BY-SA 4.0) are not included |",
    "| schemas of CycloneDX 1.6, JSF and SPDX ids | `test/fixtures/schemas`, for tests only, not in the package | Apache-2.0, OWASP Foundation |",
    "",
    "Advisories are not included. They are read from a mirror of yours or from the OSV API and keep the licences of their",
    "databases.",
    "",
    "## Notices",
    "",
    "### CWE",
    "",
    "```text",
    "Copyright (c) 2006-2026, The MITRE Corporation. CWE is a trademark of The MITRE Corporation.",
    "The MITRE Corporation (MITRE) hereby grants you a non-exclusive, royalty-free license to use CWE for research,",
    "development, and commercial purposes. Any copy you make for such purposes is authorized on the condition that you",
    "reproduce MITRE's copyright designation and this license in any such copy.",
    "```",
    "",
    ...all.flatMap((one) => {
      const text = noticeOf(one)
      return text === undefined ? [] : [`### ${one.name}`, "", "```text", text.trimEnd().replaceAll("\r\n", "\n").replaceAll("```", "'''"), "```", ""]
    }),
  ].join("\n")
}

function table(rows: readonly Carried[]): string[] {
  return [
    "| package | version | licence |",
    "|---|---|---|",
    ...rows.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`),
    "",
  ]
}
