/** Where a passphrase may come from: typed unseen by a person, or a private file outside the repository. */
import { realpath } from "node:fs/promises"
import { dirname, join, relative, isAbsolute, sep } from "node:path"
import { TipstaffError } from "../base/errors.ts"
import type { World } from "../base/world.ts"
import { readText, statOf } from "./files.ts"
import { assertStrongPassphrase } from "./keys.ts"

/**
 * Names the file that holds the passphrase, for people who automate their own work. There is no argument and no plain
 * variable for the passphrase itself: other programs of the same user can list both.
 */
export const passphraseFileVariable = "TIPSTAFF_PASSPHRASE_FILE"

type Asker = Pick<World, "env" | "cwd" | "terminal">

/** The passphrase of an existing key. Throws `keys/passphrase-file` and what the terminal throws. */
export async function askPassphrase(world: Asker, keyName: string): Promise<string> {
  return (await passphraseFromFile(world)) ?? world.terminal.ask(`Passphrase of the key ${keyName}: `, { hidden: true })
}

/** A new passphrase, typed twice. Throws `keys/weak-passphrase`, `keys/passphrases-differ`. */
export async function askNewPassphrase(world: Asker, keyName: string): Promise<string> {
  const fromFile = await passphraseFromFile(world)
  if (fromFile !== undefined) return fromFile
  const first = await world.terminal.ask(`New passphrase for the key ${keyName}: `, { hidden: true })
  assertStrongPassphrase(first)
  const second = await world.terminal.ask("The same again: ", { hidden: true })
  if (first !== second) throw new TipstaffError("keys/passphrases-differ", "the two passphrases differ", { next: "run the command again" })
  return first
}

async function passphraseFromFile(world: Asker): Promise<string | undefined> {
  const file = world.env[passphraseFileVariable]
  if (file === undefined || file === "") return undefined
  const refuse = (reason: string, next: string) =>
    new TipstaffError("keys/passphrase-file", `the file named by ${passphraseFileVariable} ${reason}`, { file, next })
  if (!isAbsolute(file)) throw refuse("is not named by an absolute path", "give the full path")
  const stats = await statOf(file)
  if (stats === undefined) throw refuse("does not exist", "create it with mode 0600, or unset the variable to be asked")
  if (!stats.isFile()) throw refuse("is not a regular file", "name the file itself, not a link to it")
  if (process.platform !== "win32") {
    if ((stats.mode & 0o077) !== 0) throw refuse("can be read by other users", `run: chmod 600 ${file}`)
    if (stats.uid !== process.getuid?.()) throw refuse("belongs to another user", "use a file of your own")
  }
  const repository = await enclosingRepository(world.cwd)
  if (repository !== undefined && isInside(repository, await realpath(file))) {
    throw refuse("lies in the repository, where agents can read it", "move it out of the repository")
  }
  return (await readText(file, 4096)).replace(/\r?\n$/, "")
}

/** The nearest folder upwards that holds `.git`. */
async function enclosingRepository(cwd: string): Promise<string | undefined> {
  let folder = await realpath(cwd)
  for (;;) {
    if ((await statOf(join(folder, ".git"))) !== undefined) return folder
    const parent = dirname(folder)
    if (parent === folder) return undefined
    folder = parent
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
