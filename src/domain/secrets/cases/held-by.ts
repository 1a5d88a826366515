/** Test material only: the places in which a value known by its variable's name is found. */
import type { RuleCases } from "../cases.ts"

/** `variable` as the environment has it: PLAID_SECRET. `value` is a template; `misfit` is nearly one. */
export function heldBy(variable: string, value: string, misfit = shorter(value)): RuleCases {
  const small = variable.toLowerCase()
  const camel = small.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return {
    hits: [
      `${variable}=${value}`,
      `{"${camel}": "${value}"}`,
      `  ${small.replaceAll("_", "-")}: '${value}'`,
      `process.env.${variable} || "${value}"`,
    ],
    misses: [`${variable}=${misfit}`, `${variable}=\${${variable}}`, `${variable}=${value}${value}${value}`, `etag: "${value}"`],
  }
}

/** One character less in the longest part. */
function shorter(template: string): string {
  if (template.includes("{{uuid}}")) return template.replace("{{uuid}}", "{{hex:31}}")
  const lengths = [...template.matchAll(/:(\d+)\}\}/g)].map((match) => Number(match[1]))
  const longest = Math.max(...lengths)
  return template.replace(`:${longest}}}`, `:${longest - 1}}}`)
}
