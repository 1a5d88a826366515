/** How a program reads an environment variable, in the language of the file that holds the secret. */

interface Language {
  /** Of file names, in lower case. */
  readonly endings: readonly string[]
  readonly read: (name: string) => string
}

const languages: readonly Language[] = [
  { endings: [".py", ".pyi", ".ipynb"], read: (name) => `os.getenv('${name}')` },
  { endings: [".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx", ".vue", ".svelte", ".astro"], read: (name) => `process.env.${name}` },
  { endings: [".go"], read: (name) => `os.Getenv("${name}")` },
  { endings: [".java", ".kt", ".kts", ".scala", ".groovy"], read: (name) => `System.getenv("${name}")` },
  { endings: [".cs", ".fs", ".vb"], read: (name) => `Environment.GetEnvironmentVariable("${name}")` },
  { endings: [".rb", ".erb", ".rake"], read: (name) => `ENV.fetch("${name}")` },
  { endings: [".php"], read: (name) => `getenv('${name}')` },
  { endings: [".rs"], read: (name) => `std::env::var("${name}")` },
  { endings: [".swift"], read: (name) => `ProcessInfo.processInfo.environment["${name}"]` },
  { endings: [".dart"], read: (name) => `Platform.environment['${name}']` },
  { endings: [".ex", ".exs"], read: (name) => `System.fetch_env!("${name}")` },
  { endings: [".lua"], read: (name) => `os.getenv("${name}")` },
  { endings: [".pl", ".pm"], read: (name) => `$ENV{${name}}` },
  { endings: [".c", ".h", ".cc", ".cpp", ".hpp", ".cxx"], read: (name) => `getenv("${name}")` },
  { endings: [".sh", ".bash", ".zsh", "makefile", "dockerfile", ".env"], read: (name) => `$${name}` },
  { endings: [".ps1", ".psm1"], read: (name) => `$env:${name}` },
  { endings: [".bat", ".cmd"], read: (name) => `%${name}%` },
  { endings: [".tf", ".tfvars"], read: (name) => `var.${name.toLowerCase()}, set by TF_VAR_${name.toLowerCase()}` },
]

const workflow = /(?:^|\/)\.github\/(?:workflows|actions)\/[^\n]*\.ya?ml$/i
const compose = /(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/i

/** Undefined where a file reads no environment by itself, as JSON and most YAML do. */
export function environmentAccess(path: string, name: string): string | undefined {
  if (workflow.test(path)) return `\${{ secrets.${name} }}`
  if (compose.test(path)) return `\${${name}}`
  const lower = path.toLowerCase()
  return languages.find(({ endings }) => endings.some((ending) => lower.endsWith(ending)))?.read(name)
}
