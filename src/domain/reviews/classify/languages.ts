/** Which language a file is written in, and how that language marks comments and strings. */

export interface Language {
  readonly id: string
  /** Start a comment that ends with the line. */
  readonly line: readonly string[]
  readonly block: readonly (readonly [open: string, close: string])[]
  /** Quotes of strings that end with the line. */
  readonly quotes: string
  /** Strings that may span lines, longest opener first. */
  readonly long: readonly (readonly [open: string, close: string])[]
  /** What makes the rest of a line a comment only at the start of a word (`#` in a shell: `a#b` is no comment). */
  readonly wordStartComments?: boolean
  /** Leading white space is part of the meaning. */
  readonly indent?: boolean
  readonly regexLiterals?: boolean
  readonly templates?: boolean
  /** Markup between tags is neither code nor comment: what looks like a comment there may hold code. */
  readonly markup?: boolean
  /** A quote before an identifier may be a lifetime. */
  readonly lifetimes?: boolean
  /** A string that stands alone is documentation. */
  readonly docstrings?: boolean
  readonly blockScalars?: boolean
  /** Text that this lexer is known to misread; a verdict "comments only" is not given for a file that has it. */
  readonly doubtful?: RegExp
  readonly config?: boolean
}

const cLike = { line: ["//"], block: [["/*", "*/"]], quotes: "\"'", long: [] } as const satisfies Omit<Language, "id">

const javascript = { ...cLike, regexLiterals: true, templates: true } as const
const hash = { line: ["#"], block: [], quotes: "\"'", long: [] } as const

const languages: readonly (Language & { readonly ends: readonly string[] })[] = [
  { id: "javascript", ends: ["js", "mjs", "cjs", "ts", "mts", "cts"], ...javascript },
  { id: "javascript", ends: ["jsx", "tsx"], ...javascript, markup: true },
  {
    id: "javascript",
    ends: ["vue", "svelte", "astro", "html", "htm"],
    ...javascript,
    block: [
      ["/*", "*/"],
      ["<!--", "-->"],
    ],
    doubtful: /^/,
  },
  {
    id: "python",
    ends: ["py", "pyi", "pyw"],
    ...hash,
    long: [
      ['"""', '"""'],
      ["'''", "'''"],
    ],
    indent: true,
    docstrings: true,
  },
  { id: "go", ends: ["go"], ...cLike, long: [["`", "`"]], doubtful: /^import "C"/m },
  { id: "java", ends: ["java"], ...cLike, long: [['"""', '"""']], doubtful: /\\u+00(?:0a|0d|2a|2f)/i },
  { id: "kotlin", ends: ["kt", "kts", "scala", "groovy", "gradle"], ...cLike, long: [['"""', '"""']], doubtful: /\$\{[^}\n]*"|\/\*[^*]*\/\*/ },
  {
    id: "csharp",
    ends: ["cs"],
    ...cLike,
    long: [
      ['"""', '"""'],
      ['@"', '"'],
    ],
    doubtful: /[@$]"|"""/,
  },
  { id: "rust", ends: ["rs"], ...cLike, lifetimes: true, doubtful: /\br#*"|\/\*/ },
  { id: "swift", ends: ["swift", "dart"], ...cLike, long: [['"""', '"""']], doubtful: /\\\(|\/\*|#"/ },
  { id: "c", ends: ["c", "h", "cc", "cpp", "hpp", "cxx", "m", "mm"], ...cLike, doubtful: /\\\n|R"/ },
  { id: "php", ends: ["php", "phtml"], ...cLike, line: ["//", "#"], doubtful: /<<<|\?>|#\[/ },
  {
    id: "ruby",
    ends: ["rb", "rake", "gemspec", "ru"],
    ...hash,
    block: [["\n=begin", "\n=end"]],
    doubtful: /<<[~\-A-Z"']|%[qQwWiIrxs]?[^\w\s]|#\{|\/|\?[#"']|^__END__/m,
  },
  { id: "shell", ends: ["sh", "bash", "zsh", "ksh", "envrc"], ...hash, wordStartComments: true, doubtful: /<<|\$\(|`|\\\n|\$'/ },
  { id: "powershell", ends: ["ps1", "psm1"], ...hash, block: [["<#", "#>"]], doubtful: /@["']|`/ },
  { id: "sql", ends: ["sql"], line: ["--"], block: [["/*", "*/"]], quotes: "\"'", long: [], doubtful: /\$\w*\$|\/\*[!+]/ },
  { id: "elixir", ends: ["ex", "exs"], ...hash, long: [['"""', '"""']], doubtful: /~[a-zA-Z]|#\{/ },
  { id: "yaml", ends: ["yml", "yaml"], ...hash, wordStartComments: true, indent: true, blockScalars: true, config: true, doubtful: /["'][^"'\n]*\n/ },
  {
    id: "toml",
    ends: ["toml"],
    ...hash,
    long: [
      ['"""', '"""'],
      ["'''", "'''"],
    ],
    config: true,
  },
  { id: "hcl", ends: ["tf", "tfvars", "hcl"], ...cLike, line: ["#", "//"], config: true, doubtful: /<<|\$\{/ },
  { id: "json", ends: ["json", "jsonc", "json5"], ...cLike, config: true, doubtful: /^/ },
  {
    id: "properties",
    ends: ["properties", "ini", "cfg", "conf", "env"],
    line: ["#", ";"],
    block: [],
    quotes: "",
    long: [],
    config: true,
    doubtful: /[^\n]/,
  },
  {
    id: "xml",
    ends: ["xml", "csproj", "props", "config", "plist"],
    line: [],
    block: [["<!--", "-->"]],
    quotes: '"',
    long: [],
    config: true,
    doubtful: /^/,
  },
  { id: "docker", ends: ["dockerfile"], ...hash, config: true, doubtful: /^/ },
]

const byEnding = new Map(languages.flatMap((language) => language.ends.map((end) => [end, language] as const)))

const byName: Readonly<Record<string, string>> = {
  dockerfile: "dockerfile",
  containerfile: "dockerfile",
  rakefile: "rb",
  gemfile: "rb",
  jenkinsfile: "groovy",
  makefile: "sh",
  ".env": "env",
  ".npmrc": "ini",
}

/** The language of a path by its name alone; undefined when the name says nothing. */
export function languageOf(path: string): Language | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase()
  const known = Object.hasOwn(byName, name) ? byName[name] : undefined
  if (known !== undefined) return byEnding.get(known)
  if (name.startsWith(".env.")) return byEnding.get("env")
  if (name.startsWith("dockerfile.")) return byEnding.get("dockerfile")
  const dot = name.lastIndexOf(".")
  return dot === -1 ? undefined : byEnding.get(name.slice(dot + 1))
}

const interpreters: readonly (readonly [RegExp, string])[] = [
  [/\b(?:node|bun|deno|tsx|ts-node)\b/, "js"],
  [/\bpython[\d.]{0,6}\b/, "py"],
  [/\bruby\b/, "rb"],
  [/\bphp\b/, "php"],
  [/\b(?:sh|bash|zsh|dash|ksh)\b/, "sh"],
]

/** As languageOf; a file without an ending is known by the interpreter that its first line names. */
export function languageOfFile(path: string, text: string | undefined): Language | undefined {
  const byPath = languageOf(path)
  if (byPath || !text?.startsWith("#!")) return byPath
  const first = text.slice(0, 200).split("\n", 1)[0] ?? ""
  const ending = interpreters.find(([pattern]) => pattern.test(first))?.[1]
  return ending === undefined ? undefined : byEnding.get(ending)
}
