/** Secrets that are recognised by their build: keys, web tokens, URLs with a password, credential files. */
import { family, type SecretRule } from "../rule.ts"
import { left, lineEnd, right } from "../shapes.ts"

const keys = family(
  {
    kind: "structure",
    provider: "keys",
    help: "https://cwe.mitre.org/data/definitions/321.html",
    remediation: "Remove the key, replace the key pair everywhere it is trusted, and keep the new one in the secret store.",
    envVar: "PRIVATE_KEY",
  },
  [
    {
      id: "private-key-pem",
      title: "Private key",
      keywords: ["-----BEGIN "],
      // RFC 7468 and OpenPGP armour; also inside quoted strings, with \n or &#10; written out or lines joined by a program.
      pattern: String.raw`-----BEGIN (?:[A-Z0-9]{2,10} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:[A-Za-z0-9+/=\s\\"',:;.()&#]|-(?!----)){40,20000}(?:-----END (?:[A-Z0-9]{2,10} ){0,2}PRIVATE KEY(?: BLOCK)?-----)?`,
      validator: "private-key",
    },
    {
      id: "putty-private-key",
      title: "PuTTY private key",
      keywords: ["PuTTY-User-Key-File-"],
      // Inside strings with \n written out, and indented in blocks of YAML.
      pattern: String.raw`PuTTY-User-Key-File-[23]: [a-z0-9@.-]{3,40}${lineEnd}Encryption: none[\s\S]{20,3000}?Private-Lines: \d{1,4}${lineEnd}(?:[A-Za-z0-9+/=]{1,64}(?:${lineEnd})?){1,200}`,
      help: "https://the.earth.li/~sgtatham/putty/latest/htmldoc/AppendixC.html",
    },
    {
      id: "age-secret-key",
      title: "age secret key",
      keywords: ["AGE-SECRET-KEY-1"],
      pattern: `${left}AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}${right}`,
      validator: "bech32",
      help: "https://age-encryption.org/v1",
    },
    {
      id: "jwt",
      title: "JSON Web Token",
      keywords: ["eyJ"],
      // RFC 7519: both halves are JSON objects, so both begin with {" in base64url.
      pattern: `(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,2000}\\.eyJ[A-Za-z0-9_-]{8,6000}\\.[A-Za-z0-9_-]{16,1400}`,
      validator: "jwt",
      severity: "high",
      help: "https://www.rfc-editor.org/rfc/rfc7519",
      remediation: "End the session or rotate the signing key: whoever reads the token acts as its holder until it expires.",
      envVar: "AUTH_TOKEN",
    },
  ],
)

const carried = family(
  {
    kind: "generic",
    provider: "URL",
    severity: "high",
    help: "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1",
    remediation: "Take the password out of the address, read it from the environment or the secret store, and change it.",
    envVar: "DATABASE_URL",
  },
  [
    {
      id: "url-password",
      title: "Password in a URL",
      keywords: ["://"],
      pattern: String.raw`(?<=[A-Za-z][A-Za-z0-9+.-]{1,30})://[^\s:/?#@"'${"`"}<>\[\]{}|\\^]{0,100}:([^\s/?#@"'${"`"}<>|\\^]{1,200})@(?=[A-Za-z0-9\[_.$%{(-])`,
      capture: 1,
    },
    {
      id: "basic-auth-header",
      title: "HTTP Basic credentials",
      keywords: ["basic "],
      pattern: String.raw`basic ([A-Za-z0-9+/]{8,300}={0,2})(?![A-Za-z0-9+/=])`,
      ignoreCase: true,
      capture: 1,
      validator: "basic-credentials",
      help: "https://www.rfc-editor.org/rfc/rfc7617",
      envVar: "BASIC_AUTH",
    },
    {
      id: "bearer-token",
      title: "Bearer token",
      keywords: ["bearer "],
      pattern: String.raw`bearer ([A-Za-z0-9_.~+/-]{20,1000}={0,2})`,
      ignoreCase: true,
      capture: 1,
      minEntropy: 3,
      help: "https://www.rfc-editor.org/rfc/rfc6750",
      envVar: "BEARER_TOKEN",
    },
    {
      id: "curl-user",
      title: "Password on a command line",
      keywords: ["curl "],
      pattern: String.raw`curl [^\r\n|;]{0,200}?(?:-u|--user)[ =]["']?[\w.@-]{1,60}:([^\s"'@:]{4,100})`,
      capture: 1,
      help: "https://curl.se/docs/manpage.html#-u",
      envVar: "CURL_PASSWORD",
    },
    {
      id: "adonet-password",
      title: "Password in a connection string",
      keywords: ["password=", "pwd="],
      pattern: String.raw`(?:password|pwd)=([^;"'\s<>{}$]{4,100})(?:;|(?=["']))(?:(?<=(?:server|data source|host|address|addr|initial catalog|database|user id|uid|username)[ \t]{0,3}=[^"'\r\n]{0,300})|(?=[^"'\r\n]{0,300}(?:server|data source|host|address|addr|initial catalog|database|user id|uid|username)[ \t]{0,3}=))`,
      ignoreCase: true,
      capture: 1,
      help: "https://learn.microsoft.com/en-us/dotnet/framework/data/adonet/connection-strings",
      envVar: "CONNECTION_STRING",
    },
  ],
)

