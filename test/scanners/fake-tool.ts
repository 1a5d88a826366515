/** A program on PATH that behaves as a test says: a real process, found and started as a scanner is. */
import { chmod, mkdir, mkdtemp, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { delimiter, dirname, join } from "node:path"

export interface FakeTool {
  /** The folder that holds the program, and whatever it leaves behind. */
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
}

const system = ["/usr/bin", "/bin", "/usr/local/bin", dirname(process.execPath)].join(delimiter)

/** body is what the shell does after a question for the version was answered, with 9.9.9 unless version says otherwise. The caller removes the folder. */
export async function fakeTool(
  program: string,
  body: string,
  files: Readonly<Record<string, string>> = {},
  version = `echo "${program} 9.9.9"; exit 0`,
): Promise<FakeTool> {
  const folder = await mkdtemp(join(tmpdir(), "tipstaff-fake-"))
  const bin = join(folder, "bin")
  await mkdir(bin)
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  const script = `#!/bin/sh\ncase "$*" in --version*|version) ${version};; esac\nhere='${folder}'\n${body}\n`
  await writeFile(join(bin, program), script)
  await chmod(join(bin, program), 0o755)
  return { folder, env: { PATH: `${bin}${delimiter}${system}` } }
}
