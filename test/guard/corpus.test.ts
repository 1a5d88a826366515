/**
 * The guard's corpus is data, and this says it is well-formed. Each line is a call with what it does (`effects`: kinds that must be
 * among those found) and what a guard of default policy owes it: "none" is no opinion, "ask" wants a person, "deny" is never right.
 * A command without `shell` is for a POSIX shell or bash.
 */
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import type { EffectKind } from "../../src/domain/guard/effect.ts"

const corpus = fileURLToPath(new URL("corpus/", import.meta.url))

/** A table of all kinds: one that is missing here, or is no kind any more, does not compile. */
const kinds: Readonly<Record<EffectKind, true>> = {
  "file.read": true,
  "file.write": true,
  "file.mode": true,
  "file.delete": true,
  "file.rename": true,
  "git.push": true,
  "git.force_push": true,
  "git.discard": true,
  "git.commit": true,
  "git.skip_hooks": true,
  "db.delete": true,
  "db.migrate": true,
  "db.write": true,
  "db.read": true,
  "data.export": true,
  deploy: true,
  "cloud.create": true,
  "cloud.delete": true,
  "cloud.change": true,
  "permission.change": true,
  "key.rotate": true,
  "package.publish": true,
  "secret.read": true,
  "net.send": true,
  "net.receive": true,
  "code.run": true,
  "system.change": true,
  "privilege.raise": true,
  "guard.tamper": true,
  "program.run": true,
  unknown: true,
}

interface Line {
  readonly place: string
  readonly case: Readonly<Record<string, unknown>>
}

function linesOf(folder: "ordinary" | "denied"): Line[] {
  const files = readdirSync(corpus + folder).filter((name) => name.endsWith(".jsonl"))
  return files.toSorted().flatMap((name) =>
    readFileSync(`${corpus}${folder}/${name}`, "utf8")
      .trimEnd()
      .split("\n")
      .map((line, index) => ({ place: `${folder}/${name}:${index + 1}`, case: JSON.parse(line) as Line["case"] })),
  )
}

const ordinary = linesOf("ordinary")
const denied = linesOf("denied")
const all = [...ordinary, ...denied]

/** Places of lines whose value was already there on an earlier line. */
function repeated(lines: readonly Line[], valueOf: (line: Line) => string): string[] {
  const seen = new Set<string>()
  return lines.filter((line) => seen.size === seen.add(valueOf(line)).size).map((line) => line.place)
}

function isCall(line: Line): boolean {
  const { command, shell, tool, input } = line.case
  const hasShell = shell === undefined || shell === "powershell" || shell === "cmd"
  if (typeof command === "string") return command.trim() !== "" && hasShell && tool === undefined && input === undefined
  return typeof tool === "string" && typeof input === "object" && input !== null
}

function namesEffects({ case: { effects } }: Line): boolean {
  return Array.isArray(effects) && effects.length > 0 && effects.every((kind) => Object.hasOwn(kinds, String(kind)))
}

const placesWhereNot = (lines: readonly Line[], holds: (line: Line) => boolean) => lines.filter((line) => !holds(line)).map((line) => line.place)

test("every line is one call with an id and a reason", () => {
  expect(placesWhereNot(all, isCall)).toEqual([])
  expect(placesWhereNot(all, (line) => /^[od](-[a-z]+)+-\d{3}$/.test(String(line.case.id)))).toEqual([])
  expect(placesWhereNot(all, (line) => typeof line.case.why === "string" && line.case.why !== "")).toEqual([])
})

test("every effect is of a known kind", () => {
  expect(placesWhereNot(all, namesEffects)).toEqual([])
})

test("ordinary calls have no decision, the others are asked about or denied", () => {
  expect(placesWhereNot(ordinary, (line) => line.case.decision === "none")).toEqual([])
  expect(placesWhereNot(denied, (line) => line.case.decision === "ask" || line.case.decision === "deny")).toEqual([])
})

test("no id and no call is there twice", () => {
  expect(repeated(all, (line) => String(line.case.id))).toEqual([])
  expect(repeated(all, (line) => JSON.stringify([line.case.command, line.case.tool, line.case.input]))).toEqual([])
})

test("the corpus holds at least 620 ordinary and 920 other calls", () => {
  expect(ordinary.length).toBeGreaterThanOrEqual(620)
  expect(denied.length).toBeGreaterThanOrEqual(920)
})
