/** Files that name third-party packages: what dependency scanners are shown. */
import { posix } from "node:path"

// Names from the documentation of OSV-Scanner (Supported Artifacts) and Trivy (Coverage, Language).
const names = new Set([
  "package.json",
  "package-lock.json",
  "npm-shrinkwrap.json",
  "yarn.lock",
  "pnpm-lock.yaml",
  "bun.lock",
  "deno.json",
  "deno.lock",
  "poetry.lock",
  "pyproject.toml",
  "pipfile",
  "pipfile.lock",
  "pdm.lock",
  "uv.lock",
  "pylock.toml",
  "go.mod",
  "go.sum",
  "go.work",
  "cargo.toml",
  "cargo.lock",
  "composer.json",
  "composer.lock",
  "gemfile",
  "gemfile.lock",
  "gems.locked",
  "pom.xml",
  "gradle.lockfile",
  "buildscript-gradle.lockfile",
  "verification-metadata.xml",
  "build.sbt.lock",
  "packages.lock.json",
  "packages.config",
  "directory.packages.props",
  "mix.lock",
  "pubspec.yaml",
  "pubspec.lock",
  "conan.lock",
  "renv.lock",
  "package.resolved",
  "podfile.lock",
  "stack.yaml.lock",
  "cabal.project.freeze",
  "flake.lock",
  "environment.yml",
])

const patterns = [/\.deps\.json$/, /\.csproj$/, /\.gemspec$/, /\.spdx\.json$/, /\.cdx\.(?:json|xml)$/, /^bom\.(?:json|xml)$/]

/** Whether a file is a manifest, a lockfile or an SBOM. */
export function isManifest(path: string): boolean {
  const name = posix.basename(path).toLowerCase()
  return names.has(name) || isRequirements(path) || patterns.some((pattern) => pattern.test(name))
}

/** `requirements.txt`, `requirements-dev.txt`, `requirements/base.txt`. */
export function isRequirements(path: string): boolean {
  const name = posix.basename(path).toLowerCase()
  if (!name.endsWith(".txt") || name.length > 200) return false
  return name.includes("requirements") || posix.basename(posix.dirname(path)).toLowerCase() === "requirements"
}
