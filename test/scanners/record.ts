/**
 * Keeps what a real scanner wrote, for the ordinary suite: with TIPSTAFF_RECORD=1 each program on PATH is wrapped in a
 * script that also saves its output. Paths and ports of this machine become placeholders.
 */
import { access, chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises"
import { constants } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { fileURLToPath } from "node:url"

export interface Tape {
  /** The PATH for the run. */
  readonly path: string
  keep(): Promise<void>
}

const programs: Readonly<Record<string, string>> = { "npm-audit": "npm" }
const kept = fileURLToPath(new URL("../fixtures/scanner-output/", import.meta.url))

/** hidden: made-up secrets, which stand in what some scanners write. */
export async function recording(tool: string, scenario: string, path: string, hidden: readonly string[]): Promise<Tape> {
  if (process.env["TIPSTAFF_RECORD"] !== "1") return { path, keep: async () => {} }
  const program = programs[tool] ?? tool
  const real = await find(program, path)
  const folder = await mkdtemp(join(tmpdir(), "tipstaff-tape-"))
  await mkdir(join(folder, "bin"))
  const wrapper = join(folder, "bin", program)
  await writeFile(
    wrapper,
    `#!/bin/sh
n=$(ls '${folder}' | wc -l); d='${folder}'/run-$n; mkdir "$d"
pwd > "$d/cwd"
'${real}' "$@" > "$d/stdout" 2> "$d/stderr"; code=$?
echo $code > "$d/code"
cat "$d/stdout"; cat "$d/stderr" >&2; exit $code
`,
  )
  await chmod(wrapper, 0o755)
  return { path: `${join(folder, "bin")}${delimiter}${path}`, keep: () => keep(tool, scenario, folder, hidden) }
}

async function keep(tool: string, scenario: string, folder: string, hidden: readonly string[]): Promise<void> {
  const runs = (await readdir(folder)).filter((name) => name.startsWith("run-")).sort()
  const read = async (run: string, name: string) => readFile(join(folder, run, name), "utf8")
  const [probe, scan] = runs
  if (probe === undefined || scan === undefined) throw new Error(`${tool} was not started twice`)
  const cwd = (await read(scan, "cwd")).trim()
  const words = await read(probe, "stdout")
  const version = /\d+\.\d+(?:\.\d+)?/.exec(words)?.[0] ?? "unknown"
  const to = join(kept, `${tool}-${version}`, scenario)
  await mkdir(to, { recursive: true })
  for (const name of ["stdout", "stderr"]) {
    const text = hidden.reduce((rest, secret) => rest.replaceAll(secret, "{{secret}}"), await read(scan, name))
    await writeFile(join(to, name), placeholders(text, cwd))
  }
  await writeFile(join(to, "run.json"), `${JSON.stringify({ tool, version, exitCode: Number(await read(scan, "code")) }, undefined, 2)}\n`)
  await rm(folder, { recursive: true, force: true })
}

function placeholders(text: string, cwd: string): string {
  const scratch = cwd.replace(/\/files(?:\/.*)?$/, "")
  return text
    .replace(/^npm warn Unknown .*\n/gm, "")
    .replaceAll(cwd, "{{cwd}}")
    .replaceAll(cwd.slice(1), "{{cwd-without-slash}}")
    .replaceAll(scratch, "{{scratch}}")
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:4873")
    .replace(/ on \d+\.\d+\.\d+\.\d+:53/g, "")
    .replace(/[^\s"']*\/(?:site-packages|venv[\w-]*)\//g, "{{python}}/")
    .replace(/\/tmp\/[\w./-]+/g, "{{temporary}}")
    .replace(/[^\s"']*\/_logs\/[^\s"']*/g, "{{log}}")
}

async function find(program: string, path: string): Promise<string> {
  for (const folder of path.split(delimiter)) {
    const file = join(folder, program)
    if (
      await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return file
  }
  throw new Error(`${program} is not installed: run node scripts/install-scanners.mjs`)
}
