/** How much a match is to be believed, and why some are set aside. Runs after the match; patterns stay as they are. */
import { characterKinds, distinctCharacters, entropy, looksLikeWords, plainLetters } from "./entropy.ts"
import type { FileFacts } from "./file-facts.ts"
import { madeUpToken, placeholderIn, unwrapped, withoutPercent } from "./placeholder.ts"
import type { Confidence, SecretRule } from "./rule.ts"
import type { Match } from "./search.ts"
import { leftPattern } from "./shapes.ts"
import { validators } from "./validators.ts"

export interface Verdict {
  readonly confidence: Confidence
  /** Why the match is not reported; undefined when it is. */
  readonly filtered?: string
}

export interface Surroundings {
  /** Latin-1 text that the offsets of the match count in. */
  readonly text: string
  readonly file: FileFacts
  /** The bytes hold NUL: no text file. */
  readonly binary: boolean
}

const aside = (reason: string): Verdict => ({ confidence: "low", filtered: reason })
const lowered: Readonly<Record<Confidence, Confidence>> = { high: "medium", medium: "low", low: "low" }

export function judge(match: Match, around: Surroundings): Verdict {
  // A policy pattern may run to the end of the file; its beginning is enough to judge.
  const longest = match.rule.kind === "generic" ? 4096 : 65_536
  const value = around.text.slice(match.secretStart, Math.min(match.secretEnd, match.secretStart + longest))
  return match.rule.kind === "generic" ? judgeGeneric(match, value, around) : judgeFormat(match, value, around)
}

/** Formats of vendors and of keys: the shape itself is evidence. */
function judgeFormat(match: Match, value: string, around: Surroundings): Verdict {
  const { rule } = match
  if (rule.kind === "provider") {
    const made = madeUpToken(value)
    if (made !== undefined) return aside(made.reason)
    if (distinctCharacters(value.slice(-16)) <= 4) return aside("too few different characters")
  }
  if (rule.id === "policy-6" || rule.id === "policy-8") {
    const slug = partOfLongerWord(match, value, around.text)
    if (slug !== undefined) return slug
  }
  if (rule.minEntropy !== undefined && entropy(value) < rule.minEntropy) return aside("too regular to be random")
  let confidence = rule.confidence
  if (rule.validator !== undefined) {
    const validity = validators[rule.validator](value)
    // A wrong checksum lowers the confidence only: the policy wants these matches reported.
    if (validity === "invalid" && rule.validator !== "crc32-base62") return aside("its structure is not that of the kind")
    if (validity === "invalid") confidence = "low"
    if (validity === "valid" && rule.validator === "crc32-base62") return { confidence: "high" }
  }
  if (rule.id === "jwt" && isDocumentedJwt(value)) return aside("the documented example of a JSON Web Token")
  if (around.file.fixture) confidence = rule.kind === "structure" ? "low" : lowered[confidence]
  else if (around.file.documentation && rule.kind === "structure") confidence = lowered[confidence]
  return { confidence }
}

/**
 * The seed's patterns 6 and 8 have no boundary: `task-`, `risk-` and `disk-` slugs end in "sk-", and long runs of capitals
 * contain AKIA. Such a match is set aside only when nothing in it looks random; the rest stays, with low confidence.
 */
function partOfLongerWord(match: Match, value: string, text: string): Verdict | undefined {
  const inside = !leftPattern.test(text.slice(Math.max(0, match.start - 8), match.start))
  if (match.rule.id === "policy-8") {
    if (!inside && !/[A-Za-z0-9]/.test(text[match.end] ?? "")) return undefined
    return aside("in the middle of a longer run of letters and digits")
  }
  const body = value.slice(3)
  const random = characterKinds(body) >= 2 && !looksLikeWords(body)
  if (inside) return random && characterKinds(body) === 3 ? { confidence: "low" } : aside("a word that ends in sk-, not a key")
  return random ? undefined : { confidence: "low" }
}

function isDocumentedJwt(value: string): boolean {
  const payload = Buffer.from(value.split(".")[1] ?? "", "base64url").toString("latin1")
  return payload.includes('"John Doe"') || payload.includes('"1234567890"') || payload.includes("example.com")
}

