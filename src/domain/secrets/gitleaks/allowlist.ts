/** Allowlists of a gitleaks configuration: what they hide, by file or by finding. */
import { decode, type ByteText } from "./byte-text.ts"
import type { Pattern } from "./pattern.ts"

export interface ImportedAllowlist {
  readonly description: string
  /** Whether every kind of criterion that it names must hold, or one. */
  readonly condition: "and" | "or"
  /** In lower case. */
  readonly commits: ReadonlySet<string>
  readonly paths: readonly Pattern[]
  readonly regexes: readonly Pattern[]
  /** What the regexes look at. */
  readonly regexTarget: "secret" | "match" | "line"
  /** In lower case. */
  readonly stopwords: readonly string[]
  /** Ids of the rules it speaks of, imported ones and ours; undefined for all. */
  readonly rules?: readonly string[]
}

export interface FilePlace {
  readonly path: ByteText
  readonly commit: string | undefined
}

export interface FindingText {
  readonly secret: ByteText
  readonly match: ByteText
  readonly line: ByteText
}

/** Whether nothing in the file counts. Criteria about findings hold back an allowlist that wants all of them. */
export function allowsFile(lists: readonly ImportedAllowlist[], place: FilePlace): boolean {
  return lists.some((list) => {
    if (list.condition === "or") return allowsCommit(list, place) || allowsPath(list, place)
    return list.regexes.length === 0 && list.stopwords.length === 0 && holdsAll(placeCriteria(list, place))
  })
}

/** Whether the finding does not count. `or` lists have had their say about the file before. */
export function allowsFinding(lists: readonly ImportedAllowlist[], place: FilePlace, finding: FindingText): boolean {
  return lists.some((list) => {
    const byRegex = () => allowsText(list.regexes, finding[list.regexTarget])
    const byStopword = () => holdsStopword(list, finding.secret)
    if (list.condition === "or") return byRegex() || byStopword()
    const criteria = placeCriteria(list, place)
    if (list.regexes.length > 0) criteria.push(byRegex)
    if (list.stopwords.length > 0) criteria.push(byStopword)
    return holdsAll(criteria)
  })
}

type Criterion = () => boolean

function placeCriteria(list: ImportedAllowlist, place: FilePlace): Criterion[] {
  const criteria: Criterion[] = []
  if (list.commits.size > 0) criteria.push(() => allowsCommit(list, place))
  if (list.paths.length > 0) criteria.push(() => allowsPath(list, place))
  return criteria
}

function holdsAll(criteria: readonly Criterion[]): boolean {
  return criteria.every((criterion) => criterion())
}

function allowsCommit(list: ImportedAllowlist, { commit }: FilePlace): boolean {
  return commit !== undefined && list.commits.has(commit.toLowerCase())
}

function allowsPath(list: ImportedAllowlist, { path }: FilePlace): boolean {
  return allowsText(list.paths, path)
}

function allowsText(patterns: readonly Pattern[], text: ByteText): boolean {
  if (text.chars === "") return false
  const known = answers.get(text) ?? new Map<Pattern, boolean>()
  answers.set(text, known)
  return patterns.some((pattern) => {
    const answer = known.get(pattern) ?? pattern.matches(text)
    known.set(pattern, answer)
    return answer
  })
}

/** A line with thousands of findings, as compressed code has them, is asked about once; so is a path. */
const answers = new WeakMap<ByteText, Map<Pattern, boolean>>()

function holdsStopword(list: ImportedAllowlist, secret: ByteText): boolean {
  if (list.stopwords.length === 0 || secret.chars === "") return false
  const lower = decode(secret).toLowerCase()
  return list.stopwords.some((word) => lower.includes(word))
}
