/** Files in which nothing is a secret, many of them with the words and the shapes that secrets have. */
import type { Negative } from "./negatives.ts"
import { interfaceTexts } from "./negative-texts.ts"

export const negativeFiles: readonly Negative[] = [
  ...interfaceTexts,
  {
    id: "ids that are UUIDs",
    path: "src/orders.json",
    write: (make) => `[{"id": "${make("{{uuid}}")}", "customerId": "${make("{{uuid}}")}", "traceId": "${make("{{hex:32}}")}"}]\n`,
  },
  {
    id: "commit ids",
    path: "src/versions.yaml",
    write: (make) => `revision: ${make("{{hex:40}}")}\ncommit: ${make("{{hex:40}}")}\nuses: corp/action@${make("{{hex:40}}")}\n`,
  },
  {
    id: "pinned actions",
    path: ".github/workflows/ci.yml",
    write: (make) =>
      `permissions:\n  id-token: write\n  contents: read\nsteps:\n  - uses: actions/checkout@${make("{{hex:40}}")} # v4\n  - uses: actions/create-github-app-token@${make("{{hex:40}}")}\n    with:\n      token: \${{ secrets.GITHUB_TOKEN }}\n      persist-credentials: false\n`,
  },
  { id: "checksums", path: "SHA256SUMS", write: (make) => `${make("{{hex:64}}")}  api-linux.tar.gz\n${make("{{hex:64}}")}  token-service.tar.gz\n` },
  {
    id: "npm lock file",
    path: "package-lock.json",
    write: (make) =>
      `{"packages": {"node_modules/js-tokens": {"version": "4.0.0", "resolved": "https://registry.internal/js-tokens/-/js-tokens-4.0.0.tgz", "integrity": "sha512-${make("{{b64:86}}")}=="}}}\n`,
  },
  {
    id: "yarn lock file",
    path: "yarn.lock",
    write: (make) =>
      `"js-tokens@^4.0.0":\n  version "4.0.0"\n  resolved "https://registry.internal/js-tokens-4.0.0.tgz#${make("{{hex:40}}")}"\n  integrity sha512-${make("{{b64:86}}")}==\n`,
  },
  {
    id: "Go sums",
    path: "go.sum",
    write: (make) => `github.com/corp/token v1.2.3 h1:${make("{{b64:43}}")}=\ngithub.com/corp/secret v1.2.3/go.mod h1:${make("{{b64:43}}")}=\n`,
  },
  {
    id: "Python hashes",
    path: "requirements.txt",
    write: (make) => `tokenizers==0.20.0 \\\n    --hash=sha256:${make("{{hex:64}}")}\nsecretstorage==3.3.3 --hash=sha256:${make("{{hex:64}}")}\n`,
  },
  {
    id: "subresource integrity",
    path: "public/page.html",
    write: (make) => `<script src="/password-meter.js" integrity="sha384-${make("{{b64:64}}")}" crossorigin="anonymous"></script>\n`,
  },
  {
    id: "content hashes in file names",
    path: "public/manifest.json",
    write: (make) =>
      `{"token.js": "assets/token-${make("{{alnum:8}}")}.js", "secret.css": "assets/secret.${make("{{hex:20}}")}.css", "password.svg": "/static/media/password.${make("{{hex:32}}")}.svg"}\n`,
  },
  {
    id: "CSS classes",
    path: "src/Form.tsx",
    write: () =>
      `<input type="password" className="password-field token-input sk-circle sk-child mt-4 secret:hidden" autoComplete="current-password" />\n<div className="sk-fading-circle sk-cube-grid-loading-spinner-container" />\n`,
  },
  {
    id: "CSS file",
    path: "src/form.css",
    write: () =>
      `.password-strength-meter__indicator--weak { color: red }\n.sk-folding-cube-loading-indicator:before { --token: "password" }\n.token-comment { color: gray }\n`,
  },
  {
    id: "minified code",
    path: "public/app.js",
    write: (make) =>
      `!function(e,t){${`var a=e.token,b=t.password;a.b("${make("{{alnum:4}}")}");`.repeat(80)}c={password:"password",token:"token",secret:e.secret}}(this,{});\n`,
  },
  {
    id: "public key",
    path: "keys/id.pub",
    write: (make) =>
      `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${make("{{b64:43}}")} ada@desk\nssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ${make("{{b64:300}}")} deploy\n`,
  },
  {
    id: "public key block",
    path: "keys/public.pem",
    write: (make) => `${make("{{pem:PUBLIC KEY}}")}\n${make("{{pem:RSA PUBLIC KEY}}")}\n${make("{{pem:PGP PUBLIC KEY BLOCK}}")}\n`,
  },
  { id: "certificate", path: "etc/ssl/server.crt", write: (make) => `${make("{{pem:CERTIFICATE}}")}\n${make("{{pem:CERTIFICATE REQUEST}}")}\n` },
  {
    id: "public keys in settings",
    path: "config/keys.json",
    write: (make) =>
      `{"publicKey": "${make("{{b64:64}}")}", "public_key": "${make("{{b64:43}}=")}", "pub_key": "${make("{{hex:64}}")}", "vapidPublicKey": "${make("{{b64url:87}}")}", "publishableKey": "pk_live_${make("{{alnum:24}}")}", "siteKey": "${make("{{alnum:40}}")}"}\n`,
  },
  {
    id: "key identifiers",
    path: "config/jwks.json",
    write: (make) => `{"keys": [{"kty": "RSA", "kid": "${make("{{b64url:43}}")}", "use": "sig", "n": "${make("{{b64url:342}}")}", "e": "AQAB"}]}\n`,
  },
  {
    id: "fingerprints",
    path: "keys/known_hosts",
    write: (make) => `git.internal ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${make("{{b64:43}}")}\n# SHA256:${make("{{b64:43}}")}\n`,
  },
  {
    id: "calls",
    path: "src/session.ts",
    write: () =>
      `const token = getToken(request)\nconst password = await prompt("Password")\nconst secret = await store.read("database")\nconst apiKey = options.apiKey ?? readKey()\nconst accessToken = jwt.sign(payload, key)\nconst refreshToken = response.data.refreshToken\nthis.password = password\nuser.password = hashedPassword\nlet passwordConfirmation: string | undefined = undefined\n`,
  },
  {
    id: "type annotations",
    path: "src/types.ts",
    write: () =>
      `interface Login {\n  password: string\n  token?: string | null\n  secret: Buffer\n  apiKey: ApiKeyReference\n  credentials: CredentialProvider\n}\nexport function login(password: string, token: AccessToken): Promise<void>\n`,
  },
  {
    id: "enum values",
    path: "src/kinds.ts",
    write: () =>
      `export const kinds = { password: "password", token: "bearer_token", secret: "client_secret_basic", apiKey: "api-key" } as const\nexport enum TokenType { AccessToken = "access_token", RefreshToken = "refresh_token", IdToken = "id_token" }\n`,
  },
  {
    id: "grammar tokens",
    path: "src/lexer.ts",
    write: () =>
      `const tokens = { token: "identifier", tokenType: "punctuation", nextToken: "comment.block.documentation" }\n{ token: "keyword.operator", regex: "\\\\+" },\n{ token: "string.quoted.double", next: "pop" },\n{token: "constant.character.escape.javascript"}\n`,
  },
  {
    id: "addresses without a password",
    path: "src/hosts.yaml",
    write: () =>
      `url: https://api.internal:8443/v1/token\nredis: redis://cache.internal:6379/0\ndatabase: postgres://app@db.internal:5432/app\nmail: mailto:ada@mail.internal\nrepository: git@git.internal:corp/app.git\nssh: ssh://git@git.internal:22/corp/app.git\ntime: 12:30:45@host\nimage: registry.internal:5000/app@sha256\n`,
  },
  {
    id: "addresses with a template",
    path: "src/address.ts",
    write: () =>
      'const url = `postgres://${user}:${password}@${host}/app`\nconst other = "mysql://%s:%s@%s/app"\nconst third = \'amqp://{user}:{password}@{host}\'\nconst fourth = "https://<user>:<password>@git.internal/x.git"\nconst fifth = "mongodb://username:password@localhost:27017"\n',
  },
  {
    id: "model names",
    path: "config/models.yaml",
    write: () =>
      `model: gpt-4o-mini-2024-07-18\ntokenizer: sentence-transformers/all-MiniLM-L6-v2\ntoken_model: claude-sonnet-4-20250514\nmax_tokens: 4096\ntoken_limit: 128000\nsecret_scanner: enabled\n`,
  },
  {
    id: "feature flags",
    path: "config/flags.json",
    write: () =>
      `{"passwordless_login": "enabled", "token_rotation": "gradual-rollout-2026", "secretSharing": true, "showPassword": "never", "password_reset_v2": "on", "api_key_page": "beta-users-only"}\n`,
  },
  {
    id: "image in base64",
    path: "src/logo.ts",
    write: (make) =>
      `export const passwordIcon = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg${make("{{b64:400}}")}"\nexport const token = { icon: "data:image/svg+xml;base64,PHN2Zy${make("{{b64:200}}")}" }\n`,
  },
  {
    id: "font in base64",
    path: "src/fonts.css",
    write: (make) => `@font-face { font-family: "secret"; src: url(data:font/woff2;base64,d09GMgABAAAAA${make("{{b64:600}}")}) format("woff2"); }\n`,
  },
  {
    id: "versions",
    path: "src/versions.json",
    write: () =>
      `{"js-tokens": "^4.0.0", "password-hash": "1.2.2", "@corp/secret-store": "workspace:*", "keytar": "7.9.0-rc.1", "token-types": "6.0.0-beta.20260301"}\n`,
  },
  {
    id: "account ids and ARNs",
    path: "infra/accounts.tf",
    write: (make) =>
      `account_id = "${make("{{digits:12}}")}"\nrole_arn = "arn:aws:iam::${make("{{digits:12}}")}:role/token-service"\nsecret_arn = "arn:aws:secretsmanager:eu-central-1:${make("{{digits:12}}")}:secret:db-AbCdEf"\nkms_key_id = "${make("{{uuid}}")}"\nsecret_name = "prod/db/password"\ntoken_ttl = "3600s"\npassword = var.db_password\nsecret = data.vault_generic_secret.db.data["password"]\n`,
  },
  {
    id: "documents with stand-ins",
    path: "README.md",
    write: () =>
      '# Use\n\nSet `API_KEY=<your-key>` and `TOKEN=your-token-here`.\n\n```sh\nexport GITHUB_TOKEN=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\ntool login --password <password> --token $TOKEN\ncurl -u user:password https://api.internal -H "Authorization: Bearer <token>"\ncurl -H "Authorization: Bearer $TOKEN" https://api.internal\n```\n',
  },
  {
    id: "public license key",
    path: "src/grid.ts",
    write: (make) =>
      `// published with the page, bound to the domain\nconst siteKey = "${make("{{alnum:40}}")}"\nconst measurementId = "G-${make("{{upper:10}}")}"\nconst recaptchaSiteKey = "6Le${make("{{alnum:37}}")}"\nconst appId = "${make("{{hex:24}}")}"\n`,
  },
  {
    id: "cursors and page tokens",
    path: "src/pages.json",
    write: (make) =>
      `{"nextPageToken": "${make("{{b64url:40}}")}", "next_token": "${make("{{b64:60}}")}", "continuationToken": "${make("{{b64:48}}")}", "pageToken": "${make("{{alnum:32}}")}", "cursor": "${make("{{b64url:48}}")}", "syncToken": "${make("{{b64url:24}}")}"}\n`,
  },
  {
    id: "forgery tokens in templates",
    path: "views/form.html",
    write: (make) =>
      `<form>\n  <input type="hidden" name="csrf_token" value="${make("{{b64url:43}}")}">\n  <input type="hidden" name="csrfmiddlewaretoken" value="${make("{{alnum:64}}")}">\n  <meta name="csrf-token" content="${make("{{b64:86}}")}">\n  <input name="__RequestVerificationToken" type="hidden" value="${make("{{b64url:92}}")}" />\n  <input name="authenticity_token" type="hidden" value="{{ token }}">\n</form>\n`,
  },
  {
    id: "nonces and ETags",
    path: "logs/access.log",
    write: (make) =>
      `2026-03-01 GET /token 200 etag="${make("{{hex:32}}")}" nonce=${make("{{b64url:22}}")} request-id=${make("{{uuid}}")} session_count=4\nContent-Security-Policy: script-src 'nonce-${make("{{b64url:22}}")}'\n`,
  },
  {
    id: "file paths",
    path: "config/paths.yaml",
    write: () =>
      `token_file: /var/run/secrets/kubernetes.io/serviceaccount/token\npassword_file: ./secrets/db_password.txt\nprivate_key: /etc/ssl/private/server.key\nssh_private_key: ~/.ssh/id_ed25519\nprivate_key_path: certs/server-key.pem\nsecret_dir: C:\\ProgramData\\Secrets\ncredentials: config/credentials.json\n`,
  },
  {
    id: "expressions of scanners",
    path: "rules/tokens.toml",
    write: () =>
      `regex = '''ghp_[0-9a-zA-Z]{36}'''\nregex = '''(?i)(?:api_key|secret|token)\\s*[:=]\\s*["'][0-9a-z]{32}["']'''\nregex = '''AKIA[0-9A-Z]{16}'''\nregex = "sk-[a-zA-Z0-9]{20,}"\nkeywords = ["password", "token", "xoxb-"]\nregex = '''-----BEGIN (?:RSA )?PRIVATE KEY-----'''\n`,
  },
  {
    id: "API description",
    path: "api/openapi.yaml",
    write: () =>
      `components:\n  schemas:\n    Login:\n      required: [login, password]\n      properties:\n        password:\n          type: string\n          format: password\n          minLength: 12\n        token:\n          type: string\n          description: The token of the session.\n  securitySchemes:\n    bearer:\n      type: http\n      scheme: bearer\n      bearerFormat: JWT\n    apiKey:\n      type: apiKey\n      in: header\n      name: X-API-Key\n`,
  },
  {
    id: "SQL columns",
    path: "db/schema.sql",
    write: () =>
      `CREATE TABLE users (\n  id uuid PRIMARY KEY,\n  password varchar(255) NOT NULL,\n  password_hash text NOT NULL DEFAULT '',\n  api_key text UNIQUE,\n  token char(40),\n  secret bytea\n);\nALTER TABLE users ADD COLUMN reset_token text;\nSELECT password, token FROM users WHERE token = $1 AND password = crypt($2, password);\nUPDATE users SET password = ? WHERE id = ?;\n`,
  },
  {
    id: "names that begin like tokens",
    path: "requirements/base.txt",
    write: () =>
      `sk-learn-extension-package-with-long-name\nscikit-learn==1.5.0\nghp_pages_deployment_tooling\nhf_hub_download_utilities_for_models\nnpm_config_registry\nsk-estimators-and-transformers\nakiamarketplaceconnector\nSG.Client.Extensions\nxoxo-kisses\nglpat-migration-guide\npypi-attestation-models\ndop_v1_migration\n`,
  },
  {
    id: "password rules",
    path: "src/policy.ts",
    write: () =>
      `const passwordPattern = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d).{12,}$/\nconst password = "^(?=.*[A-Za-z])(?=.*\\\\d)[A-Za-z\\\\d@$!%*#?&]{8,}$"\nconst passwordMinLength = 12\nexport const passwordRules = "minlength: 12; required: lower, upper;"\n`,
  },
  {
    id: "fields of forms",
    path: "src/login.vue",
    write: () =>
      `<input id="password" name="password" type="password" placeholder="Password" autocomplete="new-password">\n<label for="password">Password</label>\n<input v-model="form.password" data-test="password-input" aria-label="Your password" />\n<TextField password="formPassword" token="formToken" />\n`,
  },
  {
    id: "routes",
    path: "src/routes.ts",
    write: () =>
      `export const routes = { password: "/account/password", token: "/oauth2/token", secret: "/settings/secrets", resetPassword: "/reset-password/:token", apiKey: "settings/api-keys" }\nrouter.post("/password", "users.password.update")\n`,
  },
  {
    id: "selectors and queries",
    path: "src/page.ts",
    write: () =>
      `const fields = { password: "#password", token: "input[name=token]", secret: ".secret-field > input" }\nawait page.fill("#password", account.password)\nawait page.locator("[data-test=token]").click()\n`,
  },
  {
    id: "names of secrets",
    path: "k8s/api.yaml",
    write: () =>
      `env:\n  - name: DB_PASSWORD\n    valueFrom:\n      secretKeyRef:\n        name: database-credentials\n        key: password\n  - name: TOKEN_TTL\n    value: "3600"\n  - name: PASSWORD_MIN_LENGTH\n    value: "12"\nimagePullSecrets:\n  - name: registry-credentials\nsecretName: checkout-tls-certificate\nexistingSecret: postgres-credentials\ntokenSecretRef: api-token-reference\n`,
  },
  {
    id: "settings about secrets",
    path: "config/auth.yaml",
    write: () =>
      `token_endpoint_auth_method: client_secret_basic\npassword_policy: strong\npassword_encoder: bcrypt\npassword-encoder: argon2id\ntoken_type: Bearer\ntoken_lifetime: 3600\ntoken_issuer: https://id.internal\nsecret_engine: kv-v2\nsecret_backend: aws-secrets-manager\napi_key_header: X-API-Key\napi_key_location: header\ncredential_source: Ec2InstanceMetadata\ntoken_audience: internal-services\nsecret_rotation: 30d\npassword_grant: disabled\n`,
  },
  {
    id: "hashes for comparison",
    path: "src/hash.go",
    write: (make) =>
      `const expectedDigest = "${make("{{hex:64}}")}"\nvar sha256sum = "${make("{{hex:64}}")}"\nvar md5 = "${make("{{hex:32}}")}"\nvar etag = "W/${make("{{hex:32}}")}"\nvar buildID = "${make("{{alnum:20}}")}"\n`,
  },
  {
    id: "colours and sizes",
    path: "src/tokens.json",
    write: () =>
      `{"token.color.primary": "#1a2b3c", "designToken": "spacing-large-2", "tokens": {"token": "font.size.body", "secret": "rgb(12, 34, 56)"}}\n`,
  },
  {
    id: "log messages",
    path: "logs/app.log",
    write: () =>
      `INFO password: reset requested for user 42\nWARN token: expired, asking for a new one\nERROR secret: could not be read from the store\nDEBUG api_key: missing\nINFO password updated successfully\nWARN Invalid token: unexpected end of input\n`,
  },
  {
    id: "error tables",
    path: "src/errors.ts",
    write: () =>
      `export const messages = {\n  password: "The password must have at least 12 characters.",\n  token: "This link is no longer valid",\n  secret: 'Could not read the secret',\n  apiKey: "API key not found",\n  wrongPassword: "wrong-password",\n  passwordMismatch: "auth/password-mismatch",\n}\n`,
  },
  {
    id: "messages in calls",
    path: "src/validate.js",
    write: () =>
      `form.setPassword("contains only digits and letters")\nshow("password", "minimum length twelve characters")\nnotify.password("passwords differ between both fields")\nerrors.add("passphrase", "too short for this account")\nt("login.password", "leave empty for automatic login")\nhint("password", "uppercase letters are missing")\n`,
  },
  {
    id: "tables of parameters",
    path: "docs/REFERENCE.md",
    write: () =>
      `| Name | Type | Meaning |\n|---|---|---|\n| password | string | the password of the account |\n| \`token\` | \`AccessToken\` | what the server gave |\n| client_secret | required | see [OAuth](oauth.md) |\n| api_key | header | \`X-API-Key\` |\n| secret | SHA-256 | digest |\n| password | VARCHAR(255) | not null |\n| TOKEN_TTL | 3600 | seconds |\n| token | v2.1.0 | version |\n\n| File | Token | Secret |\n|---|---|---|\n| src/a.ts | identifier | none |\n\n| user | password |\n|---|---|\n| <user> | <password> |\n\n| rule | place |\n|---|---|\n| hard-coded-password | src/login/form.ts:42 |\n| leaked-token | .github/workflows/deploy.yml:7 |\n`,
  },
  {
    id: "network settings without a community",
    path: "router/template.cfg",
    write: () =>
      `snmp-server community public RO\nsnmp-server community private RW\nsnmp-server community {{ community }} RO\nsnmp-server community <community> RO\nsnmp-server host 10.0.0.9 version 2c $COMMUNITY\nrocommunity public localhost\n`,
  },
  {
    id: "keys of other kinds",
    path: "config/credentials/README",
    write: (make) => `${make("{{hex:32}}")}\nmd5sum of master.key.example\n`,
  },
  {
    id: "coverage of code in comments",
    path: "src/comment.py",
    write: () =>
      `# password: see the settings page; token: given by the server\n# The secret is read from the environment (SECRET_KEY).\ndef login(password=None, token="", secret=DEFAULT):\n    """password: the user's password; token = an optional token"""\n    if password == "": raise ValueError("password: must not be empty")\n    return Token(token=token, password=password.encode())\n`,
  },
  {
    id: "reads from the environment",
    path: "src/settings.py",
    write: () =>
      `PASSWORD = os.environ["DB_PASSWORD"]\nTOKEN = os.getenv("API_TOKEN")\nSECRET = os.environ.get("SECRET_KEY", "")\napi_key = config.get("api_key")\npassword = getpass.getpass("Password: ")\nsecret = secrets.token_urlsafe(32)\ntoken = settings.TOKEN\n`,
  },
  {
    id: "reads in other languages",
    path: "src/Settings.java",
    write: () =>
      `String password = System.getenv("DB_PASSWORD");\nString token = properties.getProperty("api.token");\n@Value("\${app.secret}") String secret;\nString apiKey = request.getHeader("X-API-Key");\nmap.put("password", encoder.encode(raw));\nassertEquals("password", field.getName());\nprivate static final String PASSWORD_KEY = "user.password";\nprivate static final String TOKEN_ATTRIBUTE = "session.token";\n`,
  },
  {
    id: "tests of equality",
    path: "src/check.ts",
    write: () =>
      `if (token === "identifier") next()\nif (type == 'password') mask(value)\nconst isToken = kind === "token" || kind === 'access_token'\nswitch (name) { case "password": return 1 }\nassert(token.type === "comma", "password: expected comma")\n`,
  },
  {
    id: "nothing at all",
    path: "src/empty.ts",
    write: () => `export const port = 8080\nexport const name = "checkout"\nexport function add(a: number, b: number) {\n  return a + b\n}\n`,
  },
]
