/**
 * Splits Terraform text (HCL native syntax) into blocks and attributes. Expressions stay text. Iterative and linear;
 * what does not nest properly is named as a problem with its line, and what was read until there is kept.
 */

export interface HclAttribute {
  readonly name: string
  readonly line: number
  /** The expression with its line breaks, without comments. */
  readonly value: string
}

export interface HclBlock {
  readonly type: string
  readonly labels: readonly string[]
  readonly line: number
  readonly attributes: HclAttribute[]
  readonly blocks: HclBlock[]
}

export interface HclFile {
  readonly root: HclBlock
  readonly problem: { readonly line: number; readonly reason: string } | undefined
}

const maxDepth = 100

export function parseHcl(source: string): HclFile {
  const text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source
  const root: HclBlock = { type: "", labels: [], line: 1, attributes: [], blocks: [] }
  const open: HclBlock[] = [root]
  let index = 0
  let line = 1
  while (index < text.length) {
    const skipped = skipBlank(text, index)
    line += breaksIn(text, index, skipped)
    index = skipped
    if (index >= text.length) break
    const character = text[index]!
    if (character === "}") {
      if (open.length === 1) return { root, problem: { line, reason: "a closing brace without an opening one" } }
      open.pop()
      index += 1
      continue
    }
    const name = readName(text, index)
    if (name === undefined) return { root, problem: { line, reason: "neither an attribute nor a block" } }
    const started = line
    const labels: string[] = []
    index = name.end
    for (;;) {
      while (text[index] === " " || text[index] === "\t") index += 1
      if (text[index] === "=" && text[index + 1] !== "=") {
        const expression = readExpression(text, index + 1)
        open.at(-1)!.attributes.push({ name: name.name, line: started, value: expression.value.trim() })
        line += breaksIn(text, index, expression.end)
        index = expression.end
        if (!expression.closed) return { root, problem: { line: started, reason: `the value of ${name.name} does not end` } }
        break
      }
      if (text[index] === "{") {
        if (open.length > maxDepth) return { root, problem: { line, reason: `nests deeper than ${maxDepth} levels` } }
        const block: HclBlock = { type: name.name, labels, line: started, attributes: [], blocks: [] }
        open.at(-1)!.blocks.push(block)
        open.push(block)
        index += 1
        break
      }
      const label = readName(text, index)
      if (label === undefined || labels.length > 20) return { root, problem: { line, reason: "neither an attribute nor a block" } }
      labels.push(label.name)
      index = label.end
    }
  }
  return { root, problem: open.length > 1 ? { line: open.at(-1)!.line, reason: `the block ${open.at(-1)!.type} does not end` } : undefined }
}

/** Depth first, with the labels of the outermost block as its address. */
export function* blocksIn(file: HclFile): Generator<{ block: HclBlock; top: HclBlock }> {
  for (const top of file.root.blocks) {
    const pending = [top]
    while (pending.length > 0) {
      const block = pending.pop()!
      yield { block, top }
      pending.push(...block.blocks.toReversed())
    }
  }
}

export function attribute(block: HclBlock, name: string): HclAttribute | undefined {
  return block.attributes.find((one) => one.name === name)
}

/** The text of a plain string literal; undefined for references, calls and templates. */
export function literal(one: HclAttribute | undefined): string | undefined {
  const inner = /^"([^"\\]*)"$/.exec(one?.value ?? "")?.[1]
  return inner === undefined || inner.includes("${") || inner.includes("%{") ? undefined : inner
}

function readName(text: string, start: number): { name: string; end: number } | undefined {
  if (text[start] === '"') {
    const end = stringEnd(text, start)
    return end === undefined ? undefined : { name: text.slice(start + 1, end - 1), end }
  }
  const name = /[A-Za-z_][\w.-]*/y
  name.lastIndex = start
  const found = name.exec(text)?.[0]
  return found === undefined ? undefined : { name: found, end: start + found.length }
}

/** Until the line ends outside of brackets; comments are left out. */
function readExpression(text: string, start: number): { value: string; end: number; closed: boolean } {
  const parts: string[] = []
  let depth = 0
  let from = start
  let index = start
  while (index < text.length) {
    const character = text[index]!
    if (character === '"') {
      const end = stringEnd(text, index)
      if (end === undefined) return { value: text.slice(start, start + 200), end: text.length, closed: false }
      index = end
    } else if (character === "<" && text[index + 1] === "<") {
      const mark = /^<<-?([A-Za-z_][\w-]{0,100})[ \t]*\r?\n/.exec(text.slice(index, index + 120))
      if (!mark) index += 1
      else {
        const end = heredocEnd(text, index + mark[0].length, mark[1]!)
        if (end === undefined) return { value: text.slice(start, start + 200), end: text.length, closed: false }
        index = end
      }
    } else if (character === "#" || (character === "/" && (text[index + 1] === "/" || text[index + 1] === "*"))) {
      parts.push(text.slice(from, index))
      const block = text[index + 1] === "*" && character === "/"
      const end = text.indexOf(block ? "*/" : "\n", index + 1)
      index = end < 0 ? text.length : end + (block ? 2 : 0)
      from = index
    } else if (character === "{" || character === "[" || character === "(") {
      depth += 1
      index += 1
    } else if (character === "}" || character === "]" || character === ")") {
      // A closing brace of the enclosing block: `block { a = 1 }` on one line.
      if (depth === 0) return { value: parts.join("") + text.slice(from, index), end: index, closed: true }
      depth -= 1
      index += 1
    } else if (character === "\n" && depth === 0) return { value: parts.join("") + text.slice(from, index), end: index, closed: true }
    else index += 1
  }
  return { value: parts.join("") + text.slice(from, index), end: text.length, closed: depth === 0 }
}

/** After the closing quote; `${ … }` inside may hold quotes of its own. */
function stringEnd(text: string, start: number): number | undefined {
  /** `"` for a string, `{` for a template inside one. */
  const stack = ['"']
  for (let index = start + 1; index < text.length; index += 1) {
    const character = text[index]!
    const inString = stack.at(-1) === '"'
    if (inString && character === "\\") index += 1
    else if (inString && character === "\n") return undefined
    else if (inString && (character === "$" || character === "%") && text[index + 1] === "{") {
      // `$${` is an escaped dollar.
      if (text[index - 1] !== character) stack.push("{")
      index += 1
    } else if (character === '"') {
      if (inString) stack.pop()
      else stack.push('"')
      if (stack.length === 0) return index + 1
    } else if (!inString && character === "{") stack.push("{")
    else if (!inString && character === "}") stack.pop()
  }
  return undefined
}

function heredocEnd(text: string, start: number, mark: string): number | undefined {
  for (let from = start; from < text.length;) {
    const end = text.indexOf("\n", from)
    const stop = end < 0 ? text.length : end
    if (stop - from < 300 && text.slice(from, stop).trim() === mark) return stop
    from = stop + 1
  }
  return undefined
}

function skipBlank(text: string, start: number): number {
  let index = start
  while (index < text.length) {
    const character = text[index]!
    if (character === "#" || (character === "/" && text[index + 1] === "/")) {
      const end = text.indexOf("\n", index)
      index = end < 0 ? text.length : end
    } else if (character === "/" && text[index + 1] === "*") {
      const end = text.indexOf("*/", index + 2)
      index = end < 0 ? text.length : end + 2
    } else if (/\s|,/.test(character)) index += 1
    else break
  }
  return index
}

function breaksIn(text: string, from: number, to: number): number {
  let count = 0
  for (let found = text.indexOf("\n", from); found >= 0 && found < to; found = text.indexOf("\n", found + 1)) count += 1
  return count
}
