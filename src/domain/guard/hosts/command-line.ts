/** One command as the text that a host hands to a shell. */
import { TipstaffError } from "../../../base/errors.ts"
import type { HookCommand } from "./event.ts"

const plain = /^[A-Za-z0-9_@+=:,./-]+$/
// A shell acts on these between double quotes; a folder that the host puts into a variable may stand in front.
const quotable = /^(?:\$[A-Z][A-Z0-9_]*|\$\{[A-Z][A-Z0-9_]*\})?[^"$`!%\p{Cc}]*$/u

export function badConfiguration(what: string, next: string): TipstaffError {
  return new TipstaffError("guard/bad-configuration", what, { next })
}

/** For sh, cmd and PowerShell alike where no word needs quotes, for sh and cmd otherwise. Throws `guard/bad-configuration`. */
export function commandLine({ program, args }: HookCommand): string {
  return [program, ...args].map(quoted).join(" ")
}

function quoted(word: string): string {
  if (plain.test(word)) return word
  if (quotable.test(word) && !word.endsWith("\\")) return `"${word}"`
  throw badConfiguration("the hook's command has characters that no shell takes unchanged", "install tipstaff in a folder with a plain name")
}

export function powershellLine({ program, args }: HookCommand): string {
  const words = [program, ...args]
  if (words.every((word) => plain.test(word))) return words.join(" ")
  return `& ${words.map((word) => `'${word.replaceAll("'", "''")}'`).join(" ")}`
}

export function posixLine({ program, args }: HookCommand): string {
  return [program, ...args].map((word) => (plain.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`)).join(" ")
}
