/** Advisories of made-up packages, in the forms in which npm, OSV and the OSV databases give them, on the loopback. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { strToU8, zipSync } from "fflate"

export interface AdvisoryServer {
  readonly url: string
  close(): Promise<void>
}

const npmAdvisories = {
  "tipstaff-left": [
    {
      id: 1,
      url: "https://github.com/advisories/GHSA-2222-3333-4444",
      title: "Left takes the wrong side",
      severity: "critical",
      vulnerable_versions: "<1.2.0",
      cwe: ["CWE-1321"],
      cvss: { score: 9.8, vectorString: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" },
    },
  ],
}

function osvAdvisory(id: string, ecosystem: string, name: string) {
  return {
    schema_version: "1.6.0",
    id,
    modified: "2026-01-01T00:00:00Z",
    published: "2026-01-01T00:00:00Z",
    aliases: ["CVE-2026-99999"],
    summary: "A sample that goes wrong",
    details: "For tests.",
    affected: [
      {
        package: { ecosystem, name },
        ranges: [{ type: ecosystem === "npm" ? "SEMVER" : "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "1.2.0" }] }],
        versions: ["1.0.0"],
      },
    ],
    severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }],
    database_specific: { cwe_ids: ["CWE-1321"] },
  }
}

/** A registry that knows two packages and one advisory, and an OSV service that knows one. */
export async function serveAdvisories(): Promise<AdvisoryServer> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const answer = answerTo(request.url ?? "")
      response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" })
      response.end(JSON.stringify(answer ?? {}))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function answerTo(path: string): unknown {
  if (path.startsWith("/-/npm/v1/security/advisories/bulk")) return npmAdvisories
  if (path.startsWith("/v1/query")) return { vulns: [osvAdvisory("TIPSTAFF-2026-0002", "PyPI", "tipstaff-sample-package")] }
  const name = /^\/(tipstaff-(?:left|right))$/.exec(path)?.[1]
  if (name === undefined) return undefined
  const versions = Object.fromEntries(["1.0.0", "1.2.0", "2.0.0"].map((version) => [version, { name, version, dist: {} }]))
  return { name, "dist-tags": { latest: "2.0.0" }, versions }
}

/** A folder as OSV-Scanner keeps its offline databases, with one advisory for npm and an empty database for PyPI. */
export async function writeOsvDatabase(folder: string): Promise<void> {
  const advisory = osvAdvisory("TIPSTAFF-2026-0001", "npm", "tipstaff-left")
  const databases = {
    npm: { [`${advisory.id}.json`]: strToU8(JSON.stringify(advisory)) },
    PyPI: { "TIPSTAFF-2026-0000.json": strToU8(JSON.stringify(osvAdvisory("TIPSTAFF-2026-0000", "PyPI", "tipstaff-other"))) },
  }
  for (const [ecosystem, entries] of Object.entries(databases)) {
    const to = join(folder, "osv-scalibr", ecosystem)
    await mkdir(to, { recursive: true })
    await writeFile(join(to, "all.zip"), zipSync(entries))
  }
}
