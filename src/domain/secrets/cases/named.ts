/** Test material only: cases of rules that know a value by the name of its variable. */
import type { CasesByRule } from "../cases.ts"

/** The variable's documented name in capitals, a value to report, and one just outside of the format. */
export type NamedCase = readonly [variable: string, value: string, wrong: string]

/** The same value in the carriers in which such a variable is written, and the values around the border. */
export function namedCases(rows: Readonly<Record<string, NamedCase>>): CasesByRule {
  return Object.fromEntries(
    Object.entries(rows).map(([id, [variable, value, wrong]]) => {
      const parts = variable.toLowerCase().split("_")
      const camel = parts.map((part, index) => (index === 0 ? part : part.slice(0, 1).toUpperCase() + part.slice(1))).join("")
      const hits = [
        `${variable}=${value}`,
        `export ${variable}="${value}"`,
        `{"${camel}": "${value}", "region": "eu"}`,
        `  ${parts.join("-")}: ${value}`,
        `const ${camel} = '${value}'`,
        `environment.set("${variable}", "${value}")`,
      ]
      const misses = [
        `${variable}=${wrong}`,
        `${variable}=${value}zzzzzzzzz9`,
        `${variable}=<your ${camel}>`,
        `${variable}=\${{ secrets.${variable} }}`,
        `other = "${value}"`,
      ]
      return [id, { hits, misses }]
    }),
  )
}
