/** Variables and files that hold credentials, by their names. */

const credentialWords =
  /key|token|secret|passw(?:or)?d|passphrase|pwd$|credential|auth|private|cookie|_dsn$|^dsn$|database_url|db_url|connection_?string|_pat$|_uri$|webhook/i
const plainVariables =
  /^(?:HOME|PATH|USER|USERNAME|LOGNAME|SHELL|PWD|LANG|LC_\w+|TERM|TZ|TMPDIR|TEMP|TMP|PORT|HOST|HOSTNAME|CI|DEBUG|NODE_ENV|RAILS_ENV|RACK_ENV|APP_ENV|ENV|ENVIRONMENT|LOG_LEVEL|VERSION|EDITOR)$/i

export const isCredentialVariable = (name: string) => credentialWords.test(name)
export const isPlainVariable = (name: string) => plainVariables.test(name)

const credentialFiles: readonly RegExp[] = [
  /(?:^|\/)\.env(?:\.(?!example|sample|template|dist)[\w.-]+)?$/,
  /(?:^|\/)\.envrc$/,
  /(?:^|\/)\.ssh\/(?!known_hosts|config$|.*\.pub$)/,
  /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$/,
  /(?:^|\/)\.aws\/credentials$/,
  /(?:^|\/)\.(?:netrc|npmrc|pypirc|pgpass|git-credentials|htpasswd|vault-token|my\.cnf)$/,
  /(?:^|\/)\.docker\/config\.json$/,
  /(?:^|\/)\.kube\/config$/,
  /(?:^|\/)\.gnupg\//,
  /(?:^|\/)application_default_credentials\.json$/,
  /(?:^|\/)(?:credentials|secrets?)(?:\.(?:json|ya?ml|toml|ini|txt|db|csv|yml\.enc))?$/i,
  /(?:^|\/)service[-_]?account[\w-]*\.json$/i,
  /(?:^|\/)master\.key$/,
  /\.(?:pem|p12|pfx|jks|keystore|kdbx)$/i,
  /(?:^|\/)[\w-]*private[\w-]*\.key$/i,
  /^\/etc\/(?:shadow|gshadow|sudoers)$/,
  /^\/proc\/[^/]+\/environ$/,
]

export const isCredentialFile = (path: string) => credentialFiles.some((pattern) => pattern.test(path.replaceAll("\\", "/")))
