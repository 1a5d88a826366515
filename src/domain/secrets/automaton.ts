/** Finds all keywords of all rules in one pass over bytes: Aho and Corasick's automaton with byte classes. */
import { listsOf, type Lists } from "./lists.ts"

export interface Automaton {
  /** Class of each byte; ASCII letters of both cases share one. */
  readonly classes: Uint8Array
  /** Next state by (state << shift) + class. */
  readonly table: Uint16Array | Uint32Array
  readonly shift: number
  /** States from here on end a keyword. A power of two, and all others are smaller: several states are tested as one. */
  readonly acceptFrom: number
  /** Keyword indexes that end in an accepting state, longest first; index state - acceptFrom. */
  readonly outputs: Lists
  readonly longest: number
}

/** Keywords are ASCII and are compared without case; equal ones must not be repeated. */
export function buildAutomaton(keywords: readonly string[]): Automaton {
  const { classes, width } = classify(keywords)
  const tree = growTree(keywords, classes)
  linkSuffixes(tree)
  // Parents come before children and suffixes are shorter, so one pass in order of depth is enough.
  const ends = Array.from({ length: tree.nodes.length }, (): readonly number[] => [])
  for (const index of tree.byDepth) {
    const node = tree.nodes[index]!
    ends[index] = [...(node.keyword === -1 ? [] : [node.keyword]), ...ends[node.suffix]!]
  }
  const silent = tree.byDepth.filter((index) => ends[index]!.length === 0)
  const accepting = tree.byDepth.filter((index) => ends[index]!.length > 0)
  const acceptFrom = 2 ** Math.ceil(Math.log2(silent.length + 1))
  const shift = Math.ceil(Math.log2(width))
  return {
    classes,
    table: fillTable(tree, silent, accepting, acceptFrom, shift),
    shift,
    acceptFrom,
    outputs: listsOf(accepting.map((index) => ends[index]!)),
    longest: keywords.reduce((longest, keyword) => Math.max(longest, keyword.length), 0),
  }
}

interface Node {
  /** By the class of the next byte. */
  readonly children: Map<number, number>
  /** The keyword that ends here, or -1. */
  keyword: number
  /** The node of the longest proper suffix that is in the tree. */
  suffix: number
}

interface Tree {
  readonly nodes: readonly Node[]
  /** The root first. */
  readonly byDepth: readonly number[]
}

function classify(keywords: readonly string[]): { classes: Uint8Array; width: number } {
  const classes = new Uint8Array(256)
  let width = 1
  for (const character of keywords.join("").toLowerCase()) {
    const code = character.charCodeAt(0)
    if (code > 127) throw new RangeError("a keyword must be ASCII")
    if (classes[code] !== 0) continue
    classes[code] = width
    classes[character.toUpperCase().charCodeAt(0)] = width
    width += 1
  }
  return { classes, width }
}

function growTree(keywords: readonly string[], classes: Uint8Array): Tree {
  const nodes: Node[] = [{ children: new Map(), keyword: -1, suffix: 0 }]
  for (const [index, keyword] of keywords.entries()) {
    let at = 0
    for (let place = 0; place < keyword.length; place += 1) {
      const column = classes[keyword.charCodeAt(place)]!
      let child = nodes[at]!.children.get(column)
      if (child === undefined) {
        child = nodes.length
        nodes.push({ children: new Map(), keyword: -1, suffix: 0 })
        nodes[at]!.children.set(column, child)
      }
      at = child
    }
    nodes[at]!.keyword = index
  }
  const byDepth = [0]
  for (const index of byDepth) byDepth.push(...nodes[index]!.children.values())
  return { nodes, byDepth }
}

function linkSuffixes({ nodes, byDepth }: Tree): void {
  for (const index of byDepth) {
    for (const [column, child] of nodes[index]!.children) {
      let at = nodes[index]!.suffix
      while (at !== 0 && !nodes[at]!.children.has(column)) at = nodes[at]!.suffix
      const suffix = nodes[at]!.children.get(column) ?? 0
      nodes[child]!.suffix = suffix === child ? 0 : suffix
    }
  }
}

/** A row is its suffix's row, with the node's own children laid over it. Between the two kinds of states is a gap. */
function fillTable(
  { nodes, byDepth }: Tree,
  silent: readonly number[],
  accepting: readonly number[],
  acceptFrom: number,
  shift: number,
): Uint16Array | Uint32Array {
  const stateOf = new Int32Array(nodes.length)
  for (const [position, index] of silent.entries()) stateOf[index] = position
  for (const [position, index] of accepting.entries()) stateOf[index] = acceptFrom + position
  const states = acceptFrom + accepting.length
  const table = states <= 0x1_0000 ? new Uint16Array(states << shift) : new Uint32Array(states << shift)
  for (const index of byDepth) {
    const row = stateOf[index]! << shift
    const suffixRow = stateOf[nodes[index]!.suffix]! << shift
    table.copyWithin(row, suffixRow, suffixRow + (1 << shift))
    for (const [column, child] of nodes[index]!.children) table[row + column] = stateOf[child]!
  }
  return table
}
