/** Weak transport security and weak ciphers in configuration files of any kind. Keys are the folders of rules/configuration. */
import type { Hit, RuleTable } from "./rule.ts"
import type { Setting } from "./settings.ts"

export interface SettingsInput {
  readonly path: string
  readonly settings: readonly Setting[]
}

export const settingsRules: RuleTable<SettingsInput> = {
  *"tls-legacy-protocol"({ settings }) {
    for (const setting of settings) {
      const old = [...allowedProtocols(setting)].filter((protocol) => protocol !== "1.2" && protocol !== "1.3")
      if (old.length > 0) yield hit(setting, `${setting.key} allows ${old.map(spelled).join(", ")}`)
    }
  },
  *"tls-1-2-allowed"({ settings }) {
    for (const setting of settings) {
      const allowed = allowedProtocols(setting)
      if (allowed.has("1.2") && [...allowed].every((protocol) => protocol === "1.2" || protocol === "1.3"))
        yield hit(setting, `${setting.key} allows TLS 1.2`)
    }
  },
  *"cipher-broken"({ settings }) {
    for (const setting of settings) {
      if (!/cipher(?!.?text)/i.test(setting.key) && !isAtRestKey(setting)) continue
      if (/preference/i.test(setting.key)) continue
      const broken = brokenCiphers(setting.value)
      if (broken !== undefined) yield hit(setting, `${setting.key} names ${broken}`)
    }
  },
  *"cipher-below-aes-256"({ settings }) {
    for (const setting of settings) {
      if (!isAtRestKey(setting)) continue
      const found = /\b(?:aes)[-_]?(128|192)\b|\b(?:aes)(128|192)[-_]?(?:cbc|gcm|ctr|ecb)/i.exec(setting.value.slice(0, 2000))
      if (found) yield hit(setting, `${setting.key}: AES-${found[1] ?? found[2]}`)
    }
  },
  *"database-tls-off"({ settings }) {
    for (const setting of settings) {
      const value = setting.value.slice(0, 2000)
      const inUrl = /[?&;]\s*(sslmode=(?:disable|allow)|useSSL=false|ssl=false|tls=false|encrypt=false|ssl-mode=DISABLED)(?=$|[&;\s"'])/i.exec(
        value,
      )?.[1]
      if (inUrl !== undefined && !/^[a-z][\w+:.-]{0,40}:\/\/(?:[^/@\s]{0,200}@)?(?:localhost|127\.|\[::1\])/i.test(value)) yield hit(setting, inUrl)
      else if (/^(?:db_?|pg_?|postgres_?|database_?)?ssl_?mode$/i.test(setting.key) && /^(?:disable|disabled|allow)$/i.test(value))
        yield hit(setting, `${setting.key} ${value}`)
      else if (/^require_secure_transport$/i.test(setting.key) && /^(?:off|0|false)$/i.test(value)) yield hit(setting, `${setting.key} off`)
    }
  },
  *"tls-verification-off"({ settings }) {
    for (const setting of settings) {
      const row = verificationKeys.find(({ key, value }) => key.test(setting.key) && value.test(setting.value))
      if (row) yield hit(setting, setting.key)
    }
  },
}

const off = /^["']?(?:false|off|no|0|none|never)["']?$/i
const on = /^["']?(?:true|on|yes|1)["']?$/i

const verificationKeys: readonly { readonly key: RegExp; readonly value: RegExp }[] = [
  {
    key: /^(?:ssl[_-]?verify|verify[_-]?ssl|verify[_-]?tls|tls[_-]?verify|ssl[_-]?verify[_-]?peer|sslverify|strict-ssl|verify[_-]?certs?|verify[_-]?certificates?|validate[_-]?certs?|certificate[_-]?verification|proxy_ssl_verify|rejectUnauthorized)$/i,
    value: off,
  },
  {
    key: /^(?:insecure[_-]?skip[_-]?(?:tls[_-]?)?verify|insecure-skip-tls-verify|tls[_-]?insecure|ssl[_-]?insecure|skip[_-]?tls[_-]?verify|tlsSkipVerify|allow_?insecure_?ssl|trustServerCertificate)$/i,
    value: on,
  },
  { key: /^NODE_TLS_REJECT_UNAUTHORIZED$/, value: /^["']?0["']?$/ },
]

const versions = ["ssl2", "ssl3", "1.0", "1.1", "1.2", "1.3"] as const
type Version = (typeof versions)[number]

function spelled(version: Version): string {
  return version.startsWith("ssl") ? `SSL ${version.slice(3)}` : `TLS ${version}`
}

const listKey =
  /^(?:ssl[_-]?protocols?|tls[_-]?protocols?|(?:ssl|tls)[_-]?(?:enabled[_-]?)?protocols?|enabled[_-]?protocols?|SSLProtocol|SSLProxyProtocol|proxy_ssl_protocols|smtpd?_tls_(?:mandatory_)?protocols|sslEnabledProtocols|(?:tls|ssl)[_-]?versions?|https\.protocols|jdk\.tls\.client\.protocols|server\.ssl\.enabled-protocols|.{0,60}\.(?:ssl|tls)\.(?:enabled[.-]?)?protocols?)$/i
const minimumKey =
  /^(?:.{0,60}[._-])?(?:(?:min(?:imum)?[._-]?(?:tls|ssl)?[._-]?(?:protocol[._-]?)?(?:version|ver|protocol)|(?:tls|ssl)[._-]?min(?:imum)?[._-]?(?:protocol[._-]?)?(?:version|ver|protocol)?|MinProtocol|ssl-min-ver|tls-version-min|tlsMinVersion|minTlsVersion|ssl_min_protocol_version|minimumTlsVersion|TLSMinVersion|min_?protocol(?:_?version)?|minimal_?tls_?version))$/i
const maximumKey =
  /^(?:.{0,60}[._-])?(?:max(?:imum)?[._-]?(?:tls|ssl)?[._-]?(?:protocol[._-]?)?version|(?:tls|ssl)[._-]?max(?:imum)?[._-]?(?:protocol[._-]?)?version|MaxProtocol|ssl-max-ver|ssl_max_protocol_version)$/i

/** Protocols that a setting lets in. Empty when the setting is not about protocols. */
export function allowedProtocols(setting: Setting): ReadonlySet<Version> {
  const value = setting.value.slice(0, 2000)
  if (/disable|exclude|deny|legacy|unsupported/i.test(setting.key)) return new Set()
  if (/^ssl-default-(?:bind|server)-options$|^bind$/i.test(setting.key)) return haproxyProtocols(value)
  if (minimumKey.test(setting.key)) {
    if (!/tls|ssl|protocol/i.test(setting.trail) && !/tls|ssl/i.test(value)) return new Set()
    const lowest = protocolIn(value)
    return lowest === undefined ? new Set() : new Set(versions.slice(versions.indexOf(lowest)))
  }
  if (maximumKey.test(setting.key)) {
    if (!/tls|ssl/i.test(setting.trail) && !/tls|ssl/i.test(value)) return new Set()
    const highest = protocolIn(value)
    // Nothing newer may be spoken: what is left is at best this version.
    return highest === undefined || highest === "1.3" ? new Set() : new Set([highest])
  }
  if (!listKey.test(setting.key) && !listKey.test(setting.trail)) return new Set()
  const allowed = new Set<Version>()
  for (const word of value.split(/[\s,;:|'"[\]]+/)) {
    const sign = /^[!+-]/.exec(word)?.[0]
    const bare = word.replace(/^[!+-]/, "")
    // Apache and Postfix: "all" stands for every protocol that is not taken away again.
    const named = /^all$/i.test(bare) ? versions.slice(1) : [protocolIn(bare)].filter((version) => version !== undefined)
    for (const version of named) {
      if (sign === "!" || sign === "-") allowed.delete(version)
      else allowed.add(version)
    }
  }
  // Postfix: a list of exclusions alone starts from everything.
  if (allowed.size === 0 && /^\s*!/.test(value)) for (const version of versions.slice(1)) if (!excluded(value, version)) allowed.add(version)
  return allowed
}

function excluded(value: string, version: Version): boolean {
  return value.split(/[\s,:]+/).some((word) => word.startsWith("!") && protocolIn(word.slice(1)) === version)
}

function haproxyProtocols(value: string): ReadonlySet<Version> {
  const minimum = /\bssl-min-ver\s+(\S{1,20})/i.exec(value)?.[1]
  if (minimum !== undefined) {
    const lowest = protocolIn(minimum)
    return lowest === undefined ? new Set() : new Set(versions.slice(versions.indexOf(lowest)))
  }
  const forced = /\bforce-(sslv3|tlsv1[0-3])\b/i.exec(value)?.[1]
  const version = forced === undefined ? undefined : protocolIn(forced)
  return version === undefined ? new Set() : new Set([version])
}

/** Spellings: TLSv1.2, TLS1_2, tls12, VersionTLS12, TLSv1_2016, 1.2, SSLv3. */
function protocolIn(text: string): Version | undefined {
  const word = text.trim().replace(/^["']|["']$/g, "")
  const ssl = /^SSLv?([23])$/i.exec(word)?.[1]
  if (ssl === "2" || ssl === "3") return `ssl${ssl}`
  const dotted = /^(?:Version)?(?:TLS)?[-_ ]?v?1[._-]([0-3])(?:[_-]\d{4})?$/i.exec(word)?.[1]
  const packed = dotted ?? /^(?:Version)?TLS[-_ ]?v?1([0-3])$/i.exec(word)?.[1]
  if (packed !== undefined) return `1.${packed}` as Version
  return /^TLS[-_ ]?v?1(?:_2016)?$/i.test(word) ? "1.0" : undefined
}

const broken =
  /(?:^|[-_+:@\s])(?:(RC4|ARCFOUR|3DES|DES3|DESede|TripleDES|DES|RC2|NULL|eNULL|aNULL|EXPORT|EXP|IDEA|BLOWFISH|BF|SEED|MD5))(?=$|[-_+:@/\s\d])/i

/** The first broken cipher that a list enables; `!RC4` and `-RC4` take it away. */
function brokenCiphers(value: string): string | undefined {
  for (const word of value.slice(0, 5000).split(/[\s,;:'"]+/)) {
    if (word.startsWith("!") || word.startsWith("-") || word.length > 200) continue
    const found = broken.exec(word.replace(/^\+/, ""))
    if (found) return found[1]
  }
  return undefined
}

/** Keys that choose how stored data is encrypted. In transit the suite follows from the TLS version, judged by the rules above. */
function isAtRestKey(setting: Setting): boolean {
  const trail = setting.trail.slice(-300)
  if (/tls|ssl|suite|jwt|jws|jwe|ssh|kex|schema/i.test(trail)) return false
  const [key = "", parent = ""] = trail.split(/[.:]/).toReversed()
  if (/encrypt|crypt|cipher(?!.?text)/i.test(key)) return !/description|comment|title|url|path|file|preference/i.test(key)
  return (
    /^(?:algorithm|algo|alg|mode|method|type|spec|scheme|name)$|[_-](?:algorithm|algo|alg)$/i.test(key) &&
    /encrypt|crypt|cipher|kms|key|vault|backup/i.test(`${parent} ${key}`)
  )
}

function hit(setting: Setting, detail: string): Hit {
  return { line: setting.line, subject: `${setting.trail} ${detail}`, detail }
}
