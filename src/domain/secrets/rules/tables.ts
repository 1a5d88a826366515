/** Secrets in the tables of documents, as teams note logins: name and value in one row, or the value below its name. */
import { family, type SecretRule } from "../rule.ts"
import { secretName, secretWords } from "./generic.ts"

const marks = "[`*_\"']{0,3}"
const blank = "[ \\t]{0,40}"
/** A word that could be a value, or the words of a passphrase. */
const value = "([^\\s|`*<>\"'()\\[\\]{}][^\\s|`<>]{5,200}?|[a-z]{3,14}(?: [a-z]{3,14}){3,7})"
const cellEnd = `${marks}${blank}(?=\\|)`

/** From the name of a column to the first row's cell below it, when `before` columns stand left of it. */
function belowName(before: number): string {
  const left = `(?<=(?:^|\\n)[ \\t]{0,3}\\|(?:[^|\\n]{0,60}\\|){${before}}[^|\\n]{0,40})`
  const rest = "[^|\\n]{0,20}\\|[^\\n]{0,300}\\n[ \\t]{0,3}\\|[ \\t:|-]{3,200}\\r?\\n"
  return `${left}${secretName}${rest}[ \\t]{0,3}\\|(?:[^|\\n]{0,80}\\|){${before}}`
}

export const tableRules: readonly SecretRule[] = family(
  {
    kind: "generic",
    provider: "generic",
    severity: "high",
    help: "https://github.github.com/gfm/#tables-extension-",
    remediation: "Remove the value, keep it in the password store of the team, and change it.",
    envVar: "APP_PASSWORD",
  },
  [
    {
      id: "table-row",
      title: "Secret in a row of a table",
      follows: " \t|`*\"'",
      keywords: secretWords,
      // | password | v |
      pattern: `(?<=\\|[ \\t]{0,20}[\`*_"']{0,3}[\\w .-]{0,40})${secretName}${marks}${blank}\\|${blank}${marks}${value}${cellEnd}`,
      ignoreCase: true,
      capture: 1,
      confidence: "medium",
      paths: String.raw`\.(?:md|mdx|markdown)$`,
    },
    {
      id: "table-column",
      title: "Secret in a column of a table",
      follows: " \t|`*\"'",
      keywords: secretWords,
      // | user | password |, a line of dashes, | ada | v |
      pattern: `(?:${[0, 1, 2, 3, 4].map(belowName).join("|")})${blank}${marks}${value}${cellEnd}`,
      ignoreCase: true,
      capture: 1,
      confidence: "medium",
      paths: String.raw`\.(?:md|mdx|markdown)$`,
    },
  ],
)
