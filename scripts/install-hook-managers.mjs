// Installs the hook managers that `npm run test:hook-managers` drives, at pinned versions, below .cache/hook-managers.
// What is there already is left alone. Needs Python 3.10 or newer; npm and pip fetch from their own registries.
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const base = fileURLToPath(new URL("../.cache/hook-managers/", import.meta.url))
const windows = process.platform === "win32"

const npmPackages = { husky: "9.1.7", lefthook: "2.2.2" }
const pythonPackages = ["pre-commit==4.7.0"]

function run(command, args, cwd) {
  console.error(`install-hook-managers: ${command} ${args.join(" ")}`)
  execFileSync(command, args, { cwd, stdio: ["ignore", "inherit", "inherit"], shell: windows })
}

function installNpm(folder) {
  const manifest = `${JSON.stringify({ name: "hook-managers", private: true, dependencies: npmPackages }, undefined, 2)}\n`
  const file = join(folder, "package.json")
  const there = existsSync(join(folder, "node_modules")) && existsSync(file) && readFileSync(file, "utf8") === manifest
  if (there) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, manifest)
  // lefthook would write hooks into whatever repository it is installed in.
  run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"], folder)
}

function installPython(folder) {
  const mark = join(folder, "installed.txt")
  const wanted = `${pythonPackages.join("\n")}\n`
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return
  run(windows ? "python" : "python3", ["-m", "venv", folder], base)
  const python = join(folder, windows ? "Scripts" : "bin", windows ? "python.exe" : "python")
  run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...pythonPackages], base)
  writeFileSync(mark, wanted)
}

mkdirSync(base, { recursive: true })
installNpm(join(base, "npm"))
installPython(join(base, "venv"))
