/**
 * Reads a Dockerfile into instructions and stages (docs.docker.com/reference/dockerfile): continuations, comments inside them,
 * here-documents, the escape directive. Linear; garbage yields instructions that no rule knows.
 */
import { breaksBefore, lineBreaks } from "./line-breaks.ts"

export interface Instruction {
  /** Upper case. */
  readonly keyword: string
  /** Leading `--name=value` options. */
  readonly flags: readonly string[]
  /** Physical lines joined by line breaks, options included; continuations keep their backslash. */
  readonly text: string
  /** `text` without keyword, options and continuations, as one line. */
  readonly rest: string
  /** 1-based line of the keyword. */
  readonly line: number
  /** Line breaks of `text`. */
  readonly breaks: readonly number[]
  readonly heredocs: readonly { readonly text: string; readonly line: number; readonly breaks: readonly number[] }[]
}

export interface Stage {
  /** The name after AS, or the index. */
  readonly name: string
  /** The image as written, with the defaults of ARG put in. */
  readonly image: string
  readonly platform: string | undefined
  readonly from: Instruction
  readonly instructions: readonly Instruction[]
}

export interface Dockerfile {
  /** ARG before the first FROM. */
  readonly preamble: readonly Instruction[]
  readonly stages: readonly Stage[]
  readonly problems: readonly { readonly line: number; readonly reason: string }[]
}

export function parseDockerfile(source: string): Dockerfile {
  const { instructions, problems } = readInstructions(source)
  const preamble: Instruction[] = []
  const stages: { name: string; image: string; platform: string | undefined; from: Instruction; instructions: Instruction[] }[] = []
  const defaults = new Map<string, string>()
  for (const instruction of instructions) {
    if (instruction.keyword === "FROM") {
      const words = instruction.rest.split(/\s+/)
      const named = words[1]?.toLowerCase() === "as" ? words[2] : undefined
      const platform = instruction.flags.find((flag) => flag.startsWith("--platform="))?.slice("--platform=".length)
      stages.push({ name: named ?? String(stages.length), image: expand(words[0] ?? "", defaults), platform, from: instruction, instructions: [] })
      continue
    }
    const stage = stages.at(-1)
    if (stage) stage.instructions.push(instruction)
    else {
      preamble.push(instruction)
      if (instruction.keyword === "ARG") {
        for (const { name, value } of assignments(instruction)) if (value !== undefined) defaults.set(name, value)
      }
    }
  }
  return { preamble, stages, problems }
}

/** The stage that becomes the image, and the stages it is built from, last first. */
export function finalChain(file: Dockerfile): Stage[] {
  const chain: Stage[] = []
  let stage = file.stages.at(-1)
  while (stage && !chain.includes(stage)) {
    chain.push(stage)
    const image: string = stage.image.toLowerCase()
    stage = file.stages.slice(0, file.stages.indexOf(stage)).findLast((earlier) => earlier.name.toLowerCase() === image)
  }
  return chain
}

/** `NAME=value NAME2="a b"`, the old `ENV NAME value`, and `ARG NAME`. */
export function assignments(instruction: Instruction): { name: string; value: string | undefined }[] {
  const words = splitWords(instruction.rest)
  const first = words[0]
  if (first === undefined) return []
  if (instruction.keyword === "ENV" && !first.includes("=")) {
    return [{ name: first, value: words.length > 1 ? words.slice(1).join(" ") : undefined }]
  }
  return words.map((word) => {
    const equals = word.indexOf("=")
    return equals < 0 ? { name: word, value: undefined } : { name: word.slice(0, equals), value: word.slice(equals + 1) }
  })
}

/** Line of an offset in `text`. */
export function lineAt(part: Pick<Instruction, "breaks" | "line">, offset: number): number {
  return part.line + breaksBefore(part.breaks, offset)
}

