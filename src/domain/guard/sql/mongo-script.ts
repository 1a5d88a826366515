/** A script's words with the pairs of their brackets, and the collection that a method is called on. */
import { scriptTokens } from "./script-tokens.ts"
import { isSign, isText, isWord, type Token } from "./token.ts"

export interface Script {
  readonly tokens: readonly Token[]
  /** For a bracket of any kind the index of its partner, otherwise -1. */
  readonly partners: Int32Array
  readonly bulks: readonly { readonly from: number; readonly to: number; readonly tables: readonly string[] }[]
  /** `remove: true` stands somewhere, as findAndModify has it. */
  readonly removes: boolean
}

export interface MongoCall {
  readonly name: string
  readonly at: number
  /** Of the dot or the bracket before the name. */
  readonly dot: number
  /** Where its parenthesis opens. */
  readonly open: number
}

export interface Receiver {
  /** The name that the chain begins with. */
  readonly root: string | undefined
  readonly tables: readonly string[]
  /** The chain goes over the result of a call, such as a cursor. */
  readonly behindCall: boolean
}

export function scriptOf(text: string): Script {
  const tokens = scriptTokens(text)
  const partners = partnersIn(tokens)
  const script = { tokens, partners, bulks: [], removes: tokens.some((token, at) => token.text === "remove" && isSign(tokens[at + 1], ":")) }
  return { ...script, bulks: bulksIn(script) }
}

function partnersIn(tokens: readonly Token[]): Int32Array {
  const partners = new Int32Array(tokens.length).fill(-1)
  const open: number[] = []
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== "sign") continue
    if ("([{".includes(token.text)) open.push(at)
    else if (")]}".includes(token.text)) {
      const partner = open.pop()
      if (partner === undefined) continue
      partners[at] = partner
      partners[partner] = at
    }
  }
  return partners
}

/** Outermost ones, and no more than a script of people would hold. */
function bulksIn(script: Script): Script["bulks"] {
  const bulks: { from: number; to: number; tables: readonly string[] }[] = []
  for (const [at, token] of script.tokens.entries()) {
    if (bulks.length === 100) break
    if (!isWord(token, "bulkWrite") || !isSign(script.tokens[at + 1], "(")) continue
    const to = script.partners[at + 1] ?? -1
    bulks.push({ from: at, to: to < 0 ? script.tokens.length : to, tables: receiverOf(script, at - 1).tables })
  }
  return bulks
}

/** Longer chains name no collection. */
const longestChain = 32

export function receiverOf({ tokens, partners }: Script, dot: number): Receiver {
  const names: string[] = []
  let behindCall = false
  let at = dot - 1
  const found = (root: string | undefined): Receiver => ({ root, tables: root === "db" && names.length > 0 ? [names.join(".")] : [], behindCall })
  for (let step = 0; step < longestChain; step++) {
    const token = tokens[at]
    const open = partners[at] ?? -1
    if (isSign(token, ")") && open > 1) {
      const argument = tokens[open + 1]
      if (isWord(tokens[open - 1], "getCollection") && isText(argument)) names.unshift(argument.text)
      else if (isWord(tokens[open - 1], "getSiblingDB", "getDB")) return found("db")
      else {
        names.length = 0
        behindCall = true
      }
      at = open - 3
    } else if (isSign(token, "]") && open > 0) {
      const argument = tokens[open + 1]
      if (open + 2 !== at || !isText(argument)) names.length = 0
      else names.unshift(argument.text)
      at = open - 1
    } else if (token?.kind === "word") {
      if (!isSign(tokens[at - 1], ".") && !isSign(tokens[at - 1], "?.")) return found(token.text)
      names.unshift(token.text)
      at -= 2
    } else return found(undefined)
    if (isSign(tokens[at], ".") || isSign(tokens[at], "?.")) at--
  }
  return found(undefined)
}
