/** Maven versions (Maven, "POM Reference", section "Version Order Specification"). */
import { compareDigits, compareText } from "./digits.ts"

/** A digit run, a word, or the list that a hyphen (or a change between digits and letters) opens. */
type Item =
  | { readonly kind: "number"; readonly digits: string }
  | { readonly kind: "word"; readonly word: string }
  | { readonly kind: "list"; readonly items: Item[] }

export type MavenVersion = Item & { readonly kind: "list" }

const order = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"]
const aliases: Readonly<Record<string, string>> = { ga: "", final: "", release: "", cr: "rc" }
const beforeDigit: Readonly<Record<string, string>> = { a: "alpha", b: "beta", m: "milestone" }

/** Every text is a version in Maven; undefined only for one too long to be meant. */
export function parseMaven(text: string): MavenVersion | undefined {
  const version = text.trim().toLowerCase()
  if (version === "" || version.length > 256) return undefined
  const root: MavenVersion = { kind: "list", items: [] }
  const lists: MavenVersion[] = [root]
  const open = () => {
    const list: MavenVersion = { kind: "list", items: [] }
    lists.at(-1)?.items.push(list)
    lists.push(list)
  }
  const tokens = version.match(/\d+|[.-]|[^\d.-]+/g) ?? []
  let afterSeparator = true
  for (const [index, token] of tokens.entries()) {
    if (token === "." || token === "-") {
      if (afterSeparator) lists.at(-1)?.items.push({ kind: "number", digits: "0" })
      if (token === "-") open()
      afterSeparator = true
      continue
    }
    // `1.rc` means `1-rc`: a word opens a list of its own wherever it stands.
    const isWord = !/^\d/.test(token)
    if (!afterSeparator || (isWord && (lists.length === 1 || (lists.at(-1)?.items.length ?? 0) > 0))) open()
    const next = tokens[index + 1] ?? ""
    lists.at(-1)?.items.push(isWord ? wordOf(token, /^\d/.test(next)) : { kind: "number", digits: token })
    afterSeparator = false
  }
  for (const list of lists.toReversed()) trim(list)
  return root
}

function wordOf(token: string, digitFollows: boolean): Item {
  const word = (digitFollows && Object.hasOwn(beforeDigit, token) ? beforeDigit[token] : undefined) ?? token
  return { kind: "word", word: (Object.hasOwn(aliases, word) ? aliases[word] : undefined) ?? word }
}

// 1.0.0, 1-ga and 1 are one version: what says nothing is cut from the end, and before each list.
function trim(list: MavenVersion): void {
  for (let index = list.items.length - 1; index >= 0; index -= 1) {
    const item = list.items[index]
    if (item === undefined) continue
    if (isNothing(item)) list.items.splice(index, 1)
    else if (item.kind !== "list") break
  }
  // `1-0-a` is `1-a`; without this the order of such versions would run in a circle.
  const only = list.items.length === 1 ? list.items[0] : undefined
  if (only?.kind === "list") list.items.splice(0, 1, ...only.items)
}

function isNothing(item: Item): boolean {
  if (item.kind === "number") return /^0*$/.test(item.digits)
  return item.kind === "word" ? item.word === "" : item.items.length === 0
}

export function compareMaven(a: Item, b: Item | undefined): number {
  if (b === undefined) return compareToNothing(a)
  if (a.kind === "list" && b.kind === "list") return compareLists(a.items, b.items)
  if (a.kind === "number" && b.kind === "number") return compareDigits(a.digits, b.digits)
  if (a.kind === "word" && b.kind === "word") return compareWords(a.word, b.word)
  return kindRank[a.kind] - kindRank[b.kind]
}

const kindRank = { word: 0, list: 1, number: 2 } as const

function compareToNothing(item: Item): number {
  if (item.kind === "number") return isNothing(item) ? 0 : 1
  return item.kind === "word" ? compareWords(item.word, "") : compareLists(item.items, [])
}

function compareLists(a: readonly Item[], b: readonly Item[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const left = a[index]
    const right = b[index]
    const step = left !== undefined ? compareMaven(left, right) : right !== undefined ? -compareMaven(right, undefined) : 0
    if (step !== 0) return step
  }
  return 0
}

function compareWords(a: string, b: string): number {
  const left = order.indexOf(a)
  const right = order.indexOf(b)
  if (left >= 0 && right >= 0) return left - right
  // A word that Maven does not know sorts after the release and after sp.
  if (left >= 0 || right >= 0) return left >= 0 ? -1 : 1
  return compareText(a, b)
}