/** Words before the keyword after which a value is no secret: cursors, hashes, identifiers, user-interface text. */
const harmlessWords: ReadonlySet<string> = new Set(
  "public site publishable page next continuation cursor sync cancel cancellation csrf xsrf antiforgery forgery no show forgot forgotten reset invalid missing wrong bad confirm change toggle hash hashed encrypted masked hint first last prev end start current identifier lexer comma colon operator tokenizer stop eos bos pad unk mask sep cls special image design".split(
    " ",
  ),
)
/** The last word only: `end` is harmless, `BACKEND_` and `website_` are not. */
const lastWord = /(?:[A-Z]?[a-z]+|[A-Z]+)(?=[_-]?$)/
/** The same, glued to what stands before. */
const harmlessEnd =
  /(?:nextpage|continuation|cursor|cancellation|public_?key|csrf[a-z]{0,16}|xsrf|forgery|requestverification|identifier|tokenizer|operator)[_-]?$/i

function harmlessName(before: string): boolean {
  return harmlessWords.has(lastWord.exec(before)?.[0].toLowerCase() ?? "") || harmlessEnd.test(before)
}

const prose =
  /passwor[dt]|mot de passe|contrase|senha|wachtwoord|has\xc5\x82o|\b(?:enter|your|you|please|must|invalid|forgot|forgotten|required|confirm|incorrect|wrong|the|is|are|was|not|with|for|and|that|this|cannot|should|will|reset|new|change|create|login|sign|failed|error|missing|show|hide|at least|to|used|of|in|an|on|be|can|if|when|has|have|or)\b/i

