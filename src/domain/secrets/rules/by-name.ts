/** Values whose name stands in another field, in a tag, before a space or in a sentence: the ways that assignments do not cover. */
import { family, type SecretRule } from "../rule.ts"
import { secretName, secretWords } from "./generic.ts"

const quote = String.raw`["'${"`"}]`

/** Words of a passphrase. */
const phrase = "[a-z]{3,14}(?: [a-z]{3,14}){3,7}"

/** Configuration languages that write `name "value"`. */
const spacedFiles = String.raw`\.(?:gradle|clj|cljs|edn|el|lisp|scm|conf|cfg|cnf|rc|secrets|acl|pl|rb|exs?|cfg\.in)$|(?:^|/)\.?[a-z]*(?:rc|config|-config|_profile)$`

const sqlValue = String.raw`\s{0,20}(?:N?'(?:[^'\\\r\n]|\\.|''){0,300}'|[^,'()\r\n]{1,80})\s{0,5},`

/** From the list of columns to the value of the one that stands behind `before` others, when its name is that of a secret. */
function valueAtColumn(before: number): string {
  const columns = String.raw`(?=(?:[^,()]{1,60},){${before}}[\s"'${"`"}\[]{0,20}\w{0,30}?${secretName}["'${"`"}\]]?\s{0,5}[,)])`
  return String.raw`${columns}[^()]{1,500}\)\s{0,20}values\s{0,20}\((?:${sqlValue}){${before}}`
}

