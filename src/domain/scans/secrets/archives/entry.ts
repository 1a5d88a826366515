/** What is read from an archive, and the names it goes by. */

export interface ArchiveFile {
  /** `outer.zip!/inner/name`. */
  readonly path: string
  readonly bytes: Uint8Array
}

export interface ArchiveGap {
  readonly path: string
  /** Why it was not unpacked, wholly or in part. */
  readonly notScanned: string
}

export type ArchiveEntry = ArchiveFile | ArchiveGap

const longestName = 500

/**
 * A name as a report can show it. Nothing is ever written under it; steps upward and roots are still spelled so that no
 * reader of the report ends up at a file outside the archive.
 */
export function entryPath(archive: string, name: string): string {
  const parts = name
    .slice(0, longestName)
    // oxlint-disable-next-line no-control-regex
    .replace(/[\x00-\x1f\x7f-\x9f]/g, "?")
    .split(/[/\\]/)
    .filter((part) => part !== "" && part !== ".")
    .map((part) => (part === ".." ? "(..)" : part))
  return `${archive}!/${parts.length === 0 ? "(no name)" : parts.join("/")}${name.length > longestName ? "…" : ""}`
}

/** UTF-8 where it is, else one character for each byte. */
export function nameText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes).toString("latin1")
  }
}
