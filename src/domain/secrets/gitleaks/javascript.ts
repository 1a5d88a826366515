/** A pattern over bytes as the source of a JavaScript regular expression, to be compiled without any flag that changes its meaning. */
import type { ByteNode, Place } from "./pattern-tree.ts"

// JavaScript's own m flag counts a carriage return as the end of a line, and its `.` and `\s` differ too: none is used.
const places: Readonly<Record<Place, string>> = {
  "text-start": "^",
  "text-end": "$",
  "line-start": "(?<![^\\n])",
  "line-end": "(?![^\\n])",
  "word-edge": "\\b",
  "no-word-edge": "\\B",
}

export function javascriptSource(node: ByteNode): string {
  switch (node.kind) {
    case "set":
      return setSource(node.ranges, node.broken)
    case "place":
      return places[node.place]
    case "all":
      return node.parts.map((part) => (part.kind === "either" ? `(?:${javascriptSource(part)})` : javascriptSource(part))).join("")
    case "either":
      return node.parts.length === 0 ? "[]" : node.parts.map(javascriptSource).join("|")
    case "group":
      return `(${javascriptSource(node.of)})`
    case "repeat": {
      const of = javascriptSource(node.of)
      const unit = node.of.kind === "set" || node.of.kind === "group" ? of : `(?:${of})`
      return `${unit}${counts(node.min, node.max)}${node.greedy ? "" : "?"}`
    }
  }
}

function counts(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? "*" : min === 1 ? "+" : `{${min},}`
  return min === 0 && max === 1 ? "?" : `{${min},${max}}`
}

function setSource(ranges: readonly (readonly [number, number])[], broken: boolean): string {
  const [only] = ranges
  if (ranges.length === 1 && !broken && only![0] === only![1]) return byteSource(only![0])
  const inside = ranges.map(([low, high]) => (low === high ? byteSource(low) : `${byteSource(low)}-${byteSource(high)}`)).join("")
  return `[${inside}${broken ? "\\ufffd" : ""}]`
}

function byteSource(byte: number): string {
  const char = String.fromCharCode(byte)
  return /[A-Za-z0-9]/.test(char) ? char : `\\x${byte.toString(16).padStart(2, "0")}`
}

/** What backtracking in JavaScript sees differently from Go. */
export interface Differences {
  /** JavaScript forgets a group of an earlier round of a loop, or of an empty round; Go keeps it. */
  readonly groups: boolean
  /** JavaScript takes no empty round of a loop where another choice is left; Go takes it. */
  readonly span: boolean
}

export function differences(node: ByteNode): Differences {
  switch (node.kind) {
    case "set":
    case "place":
      return { groups: false, span: false }
    case "all":
    case "either": {
      const parts = node.parts.map(differences)
      return { groups: parts.some((part) => part.groups), span: parts.some((part) => part.span) }
    }
    case "group":
      return differences(node.of)
    case "repeat": {
      const inner = differences(node.of)
      return {
        groups: inner.groups || (holdsGroup(node.of) && (node.max > 1 || (node.min < node.max && mayBeEmpty(node.of)))),
        span: inner.span || (node.min < node.max && mayBeEmpty(node.of) && mayPreferEmpty(node.of)),
      }
    }
  }
}

function holdsGroup(node: ByteNode): boolean {
  if (node.kind === "group") return true
  if (node.kind === "repeat") return holdsGroup(node.of)
  return (node.kind === "all" || node.kind === "either") && node.parts.some(holdsGroup)
}

export function mayBeEmpty(node: ByteNode): boolean {
  switch (node.kind) {
    case "set":
      return false
    case "place":
      return true
    case "all":
      return node.parts.every(mayBeEmpty)
    case "either":
      return node.parts.some(mayBeEmpty)
    case "group":
      return mayBeEmpty(node.of)
    case "repeat":
      return node.min === 0 || mayBeEmpty(node.of)
  }
}

function mayPreferEmpty(node: ByteNode): boolean {
  switch (node.kind) {
    case "set":
    case "place":
      return false
    case "all":
      return node.parts.some(mayPreferEmpty)
    case "either":
      return node.parts.some(mayPreferEmpty) || node.parts.slice(0, -1).some(mayBeEmpty)
    case "group":
      return mayPreferEmpty(node.of)
    case "repeat":
      return !node.greedy || mayPreferEmpty(node.of)
  }
}
