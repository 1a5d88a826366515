/** Test material only: cases of the rules in rules/placed.ts. */
import type { CasesByRule } from "../cases.ts"

export const placedCases: CasesByRule = {
  "login-pair": {
    hits: [
      `requests.get(url, auth=("svc", "{{password}}"))`,
      "HTTPBasicAuth('svc', '{{password}}')",
      `new NetworkCredential("svc", "{{password}}")`,
      `DriverManager.getConnection(url, "app", "{{password}}")`,
      "http.basic_auth 'svc', '{{password}}'",
      `new UsernamePasswordCredentials("svc", "{{alnum:16}}")`,
    ],
    misses: [
      `auth=("svc", password)`,
      `HTTPBasicAuth("user", "password")`,
      `getConnection(url, user, "{{alnum:14}}")`,
      `new Credential("a", "{{alnum:14}}")`,
    ],
  },
  "signing-call": {
    hits: [
      `jwt.sign(payload, "{{alnum:24}}")`,
      "crypto.createHmac('sha256', '{{hex:32}}')",
      `jwt.encode({"a": 1}["a"], "{{alnum:32}}", algorithm="HS256")`,
    ],
    misses: ["jwt.sign(payload, key)", "createHmac('sha256', key)", `jwt.verify(token, "publicKey")`],
  },
  "redis-auth-call": {
    hits: [`redis.auth("{{alnum:20}}")`, "cacheClient.auth('{{password}}')"],
    misses: ["redis.auth(password)", `express.auth("{{alnum:20}}")`],
  },
  "secure-string": {
    hits: [`ConvertTo-SecureString "{{password}}" -AsPlainText -Force`, `ConvertTo-SecureString -String "{{password}}" -AsPlainText`],
    misses: ["ConvertTo-SecureString $plain -AsPlainText -Force", `ConvertTo-SecureString "$env:PASSWORD"`],
  },
  "shell-login": {
    hits: [
      "sshpass -p '{{password}}' ssh root@db",
      "docker login -u ci -p {{alnum:20}} registry.internal",
      "htpasswd -b -c .htpasswd admin {{alnum:12}}",
      "net use Z: \\\\srv\\share /user:adm {{password}}",
    ],
    misses: ["sshpass -p $PASSWORD ssh root@db", "docker login -u ci --password-stdin", "docker login registry.internal"],
  },
  "authorization-header": {
    hits: ["Authorization: Token {{hex:40}}", `{"Authorization": "{{alnum:40}}"}`, "-H 'Authorization: ApiKey {{b64:40}}'"],
    misses: ["Authorization: Bearer <token>", "Authorization: Token <your-token>", `"authorization": "required-for-every-request"`],
  },
  "dsn-password": {
    hits: [`"dbname=app user=x password={{alnum:12}} host=db"`, `"host=db password={{password}}"`],
    misses: [`"dbname=app password=%s host=db"`, `"password={{alnum:12}}"`],
  },
  "environment-key": {
    hits: ["OPENAI_KEY={{alnum:40}}", `export PAYMENT_SK="{{alnum:40}}"`, "JWT={{b64url:40}}"],
    misses: ["OPENAI_KEY=", "SSH_PUBLIC_KEY={{alnum:40}}", "SORT_KEY=created_at_descending", "APP_KEY=${APP_KEY}"],
    path: "deploy/.env",
  },
}
