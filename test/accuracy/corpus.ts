/** The labelled corpus: every rule and every secret-like name in every carrier, credential files, and hard negatives. */
import { ruleCases } from "../../src/domain/secrets/cases.ts"
import { expand, type Random } from "../../src/domain/secrets/generate.ts"
import type { SecretRule } from "../../src/domain/secrets/rule.ts"
import { secretRules } from "../../src/domain/secrets/rules.ts"
import { bytePattern } from "../../src/domain/secrets/byte-pattern.ts"
import { carriers, type Carrier } from "./carriers.ts"
import { credentialFiles, makeFrom } from "./credential-files.ts"
import { passwordMakers, tokenMakers } from "./makers.ts"
import { passwordNames, plainNames, styled, tokenNames } from "./names.ts"
import { makerOf, negatives, placeholders } from "./negatives.ts"
import { chanceOf, fileOf, mark, oneOf, type CorpusFile, type Label } from "./planted.ts"

/** Of the figures in docs/secrets-accuracy.md. */
export const committedSeed = 20260301

export interface CorpusOptions {
  readonly seed: number
  /** Takes every nth combination of a value and a carrier; 1 takes all. */
  readonly every: number
}

export function corpus(options: CorpusOptions): CorpusFile[] {
  return [...ruleFiles(options), ...namedFiles(options), ...credentials(options), ...placeholderFiles(options), ...negativesOf(options)]
}

const harmless = "negative"

function ruleFiles({ seed, every }: CorpusOptions): CorpusFile[] {
  const files: CorpusFile[] = []
  for (const [index, rule] of secretRules.entries()) {
    const { hits, path = "src/settings.conf" } = ruleCases[rule.id]!
    for (const hit of hits) files.push(verbatim(rule, expand(hit, chanceOf(seed, rule.id, hit)), path))
    if (rule.kind === "generic") continue
    for (const [place, carrier] of carriers.entries()) {
      if ((index + place) % every !== 0) continue
      const random = chanceOf(seed, rule.id, carrier.id)
      const taken = valueOf(rule, expand(oneOf(hits, random), random), random)
      if (taken === undefined || (carrier.oneLine && taken.value.includes("\n")) || ["SQL user", "Authorization header"].includes(carrier.id))
        continue
      files.push(carried(carrier, taken.name, taken.value, { rule: rule.id, kind: rule.kind, carrier: carrier.id, maker: "the rule's own" }))
    }
  }
  return files
}

/** The case itself, between ordinary lines. */
function verbatim(rule: SecretRule, hit: string, path: string): CorpusFile {
  const label: Label = { rule: rule.id, kind: rule.kind, carrier: "the rule's own case", maker: "the rule's own" }
  return fileOf(path, `first line\n${mark(hit)}\nlast line\n`, label)
}

/**
 * What a rule finds in its case, and the name under which it stands there when the rule needs it. Undefined when the value
 * makes sense only in its own surroundings: a line of a password file, an address.
 */
function valueOf(rule: SecretRule, hit: string, random: Random): { readonly name: string; readonly value: string } | undefined {
  const pattern = new RegExp(bytePattern(rule), rule.ignoreCase ? "di" : "d")
  const match = pattern.exec(hit)
  if (match === null || typeof rule.capture !== "number") return undefined
  const [start, end] = match.indices![rule.capture]!
  const value = hit.slice(start, end)
  if (pattern.exec(value)?.[0] === value) return { name: oneOf(plainNames, random), value }
  const name = /([A-Za-z][\w.-]*)["'\]]{0,2}\s{0,3}(?:=>|:=|[:=])\s{0,3}["'`]?$/.exec(hit.slice(0, start))?.[1]
  return name === undefined || !pattern.test(`${name}="${value}"`) ? undefined : { name, value }
}

function carried(carrier: Carrier, name: string, value: string, label: Label): CorpusFile {
  return fileOf(carrier.path, carrier.write(styled(name, carrier.style), value), label, carrier.encoding)
}

function namedFiles({ seed, every }: CorpusOptions): CorpusFile[] {
  const files: CorpusFile[] = []
  const sorts = [
    { names: passwordNames, makers: passwordMakers, sort: "password" },
    { names: tokenNames, makers: tokenMakers, sort: "token" },
  ] as const
  for (const { names, makers, sort } of sorts) {
    for (const [index, name] of names.entries()) {
      for (const [place, carrier] of carriers.entries()) {
        if ((index + place) % every !== 0 || (carrier.only !== undefined && carrier.only !== sort)) continue
        const random = chanceOf(seed, name, carrier.id)
        const maker = oneOf(makers, random)
        const value = maker.make(random)
        if (/\s/.test(value) && spaceless.has(carrier.id)) continue
        files.push(carried(carrier, name, value, { rule: "named", kind: "generic", carrier: carrier.id, maker: maker.id }))
      }
    }
  }
  return files
}

/** Carriers in which a value ends at a space. */
const spaceless = new Set(["Compose list", "HTTP header", "curl header", "Markdown code block", "batch file", "Makefile", "chat export"])

function credentials({ seed }: CorpusOptions): CorpusFile[] {
  return credentialFiles.flatMap((file) =>
    [0, 1, 2].map((round) => {
      const random = chanceOf(seed, file.id, round)
      const makers = passwordMakers.filter(({ id }) => !id.includes("spaces"))
      const label: Label = { rule: "named", kind: "generic", carrier: "credential files", maker: file.id }
      return fileOf(file.path, file.write(makeFrom(random, (chance) => oneOf(makers, chance).make(chance))), label)
    }),
  )
}

function placeholderFiles({ seed, every }: CorpusOptions): CorpusFile[] {
  const files: CorpusFile[] = []
  for (const [index, placeholder] of placeholders.entries()) {
    for (const [place, carrier] of carriers.entries()) {
      if ((index + place) % every !== 0) continue
      const name = oneOf([...passwordNames, ...tokenNames], chanceOf(seed, placeholder, carrier.id))
      const text = carrier.write(styled(name, carrier.style), placeholder).replace(/[\ue000\ue001]/g, "")
      files.push(
        fileOf(carrier.path, text, { rule: harmless, kind: "generic", carrier: `placeholder: ${placeholder}`, maker: harmless }, carrier.encoding),
      )
    }
  }
  return files
}

function negativesOf({ seed, every }: CorpusOptions): CorpusFile[] {
  const rounds = Math.max(1, Math.round(12 / every))
  return negatives.flatMap((negative) =>
    Array.from({ length: rounds }, (_, round) => {
      const text = negative.write(makerOf(chanceOf(seed, negative.id, round)))
      return fileOf(negative.path, text, { rule: harmless, kind: "generic", carrier: negative.id, maker: harmless })
    }),
  )
}