export const byNameRules: readonly SecretRule[] = family(
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
      id: "named-pair",
      title: "Secret in a pair of name and value",
      follows: "\"', \t\r\n\v\f\u00a0",
      keywords: secretWords,
      // <add key="password" value="v"/>, {"name": "TOKEN", "value": "v"}, - name: TOKEN with value: v on the next line, variable "token" { default = "v" }.
      pattern: String.raw`${secretName}(?:["'],?\s{0,40}["']?value["']?|,?\s{1,40}["']?value["']?|["']?[ \t]{1,3}\{[^{}]{0,300}?\sdefault(?=\s{0,20}=))\s{0,20}[:=][ \t]{0,5}["']?((?<=["'])[^"'\r\n<>]{4,1200}(?=["'])|(?<![\w"'])[^\s"'<>(){}\[\],;|&$%!*][^\s"'<>(){}\[\],;]{5,255})`,
      ignoreCase: true,
      capture: 1,
    },
    {
      id: "named-element",
      title: "Secret in an element",
      follows: "<>\"'",
      keywords: secretWords,
      // <clientSecret>v</clientSecret>, and a property list's <key>Password</key><string>v</string>.
      pattern: String.raw`(?:(?<=<key>[\w .-]{0,40})${secretName}</key>\s{0,40}<(?:string|data)>|(?<=<[\w.:-]{0,40})${secretName}>\s{0,40}(?:<Value>)?|(?<=<\w{1,30} (?:name|key|id)=["'][\w.-]{0,60})${secretName}["'][^<>]{0,60}>)[ \t]{0,9}([^<>\r\n]{4,1200}?)\s{0,9}</`,
      ignoreCase: true,
      capture: 1,
    },
    {
      id: "named-call",
      title: "Secret in a call of that name",
      follows: "(",
      keywords: secretWords,
      // setPassword("v"), withToken('v'), .password("v"): writers, not readers.
      pattern: String.raw`(?<=(?:set|with|use|add|\.|:|[Ss]tring[ \t])_?[A-Za-z]{0,30})${secretName}\([ \t]{0,3}(${quote})((?:(?!\1)[^\r\n]){6,1200})\1[ \t]{0,3}\)`,
      ignoreCase: true,
      capture: 2,
    },
    {
      id: "named-spaced",
      title: "Secret behind a space",
      follows: " \t",
      keywords: secretWords,
      // storePassword "v", requirepass v, password v: build scripts and settings of servers and clients.
      pattern: String.raw`${secretName}[ \t]{1,4}(?:enc[a-z]{0,8}[ \t]|[0-9][ \t])?["']?((?<=["'])[^"'\r\n]{4,200}(?=["'])|(?<!["'])[^\s"'<>(){}\[\],;=:#][^\s"'<>(){}\[\],;]{3,199}(?=[ \t]{0,9}(?:[\r\n]|$)))`,
      ignoreCase: true,
      capture: 1,
      paths: spacedFiles,
    },
    {
      id: "named-option",
      title: "Secret on a command line",
      follows: "= \t\"'",
      keywords: secretWords,
      pattern: String.raw`(?<=[ \t"'\[]--?[\w-]{0,30})${secretName}(?:=|[ \t]{1,3}|["'],[ \t]{0,3})["']?((?<=["'])(?!-)[^"'\r\n$]{4,200}(?=["'])|(?<!["'])[^\s"'${"`"}$<>(){}\[\]|;&,-][^\s"'${"`"}$<>(){}\[\]|;&,]{5,200})`,
      ignoreCase: true,
      capture: 1,
    },
    {
      id: "named-query",
      title: "Secret in the query of an address",
      follows: "=",
      keywords: secretWords,
      // OWASP: what stands in a query also stands in logs and histories. %20 and the like are part of a value.
      pattern: String.raw`(?<=[?&](?:amp;)?[\w.-]{0,40})${secretName}=([\w.~%!*+-]{8,300})(?=[&"'\s<>#)]|${"`"}|$)`,
      ignoreCase: true,
      capture: 1,
      help: "https://owasp.org/www-community/vulnerabilities/Information_exposure_through_query_strings_in_url",
    },
    {
      id: "named-block",
      title: "Secret in a block of text",
      follows: "\"':",
      keywords: secretWords,
      // YAML 1.2, section 8.1: `name: |` and the value on the next line.
      pattern: String.raw`${secretName}["']?:[ \t]{1,3}[|>][+-]?[ \t]{0,3}\r?\n[ \t]{1,24}([^\s"'<>(){}\[\],;|&$%!*:#-][^\r\n]{5,255})(?=\r?\n|$)`,
      ignoreCase: true,
      capture: 1,
      paths: String.raw`\.(?:ya?ml|tpl)$`,
      help: "https://yaml.org/spec/1.2.2/#81-block-scalar-styles",
    },
    {
      id: "named-sentence",
      title: "Secret in a sentence",
      follows: " ",
      keywords: secretWords,
      // "The root password is `v`": how people tell each other.
      pattern: String.raw`${secretName}(?: for [\w. -]{1,30})? (?:is|was|are|to|ist|est|es):? {1,3}${quote}([^\s"'${"`"}<>]{6,100}|${phrase})${quote}`,
      ignoreCase: true,
      capture: 1,
      confidence: "medium",
    },
    {
      id: "named-row",
      title: "Secret in a table",
      follows: "\"',;\t",
      keywords: secretWords,
      pattern: String.raw`(?<=(?:^|[\r\n,;\t])["']?[\w.-]{0,40})${secretName}["']?[,;\t]["']?([^\s,"';<>]{6,200}|${phrase})(?=["']?(?:[,;\t\r\n]|$))`,
      ignoreCase: true,
      capture: 1,
      paths: String.raw`\.(?:csv|tsv)$`,
    },
    {
      id: "sql-password",
      title: "Password in an SQL statement",
      keywords: ["identified ", "password ", "password("],
      // CREATE USER … IDENTIFIED BY 'v' (MySQL, Oracle), ALTER ROLE … PASSWORD 'v' (PostgreSQL), WITH PASSWORD = 'v' (SQL Server).
      pattern: String.raw`(?:identified (?:with \w{1,40} )?(?:by (?:password )?|as )|(?<=(?:user|role|login|with|encrypted|set)\s[^;\r\n]{0,120})password |(?<== ?)password\()(?:= {0,3}N?)?'([^'\r\n]{4,128})'`,
      ignoreCase: true,
      capture: 1,
      help: "https://www.postgresql.org/docs/current/sql-createrole.html",
      envVar: "DATABASE_PASSWORD",
    },
    {
      id: "sql-insert",
      title: "Secret in a row of a table",
      keywords: ["insert into "],
      // INSERT INTO users (id, login, password) VALUES (1, 'ada', 'v'): the value at the column's place, in the first row.
      pattern: String.raw`insert into [^\s(]{1,100}\s{0,5}\((?:${[0, 1, 2, 3, 4, 5, 6, 7].map(valueAtColumn).join("|")})\s{0,20}N?'([^'\r\n]{4,300})'`,
      ignoreCase: true,
      capture: 1,
      help: "https://cwe.mitre.org/data/definitions/312.html",
    },
    {
      id: "aws-credentials-table",
      title: "AWS secret access key in a table",
      keywords: ["AKIA", "ASIA"],
      // The table that the console offers for download: key id and secret in neighbouring columns.
      pattern: String.raw`(?:AKIA|ASIA)[A-Z2-7]{16}["']?[ \t]{0,3}[,;\t][ \t]{0,3}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])`,
      ignoreCase: false,
      capture: 1,
      minEntropy: 3.8,
      severity: "critical",
      help: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-keys-admin-managed.html",
      envVar: "AWS_SECRET_ACCESS_KEY",
    },
    {
      id: "browser-logins",
      title: "Login kept by a browser",
      keywords: ["encryptedPassword", "encryptedUsername"],
      // Encrypted with a key that lies beside it, mostly without a password of its own.
      pattern: String.raw`encrypted(?:Password|Username)"[ \t]{0,3}:[ \t]{0,3}"([A-Za-z0-9+/]{40,600}={0,2})"`,
      capture: 1,
      paths: String.raw`(?:^|/)logins(?:-backup)?\.json$`,
      provider: "credential file",
      help: "https://support.mozilla.org/en-US/kb/profiles-where-firefox-stores-user-data",
    },
    {
      id: "login-call",
      title: "Password in a call that logs in",
      keywords: ["login(", "connect(", "mysqli(", "PDO(", "authenticate("],
      // login("me@host", "v"), mysql_connect("host", "user", "v"), new PDO("mysql:…", "user", "v"): by position, without any name.
      pattern: String.raw`(?:(?:login|authenticate)\([ \t]{0,3}["'][\w.+-]{1,60}@[\w.-]{1,80}["']|(?:(?<=mysqli?_|pg_)connect|mysqli)\([ \t]{0,3}["'][\w.:-]{1,80}["'],[ \t]{0,3}["'][\w.-]{1,40}["']|PDO\([ \t]{0,3}["'](?:mysql|pgsql|sqlsrv|oci):[^"'\r\n]{1,200}["'],[ \t]{0,3}["'][\w.-]{1,40}["']),[ \t]{0,3}["']([^"'\r\n$]{6,100})["']`,
      capture: 1,
    },
    {
      id: "saved-session-password",
      title: "Password in a saved session",
      keywords: ["password 51:b:", `"Password V2"=`, "XAUTH ", "EAP "],
      // Remote desktop files, terminal sessions and logins of IPsec.
      pattern: String.raw`(?:password 51:b:|"Password V2"=\d\d:|(?:XAUTH|EAP) ")([^\s"]{6,4000})`,
      capture: 1,
      provider: "credential file",
      paths: String.raw`\.(?:rdp|ini|secrets)$`,
    },
    {
      id: "mail-relay-password",
      title: "Password of a mail relay",
      // What hosts of this kind are called; a bare bracket would be tried at each one of every file.
      keywords: ["[smtp", "[mail", "[email", "[mx", "[relay", "[mta", "smtp"],
      pattern: String.raw`(?<=(?:^|\n))(?:\[(?:smtp|e?mail|mx|relay|mta)[\w.-]{1,100}\]|smtp[\w.-]{1,100})(?::\d{1,5})?[ \t]{1,9}[^\s:]{1,100}:([^\s]{4,200})`,
      capture: 1,
      provider: "credential file",
      paths: String.raw`(?:^|/)sasl_passwd[^/]*$`,
      help: "https://www.postfix.org/SASL_README.html",
      envVar: "SMTP_PASSWORD",
    },
  ],
)
