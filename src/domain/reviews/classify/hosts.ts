/** Which external hosts a source or settings file speaks to, read from its tokens and not from its comments. */
import type { Language } from "./languages.ts"
import { withoutHeader, type Lexed, type Token } from "./lexer.ts"
import { isPunct, type Tokens } from "./syntax.ts"

export interface HostUse {
  /** Lower case, without port and user information. `*.` stands for a part that is computed. */
  readonly host: string
  readonly line: number
}

const url =
  /\b(?:https?|wss?|grpcs?|amqps?|mqtts?|ftps?|sftp|ssh|ldaps?|rediss?|mongodb(?:\+srv)?|postgres(?:ql)?|mysql|kafka|nats|smtps?|s3):\/\/([^\s"'`<>\\/?#,;|)\]]{1,300})/gi

/** A key after which a bare name is a host. */
const hostKey = /^(?:host|hostname|host_name|base_?url|endpoint|domain|server|url|uri|origin|address|addr|broker|brokers|bootstrap_servers)$/i
const bareHost = /^(?:[a-z0-9_-]{1,63}\.){1,8}[a-z]{2,24}(?::\d{1,5})?$/i
// Endings of file names that look like a top-level domain.
const fileLike =
  /\.(?:js|ts|py|go|rs|rb|sh|md|json|yml|yaml|toml|txt|html|css|sql|cs|java|kt|xml|conf|cfg|ini|log|lock|env|pl|so|local|internal|svc|cluster|lan|home|corp|test|example|invalid|localhost)$/i

/** Names of formats, licences and documentation, and addresses that lead nowhere outside. */
const ignored = [
  "localhost",
  "example.com",
  "example.net",
  "example.org",
  "w3.org",
  "schema.org",
  "json-schema.org",
  "schemas.xmlsoap.org",
  "schemas.openxmlformats.org",
  "schemas.microsoft.com",
  "schemas.android.com",
  "schemas.opengis.net",
  "xmlns.com",
  "purl.org",
  "xmlns.jcp.org",
  "java.sun.com",
  "jakarta.ee",
  "json.schemastore.org",
  "schemastore.org",
  "spdx.org",
  "opensource.org",
  "creativecommons.org",
  "apache.org",
  "gnu.org",
  "mozilla.org",
  "unlicense.org",
  "ietf.org",
  "rfc-editor.org",
  "springframework.org",
  "hibernate.org",
  "relaxng.org",
  "docbook.org",
  "openid.net",
  "semver.org",
  "keepachangelog.com",
  "npmjs.com",
  "sitemaps.org",
  "ogp.me",
]
const reserved = /\.(?:localhost|local|test|example|invalid|internal|svc|cluster|lan|home|corp|arpa|onion)$/
const privateAddress = /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0$|255\.)/

const documentKeys =
  /^(?:\$schema|homepage|documentation|docs|license|licence|repository|bugs|see|externalDocs|xmlns(?:_\w{1,20})?|xsi|schemaLocation|namespace|DOCTYPE|helpUri|informationUri)$/i

// A key of `hostKey` with its mark, or with the comment of any language that may stand before the mark.
const keyed = /(?:host|name|url|endpoint|domain|servers?|uri|origin|address|addr|brokers?)["'`\]]?\s*(?:[:=#;]|\/[*/]|--|<[!#])/i

/** Without this there is no host in a text, so it need not be split into words. */
export function mayHoldHosts(text: string, language: Language): boolean {
  const body = withoutHeader(text, language)
  return body.includes("://") || keyed.test(body)
}

/** Every external host in the tokens of one text; `ignoredHosts` as in the settings. */
export function hostsOf(lexed: Lexed, language: Language, ignoredHosts: readonly string[]): HostUse[] {
  const found: HostUse[] = []
  const { tokens } = lexed
  // Plain settings files do not quote: their words are joined again by line.
  const plain = language.quotes === "" || language.config === true || language.id === "shell"
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "string") continue
    if (isLink(tokens, index, language) || documentKeys.test(keyBefore(tokens, index))) continue
    for (const match of token.text.matchAll(url)) add(found, match[1]!, token.line + linesBefore(token.text, match.index), ignoredHosts)
    const joined = unfinished.test(token.text.slice(-300)) ? restOf(tokens, index) : undefined
    if (joined !== undefined) for (const match of `${token.text.slice(-300)}*${joined}`.matchAll(url)) add(found, match[1]!, token.line, ignoredHosts)
    const bare = token.text
    if (bare.length <= 300 && bareHost.test(bare) && !fileLike.test(bare) && hostKey.test(keyBefore(tokens, index)))
      add(found, bare, token.line, ignoredHosts)
  }
  if (plain) for (const { text, line } of unquotedLines(tokens)) for (const match of text.matchAll(url)) add(found, match[1]!, line, ignoredHosts)
  return found
}

