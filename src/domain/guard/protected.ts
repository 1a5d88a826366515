/** Files that nobody changes without an approval: the policy's four categories, with what breaks when such a change is wrong. */
import { normalPath } from "./paths.ts"

export const categories = ["infrastructure", "database", "security", "ssot"] as const
export type Category = (typeof categories)[number]

export type ProtectedFiles = Readonly<Record<Category, readonly string[]>>

export interface Protection {
  readonly category: Category
  readonly pattern: string
  readonly impact: string
}

/** Beside the policy's own lists: the same kinds of files under the names that other tools give them. */
const extended: ProtectedFiles = {
  infrastructure: [
    "compose.y*ml",
    "compose.*.y*ml",
    ".gitlab-ci.yml",
    "Jenkinsfile",
    ".circleci/config.yml",
    ".github/CODEOWNERS",
    "*.tfstate",
    "k8s/prod*/**",
  ],
  database: ["migrations/*.sql", "migrations/**/*.sql"],
  security: [],
  ssot: [],
}

/** By what the pattern names; the category's own words where no row fits. */
const impacts: readonly (readonly [pattern: RegExp, impact: string])[] = [
  [/^docker-compose\.yml$/, "all containers"],
  [/^docker-compose\./, "the containers of one environment"],
  [/^Dockerfile/, "the build process"],
  [/workflows/, "the CI/CD pipelines"],
  [/\.tf(?:vars)?$/, "infrastructure as code"],
  [/serverless/, "the serverless deployment"],
  [/alembic|migrations|schema\.prisma/, "the database's schema"],
  [/seeds/, "reference data"],
  [/auth\//, "authentication"],
  [/authorization/, "authorization"],
  [/permissions/, "access control"],
  [/encryption/, "data protection"],
  [/\.env/, "the production configuration"],
  [/\.(?:pem|key)$/, "certificates and keys"],
]

const ofCategory: Readonly<Record<Category, string>> = {
  infrastructure: "what the product runs on",
  database: "the database",
  security: "who may do what, and how data is protected",
  ssot: "everything that is derived from this file",
}

/** `folder`: also when the path is the folder in which protected files stand. */
export type FindProtection = (path: string, folder?: boolean) => Protection | undefined

/** `path` counts from the root of the repository, or is absolute; a pattern holds at any depth. */
export function protections(files: ProtectedFiles): FindProtection {
  const rows = categories.flatMap((category) =>
    [...files[category], ...extended[category]].map((pattern) => ({
      category,
      pattern,
      regex: globPattern(pattern),
      folder: /[^*/]\/[^/]*$/.test(pattern) ? globPattern(pattern.replace(/(?:\/\*\*)?\/[^/]*$/, "")) : undefined,
      impact: impactOf(category, pattern),
    })),
  )
  return (path, folder = false) => {
    const normal = normalPath(path)
    const row = rows.find((one) => one.regex.test(normal) || (folder && one.folder?.test(normal) === true))
    return row === undefined ? undefined : { category: row.category, pattern: row.pattern, impact: row.impact }
  }
}

function impactOf(category: Category, pattern: string): string {
  return impacts.find(([names]) => names.test(pattern))?.[1] ?? ofCategory[category]
}

/** `*` stays in a folder, `**` does not; `.yml` is `.yaml` as well; a folder's pattern holds for what lies deeper in it. */
function globPattern(pattern: string): RegExp {
  const source = pattern
    .replace(/^(?:\*\*\/|\.?\/)/, "")
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*\*\/|\*\*|\*|\?/g, (star) => ({ "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]" })[star]!)
    .replace(/\\\.yml$/, "\\.ya?ml")
  return new RegExp(`(?:^|/)${source}${source.endsWith("/[^/]*") ? "(?:/.*)?" : ""}$`, "i")
}
