/** The alert of the security policy (section 1), byte for byte, and the environment variable that it suggests. */
import { printable } from "../../base/mask.ts"

export interface AlertFacts {
  readonly file: string
  /** 1-based. */
  readonly line: number
  /** The title of the rule. */
  readonly type: string
  /** `OPENAI_API_KEY`. */
  readonly envVar: string
}

/** No line break at the end. Names from outside cannot add lines of their own. */
export function secretAlert({ file, line, type, envVar }: AlertFacts): string {
  return `## SECURITY ALERT: Exposed Secret Detected

**File**: ${printable(file)}
**Line**: ${line}
**Type**: ${printable(type)}

**Action Required**:
1. Remove the secret from the file
2. Use environment variable instead: \`os.getenv('${printable(envVar)}')\`
3. If secret was previously committed, rotate the credential immediately
4. Add file pattern to .gitignore if appropriate

**This commit has been BLOCKED.**`
}

/**
 * The name to which the value was assigned, as an environment variable; undefined when it tells nothing.
 * Short words of letters only: anything else could be part of a secret that stands before the name.
 */
export function envVarFromName(name: string): string | undefined {
  if (!/^[A-Za-z][A-Za-z_.-]{2,47}$/.test(name)) return undefined
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toUpperCase()
    .split(/[_.-]+/)
  const plain = words.filter((word) => word !== "")
  if (plain.length < 2 || plain.length > 5 || plain.some((word) => word.length > 12)) return undefined
  return plain.join("_")
}
