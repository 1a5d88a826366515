/** Test material only: the files and protocols in which a credential is found. */
import type { RuleCases } from "../cases.ts"

/**
 * A token with a mark of its own: reported wherever it stands, and not when a word goes on before it.
 * `misses` are whole texts.
 */
export function token(value: string, ...misses: readonly string[]): RuleCases {
  return {
    hits: [
      value,
      `const credential = "${value}"`,
      `SERVICE_CREDENTIAL=${value} # production`,
      `{"credential":"${value}"}`,
      `  credential: ${value}`,
      `curl -H 'X-Credential: ${value}' https://service.internal/`,
      `https://service.internal/list?credential=${value}&page=2`,
    ],
    misses: [`x${value}`, ...misses],
  }
}

/** A value that only its name gives away. `misses` are values. */
export function named(names: readonly string[], value: string, ...misses: readonly string[]): RuleCases {
  const name = names[0]!
  return {
    hits: names.flatMap((each) => [
      `${each}=${value}`,
      `export ${each}="${value}"`,
      `  ${each}: ${value}`,
      `{"${each}": "${value}"}`,
      `const settings = { ${each}: '${value}' }`,
      `settings.set("${each}", "${value}")`,
    ]),
    misses: [
      ...misses.map((miss) => `${name}="${miss}"`),
      `${name}=`,
      `${name}=\${{ secrets.VALUE }}`,
      `${name}="your-value-goes-here"`,
      `digest: "${value}"`,
      `${name} is described below. See ${value}`,
    ],
  }
}