/** Only the name says that it is a secret, so the value must look like one. */
function judgeGeneric(match: Match, value: string, around: Surroundings): Verdict {
  const { rule } = match
  const { text, file } = around
  if (around.binary) return aside("in a binary file")
  if (file.lockFile) return aside("in a lock file, which lists digests")
  const lineBreak = value.search(/[\r\n]/)
  const first = lineBreak === -1 ? value : value.slice(0, lineBreak)
  if (lineBreak !== -1 && (first.length < 8 || looksLikeWords(first))) return aside("the quoted text runs over several lines")
  const meant = withoutPercent(first)
  const placeholder = placeholderIn(first) ?? placeholderIn(meant === first ? unwrapped(first) : meant)
  if (placeholder?.strength === "clear") return aside(placeholder.reason)
  if (meant !== first && notTyped(meant, file)) return aside("characters that nobody types")
  // `pass: "good"` is a table of outcomes far more often than a password of four letters.
  if (rule.tag === "extended" && /^[A-Za-z]{1,5}$/.test(first)) return aside("a short word")
  // Bytes read as Latin-1: words of a script other than Latin are runs of high bytes.
  if ((meant.match(/[\x80-\xff]/g)?.length ?? 0) > meant.length / 2) return aside("words of a natural language")
  if (rule.validator !== undefined && validators[rule.validator](value) === "invalid") return aside("its structure is not that of the kind")
  if (rule.minEntropy !== undefined && entropy(value) < rule.minEntropy) return aside("too regular to be random")
  const quoted = /["'`]/.test(text[match.secretStart - 1] ?? "")
  const expression = expressionReason(match, first, quoted, around)
  if (expression !== undefined) return aside(expression)
  const place = harmlessPlace(match, first, quoted, placeholder !== undefined, around)
  if (place !== undefined) return aside(place)
  const strength = placeholder === undefined ? strengthOf(plainLetters(meant)) : "weak"
  if (strength !== "strong") {
    const reason = harmlessText(strength, meant, text.slice(match.start, match.secretStart), rule, quoted, file)
    if (reason !== undefined) return aside(reason)
  }
  if (inLongLine(text, match.secretStart)) return strength === "strong" ? { confidence: "low" } : aside("in minified or generated code")
  return { confidence: placed(strength, rule, file) }
}

/**
 * What percent-encoding stands for: U+FFFD, which takes the place of something unreadable, and in test material of parsers
 * control characters. A random password elsewhere may hold `%1f` by chance.
 */
function notTyped(meant: string, file: FileFacts): boolean {
  return meant.includes("\xef\xbf\xbd") || (file.fixture && [...meant].some((character) => character < " " || character === "\x7f"))
}

/** What the name, and the text around it, say against a value. */
function harmlessPlace(
  { rule, start, end, secretStart }: Match,
  value: string,
  quoted: boolean,
  standsIn: boolean,
  around: Surroundings,
): string | undefined {
  const { text, file } = around
  const before = (characters: number) => text.slice(Math.max(0, start - characters), start)
  const name = text.slice(start, secretStart)
  if (rule.provider !== "credential file" && harmlessName(before(24))) return "the name says that it is no secret"
  if (insideResourceName.test(before(100))) return "part of the name of a resource"
  if (rule.id === "named-spaced" && /\$\{?\w{0,40}$/.test(before(44))) return "behind a variable, not its value"
  if (rule.tag === "extended" && kindOfSecret.test(value)) return "the name of a kind of secret"
  if (/={2}/.test(name) && !/\d/.test(value)) return "compared with a word"
  if (rule.id === "generic-define" && /^(?:0x[0-9a-f]+|\d+)[ul]*$/i.test(value)) return "a number"
  if (rule.id === "named-pair" && file.code && !quoted) return "an expression, not a value"
  if (rule.id === "url-password" && reservedHost.test(text.slice(end, end + 300))) return "an address reserved for examples"
  if (rule.id === "password-hash" && /dummy|fake|example|sample/i.test(before(60))) return "a placeholder or a documented example"
  if (rule.validator === "basic-credentials" && standInLogin.test(unwrapped(value))) return "the usual stand-in"
  if (standsIn && standIn.test(name)) return "the usual stand-in"
  if (/^cred/i.test(name) && /^[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+$/.test(value)) return "an address of a person"
  return rule.tag === "extended" && sameWord(value, name) ? "the name itself" : undefined
}

/** `password: "password"`, `encryptionKey: "encryptionKey1024"`: a constant, a field of a form, a table of names. */
function sameWord(value: string, name: string): boolean {
  const letters = (text: string) => text.replace(/[^A-Za-z0-9]/g, "").toLowerCase()
  const spelled = letters(name)
  return spelled.length > 3 && letters(value).startsWith(spelled) && /^\d{0,4}$/.test(letters(value).slice(spelled.length))
}

function expressionReason(match: Match, value: string, quoted: boolean, { text, file }: Surroundings): string | undefined {
  if (quoted || (match.rule.tag === "extended" && match.rule.provider !== "generic")) return undefined
  const after = text[match.secretEnd] ?? ""
  if (/[([.<]/.test(after) && match.rule.tag === "policy") return "an expression, not a value"
  if (file.code && /^[A-Za-z_$][\w$.]*$/.test(value) && (looksLikeWords(value) || !/\d/.test(value))) return "an expression, not a value"
  return undefined
}

/** `gitlab-access-token`, `maps-api-key-v2`: how catalogues and rules call what they speak of. */
const kindOfSecret = /^[a-z]{2,30}(?:-[a-z]{2,30}){0,3}-(?:api|access|auth)-(?:key|token)(?:-v\d)?$/

/** `user:password@`: how documents write an address with credentials. */
const standIn = /(?:^:\/\/|[ ="'])(?:user(?:name)?|usr|u|login|name|foo|me|id|client|account|uid):$/i

/** The same in base64. */
const standInLogin =
  /^(?:user(?:name)?|usr|u|login|name|foo|me|id|client|account|aladdin):(?:p(?:ass(?:word|wd)?)?|pw|secret|bar|opensesame|open sesame)\W?$/i

/** RFC 2606 and RFC 6761: names that lead nowhere. */
const reservedHost = /^(?:[\w.-]{1,200}\.)?(?:example\.(?:com|org|net|edu)|example|invalid|test)(?![\w.-])/i

/** `arn:aws:secretsmanager:eu-central-1:…:secret:name`: the words in it are no names of fields. */
const insideResourceName = /\b(?:arn|urn):[\w:./*-]{1,90}$/i

type Strength = "strong" | "fair" | "weak"

function strengthOf(value: string): Strength {
  // A capital and small letters: a word of some language. At random that comes about once in thousands.
  if (looksLikeWords(value) || /^[A-Z][a-z]+(?: [A-Za-z]?[a-z]+)*$/.test(value)) return "weak"
  const kinds = characterKinds(value)
  if (isUuid.test(value)) return "fair"
  if (value.length >= 16 && kinds >= 2 && entropy(value) >= 3.2 && !/\s/.test(value)) return "strong"
  if (value.length >= 6 && kinds >= 2) return "fair"
  return "weak"
}

const isUuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Names of what people choose; tokens and keys are generated. */
const chosen =
  /(?:^|[ _.-])(?:pass|pw|connection|kennwort|contrase|senha|mot|wachtwoord|psk|redis|master[._-]?auth|creds|identified)|password|passwd|credential|basic_?auth|getConnection|auth=|securestring|sshpass|(?:docker|podman) login|net use/i

/** Rules whose surroundings say little: the value must look like a password by itself. */
const unsure: ReadonlySet<string> = new Set([
  "generic-argument",
  "named-call",
  "named-sentence",
  "named-row",
  "named-spaced",
  "named-query",
  "table-row",
  "table-column",
  "login-pair",
  "signing-call",
  "authorization-header",
  "environment-key",
])

function harmlessText(strength: Strength, value: string, name: string, rule: SecretRule, quoted: boolean, file: FileFacts): string | undefined {
  const extended = rule.tag === "extended" && rule.provider === "generic"
  const words = looksLikeWords(plainLetters(value))
  const phrase = chosen.test(name) && looksLikePassphrase(value)
  if (strength === "weak") {
    // The policy's own patterns keep the benefit of doubt.
    if (extended && !chosen.test(name)) return "too simple for a generated token"
    if (rule.tag === "extended" && file.fixture) return "a simple value in test material"
    if (extended && file.documentation && !/\d/.test(value) && !phrase) return "a simple value in a document"
    if (unsure.has(rule.id) && !(chosen.test(name) && (/\d/.test(value) || isLongPassphrase(value)))) return "too simple for a secret in a call"
    if (extended && /^[A-Z]/.test(value) && !/\d/.test(value) && /^[\w\x80-\xff]+(?:['’ ][\w\x80-\xff]+)*$/.test(value)) return "the label of a field"
  }
  if (/\s/.test(value.trim()) && (prose.test(value) || talksOfValues(value) || /[.:?!…]\s*$/.test(value) || (words && value.length > 60)))
    return "a message for people"
  if (file.translation) return "a translation"
  if (words && /[a-z]/i.test(value) && !phrase) {
    // A single word can be a real, weak password; a name of something is none.
    if (extended && !quoted && value.length > 20) return "a name, not a value"
    if (/^[a-z]+(?:[A-Z][a-z]+)+$|^[a-z]+(?:[._:/-][a-z]+){1,}$|^[A-Z]+(?:_[A-Z]+)+$|^[A-Z][a-z]+(?:[A-Z][a-z]+)+$/.test(value))
      return "a name, not a value"
  }
  return undefined
}

/** Several words with a number, or at least three in small letters with spaces between: nobody names a thing so. */
function looksLikePassphrase(value: string): boolean {
  return /^[A-Za-z]+(?:[ ._-][A-Za-z]+){2,7}[ ._-]?\d{1,4}$/.test(value) || /^[a-z]{3,}(?: [a-z]{3,}){2,7}$/.test(value)
}

/** Where a text is as likely: four words, which is what passphrases have at least. */
function isLongPassphrase(value: string): boolean {
  return /^[a-z]{3,}(?: [a-z]{3,}){3,7}$/.test(value)
}

const wordsOfRules =
  /\b(?:contains?|only|too|least|characters?|letters?|digits?|symbols?|numbers?|words?|spaces?|minimum|maximum|min|max|length|longer|shorter|short|long|match(?:es|ing)?|mismatch|differs?|different|valid|empty|blank|expired|accounts?|users?|username|choose|again|try|optional|allowed|weak|strong|value|field|special|uppercase|lowercase|updated|changed|saved|successful(?:ly)?|protected|provided|given|found|supported|mode|manager|management)\b/gi

/** Two such words: "contains only digits". Among those that people draw passphrases from, two in one come once in thousands. */
function talksOfValues(value: string): boolean {
  return (value.match(wordsOfRules)?.length ?? 0) >= 2
}

/** Minified and generated code has lines that no person wrote. */
function inLongLine(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 2000), at)
  const after = text.slice(at, at + 2000)
  const end = after.search(/[\r\n]/)
  return before.length - (Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1) + (end === -1 ? after.length : end) >= 2000
}

function placed(strength: Strength, rule: SecretRule, file: FileFacts): Confidence {
  let confidence: Confidence = strength === "strong" ? "high" : strength === "fair" ? "medium" : "low"
  if (rule.confidence === "medium" && confidence === "high") confidence = "medium"
  // Test material and documents show made-up values; a real one there is still reported, with less urgency.
  if (file.fixture || file.generated) return "low"
  return file.documentation ? lowered[confidence] : confidence
}
