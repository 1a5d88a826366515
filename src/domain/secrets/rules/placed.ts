/** Secrets that only their place gives away: behind a login, in a header, as an argument of a call or a command. */
import { family, type SecretRule } from "../rule.ts"

const user = String.raw`["'][^"'\r\n]{1,80}["'],[ \t]{0,3}`
const quoted = String.raw`["']([^"'\r\n$]{6,128})["']`

export const placedRules: readonly SecretRule[] = family(
  {
    kind: "generic",
    provider: "generic",
    severity: "high",
    help: "https://cwe.mitre.org/data/definitions/798.html",
    remediation: "Remove the value, read it from the environment or the secret store, and change it.",
    envVar: "APP_PASSWORD",
  },
  [
    {
      id: "login-pair",
      title: "User and password in a call",
      keywords: ["BasicAuth(", "basic_auth", "Credential(", "Credentials(", "getConnection(", "auth=("],
      // HTTPBasicAuth("user", "v"), new NetworkCredential("user", "v"), getConnection(url, "user", "v"), auth=("user", "v").
      pattern: String.raw`(?:BasicAuth\(|basic_auth[( ]|(?<=(?:Network|Password|Login))Credentials?\(|getConnection\([^,()\r\n]{1,200},|auth=\()[ \t]{0,3}${user}${quoted}`,
      capture: 1,
    },
    {
      id: "signing-call",
      title: "Key in a call that signs",
      keywords: ["jwt.sign(", "jwt.verify(", "jwt.encode(", "jwt.decode(", "createHmac(", "HmacSHA256("],
      // RFC 7519 tokens and RFC 2104 codes: the second argument is the key.
      pattern: String.raw`(?:jwt\.(?:sign|verify|encode|decode)|createHmac|HmacSHA256)\([ \t]{0,3}[^,\r\n]{1,120},[ \t]{0,3}${quoted}`,
      capture: 1,
      help: "https://www.rfc-editor.org/rfc/rfc7519",
      envVar: "SIGNING_KEY",
    },
    {
      id: "redis-auth-call",
      title: "Password in a call that logs in",
      keywords: [".auth("],
      pattern: String.raw`(?<=(?:redis|client|cache|conn|jedis)\w{0,20})\.auth\([ \t]{0,3}${quoted}[ \t]{0,3}\)`,
      capture: 1,
      help: "https://redis.io/docs/latest/commands/auth/",
      envVar: "REDIS_PASSWORD",
    },
    {
      id: "secure-string",
      title: "Password made a secure string",
      keywords: ["ConvertTo-SecureString"],
      pattern: String.raw`ConvertTo-SecureString[ \t]{1,3}(?:-String[ \t]{1,3})?(?:-AsPlainText[ \t]{1,3})?["']([^"'\r\n$]{4,128})["']`,
      capture: 1,
      ignoreCase: true,
      help: "https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.security/convertto-securestring",
    },
    {
      id: "shell-login",
      title: "Password on a command line",
      keywords: ["sshpass ", "docker login", "podman login", "htpasswd -", "net use "],
      pattern: String.raw`(?:sshpass -p ?|(?:docker|podman) login[^\r\n|;]{0,120}? -p[ =]?|htpasswd -[a-zA-Z]{0,6}b[a-zA-Z]{0,6} (?:-\w{1,4} ){0,3}\S{1,80} [\w.@-]{1,60} |net use [^\r\n]{1,120}?/user:\S{1,60} )["']?([^\s"'${"`"}$<>(){}|;&-][^\s"'${"`"}$<>(){}|;&]{3,128})`,
      capture: 1,
    },
    {
      id: "authorization-header",
      title: "Authorization header",
      keywords: ["authorization"],
      // RFC 9110, section 11.6.2, with the schemes that vendors made up; Basic and Bearer have rules of their own.
      pattern: String.raw`authorization["'\]]{0,2}[ \t]{0,3}(?:[:=,]|=>)[ \t]{0,3}["']?(?!basic |bearer )(?:(?:token|api-?key|key|secret|bot|jwt|klaviyo-api-key|genie-?key|sso-key|discogs)[ =])?([A-Za-z0-9+/_.=:-]{20,1200})(?=["'\s,;]|$)`,
      capture: 1,
      ignoreCase: true,
      minEntropy: 3.2,
      help: "https://www.rfc-editor.org/rfc/rfc9110#section-11.6.2",
      envVar: "AUTH_TOKEN",
    },
    {
      id: "dsn-password",
      title: "Password in a connection string",
      keywords: ["password="],
      // libpq's keyword/value strings: host=db user=app password=v.
      pattern: String.raw`password=([^\s"';&<>{}$%]{4,100})(?=[\s"'])(?:(?<=(?:host|dbname|user|port)=[^"'\r\n]{0,200})|(?=[^"'\r\n]{0,200} (?:host|dbname|user|port)=))`,
      capture: 1,
      help: "https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING",
      envVar: "PGPASSWORD",
    },
    {
      id: "environment-key",
      title: "Key in an environment file",
      keywords: ["_key", "_sk", "jwt", "_pat", "_auth"],
      // OPENAI_KEY=v: a key of whoever stands before it. Public ones are told by their names.
      pattern: String.raw`(?<=(?:^|[\r\n])[ \t]{0,8}(?:export[ \t]{1,3})?[A-Z0-9_]{0,40})(?:_KEY|_SK|JWT|_PAT|_AUTH)[ \t]{0,3}=[ \t]{0,3}["']?([A-Za-z0-9+/_.=-]{16,600})(?=["']?[ \t]{0,9}(?:[\r\n#]|$))`,
      capture: 1,
      ignoreCase: true,
      confidence: "medium",
      paths: String.raw`(?:^|/)(?:\.env[^/]*|[^/]*\.env(?:\.[^/]*)?|\.(?:bash|zsh)[^/]*|\.?profile)$`,
      envVar: "API_KEY",
    },
  ],
)
