/** Recall, precision and calibration of the engine over labelled files. */
import { collapse } from "../../src/domain/secrets/collapse.ts"
import type { Confidence } from "../../src/domain/secrets/rule.ts"
import { createSecretScanner } from "../../src/domain/secrets/scanner.ts"
import type { CorpusFile, Planted } from "./planted.ts"

export interface Found {
  readonly planted: Planted
  /** The best of the reports that overlap it; undefined when there is none. */
  readonly confidence: Confidence | undefined
  /** Whether the rule that it was planted for is among them. */
  readonly byItsRule: boolean
  readonly path: string
}

export interface FalseAlarm {
  readonly path: string
  readonly about: string
  readonly line: number
  readonly rule: string
  readonly confidence: Confidence
}

export interface Score {
  readonly files: number
  readonly bytes: number
  readonly found: readonly Found[]
  readonly falseAlarms: readonly FalseAlarm[]
  /** Reports that overlap a planted secret on its line, by rule that leads and by confidence. */
  readonly rightReports: readonly { readonly rule: string; readonly confidence: Confidence }[]
}

const rank: Readonly<Record<Confidence, number>> = { high: 0, medium: 1, low: 2 }

export function atLeast(confidence: Confidence | undefined, floor: Confidence): boolean {
  return confidence !== undefined && rank[confidence] <= rank[floor]
}

export function score(files: readonly CorpusFile[]): Score {
  const scanner = createSecretScanner({ key: "accuracy" })
  const found: Found[] = []
  const falseAlarms: FalseAlarm[] = []
  const rightReports: { rule: string; confidence: Confidence }[] = []
  let bytes = 0
  for (const file of files) {
    bytes += file.bytes.length
    const exposures = collapse(scanner.scanBytes(file.bytes, file.path))
    const best = new Map<Planted, { confidence: Confidence; byItsRule: boolean }>()
    for (const { detection, rules, confidence } of exposures) {
      const hits = file.planted.filter((planted) => detection.start < planted.end && planted.start < detection.end)
      const rule = detection.rule.id
      if (hits.length === 0) {
        falseAlarms.push({ path: file.path, about: file.about, line: detection.line, rule, confidence })
        continue
      }
      rightReports.push({ rule, confidence })
      for (const planted of hits) {
        const known = best.get(planted)
        const byItsRule = rules.some(({ id }) => id === planted.rule) || known?.byItsRule === true
        const better = known === undefined || rank[confidence] < rank[known.confidence] ? confidence : known.confidence
        best.set(planted, { confidence: better, byItsRule })
      }
    }
    for (const planted of file.planted) {
      const hit = best.get(planted)
      found.push({ planted, confidence: hit?.confidence, byItsRule: hit?.byItsRule === true, path: file.path })
    }
  }
  return { files: files.length, bytes, found, falseAlarms, rightReports }
}
