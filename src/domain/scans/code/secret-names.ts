/** Whether a name says that its value is a secret. */

const secretWord =
  /(?:^|_)(?:password|passwd|passphrase|(?<=_)pwd|secret|api_?key|apikey|private_?key|secret_?key|access_?key|encryption_?key|signing_?key|token|credentials?|bearer|auth_?header|session_?key|client_?secret|otp|pin_?code|cvv|ssn)$/

const otherWord =
  /(?:count|length|len|size|limit|max|min|num|total|index|type|name|label|field|path|file|url|uri|id|exists|valid|expir|policy|prompt|hint|title|message|placeholder|regex|pattern|kind|next|prev|css|lex|syntax|csrf|cancel|cancellation|page|continuation|public|no|missing|invalid|has|is|needs|requires?|design|unexpected|current|end|start|starting|first|last|task|raw|sub|word|text|stop|eos|bos|pad|unk|mask|special|prefix|suffix|resume|sync)$/

/** `apiKey`, `DB_PASSWORD`, `access_token`; not `tokenCount`, `passwordField`, `maxTokens`, `publicKey`. */
export function isSecretName(name: string): boolean {
  if (name.length > 80) return false
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase()
    .replace(/^_+|_+$/g, "")
    .replace(/_+/g, "_")
  const match = secretWord.exec(words)
  if (!match) return false
  const before = words.slice(0, match.index)
  return !otherWord.test(before)
}

// A lexer's token is no secret.
const lexerWords =
  /tokeni[sz]e|\blex(?:er|eme)?\b|\bparser\b|\bast\b|next_?token|token\.(?:type|kind|value|start|pos)|max_?tokens|cancellation_?token|\bgrammar\b|\blexical|shlex/i

/** Whether a bare `token` in this text is one of a lexer rather than a secret. */
export function speaksOfLexing(text: string): boolean {
  return lexerWords.test(text)
}
