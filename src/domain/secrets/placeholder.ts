/** Whether a value is no secret at all: a placeholder, a reference to where the secret is kept, a type name. */

/** `clear`: nobody's secret. `weak`: a word that people do use as a password. */
export interface Placeholder {
  readonly strength: "clear" | "weak"
  readonly reason: string
}

const clear = (reason: string): Placeholder => ({ strength: "clear", reason })

// Each is linear: single classes, anchored or literal.
const templates =
  /^<[^<>]{0,200}>$|^&lt;[^&]{0,200}&gt;$|^<[a-z_ -]{2,60}>|\$\{|\{\{|\$\(|^\{[\w.:-]{0,60}\}$|^%[\w(){}.-]{1,60}%?[sd]?$|^#\{|^@\w{1,40}@$|^__\w{1,60}__$|^\[[^\]]{0,200}\]$|^\$[A-Za-z_]\w{0,80}$|^%\(|<%|^\$\$|^!!?[A-Za-z]|(?:^|[:@/ ])(?:\{\w{0,40}\}|%[sd]\b)/
const references =
  /^(?:process\.env|import\.meta\.env|os\.(?:environ|getenv)|getenv|env(?:iron)?[.[(:]|ENV[[.]|System\.(?:getenv|getProperty)|Deno\.env|secrets?\.[A-Za-z_]|vars?\.[A-Za-z_]|local\.|data\.|module\.|config\.|settings\.|self\.|this\.|ctx\.|args?\.|opts?\.|options\.|params?\.|props\.|req(?:uest)?\.|res(?:ponse)?\.|user\.|op:\/\/|vault:|vault\/|ref\+|arn:aws|id=\w|projects\/[^/]{1,60}\/secrets\/|keyvault|@Microsoft\.KeyVault|sm:\/\/|ssm:|file:|awskms:|gcpkms:|\/run\/secrets\/|\/var\/run\/secrets\/|\/etc\/|~\/|\.\.?\/|https?:\/\/|(?:\/[\w.-]{1,60}){2,20}\/?$|(?:[\w.@-]{1,60}\/){1,20}[\w.@-]{1,80}\.[a-z]{1,5}(?::\d{1,7}){0,2}$|[A-Za-z]:\\)/
const calls = /^[A-Za-z_$][\w.$]{0,80}(?:\(|\[["'])/
/** A pattern or a selector describes values, and is none. */
const expressions =
  /^\^.*\$$|\(\?[=!:<i]|\[[^\]]{0,40}[a-zA-Z0-9]-[a-zA-Z0-9][^\]]{0,40}\]|\\{1,2}[dwsb][+*{]|\{\d{1,4},\d{0,4}\}|[\])]\{\d{1,4}\}|\[\^[^\]]{1,20}\][+*]|\(\.[+*]\??\)|^\w{0,20}\[[\w-]{1,40}[~|^$*]?=/
/** `^9.0.2`, `~1.4`, `>=2.0.0-rc.1`: of a package that is called token or pass. */
const versions = /^(?:[\^~]|[<>]?=|[<>]|v)?\d{1,4}(?:\.(?:\d{1,6}|x|\*)){1,3}(?:[-+][\w.-]{1,40})?$/
/** `"PWD=" + directory, "`: what stands between two quotes that belong to others. */
const between = /^ ?\+ ?[A-Za-z_$][\w.$]{0,60}(?:\(\))? ?[,+)]/
// The dots and circles that a form shows instead of characters, in UTF-8.
const masked = /^(?:\\u[0-9a-fA-F]{4}|\xe2[\x80-\x9f][\x80-\xbf]|[^A-Za-z0-9\x80-\xff])+$/
const typeNames =
  /^(?:str|string|text|int|integer|number|bool|boolean|object|array|any|bytes|buffer|null|nil|none|undefined|void|true|false|yes|no|on|off|optional|required|default|auto|unset|empty|n\/a|na|tbd|todo|fixme|unknown|never|type|value|char|varchar|uuid|date|hidden|input|field|label|keyword|identifier|literal|include|omit|same-origin|write|read|read-write|inherit|always|static|dynamic|enabled|disabled)(?:\W|$)/i
/** `$9$…`: an encrypted form or a hash is longer than what its mark and a few characters make. */
const cutShort = /^\$\w{1,2}\$[^$]{0,7}$/
/** RFC 7519: how the first part of a token begins, in base64url. */
const tokenHeader = /^eyJ[\w-]{10,80}\.?$/
const exampleWords =
  /example|placeholder|change[_-]?(?:me|this|it)|replace[_-]?(?:me|this|with)|redacted|(?:^|[^a-z])(?:your|my|some|insert|enter|put|add|fill)[_ -]?(?:own|new|super|real)?[_ -]?(?:api|secret|password|pass|token|key|client|access|auth|private|value|app|db|user|account|org|project|name|here|id)|dummy|sample|fake[_-]|not[_-]?(?:a[_-]?)?(?:real|secret)|todo|fixme|goes[_ -]?here|[_-]here$|notasecret|xxxx|\*{3}|\.{3}|…|---|foobar|lorem|deadbeef|supersecret|\bn\/a\b|^(?:null|none|nil|undefined)$/i
const sequences = /0123456789|1234567890|abcdefghij|ABCDEFGHIJ|zyxwvutsrq|qwertyuiop|0987654321|0011223344/i
const repeated = /aaaaaaaa|00000000|11111111/i
/** The marks of tokens repeat a character as well: Turnstile's begin with 0x4AAAAAAA. */
const longRepeated = /(.)\1{9}/
const weakWords =
  /^(?:pass(?:word|wd|w0rd|phrase)?|passw0rd|p@ssw0rd|secret|secure|token|test(?:ing|er)?|admin|administrator|root|user|guest|demo|foo|bar|baz|hello|letmein|qwerty|postgres|mysql|mongo|redis|rabbitmq|minio|keycloak|default|private|public|temp|dev|local|abc|xyz|hunter)[0-9!@#$]{0,5}(?:[_-]?(?:pass(?:word)?|secret|token|key|user|db|test))?[0-9!@#$]{0,4}$/i

/** Undefined when the value may be a secret. */
export function placeholderIn(value: string): Placeholder | undefined {
  const text = value.slice(0, 400).trim()
  if (!/[A-Za-z0-9\x80-\uffff]/.test(text)) return clear("no letter or digit in it")
  if (masked.test(text)) return clear("no letter or digit in it")
  if (templates.test(text)) return clear("a template to be filled in")
  if (expressions.test(text)) return clear("an expression that describes values")
  if (references.test(text) || calls.test(text)) return clear("a reference, not a value")
  if (versions.test(text)) return clear("a version")
  if (between.test(text)) return clear("code between two quoted texts")
  if (cutShort.test(text)) return clear("the mark of an encrypted form, without the rest")
  if (tokenHeader.test(text) && /"(?:alg|typ)"/.test(Buffer.from(text.replace(".", ""), "base64url").toString("latin1")))
    return clear("the header of a token, without the rest")
  if (typeNames.test(text)) return clear("a type or a literal")
  if (text.length >= 3 && new Set(text).size <= 2) return clear("one character repeated")
  if (weakWords.test(text)) return { strength: "weak", reason: "a common word" }
  return madeUp(text)
}

// Random tokens hold short words by chance, so only long ones count here.
const exampleTokens =
  /example|placeholder|change[_-]?me|replace[_-]?me|redacted|your[_-]|dummy|sample|x{6}|\*{3}|\.{3}|foobar|lorem|deadbeef|not[_-]real|fake[_-]|<[a-z_ -]{2,40}>/i

/** For vendors' token formats. */
export function madeUpToken(text: string): Placeholder | undefined {
  if (exampleTokens.test(text)) return clear("a placeholder or a documented example")
  if (sequences.test(text) || longRepeated.test(text)) return clear("a keyboard or alphabet sequence")
  return undefined
}

function madeUp(text: string): Placeholder | undefined {
  if (exampleWords.test(text)) return clear("a placeholder or a documented example")
  // Long values in base64 hold runs of zero bytes, and more by chance.
  if (text.length <= 72 && (sequences.test(text) || repeated.test(text))) return clear("a keyboard or alphabet sequence")
  return undefined
}

/** What stands in base64 (RFC 4648), when it is text; the value itself otherwise. */
export function unwrapped(value: string): string {
  if (!/^[A-Za-z0-9+/]{4,400}={0,2}$/.test(value)) return value
  const text = Buffer.from(value, "base64").toString("latin1")
  return /^[\x20-\x7e]+$/.test(text) || masked.test(text) ? text : value
}

/** Without percent-encoding (RFC 3986), as Latin-1 bytes like everything here; what is not UTF-8 stays as it is. */
export function withoutPercent(value: string): string {
  return value.replace(/(?:%[0-9A-Fa-f]{2}){1,400}/g, (encoded) => {
    try {
      return Buffer.from(decodeURIComponent(encoded), "utf8").toString("latin1")
    } catch {
      return encoded
    }
  })
}
