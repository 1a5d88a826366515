/** `secrets test RULE`: what one rule says of a text that somebody gives. No value leaves here unmasked. */
import { painter } from "../../../base/paint.ts"
import { counted, harmlessJson, shown } from "../formats/outside.ts"
import type { Confidence, SecretRule } from "../rule.ts"
import { createSecretScanner } from "../scanner.ts"

export interface TrialMatch {
  /** 1-based. */
  readonly line: number
  /** 1-based, in UTF-16 code units. */
  readonly column: number
  readonly masked: string
  readonly confidence: Confidence
  /** Why it would not be reported; undefined when it would. */
  readonly setAside?: string
}

export interface Trial {
  readonly rule: string
  readonly path: string
  readonly matches: readonly TrialMatch[]
  /** How many would be reported. */
  readonly reported: number
  /** Why nothing matched; undefined when something did. */
  readonly why?: string
}

/** What the text counts as when nobody says: neither test nor document, so that nothing lowers the confidence. */
export const trialPath = "src/settings.conf"

/** The path matters: rules may speak of certain files, and values in tests count less. The caller bounds the text. */
export function tryRule(rule: SecretRule, text: string, path: string = trialPath): Trial {
  // Fingerprints are not shown, so any key will do.
  const detections = createSecretScanner({ key: "trial", rules: [rule] }).scanText(text, path)
  const matches = detections.map(({ line, column, masked, confidence, filtered }) => ({
    line,
    column,
    masked,
    confidence,
    ...(filtered === undefined ? {} : { setAside: filtered }),
  }))
  const reported = matches.filter(({ setAside }) => setAside === undefined).length
  return { rule: rule.id, path, matches, reported, ...(matches.length > 0 ? {} : { why: whyNothing(rule, text, path) }) }
}

function whyNothing(rule: SecretRule, text: string, path: string): string {
  if (rule.paths !== undefined && !new RegExp(rule.paths).test(path)) return `the rule speaks only of files whose path matches ${rule.paths}`
  if (rule.byPath === true) return `nothing in the text fits the pattern ${rule.pattern}`
  const line = firstKeywordLine(rule, text)
  if (line === undefined) return `every match begins with one of ${rule.keywords.join(", ")}, and none of them is in the text`
  return `line ${line} has a word that a match may begin with, but what follows does not fit the pattern ${rule.pattern}`
}

function firstKeywordLine(rule: SecretRule, text: string): number | undefined {
  const searched = rule.ignoreCase ? text.toLowerCase() : text
  const places = rule.keywords.map((keyword) => searched.indexOf(rule.ignoreCase ? keyword.toLowerCase() : keyword)).filter((at) => at !== -1)
  if (places.length === 0) return undefined
  return searched.slice(0, Math.min(...places)).split("\n").length
}

/** More would hide the answer. */
const maxNamed = 100

/** Ends with a line break. */
export function trialText(trial: Trial, options: { readonly colour: boolean }): string {
  const paint = painter(options.colour)
  const lines = trial.matches.slice(0, maxNamed).map(({ line, column, masked, confidence, setAside }) => {
    const answer = setAside === undefined ? paint("bad", `reported, ${confidence} confidence`) : paint("faint", `set aside: ${shown(setAside)}`)
    return `${line}:${column}  ${shown(masked)}  ${answer}`
  })
  const more = trial.matches.length - lines.length
  const aside = trial.matches.length - trial.reported
  return [
    ...lines,
    ...(more > 0 ? [`and ${more} more`] : []),
    trial.why === undefined
      ? `${shown(trial.rule)} reports ${counted(trial.reported, "secret")} in ${shown(trial.path)}${aside > 0 ? ` and sets ${aside} aside` : ""}`
      : `${shown(trial.rule)} matches nothing in ${shown(trial.path)}: ${shown(trial.why)}`,
    "",
  ].join("\n")
}

/** Ends with a line break. */
export function trialJson(trial: Trial): string {
  return harmlessJson({ schema: 1, ...trial })
}