/** Blank-separated words; quotes group and are removed. */
export function splitWords(text: string): string[] {
  const words: string[] = []
  let word = ""
  let inWord = false
  let quote = ""
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]!
    if (quote !== "") {
      if (character === quote) quote = ""
      else word += character
    } else if (character === '"' || character === "'") {
      quote = character
      inWord = true
    } else if (character === " " || character === "\t" || character === "\n" || character === "\r") {
      if (inWord) words.push(word)
      word = ""
      inWord = false
    } else {
      word += character
      inWord = true
    }
  }
  if (inWord) words.push(word)
  return words
}

function readInstructions(source: string): { instructions: Instruction[]; problems: { line: number; reason: string }[] } {
  const lines = (source.charCodeAt(0) === 0xfeff ? source.slice(1) : source)
    .split("\n")
    .map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line))
  const escape = /^#\s*escape\s*=\s*(`)/im.exec(lines.slice(0, 5).join("\n")) ? "`" : "\\"
  const instructions: Instruction[] = []
  const problems: { line: number; reason: string }[] = []
  for (let index = 0; index < lines.length; index += 1) {
    const first = lines[index]!.trim()
    if (first === "" || first.startsWith("#")) continue
    const start = index
    const parts: string[] = []
    for (; index < lines.length; index += 1) {
      const raw = lines[index]!
      // Comments and empty lines inside a continuation do not end it.
      if (parts.length > 0 && (raw.trim() === "" || raw.trimStart().startsWith("#"))) {
        parts.push("\\")
        continue
      }
      const trimmed = raw.trimEnd()
      if (!trimmed.endsWith(escape)) {
        parts.push(trimmed)
        break
      }
      parts.push(`${trimmed.slice(0, -1)}\\`)
    }
    const text = parts.join("\n")
    const keyword = /^\s*([A-Za-z]{1,20})(?:\s|$)/.exec(text.slice(0, 200))?.[1]?.toUpperCase() ?? ""
    const heredocs: { text: string; line: number; breaks: readonly number[] }[] = []
    if (keyword === "RUN" || keyword === "COPY" || keyword === "ADD") {
      for (const [, , mark = ""] of text.slice(0, 20_000).matchAll(/<<-?(["']?)([A-Za-z_][A-Za-z0-9_]{0,60})\1/g)) {
        const body: string[] = []
        const bodyLine = index + 2
        index += 1
        while (index < lines.length && lines[index]!.trim() !== mark) body.push(lines[index++]!)
        if (index >= lines.length) problems.push({ line: start + 1, reason: `the here-document ${mark} does not end` })
        const content = body.join("\n")
        heredocs.push({ text: content, line: bodyLine, breaks: lineBreaks(content) })
      }
    }
    instructions.push(instructionOf(keyword, text, start + 1, heredocs))
  }
  return { instructions, problems }
}

function instructionOf(keyword: string, text: string, line: number, heredocs: Instruction["heredocs"]): Instruction {
  let rest = text.replaceAll("\\\n", " ").trim().slice(keyword.length).trim()
  const flags: string[] = []
  while (rest.startsWith("--")) {
    const end = rest.search(/\s/)
    flags.push(end < 0 ? rest : rest.slice(0, end))
    rest = end < 0 ? "" : rest.slice(end).trimStart()
  }
  return { keyword, flags, text, rest, line, breaks: lineBreaks(text), heredocs }
}

/** Puts the defaults of ARG in; what stays unknown keeps its dollar sign. */
function expand(text: string, defaults: ReadonlyMap<string, string>): string {
  return text
    .slice(0, 1000)
    .replaceAll(
      /\$\{([A-Za-z0-9_]{1,100})(?::?-([^}]{0,300}))?\}|\$([A-Za-z_][A-Za-z0-9_]{0,100})/g,
      (whole, braced: string, fallback: string | undefined, plain: string) => defaults.get(braced ?? plain) ?? fallback ?? whole,
    )
}
