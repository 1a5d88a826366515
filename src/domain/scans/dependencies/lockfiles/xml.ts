/** XML manifests as a stream of elements with their path, text and line. No entity of a document type is expanded. */
import { SaxesParser } from "saxes"
import { TipstaffError } from "../../../../base/errors.ts"

export interface XmlElement {
  /** Names from the root down, without prefixes. */
  readonly path: readonly string[]
  readonly attributes: Readonly<Record<string, string>>
  /** Text directly inside, trimmed. */
  readonly text: string
  /** 1-based line of the start tag. */
  readonly line: number
}

const maxDepth = 100
const maxText = 10_000

/** Calls back at each end tag. Throws `lockfile/invalid` with the line. */
export function readXml(text: string, file: string, onElement: (element: XmlElement) => void): void {
  const parser = new SaxesParser({ position: true })
  const open: { name: string; attributes: Record<string, string>; text: string; line: number }[] = []
  const path: string[] = []
  let lastLine = 1
  const fail = (cause?: unknown) => new TipstaffError("lockfile/invalid", `${file} is not valid XML`, { file, line: lastLine, cause })
  parser.on("error", (cause) => {
    lastLine = parser.line
    throw fail(cause)
  })
  parser.on("doctype", () => {
    lastLine = parser.line
    throw new TipstaffError("lockfile/invalid", `${file} declares a document type, which is not read`, { file, line: lastLine })
  })
  parser.on("opentagstart", () => {
    lastLine = parser.line
  })
  parser.on("opentag", (tag) => {
    const name = tag.name.slice(tag.name.indexOf(":") + 1)
    open.push({ name, attributes: tag.attributes as Record<string, string>, text: "", line: lastLine })
    path.push(name)
    if (open.length > maxDepth) throw fail()
  })
  const addText = (piece: string) => {
    const top = open.at(-1)
    if (top && top.text.length < maxText) top.text += piece.slice(0, maxText)
  }
  parser.on("text", addText)
  parser.on("cdata", addText)
  parser.on("closetag", () => {
    const top = open.pop()
    if (top) onElement({ path: [...path], attributes: top.attributes, text: top.text.trim(), line: top.line })
    path.pop()
  })
  try {
    parser.write(text).close()
  } catch (cause) {
    throw cause instanceof TipstaffError ? cause : fail(cause)
  }
}
