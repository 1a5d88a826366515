/** What a text of SQL does, statement by statement, in whichever dialect it may be read. */
import type { Effect } from "../effect.ts"
import { clientEffects, matters } from "./client.ts"
import { type Reading, readingsOf } from "./dialect.ts"
import { scanStatement } from "./scan.ts"
import { type SqlContext, type Surroundings, unknown } from "./statement.ts"
import { isName, isSign, isWord, type Token } from "./token.ts"
import { tokenize } from "./tokenize.ts"

export type { SqlContext }

/** In characters. */
const longest = 1_048_576
const deepest = 32

/**
 * The effects of SQL, each once. Unquoted names are in lower case and quoted ones as written, so compare them without regard
 * to case. An engine that is not known, or settings that change the reading, lead to the effects of every possible reading.
 * Never throws: what cannot be understood is an effect of its own. Time is linear in the length of the text.
 */
export function sqlEffects(text: string, context: SqlContext): Effect[] {
  if (text.length > longest) return [unknown("an SQL text of more than 1 MB")]
  const outcomes = readingsOf(context.engine, text).map((reading) => analyse(text, reading, context, 0, new Set()))
  // A server refuses what its dialect does not know, as long as another one reads all of it.
  const readable = outcomes.some(({ doubtful }) => doubtful.length === 0)
  return distinct(outcomes.flatMap(({ effects, doubtful }) => (readable ? effects : [...effects, ...doubtful])))
}

interface Outcome {
  readonly effects: readonly Effect[]
  /** Of statements that hold something which the dialect does not know. */
  readonly doubtful: readonly Effect[]
}

function analyse(text: string, reading: Reading, context: SqlContext, depth: number, prepared: Set<string>): Outcome {
  if (depth > deepest) return { effects: [unknown("SQL within SQL, deeper than 32 levels")], doubtful: [] }
  const nested = (inner: string): Effect[] => {
    const outcome = analyse(inner, reading, context, depth + 1, prepared)
    return distinct([...outcome.effects, ...outcome.doubtful])
  }
  return sequence(tokenize(text, reading), { context, nested, inner: depth > 0, prepared }, reading)
}

function sequence(tokens: readonly Token[], surroundings: Surroundings, reading: Reading): Outcome {
  const effects: Effect[] = []
  const doubtful: Effect[] = []
  let declares = false
  for (const part of partsOf(tokens)) {
    const first = part[0]
    if (first === undefined) continue
    if (first.kind === "client") addAll(effects, clientEffects(first.text, reading.dialect.client, surroundings))
    else if (first.kind === "rows") addAll(effects, rowEffects(first.text, surroundings, reading))
    else {
      if (isWord(first, "begin")) declares = false
      const found = scanStatement(part, surroundings, declares && isName(first) && isName(part[1]))
      addAll(isDoubtful(part) ? doubtful : effects, found)
      if (isDoubtful(part)) doubtful.push(unknown("SQL with something that its dialect does not know, or a quote or comment without end"))
      declares ||= isWord(first, "declare") && isName(part[1])
    }
  }
  return { effects, doubtful }
}

function partsOf(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]]
  for (const token of tokens) {
    if (token.kind === "end") parts.push([])
    else if (token.kind === "client" || token.kind === "rows") parts.push([token], [])
    else parts.at(-1)?.push(token)
  }
  return parts
}

const isDoubtful = (tokens: readonly Token[]): boolean => tokens.some((token) => token.kind === "fault") || isSign(tokens[0], "#")

/** Rows of COPY are data, unless COPY fails: then psql takes them for statements. */
function rowEffects(rows: string, { nested }: Surroundings, reading: Reading): Effect[] {
  const effects = nested(rows).filter(matters)
  const open = tokenize(rows, reading).some((token) => token.kind === "fault" && token.text === "quote")
  return open ? [...effects, unknown("rows of COPY that open a quote")] : effects
}

function addAll(effects: Effect[], more: readonly Effect[]): void {
  for (const effect of more) effects.push(effect)
}

function distinct(effects: readonly Effect[]): Effect[] {
  return [...new Map(effects.map((effect) => [JSON.stringify(effect), effect])).values()]
}
