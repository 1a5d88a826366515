#!/usr/bin/env node
/** `npm run tour`: walks the example from REJECT to a certificate in a temporary folder. --keep keeps it, --pause waits between acts. */
import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline/promises"
import { parseArgs } from "node:util"
import { acts, openTour } from "./tour-acts.mjs"

const { values } = parseArgs({ options: { keep: { type: "boolean", default: false }, pause: { type: "boolean", default: false } } })
const colour = process.stdout.isTTY === true && !process.env.NO_COLOR
const paint = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text)
const print = (line = "") => process.stdout.write(`${line}\n`)

if (!existsSync(new URL("../dist/tipstaff.js", import.meta.url))) await import("./build.mjs")

// Git and the product name real paths; on some systems the temporary folder is a link.
const folder = mkdtempSync(join(realpathSync(tmpdir()), "tipstaff-tour-"))

function step({ command, exitCode, stdout, stderr }, show) {
  print(paint(1, command.replaceAll(folder, "…")))
  const lines = `${stderr}${stdout}`.split("\n").filter((line) => line.trim() !== "" && show(line))
  for (const line of lines.slice(0, 28)) print(`  ${line.slice(0, 150).replaceAll(folder, "…")}`)
  if (lines.length > 28) print(`  … ${lines.length - 28} more lines`)
  print(paint(exitCode === 0 ? 32 : 33, `  exit ${exitCode}`))
}

const tour = openTour({ folder, say: (text) => print(paint(2, `  # ${text}`)), step })
try {
  for (const [index, act] of acts.entries()) {
    print()
    print(paint(36, `Act ${index + 1}. ${act.title}`))
    await act.run(tour)
    if (values.pause && index < acts.length - 1) await pause()
  }
  print()
  print(values.keep ? `Everything lies in ${folder}` : "Done. --keep leaves the folder for a look around.")
} finally {
  if (!values.keep) rmSync(folder, { recursive: true, force: true })
}

async function pause() {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  await terminal.question("\n  Enter for the next act ")
  terminal.close()
}
