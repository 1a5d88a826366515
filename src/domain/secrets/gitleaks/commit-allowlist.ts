/** Allowlists that name commits, asked once the commit of a finding is known. */
import type { ImportedAllowlist } from "./allowlist.ts"
import type { ImportedRuleSet } from "./rule-set.ts"

/**
 * Whether what the rule found in the commit is hidden by the commit alone. A list that wants more besides hides nothing:
 * the text is gone by the time the commit is known. `commit` is a whole id.
 */
export function allowsCommit({ imported }: ImportedRuleSet, rule: string, commit: string): boolean {
  const lists = [
    ...imported.allowlists.filter((list) => list.rules?.includes(rule) ?? true),
    ...(imported.rules.find(({ id }) => id === rule)?.allowlists ?? []),
  ]
  return lists.some((list) => list.commits.has(commit.toLowerCase()) && (list.condition === "or" || wantsNoMore(list)))
}

function wantsNoMore({ paths, regexes, stopwords }: ImportedAllowlist): boolean {
  return paths.length + regexes.length + stopwords.length === 0
}
