/** How a value is written inside the formats' own quotes, with the secret marked. */
import { mark } from "./planted.ts"

/** `"v"` with the escapes of JSON, which C, Java, JavaScript and many others share. */
export function double(value: string): string {
  return `"${mark(JSON.stringify(value).slice(1, -1))}"`
}

/** `'v'` with backslash escapes. */
export function single(value: string): string {
  return `'${mark(value.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n"))}'`
}

/** A shell's `'v'`, which knows no escapes. */
export function shell(value: string): string {
  return `'${mark(value.replaceAll("'", `'\\''`))}'`
}

/** Without quotes where that is possible. */
export function bare(value: string): string {
  return /^[^\s"'#:{}[\],&*!|>%@`$\\;<()?-][^\s"'#{}`\\;<>()|&]*$/.test(value) && !value.endsWith(":") ? mark(value) : double(value)
}

export function xml(value: string): string {
  const named: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }
  return mark(value.replace(/[&<>"]/g, (character) => named[character]!))
}

/** In an attribute, where a line break as such would be read as a blank (XML 1.0, section 3.3.3). */
export function attribute(value: string): string {
  return xml(value).replaceAll("\n", "&#10;")
}

/** A line break and the end of the line at a backslash, as java.util.Properties reads them. */
export function continued(value: string): string {
  return mark(value.replaceAll("\n", "\\n\\\n    "))
}

export function base64(value: string): string {
  return mark(Buffer.from(value, "utf8").toString("base64"))
}

export function indented(value: string, indent: string): string {
  return `${indent}${mark(value.replaceAll("\n", `\n${indent}`))}`
}
