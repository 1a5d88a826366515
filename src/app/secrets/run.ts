/** One scan for secrets, from the request to the report; scan, baseline and explain share it. */
import { basename, dirname } from "node:path"
import type { HmacKey } from "../../base/hash.ts"
import type { World } from "../../base/world.ts"
import { byPlace, secretFinding } from "../../domain/scans/secrets/report.ts"
import type { Baseline } from "../../domain/secrets/baseline.ts"
import type { FingerprintKey } from "../../domain/secrets/fingerprint-key.ts"
import { allowsCommit } from "../../domain/secrets/gitleaks/commit-allowlist.ts"
import type { LeavingOut } from "../../domain/secrets/exclusions.ts"
import type { ImportedRuleSet } from "../../domain/secrets/gitleaks/rule-set.ts"
import { rulesById, type RulesById, type SecretRule } from "../../domain/secrets/rule.ts"
import type { SecretScanner } from "../../domain/secrets/scanner.ts"
import type { SecretFinding, SecretReport } from "../../domain/secrets/report.ts"
import { homeOf, type Home } from "./home.ts"
import { openScanner } from "./open.ts"
import { openStaged } from "./staged.ts"
import { noneAside, setAside } from "./set-aside.ts"
import { scanSource, sourceOf, type Request, type Scanned, type Source } from "./source.ts"

/** A request may bring the key of the fingerprints. */
export interface KeyedRequest extends Request {
  readonly key?: HmacKey
}

export interface SecretScan {
  readonly request: Request
  readonly source: Source
  readonly home: Home
  readonly key: HmacKey
  readonly keySource: FingerprintKey["source"]
  readonly scanner: SecretScanner
  /** Those that count. */
  readonly rules: readonly SecretRule[]
  /** Of each finding, in whichever of the lists: its path from the home's root, and the fingerprint of its value alone. */
  readonly placeOf: ReadonlyMap<SecretFinding, { readonly path: string; readonly fingerprint: string }>
  readonly baseline: Baseline | undefined
  /** For paths from the home's root where that is what was scanned. */
  readonly leavingOut: LeavingOut | undefined
  readonly report: SecretReport
  /** Every finding, those set aside included; paths from the home's root. */
  readonly all: readonly SecretFinding[]
  /** Those that are reported. */
  readonly open: readonly SecretFinding[]
}

/** Throws what the source, the settings and the baseline say when they cannot be used. */
export async function scanForSecrets(request: KeyedRequest, world: World): Promise<SecretScan> {
  const source = await sourceOf(request, world)
  const home = homeOfSource(source, world)
  const options = { ...request, prefix: home.prefix }
  const { opened, files } =
    source.kind === "staged" ? await openStaged(home.root, options, world) : { opened: await openScanner(home.root, options, world), files: [] }
  const { key, baseline } = opened
  const scanned = await scanSource(source, request, opened, files, world, progressOf(world))
  const rules = opened.scanner.rules
  const ruleById = rulesById(rules)
  const secrets = scanned.secrets.filter((secret) => !inAllowedCommit(secret, opened.imported))
  const found = secrets.map((secret) => ({
    shown: secret.path,
    allowed: secret.allowed === true,
    value: secret.fingerprint,
    finding: atHome(secret, source, home, { ruleById, key }),
  }))
  const kept = request.noIgnore ? noneAside(found) : await setAside(found, opened, world)
  const placeOf = new Map(found.map(({ finding, value }) => [finding, { path: finding.path, fingerprint: value }]))
  const asShown = kept.findings.map(({ finding, shown }) => {
    const named = { ...finding, path: shown }
    placeOf.set(named, placeOf.get(finding)!)
    return named
  })
  const report: SecretReport = {
    findings: asShown.toSorted(byPlace),
    scanned: { files: scanned.files, bytes: scanned.bytes },
    notScanned: scanned.unexamined.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    setAside: { ...kept.counts, imported: scanned.hidden + scanned.secrets.length - secrets.length },
    leftOut: opened.leavingOut?.counted() ?? [],
    notes: [
      ...new Set([
        ...(opened.imported?.notes ?? []),
        ...(opened.leavingOut?.notes ?? []),
        ...secrets.flatMap(({ allowNote }) => allowNote ?? []),
        ...kept.notes,
      ]),
    ],
  }
  const [all, open] = [found, kept.findings].map((list) => list.map(({ finding }) => finding))
  return {
    request,
    source,
    home,
    key,
    keySource: opened.keySource,
    scanner: opened.scanner,
    rules,
    placeOf,
    baseline,
    leavingOut: opened.leavingOut,
    report,
    all: all!,
    open: open!,
  }
}

function inAllowedCommit({ rules: [rule = ""], commit }: Scanned["secrets"][number], imported: ImportedRuleSet | undefined): boolean {
  return imported !== undefined && commit !== undefined && allowsCommit(imported, rule, commit.id)
}

interface Names {
  readonly ruleById: RulesById
  readonly key: HmacKey
}

/** The finding under its path from the home's root, which fingerprints, suppressions and the baseline go by. */
function atHome(secret: Scanned["secrets"][number], source: Source, home: Home, { ruleById, key }: Names): SecretFinding {
  const path = source.kind === "file" ? home.prefix + basename(source.file) : home.prefix + secret.path
  return secretFinding({ ...secret, path }, ruleById, key)
}

function homeOfSource(source: Source, world: World): Home {
  if (source.kind === "folder") return homeOf(source.root)
  if (source.kind === "file") return homeOf(dirname(source.file))
  if (source.kind === "stream") return homeOf(world.cwd)
  return { root: source.kind === "staged" ? source.root : source.repository.root, prefix: "" }
}

function progressOf(world: World): (count: number) => void {
  let done = 0
  return (count) => {
    done += count
    world.terminal.progress("secrets", done, undefined)
  }
}
