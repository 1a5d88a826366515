/** What must not stand in the texts that agents obey: characters people cannot see, and orders to hide or to overrule. */
import type { RuleTable } from "./rule.ts"
import { pipesToShell } from "./shell-text.ts"

export interface AgentTextInput {
  readonly path: string
  readonly text: string
}

export const agentTextRules: RuleTable<AgentTextInput> = {
  *"agent-hidden-text"({ text }) {
    for (const [index, raw] of text.split("\n").entries()) {
      // Flags of regions (England, Scotland, Wales) are a black flag followed by tag characters: UTS 51, section ED-14a.
      const line = raw.replaceAll(/\u{1f3f4}[\u{e0020}-\u{e007e}]{2,6}\u{e007f}/gu, "")
      const kinds = new Set<string>()
      for (const { of, kind } of hiddenKinds) if (of.test(line)) kinds.add(kind)
      for (const kind of kinds) yield { line: index + 1, subject: kind, detail: kind }
    }
  },
  *"agent-instruction-override"({ text }) {
    for (const [index, line] of text.split("\n").entries()) {
      const lower = line
        .slice(0, 5000)
        .toLowerCase()
        .replaceAll(/[*_`"']/g, "")
      for (const { pattern, kind } of overrides) {
        // Advice against a phrase is not the phrase.
        if (
          pattern.test(lower) &&
          !/\b(?:never obey|if (?:a|any|the|some)\b.{0,80}\b(?:says|asks|tells|contains)|such as|for example|e\.g\.|attack|injection|malicious)/.test(
            lower,
          )
        ) {
          yield { line: index + 1, subject: kind, detail: kind }
        }
      }
    }
  },
  *"agent-text-pipe-to-shell"({ text }) {
    // Only inside HTML comments: rendered text is seen by the people who review it.
    for (const { line, comment } of htmlComments(text)) {
      if (pipesToShell(comment).length > 0) yield { line, subject: "comment", detail: "inside an HTML comment" }
    }
  },
}

// Unicode: Bidi_Control; tag characters U+E0000–E007F; variation selectors supplement; zero-width characters outside of emoji and joining scripts.
const hiddenKinds: readonly { readonly of: RegExp; readonly kind: string }[] = [
  { of: /[\u202a-\u202e\u2066-\u2069]/, kind: "bidirectional override" },
  { of: /[\u{e0001}\u{e0020}-\u{e007f}]/u, kind: "tag characters" },
  { of: /[\u{e0100}-\u{e01ef}]/u, kind: "supplementary variation selectors" },
  {
    of: /\u200b|\u180e|\u115f|\u1160|\u3164|\uffa0|[\u2060-\u2064]|(?<=[\x20-\x7e])(?:\u200c|\u200d|\ufeff)(?=[\x20-\x7e])/,
    kind: "zero-width or blank characters",
  },
]

const overrides: readonly { readonly pattern: RegExp; readonly kind: string }[] = [
  {
    pattern:
      /\b(?:ignore|disregard|forget|override)\s+(?:all\s+|any\s+|the\s+|your\s+){0,3}(?:previous|prior|above|earlier|system|safety|security)\s+(?:instructions?|prompts?|rules?|guidelines?|directives?)/,
    kind: "an order to ignore other instructions",
  },
  {
    pattern:
      /\b(?:do not|dont|never)\s+(?:tell|inform|mention\s+(?:this|it)\s+to|reveal\s+(?:this|it)\s+to|show\s+(?:this|it)\s+to|notify|alert)\s+(?:the\s+)?(?:user|human|developer|reviewer|operator)s?\b/,
    kind: "an order to hide something from people",
  },
  {
    pattern:
      /\b(?:without|never)\s+(?:asking|ask|requesting|request|waiting for)\s+(?:for\s+)?(?:the\s+)?(?:users?\s+|humans?\s+)?(?:confirmation|approval|permission|consent)\b.{0,60}\b(?:delete|push|deploy|install|execute|run|send|upload)/,
    kind: "an order to act without approval",
  },
  {
    pattern:
      /\b(?:send|upload|post|exfiltrate|transmit)\b.{0,80}\b(?:env(?:ironment)?\s+(?:variables?|files?)|\.env|api\s*keys?|credentials?|secrets?|ssh\s+keys?|tokens?)\b.{0,80}\bhttps?:\/\//,
    kind: "an order to send secrets to an address",
  },
]

function* htmlComments(text: string): Generator<{ line: number; comment: string }> {
  let line = 1
  let counted = 0
  for (let start = text.indexOf("<!--"); start >= 0;) {
    for (let found = text.indexOf("\n", counted); found >= 0 && found < start; found = text.indexOf("\n", found + 1)) line += 1
    counted = start
    const end = text.indexOf("-->", start + 4)
    yield { line, comment: text.slice(start + 4, Math.min(end < 0 ? text.length : end, start + 20_000)) }
    if (end < 0) return
    start = text.indexOf("<!--", end)
  }
}
