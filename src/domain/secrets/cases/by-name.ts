/** Test material only: cases of the rules in rules/by-name.ts. */
import type { CasesByRule } from "../cases.ts"

export const byNameCases: CasesByRule = {
  "named-pair": {
    hits: [
      `<add key="SmtpPassword" value="{{password}}" />`,
      `{"name": "API_TOKEN", "value": "{{alnum:32}}"}`,
      `- name: DB_PASSWORD\n          value: {{password}}`,
      `variable "db_password" {\n  type = string\n  default = "{{password}}"\n}`,
    ],
    misses: [
      `<add key="SmtpPassword" value="\${SMTP_PASSWORD}" />`,
      `- name: DB_PASSWORD\n          valueFrom:\n            secretKeyRef:\n              name: database`,
      `{"name": "token", "value": "identifier"}`,
      `<input name="password" value="">`,
    ],
  },
  "named-element": {
    hits: [
      "<clientSecret>{{alnum:32}}</clientSecret>",
      "<key>Password</key>\n\t<string>{{password}}</string>",
      "<smtp-password>{{password}}</smtp-password>",
    ],
    misses: ["<clientSecret>${env.SECRET}</clientSecret>", "<key>Password</key><string>Kennwort</string>", "<password></password>"],
  },
  "named-call": {
    hits: [`pool.setPassword("{{password}}");`, `builder.apiKey('{{alnum:32}}')`, `.withToken("{{alnum:24}}")`],
    misses: [`getPassword("database")`, `user.setPassword("password")`, `hasToken("access-token-name")`, `setPassword(value)`],
  },
  "named-spaced": {
    hits: [`    storePassword "{{password}}"`, "requirepass {{alnum:20}}", "password {{password}}", `: PSK "{{alnum:24}}"`],
    misses: ["storePassword keystoreProperties['storePassword']", "password required", "set password\n"],
    path: "app/build.conf",
  },
  "named-option": {
    hits: ["tool login --db-password {{password}}", "tool --client-secret={{alnum:32}}"],
    misses: ["tool --db-password $PASSWORD", "tool --token-file path", `["--password", "--passwd"]`, "tool --client-secret <secret>"],
  },
  "named-query": {
    hits: ["https://api.internal/v1/orders?limit=20&access_token={{alnum:32}}&sort=asc", `"/hook?apikey={{hex:32}}"`],
    misses: ["?token=", "?access_token=${token}", "?nextPageToken={{alnum:32}}", "?token=your_token_here"],
  },
  "named-block": {
    hits: ["  signing_secret: |\n    {{alnum:32}}\n", "token: >-\n  {{b64url:40}}"],
    misses: ["  password: |\n    Enter the password of the account.\n", "token: |\n  {{ .Values.token }}"],
    path: "config/values.yaml",
  },
  "named-sentence": {
    hits: ["The root password is `{{password}}` on all machines.", `the token for staging is "{{alnum:24}}"`],
    misses: ["The password is `required`.", "the token is `access_token`"],
  },
  "named-row": {
    hits: ["smtp_password,{{password}}", "mail;apiKey;{{alnum:32}}"],
    misses: ["login,password,firstname", "token,issued,expires"],
    path: "export/settings.csv",
  },
  "sql-password": {
    hits: [
      "CREATE USER 'app'@'%' IDENTIFIED BY '{{password}}';",
      "ALTER ROLE svc WITH ENCRYPTED PASSWORD '{{password}}';",
      "CREATE LOGIN svc WITH PASSWORD = '{{password}}';",
    ],
    misses: ["ALTER ROLE svc WITH PASSWORD '${PASSWORD}';", "UPDATE users SET password = ?", "ALTER ROLE svc WITH PASSWORD NULL"],
  },
  "sql-insert": {
    hits: [
      "INSERT INTO users (id, login, password) VALUES (1, 'ada', '{{hex:32}}');",
      "insert into `accounts` (`api_key`, `id`) values ('{{alnum:32}}', 7)",
      "INSERT INTO users (id, name, user_password, mail)\nVALUES\n  (1, 'O''Brien, Ada', '{{password}}', 'a@mail.internal')",
    ],
    misses: [
      "INSERT INTO users (id, login, password) VALUES ($1, $2, $3);",
      "INSERT INTO users (id, login, password) VALUES (1, '{{alnum:20}}', NULL);",
      "INSERT INTO users (id, password_hint, login) VALUES (1, 'none', '{{alnum:20}}');",
    ],
  },
  "aws-credentials-table": {
    hits: ["svc,AKIA{{base32:16}},{{b64:40}}"],
    misses: ["svc,AKIA{{base32:16}},eu-central-1", "svc,AKIA{{base32:16}},{{b64:30}}"],
  },
  "browser-logins": {
    hits: [`"encryptedPassword":"MDoEE{{b64:60}}"`, `"encryptedUsername": "MDoEE{{b64:60}}="`],
    misses: [`"encryptedPassword": null`, `"encryptedPassword": "{{b64:12}}"`],
    path: "profile/logins.json",
  },
  "login-call": {
    hits: [
      `conn.login("svc@mail.internal", "{{alnum:16}}", done)`,
      `mysql_connect("db", "app", "{{password}}")`,
      `new PDO("mysql:host=db", "app", "{{password}}")`,
    ],
    misses: [`login("svc@mail.internal", password)`, `connect("db", "app", "{{alnum:16}}")`, `mysql_connect("db", "app", "your_password")`],
  },
  "saved-session-password": {
    hits: ["password 51:b:{{HEX:200}}", `S:"Password V2"=02:{{hex:96}}`, `ada : XAUTH "{{password}}"`],
    misses: ["password 51:b:", `S:"Password V2"=02:`],
    path: "office.rdp",
  },
  "mail-relay-password": {
    hits: ["[mail.internal]:587 svc:{{alnum:16}}", "smtp.internal ada:{{password}}"],
    misses: ["[mail.internal]:587 svc", "# [host]:port user:password"],
    path: "etc/postfix/sasl_passwd",
  },
}
