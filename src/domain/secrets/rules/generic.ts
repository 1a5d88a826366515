/** Values that only their name gives away, where the policy's own patterns do not look: quoted keys, .env lines. */
import { family, type SecretRule } from "../rule.ts"

/** Words after which `key` means a secret one; `public_key`, `primary_key` and the like are none. */
const secretKeys =
  "api access private auth account aes hmac cipher crypt crypto encrypt encryption decryption validation signing signature master shared logged_in nonce app application client server service session cookie storage deploy admin root".split(
    " ",
  )

/** Names of several words; settings separate them by _, -, a dot or a capital. */
const compounds = [
  ...secretKeys.map((word) => `${word}_key`),
  "redis_auth",
  "master_auth",
  "connection_string",
  "mot_de_passe",
  "auth_salt",
  "logged_in_salt",
  "nonce_salt",
]

/** Of one word; in other languages without their accents, which identifiers rarely have. */
const words = ["pass", "pword", "pwd", "secret", "token", "credential", "creds", "psk", "kennwort", "contrase", "senha", "wachtwoord", "pepper", "pw"]

const separators = ["_", "-", ".", ""]

/** Every name of a secret ends in one of these and, at most, a suffix. */
export const secretWords: readonly string[] = [
  ...words,
  ...compounds.flatMap((name) => separators.map((separator) => name.replaceAll("_", separator))),
]

const otherCompounds = compounds.filter((name) => !name.endsWith("_key"))

/** The words before `key` are put together: an expression is compiled at its first use, and this halves that time. */
const compoundNames = `(?:${secretKeys.join("|")})_key|${otherCompounds.join("|")}`.replaceAll("_", "[._-]?")

/** The end of such a name, from its first telling word on. */
export const secretName = String.raw`(?:pass(?:word|wd|phrase|code|wort)?|pword|pwd|(?<=[\w.-])pw|secret|token|credentials?|creds|psk|kennwort|contrase(?:n|\xc3\xb1)a|senha|wachtwoord|pepper|${compoundNames})(?:[._-]?(?:key|value|token|secret|string|base(?:64)?|b64|hex|prod(?:uction)?|staging|live|dev|main|backup|admin|root|default|old|new|ro|rw|[0-9]{1,2})){0,2}`

/** Files in which a value stands without quotes. */
const plainFiles = String.raw`(?:^|/)(?:\.env[^/]*|[^/]*\.env|[^/]*\.(?:env\.[^/]*|properties|ini|cfg|cnf|conf|config|ya?ml|toml|tfvars|tf|sh|bash|zsh|fish|ps1|bat|cmd|service|rc|md|mdx|txt|log|jsonl|plist|xml|http|rest|curlrc|secret|secrets|credentials)|[Dd]ockerfile[^/]*|[Cc]ontainerfile|[Mm]akefile|\.?[a-z]*(?:rc|_profile|profile|credentials|passwd|aliases|_history)|\.[a-z0-9_-]{2,40}|config|hub|credentials|secrets?)$`

export const genericRules: readonly SecretRule[] = family(
  {
    kind: "generic",
    provider: "generic",
    severity: "high",
    help: "https://cwe.mitre.org/data/definitions/798.html",
    remediation: "Remove the value, read it from the environment or the secret store, and rotate it if it was ever committed.",
    envVar: "APP_SECRET",
  },
  [
    {
      id: "generic-quoted",
      title: "Secret in a quoted value",
      follows: "\\\"'`][ \t:=?|",
      keywords: secretWords,
      // Covers "key": "v", key = 'v', key: str = "v", key => "v", char key[] = "v", env.KEY || "v"; the quote that opened must close on the same line.
      pattern: String.raw`${secretName}(?:\\?["'${"`"}\]]){0,2}(?:\[\d{0,4}\])?[ \t]{0,20}(?::[ \t]?[A-Za-z&][\w.<>&' ]{0,30}\??[ \t]{0,5}(?==)|string[ \t]{1,5}(?==))?(?:=>|:=|\?\?=?|\|\|=?|={2,3}|[:=])[ \t]{0,20}(?:(?:\[\]byte|QStringLiteral|QLatin1String|Buffer\.from|SecretStr|bytes|TEXT|_T)\()?[rbuL@]?("""|'''|\\?["'${"`"}])((?:(?!\1)[^\r\n]){4,256})\1`,
      ignoreCase: true,
      capture: 2,
    },
    {
      id: "generic-argument",
      title: "Secret in a call",
      follows: "\"'",
      keywords: secretWords,
      pattern: String.raw`(?<=\([ \t]{0,3}["'][\w.-]{0,40})${secretName}["'][ \t]{0,3},[ \t]{0,20}(["'${"`"}])((?:(?!\1)[^\r\n]){6,256})\1`,
      ignoreCase: true,
      capture: 2,
    },
    {
      id: "generic-unquoted",
      title: "Secret in an unquoted setting",
      follows: "\"' \t:=?",
      keywords: secretWords,
      pattern: String.raw`${secretName}["']?[ \t]{0,20}(?::=|\?=|[:=])[ \t]{0,20}([^\s"'${"`"}<>(){}\[\],;|&$%!*:=][^\s"'${"`"}<>(){}\[\],;|]{3,255}|[a-z]{3,14}(?: [a-z]{3,14}){2,7})(?=[ \t,;]{0,20}(?:\\?[\r\n"'#]|\\n|$|\|)|[ \t]{1,4}[\w.-]{1,40}=)`,
      ignoreCase: true,
      capture: 1,
      paths: plainFiles,
    },
    {
      id: "generic-define",
      title: "Secret in a constant",
      keywords: ["#define ", "ENV ", "ARG ", "setenv "],
      pattern: String.raw`(?:#define|ENV|ARG|setenv)[ \t]{1,9}\w{0,40}?${secretName}[ \t]{1,20}["']?([^\s"'$<>{}=]{4,200})`,
      ignoreCase: true,
      capture: 1,
    },
    {
      id: "cli-password",
      title: "Password on a command line",
      keywords: ["--password", "--passwd", "--token", "--secret", "--api-key", "--apikey"],
      pattern: String.raw`--(?:password|passwd|token|secret|api-?key)(?:=|[ \t]{1,3})["']?([^\s"'${"`"}$<>(){}\[\]|;&,-][^\s"'${"`"}$<>(){}\[\]|;&,]{5,200})`,
      capture: 1,
    },
    {
      id: "shell-mysql-password",
      title: "Database password on a command line",
      keywords: ["mysql", "PGPASSWORD="],
      pattern: String.raw`(?:mysql(?:dump|admin)?[ \t][^\r\n]{0,120}?[ \t]-p|PGPASSWORD=["']?)([^\s"'$<>(){}|;&=-][^\s"'$<>(){}|;&]{3,100})`,
      capture: 1,
      envVar: "PGPASSWORD",
      paths: String.raw`\.(?:sh|bash|zsh|md|ya?ml|txt|log|jsonl|mk)$|(?:^|/)(?:Dockerfile|Makefile)[^/]*$|(?:^|/)(?:[^/.]+|\.[a-z]+_history)$`,
    },
  ],
)
