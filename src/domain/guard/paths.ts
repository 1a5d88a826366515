/** What paths say of the files behind them, by their spelling alone. */

/** `~` for the person's folder, slashes forward, `.` and `..` resolved as far as can be. */
export function normalPath(path: string, cwd = ""): string {
  const slashed = path.replaceAll("\\", "/").replace(/^(?:\$HOME|\$\{HOME\})(?=\/|$)/, "~")
  const whole = /^(?:\/|~|[A-Za-z]:)/.test(slashed) || cwd === "" ? slashed : `${cwd}/${slashed}`
  const root = /^(?:~[^/]*|[A-Za-z]:)?\/?/.exec(whole)![0]
  const kept: string[] = []
  for (const part of whole.slice(root.length).split("/")) {
    if (part === "" || part === ".") continue
    if (part === ".." && kept.length > 0 && kept.at(-1) !== "..") kept.pop()
    else if (part !== ".." || !root.endsWith("/")) kept.push(part)
  }
  return root + kept.join("/") || "."
}

const secretFiles: readonly RegExp[] = [
  /(?:^|\/)\.env(?:\.(?!example$|sample$|template$|dist$|defaults?$|schema$)[\w.-]+)?$/i,
  /(?:^|\/)\.(?:aws|gcloud|azure|kube|docker|ssh|gnupg|config\/(?:gcloud|gh|op|hub))(?:\/|$)(?!.*\.pub$)(?!.*known_hosts)(?!.*\/config$(?<!kube\/config))/i,
  /(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?|\.netrc|_netrc|\.pgpass|\.my\.cnf|\.git-credentials|\.npmrc|\.pypirc|\.vault-token|\.htpasswd|credentials(?:\.json)?|service[-_]?account[\w-]*\.json|secrets?\.(?:ya?ml|json|toml|env)|master\.key)$/i,
  /(?:^|\/)(?:credentials\.(?:toml|tfrc\.json)|\.credentials\.json|auth\.json|[\w.-]*\.tfstate)$/i,
  /(?:^|\/)(?:\.(?:bash|zsh|sh|psql|mysql|node_repl|python)_history|logins\.json|key4\.db|Login Data|Cookies|pip\.conf|\.pip\/pip\.conf)$/,
  /\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk)$/i,
  /^\/etc\/(?:shadow|gshadow|sudoers)/,
  /^\/proc\/(?:self|\d+)\/environ$/,
  /^\/(?:var\/)?run\/secrets\//,
]

/** Names of such files that a pattern may stand for. */
const secretNames = [".env", ".env.production", ".env.local", "id_rsa", "id_ed25519", "server.pem", "server.key", "credentials", ".netrc", ".npmrc"]

/** It holds credentials, or is made to; a pattern does when it stands for such a name. */
export function isSecretPath(path: string): boolean {
  const normal = normalPath(path)
  if (secretFiles.some((pattern) => pattern.test(normal))) return true
  const last = normal.split("/").at(-1)!
  return /[*?[]/.test(last) && /[^*?[\].]/.test(last) && secretNames.some((name) => standsFor(last, name))
}

/** As a shell matches names of files: a star in front does not stand for a dot. */
export function standsFor(pattern: string, name: string): boolean {
  if (name.startsWith(".") && !pattern.startsWith(".")) return false
  if (pattern.length > 200) return true
  const source = pattern
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replace(/\*+/g, ".*")
    .replace(/\?/g, ".")
    .replace(/\[!/g, "[^")
  try {
    return new RegExp(`^${source}$`, "s").test(name)
  } catch {
    return true
  }
}
