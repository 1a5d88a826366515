/** Real source text for the benchmarks, from the packages that this project installs. */
import { cpSync, mkdirSync, readdirSync, statSync } from "node:fs"
import { dirname, extname, join } from "node:path"

export interface Material {
  readonly path: string
  readonly size: number
}

const kinds = new Set(".js .mjs .cjs .ts .mts .cts .tsx .jsx .py .go .java .rs .c .h .sh .json .md .yml .yaml .toml .css .html".split(" "))

/** Leaves out minified files, lockfiles and what is larger than 512 KiB. */
export function materialBelow(folder: string, found: Material[] = []): Material[] {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) materialBelow(path, found)
    else if (entry.isFile() && kinds.has(extname(entry.name)) && !/package(?:-lock)?\.json$|\.min\./.test(entry.name)) {
      const { size } = statSync(path)
      if (size > 0 && size < 512 * 1024) found.push({ path, size })
    }
  }
  return found
}

/** So many bytes below the folder: the packages as they were published, again and again in other folders. */
export function copyMaterial(root: string, bytes: number, material: readonly Material[]): { bytes: number; files: number } {
  let total = 0
  let files = 0
  for (let round = 0; total < bytes; round += 1) {
    for (const { path, size } of material) {
      if (total >= bytes) break
      // A folder called node_modules would be left out as installed.
      const copy = join(root, `part${round}`, path.replaceAll("node_modules", "packages"))
      mkdirSync(dirname(copy), { recursive: true })
      cpSync(path, copy)
      total += size
      files += 1
    }
  }
  return { bytes: total, files }
}