const files = family(
  {
    kind: "generic",
    provider: "credential file",
    severity: "high",
    help: "https://cwe.mitre.org/data/definitions/256.html",
    remediation: "Remove the file from the repository, ignore it, and change the password.",
    envVar: "APP_PASSWORD",
  },
  [
    {
      id: "netrc-password",
      title: "Password in a netrc file",
      keywords: ["machine", "default"],
      pattern: String.raw`(?:machine\s{1,9}\S{1,255}|default)\s{1,99}login\s{1,9}\S{1,255}\s{1,99}password\s{1,9}(\S{1,255})`,
      capture: 1,
      paths: String.raw`(?:^|/)[._]?netrc[^/]*$|\.netrc$`,
      help: "https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html",
    },
    {
      id: "pgpass-password",
      title: "Password in a pgpass file",
      keywords: [":5432:", ":5433:", ":6432:", ":*:"],
      pattern: String.raw`(?<=(?:^|\n)[^:\n#]{1,100}):(?:\d{1,5}|\*):[^:\n]{1,100}:[^:\n]{1,100}:([^\s:][^\n\r]{0,200})`,
      capture: 1,
      paths: String.raw`(?:^|/)\.?pgpass[^/]*$`,
      help: "https://www.postgresql.org/docs/current/libpq-pgpass.html",
    },
    {
      id: "password-hash",
      title: "Password hash",
      keywords: ["$1$", "$2a$", "$2b$", "$2y$", "$5$", "$6$", "$apr1$", "$argon2", "$y$", "{SHA}"],
      pattern: String.raw`(?:\$2[aby]\$\d\d\$[A-Za-z0-9./]{53}|\$(?:1|apr1)\$[A-Za-z0-9./]{1,8}\$[A-Za-z0-9./]{22}|\$5\$(?:rounds=\d{1,9}\$)?[A-Za-z0-9./]{1,16}\$[A-Za-z0-9./]{43}|\$6\$(?:rounds=\d{1,9}\$)?[A-Za-z0-9./]{1,16}\$[A-Za-z0-9./]{86}|\$y\$[A-Za-z0-9./]{1,10}\$[A-Za-z0-9./]{1,30}\$[A-Za-z0-9./]{43}|\$argon2(?:id|i|d)\$v=\d{1,3}\$m=[\w,=]{3,40}\$[A-Za-z0-9+/]{8,64}\$[A-Za-z0-9+/]{20,120}|\{SHA\}[A-Za-z0-9+/]{27}=)(?![A-Za-z0-9./+])`,
      severity: "medium",
      confidence: "medium",
      help: "https://cwe.mitre.org/data/definitions/916.html",
      remediation: "Keep password hashes out of the repository: weak passwords are guessed from them offline.",
    },
    {
      id: "docker-config-auth",
      title: "Registry login in a Docker configuration",
      keywords: [`"auth"`],
      pattern: String.raw`"auth"\s{0,9}:\s{0,9}"([A-Za-z0-9+/]{8,600}={0,2})"`,
      capture: 1,
      validator: "basic-credentials",
      help: "https://docs.docker.com/reference/cli/docker/login/",
      envVar: "DOCKER_AUTH_CONFIG",
    },
    {
      id: "kube-config-key",
      title: "Client key in a Kubernetes configuration",
      keywords: ["client-key-data"],
      pattern: String.raw`client-key-data["']?:[ \t]{0,9}["']?([A-Za-z0-9+/]{100,10000}={0,2})`,
      kind: "structure",
      severity: "critical",
      capture: 1,
      help: "https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/",
      envVar: "KUBECONFIG",
    },
    {
      id: "xml-password",
      title: "Password in an XML setting",
      keywords: ["<password>", "<pass>", "<pass ", "<passwd>", "<secret>", "<passphrase>", "<apikey>", "<token>"],
      pattern: String.raw`<(?:pass(?:word|wd|phrase)?|secret|apikey|token)(?: encoding="base64")?>[ \t]{0,9}([^<>\s]{4,200})[ \t]{0,9}</`,
      ignoreCase: true,
      capture: 1,
    },
    {
      id: "ansible-vault-password",
      title: "Password of an Ansible connection",
      keywords: ["ansible_ssh_pass", "ansible_password", "ansible_become_pass", "ansible_sudo_pass"],
      pattern: String.raw`ansible_(?:ssh_pass|become_pass|sudo_pass|password)(?:word)?[ \t]{0,9}[:=][ \t]{0,9}["']?([^\s"'{}]{4,100})`,
      capture: 1,
      help: "https://docs.ansible.com/ansible/latest/vault_guide/index.html",
      envVar: "ANSIBLE_PASSWORD",
    },
  ],
)

export const structureRules: readonly SecretRule[] = [...keys, ...carried, ...files]
