/** Whether a name announces a secret and a value stands there literally. Decides by structure; token formats belong to the secret engine. */

const secretWords = new Set(["password", "passwd", "pwd", "passphrase", "secret", "token", "apikey", "credential", "credentials"])

/** Pairs such as `access key`: the word before `key` makes it secret. */
const keyKinds = new Set(["api", "access", "private", "secret", "signing", "encryption", "master", "account", "auth"])

/** A secret word followed by one of these names a property of the secret, not the secret. */
const propertyWords = new Set(
  (
    "file path dir folder url uri endpoint host name id ids ttl expiry expires expiration lifetime age length size count header type policy min max " +
    "limit timeout enabled disabled required algorithm alg ref version arn region prefix suffix field column label location scope scopes audience " +
    "issuer store manager provider backend format rotation hash mode method permission permissions command helper cmd var env reset hint realm prompt message text title strength regex pattern generator salt"
  ).split(" "),
)

/** Words of a name in any spelling: `dbPassword`, `DB_PASSWORD`, `db-password`. */
function wordsOf(name: string): string[] {
  const spaced = name.slice(0, 200).replace(/([a-z0-9])([A-Z])/g, "$1_$2")
  return spaced
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== "")
}

export function namesSecret(name: string): boolean {
  const words = wordsOf(name)
  const last = words.at(-1)
  if (last === undefined || propertyWords.has(last)) return false
  return words.some((word, index) => {
    if (word === "public") return false
    if (secretWords.has(word) || /(?:password|passwd|apikey|secretkey)$/.test(word)) return true
    return word === "key" && keyKinds.has(words[index - 1] ?? "")
  })
}

const references =
  /^(?:[$%<!@]|env:|op:\/\/|vault:|arn:|file:|ref\+|secretref:|sm:\/\/|ssm:|data\.|var\.|local\.|module\.)|\$\{|\$\(|\{\{|\$[A-Za-z_]|__[A-Z]/
const pathLike = /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\)/
const nothing = new Set(["", "true", "false", "null", "none", "nil", "yes", "no", "on", "off", "write", "read", "inherit", "required", "optional"])

/** The value itself stands there: not a variable, a template, a vault reference or a path to a mounted file. */
export function isLiteral(value: string | undefined): value is string {
  if (value === undefined) return false
  const text = value.slice(0, 500).trim()
  return !nothing.has(text.toLowerCase()) && !references.test(text) && !pathLike.test(text)
}

const standIns =
  /change|example|placeholder|your|insert|replace|dummy|fake|sample|todo|redact|default|passw|secret|test|foo|bar|postgres|mysql|mariadb|mongo|redis|root|admin|guest|minio|local|devel|xxx|\*\*\*|\.\.\.|hidden|mock|demo|empty|unset|1234|token|user|docker|rails|django|symfony|key|dev-|n\/a/i

/** Literal, long enough to be meant, and not one of the words people put where a secret will come. */
export function isLiteralSecret(value: string | undefined): value is string {
  if (!isLiteral(value)) return false
  const text = value.trim()
  return text.length >= 6 && !/\s/.test(text.slice(0, 500)) && !standIns.test(text.slice(0, 500)) && !/^(.)\1*$/.test(text.slice(0, 500))
}
