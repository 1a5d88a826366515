/**
 * Helm and similar templates are not YAML. Directives are taken out so that the plain parts can be judged at their own lines:
 * lines that hold only a directive become empty, inline directives become a word, and of if and else one branch stays at a time.
 */

/** One text per choice of branches, at most `maxBranches`; undefined when the text holds no directive. */
export function withoutTemplates(text: string): string[] | undefined {
  if (!text.includes("{{")) return undefined
  const lines = text.split("\n")
  const branches = branchesOf(lines)
  const most = Math.min(
    maxBranches,
    branches.reduce((high, one) => Math.max(high, ...one.map(({ count }) => count)), 1),
  )
  return Array.from({ length: most }, (_, choice) =>
    lines.map((line, index) => (branches[index]!.every(({ nth, count }) => nth === Math.min(choice, count - 1)) ? plain(line) : "")).join("\n"),
  )
}

/** Enough for if, else if and else; longer chains keep their first branches and the last. */
const maxBranches = 4
const maxDepth = 50

interface Block {
  /** Branches of the whole block. */
  count: number
}

/** For each line, in which branch of which blocks it stands. */
function branchesOf(lines: readonly string[]): readonly (readonly { nth: number; count: number }[])[] {
  const open: { block: Block; nth: number }[] = []
  const places: (readonly { block: Block; nth: number }[])[] = []
  for (const line of lines) {
    const word = /^\s*\{\{-?\s{0,20}(if|with|range|else|end|define|block)\b/.exec(line.slice(0, 300))?.[1]
    const closed = word !== undefined && word !== "else" && word !== "end" && /\{\{-?\s{0,20}end\b/.test(line.slice(0, 5000))
    if (word === "else") {
      const last = open.at(-1)
      if (last) {
        last.block.count += 1
        open[open.length - 1] = { block: last.block, nth: last.nth + 1 }
      }
    } else if (word === "end") open.pop()
    else if (word !== undefined && !closed && open.length < maxDepth) open.push({ block: { count: 1 }, nth: 0 })
    places.push([...open])
  }
  return places.map((place) => place.map(({ block, nth }) => ({ nth, count: block.count })))
}

function plain(line: string): string {
  if (/^\s*(?:-\s*)?\{\{.*\}\}\s*$/.test(line.slice(0, 2000)) || line.includes("{{") !== line.includes("}}")) return ""
  let rest = line
  let result = ""
  for (;;) {
    const start = rest.indexOf("{{")
    const end = start < 0 ? -1 : rest.indexOf("}}", start)
    if (end < 0) return result + rest
    result += `${rest.slice(0, start)}$template`
    rest = rest.slice(end + 2)
  }
}