// `https://${a}.vendor.io` and "https://" + a + ".vendor.io": the address goes on in a later string.
const unfinished = /:\/\/[^\s/?#"'`]{0,200}$/

function restOf(tokens: Tokens, index: number): string | undefined {
  for (let next = index + 1; next < Math.min(tokens.length, index + 40); next += 1) {
    const token = tokens[next]!
    if (token.kind === "string") return token.text.startsWith(".") ? token.text.slice(0, 300) : undefined
    if (isPunct(token, ";") || isPunct(token, ",")) return undefined
  }
  return undefined
}

function linesBefore(text: string, index: number): number {
  let lines = 0
  for (let at = text.indexOf("\n"); at !== -1 && at < index; at = text.indexOf("\n", at + 1)) lines += 1
  return lines
}

/** `key: "x"`, `key = "x"`, `"key": "x"`: the key, or an empty text. */
function keyBefore(tokens: Tokens, index: number): string {
  const mark = tokens[index - 1]
  if (!isPunct(mark, ":") && !isPunct(mark, "=")) return ""
  const key = tokens[index - 2]
  return key === undefined || key.kind === "punct" ? "" : key.text
}

/** The address of a link in markup: a person follows it, the program does not. */
function isLink(tokens: Tokens, index: number, language: Language): boolean {
  if (language.id !== "javascript" || !isPunct(tokens[index - 1], "=") || tokens[index - 2]?.text !== "href") return false
  for (let back = index - 3; back >= Math.max(0, index - 60); back -= 1) {
    if (isPunct(tokens[back], "<")) return /^(?:a|A|Link|Anchor|NavLink)$/.test(tokens[back + 1]?.text ?? "")
  }
  return false
}

function* unquotedLines(tokens: readonly Token[]): Generator<{ text: string; line: number }> {
  let text = ""
  let line = 0
  let end = -1
  for (const token of tokens) {
    if (token.line !== line) {
      if (text.includes("://")) yield { text, line }
      text = ""
      line = token.line
    } else if (token.start > end) text += " "
    if (token.kind !== "string") text += token.text
    end = token.start + token.text.length
  }
  if (text.includes("://")) yield { text, line }
}

function add(found: HostUse[], authority: string, line: number, ignoredHosts: readonly string[]): void {
  const host = hostOf(authority)
  if (host !== undefined && !isIgnored(host, ignoredHosts)) found.push({ host, line })
}

/** The host of an authority, or undefined when it is computed as a whole or is no public name. */
export function hostOf(authority: string): string | undefined {
  // A computed part hides what it stands for; the written rest still tells whose host it is.
  const computed = authority.replace(/\$\{[^{}]{0,200}\}|\{\{?[^{}]{0,200}\}?\}|%[sdv]|\$\w{1,60}/g, "*").toLowerCase()
  const name = computed
    .slice(computed.lastIndexOf("@") + 1)
    .replace(/:[\d*]{1,5}$/, "")
    .replace(/\.$/, "")
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(name)) return name
  if (/^\[[0-9a-f:]{3,40}$/.test(name)) return undefined
  const fixed = name.replace(/^.{0,200}\*[^.]{0,60}\./, "*.")
  return /^(?:\*\.)?(?:[a-z0-9_\u0080-\uffff](?:[a-z0-9_\u0080-\uffff-]{0,62})\.){1,12}[a-z\u0080-\uffff][a-z0-9\u0080-\uffff-]{1,62}$/.test(fixed)
    ? fixed
    : undefined
}

function isIgnored(host: string, ignoredHosts: readonly string[]): boolean {
  if (privateAddress.test(host) || reserved.test(host)) return true
  const plain = host.replace(/^\*\./, "")
  if (ignored.some((name) => plain === name || plain.endsWith(`.${name}`))) return true
  return ignoredHosts.some((entry) => {
    const name = entry.toLowerCase()
    return name.startsWith(".") ? plain === name.slice(1) || plain.endsWith(name) : host === name
  })
}
