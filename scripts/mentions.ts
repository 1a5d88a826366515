/** What a text says about commands and other pages, and which of it is not so. Pure, but for the registry. */
import type { Operation } from "../src/base/operation.ts"
import { suggest } from "../src/base/suggest.ts"
import { cliOperations } from "../src/interfaces/cli/operations.ts"
import { parametersOf } from "../src/interfaces/cli/parameters.ts"

/** Words after a command that go on with the sentence. */
const sentenceWords = new Set(["again", "and", "in", "or", "to"])

const commonFlags = new Set(["json", "quiet", "no-input", "help", "version"])

/** Code of a Markdown page: fenced lines and inline spans, with their 1-based lines. */
export function codeIn(markdown: string): { readonly line: number; readonly code: string }[] {
  const found: { line: number; code: string }[] = []
  let fenced = false
  for (const [index, text] of markdown.split("\n").entries()) {
    if (/^\s*```/.test(text)) fenced = !fenced
    else if (fenced) found.push({ line: index + 1, code: text.trim() })
    else for (const [, code = ""] of text.matchAll(/`([^`]+)`/g)) found.push({ line: index + 1, code })
  }
  return found
}

/** Why a call of tipstaff, as it is written, would not be understood; undefined when it would. */
export function commandFault(call: string): string | undefined {
  const words = call.split(/\s+/).slice(1)
  const names: string[] = []
  for (const word of words) {
    if (!/^[a-z]+$/.test(word) || !isBeginning([...names, word])) break
    names.push(word)
  }
  const [first = ""] = words
  if (names.length === 0) return first === "" || /^(?:-|…|\.\.\.|[A-Z])/.test(first) ? flagFault(words, undefined) : `there is no command ${first}`
  const own = cliOperations.find((operation) => operation.name === names.join("."))
  const next = words[names.length] ?? ""
  if (own === undefined && /^[a-z]/.test(next)) return `there is no command ${[...names, next].join(" ")}`
  const takesWords = own !== undefined && parametersOf(own.input).some((parameter) => parameter.positional)
  if (!takesWords && /^[a-z]/.test(next) && !sentenceWords.has(next)) return `${["tipstaff", ...names].join(" ")} takes no argument`
  return flagFault(words, own)
}

function isBeginning(names: readonly string[]): boolean {
  const name = names.join(".")
  return cliOperations.some((operation) => operation.name === name || operation.name.startsWith(`${name}.`))
}

function flagFault(words: readonly string[], own: Operation | undefined): string | undefined {
  const flags = words.flatMap((word) => /^\[?--([a-z][a-z-]*)/.exec(word)?.[1] ?? [])
  const known =
    own === undefined ? [] : parametersOf(own.input).map((parameter) => parameter.name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
  const stranger = flags.find((flag) => !commonFlags.has(flag) && !known.includes(flag))
  if (stranger === undefined) return undefined
  const close = suggest(stranger, known)
  return `there is no flag --${stranger}${close === undefined ? "" : `; did you mean --${close}?`}`
}

/** `tipstaff …` calls inside a line of code or of advice, each up to where another sentence or command begins. */
export function callsIn(text: string): string[] {
  return [...text.matchAll(/(?:^|[\s(:])(tipstaff(?: [^;,&|)#"'`$]*)?)/g)].map(([, call = ""]) => call.trim())
}

/** Anchors of a page, as GitHub makes them. */
export function anchorsIn(markdown: string): Set<string> {
  const seen = new Map<string, number>()
  const anchors = new Set<string>()
  for (const [, title = ""] of markdown.replace(/```[\s\S]*?```/g, "").matchAll(/^#{1,6} (.+)$/gm)) {
    const plain = title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-")
    const times = seen.get(plain) ?? 0
    seen.set(plain, times + 1)
    anchors.add(times === 0 ? plain : `${plain}-${times}`)
  }
  return anchors
}

/** Targets of links and images that lead to the repository itself. */
export function linksIn(markdown: string): { readonly line: number; readonly target: string }[] {
  const found: { line: number; target: string }[] = []
  let fenced = false
  for (const [index, text] of markdown.split("\n").entries()) {
    if (/^\s*```/.test(text)) fenced = !fenced
    if (fenced) continue
    for (const [, target = ""] of text.replace(/`[^`]*`/g, "").matchAll(/\]\(([^()\s]+)\)/g)) {
      if (!/^[a-z]+:/i.test(target)) found.push({ line: index + 1, target })
    }
  }
  return found
}
