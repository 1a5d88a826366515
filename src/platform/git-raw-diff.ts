/** Reads what `git log --raw -z --no-abbrev` says: which contents commits put at which paths. */

export interface Brought {
  /** Id of the content. */
  readonly blob: string
  readonly path: string
}

/** The options that go with it; a merge counts for what none of its parents has. */
export const rawLog = ["log", "-c", "--root", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-color", "--no-ext-diff", "--format="] as const

/** git-diff-tree(1), raw format: `:mode mode id id status`, with one colon, mode and id more for each further parent. */
const header = /^\n*:+(?:[0-7]{6} )*([0-7]{6}) (?:[0-9a-f]{40,64} )*([0-9a-f]{40,64}) [A-Z]+$/

/** Regular files, those of newer commits first. Throws nothing: what is no such entry is passed over. */
export function broughtFiles(text: string): Brought[] {
  const brought: Brought[] = []
  const fields = text.split("\0")
  for (let index = 0; index + 1 < fields.length; index += 1) {
    const [, mode = "", blob = ""] = header.exec(fields[index]!) ?? []
    if (mode === "") continue
    index += 1
    if (mode.startsWith("100")) brought.push({ blob, path: fields[index]! })
  }
  return brought
}
