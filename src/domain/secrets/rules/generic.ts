/** Values that only their name gives away, where the policy's own patterns do not look: quoted keys, .env lines. */
import { family, type SecretRule } from "../rule.ts"

const keywords = [
  "pass",
  "pwd",
  "secret",
  "token",
  "api_key",
  "api-key",
  "apikey",
  "access_key",
  "access-key",
  "accesskey",
  "private_key",
  "private-key",
  "privatekey",
  "auth_key",
  "authkey",
  "account_key",
  "encryption_key",
  "encryptionkey",
  "signing_key",
  "signingkey",
  "master_key",
  "masterkey",
  "credential",
  "connection_string",
  "connectionstring",
]

const name = String.raw`(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|auth_?key|account_key|encryption_?key|signing_?key|master_?key|credentials?|connection_?string)(?:[_-]?(?:key|value|token|secret|string|base(?:64)?|b64|hex|[0-9]{1,2})){0,2}`

/** Files in which a value stands without quotes. */
const plainFiles = String.raw`(?:^|/)(?:\.env[^/]*|[^/]*\.env|[^/]*\.(?:env\.[^/]*|properties|ini|cfg|cnf|conf|config|ya?ml|toml|tfvars|tf|sh|bash|zsh|fish|ps1|bat|cmd|service|rc|md|mdx|txt|log|jsonl|plist|xml|secret|secrets|credentials)|[Dd]ockerfile[^/]*|[Cc]ontainerfile|[Mm]akefile|\.?[a-z]*(?:rc|_profile|profile|credentials|passwd|aliases)|config|hub|credentials|secrets?)$`

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
      keywords,
      // Covers "key": "v", key = 'v', key: str = "v", key => "v"; the quote that opened must close on the same line.
      pattern: String.raw`${name}(?:\\?["'${"`"}\]]){0,2}[ \t]{0,20}(?::[ \t]?(?:str|string|String|&str|&'static str)[ \t]{0,5}(?==))?(?:=>|:=|\?\?=|\|\|=|[:=])[ \t]{0,20}[rbu@]?(\\?["'${"`"}])((?:(?!\1)[^\r\n]){4,256})\1`,
      ignoreCase: true,
      capture: 2,
    },
    {
      id: "generic-argument",
      title: "Secret in a call",
      keywords,
      pattern: String.raw`(?<=\([ \t]{0,3}["'][\w.-]{0,40})${name}["'][ \t]{0,3},[ \t]{0,3}(["'${"`"}])((?:(?!\1)[^\r\n]){6,256})\1`,
      ignoreCase: true,
      capture: 2,
    },
    {
      id: "generic-unquoted",
      title: "Secret in an unquoted setting",
      keywords,
      pattern: String.raw`${name}["']?[ \t]{0,20}[:=][ \t]{0,20}([^\s"'${"`"}<>(){}\[\],;|&$%!*][^\s"'${"`"}<>(){}\[\],;|]{3,255})(?=[ \t,;]{0,20}(?:\\?[\r\n"'#]|\\n|$|\|))`,
      ignoreCase: true,
      capture: 1,
      paths: plainFiles,
    },
    {
      id: "generic-define",
      title: "Secret in a constant",
      keywords: ["#define ", "ENV ", "ARG ", "setenv "],
      pattern: String.raw`(?:#define|ENV|ARG|setenv)[ \t]{1,9}\w{0,40}?(?:pass(?:word|wd|phrase)?|pwd|secret|token|api_?key)\w{0,12}[ \t]{1,20}["']?([^\s"'$<>{}=]{4,200})`,
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
      paths: String.raw`\.(?:sh|bash|zsh|md|ya?ml|txt|log|jsonl|mk)$|(?:^|/)(?:Dockerfile|Makefile)[^/]*$|(?:^|/)[^/.]+$`,
    },
  ],
)
