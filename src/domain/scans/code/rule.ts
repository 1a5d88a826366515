/** The shape of one rule of the code pack: what it says, when it may run and what it looks for. */
import { z } from "zod"
import { severities } from "../../../base/severity.ts"

/** A family is one set of rules; TypeScript, TSX and JavaScript are one family with three parsers. */
export const families = ["javascript", "python", "go", "java"] as const

export type Family = (typeof families)[number]

/**
 * What is known of a value.
 * request: chosen by whoever calls the program (HTTP request, event, agent tool argument); browser: address bar, messages;
 * model: output of a language model; fetched: content of another site; console: typed by the user of a command line program;
 * secret: carries a secret by its name; param: handed in by the caller of the function; dynamic: not a constant;
 * built: literal text joined with something dynamic; tainted: request, browser, model, fetched or console; constant: not dynamic.
 */
const factNames = ["request", "browser", "model", "fetched", "console", "secret", "param", "dynamic", "built", "tainted", "constant"] as const

export type FactName = (typeof factNames)[number]

const regex = z.string().refine(isRegex, { message: "not a regular expression" })

/**
 * A condition on one part of what matched. All that are given must hold.
 * `at`: 0, 1 … positional argument; "0+" any argument from that position; "*" any argument; "receiver" the object of a method;
 * "value" the value of a property; "$NAME" a metavariable; any other word a keyword argument or a property of an object argument,
 * and for a property clause another property of the same object.
 */
const condition = z.strictObject({
  at: z.union([z.number().int().min(0), z.string()]),
  has: z.array(z.enum(factNames)).min(1).optional(),
  lacks: z.array(z.enum(factNames)).min(1).optional(),
  /** On the literal text with holes: {T} a tainted hole, {D} any dynamic hole, {C} a constant that is not known here. */
  shape: regex.optional(),
  notShape: regex.optional(),
  /** On the source text of the part. */
  text: regex.optional(),
  notText: regex.optional(),
  /** True: the part must not be there. */
  absent: z.boolean().optional(),
  /** Conditions on the arguments of the call that the part is. */
  callee: regex.optional(),
})

export type Condition = z.infer<typeof condition>

const common = {
  languages: z.array(z.enum(families)).min(1).optional(),
  /** At least one must stand in the file for this clause to run. */
  keywords: z.array(z.string().min(2)).min(1).optional(),
  where: z.array(condition).optional(),
  /** On the names that get the value: a variable, a property, the function around it. */
  receives: regex.optional(),
  /** On the callee of the nearest call around the match. */
  within: regex.optional(),
  /** On the text of the nearest enclosing function, or of the file outside functions: any match silences the clause. */
  guards: z.array(regex).optional(),
  /** On the text of the nearest enclosing function, or of the file outside functions: one must match. */
  nearby: z.array(regex).optional(),
}

const clause = z.union([
  /** Callees as dotted paths after imports are resolved; `*` stands for any run of characters. */
  z.strictObject({ call: z.array(z.string().min(1)).min(1), ...common }),
  /** Names of object properties, keyword arguments, composite fields, JSX attributes and assigned members. */
  z.strictObject({ property: z.array(z.string().min(1)).min(1), ...common }),
  /**
   * Comparisons for equality with a side that ends in a name of this form; `where` sees that side as "named" and the other as "other".
   */
  z.strictObject({ comparison: regex, ...common }),
  /**
   * An ast-grep rule of kinds and patterns; `where` sees its metavariables, and the whole match as "self".
   * regex, has and inside are refused: the parser's engine copies or climbs at each node, quadratic on hostile files.
   */
  z.strictObject({ rule: z.record(z.string(), z.unknown()), ...common }),
  /** A check written in TypeScript, by name. */
  z.strictObject({ check: z.string(), anchors: z.array(z.string().min(1)).min(1), ...common }),
])

export type Clause = z.infer<typeof clause>

export const codeRuleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  title: z.string().min(10).max(120),
  message: z.string().min(20),
  remediation: z.string().min(10),
  severity: z.enum(severities),
  confidence: z.enum(["high", "medium", "low"]),
  cwe: z.array(z.string().regex(/^CWE-[1-9]\d*$/)).min(1),
  owasp: z.array(z.string().regex(/^(?:A\d{2}|LLM\d{2}):20\d{2}$/)).min(1),
  languages: z.array(z.enum(families)).min(1),
  /** At least one must stand in the file, byte for byte, or the rule does not run. */
  keywords: z.array(z.string().min(2)).min(1),
  /** Further groups; of each at least one must stand in the file. */
  needs: z.array(z.array(z.string().min(2)).min(1)).optional(),
  /** Bytes: a keyword and a literal of the first group of `needs` must stand this close together. */
  near: z.number().int().min(20).max(2000).optional(),
  /** Any of these in the file silences the rule. */
  unless: z.array(z.string().min(2)).optional(),
  /** In test code: reported as low (the default), as it is, or not at all. */
  tests: z.enum(["lower", "report", "skip"]).default("lower"),
  /** The matched code may hold a secret: string literals stay out of the fingerprint. */
  masks: z.boolean().default(false),
  /** Silent on a line where one of these rules reports. */
  yieldsTo: z.array(z.string()).default([]),
  /** Names of calls whose result is safe for this rule's sinks, beyond the common ones. */
  sanitizers: z.array(z.string()).default([]),
  match: z.array(clause).min(1),
  references: z.array(z.url({ protocol: /^https$/ })).min(1),
})

export type CodeRule = z.infer<typeof codeRuleSchema>

function isRegex(source: string): boolean {
  try {
    compileRegex(source)
    return true
  } catch {
    return false
  }
}

/** Holes of a shape; control characters, because no source literal that matters holds them. */
export const holes = { constant: "\u0002", dynamic: "\u0003", tainted: "\u0004" } as const

/** A regular expression of a rule; a leading (?i) makes it ignore case. */
export function compileRegex(source: string): RegExp {
  const ignoreCase = source.startsWith("(?i)")
  const body = (ignoreCase ? source.slice(4) : source)
    .replaceAll("{T}", holes.tainted)
    .replaceAll("{D}", `[${holes.dynamic}${holes.tainted}]`)
    .replaceAll("{C}", `[${holes.constant}${holes.dynamic}${holes.tainted}]`)
  return new RegExp(body, ignoreCase ? "i" : "")
}
