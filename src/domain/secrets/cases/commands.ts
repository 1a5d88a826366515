/** Test material only: cases of the rules in rules/commands.ts. */
import type { CasesByRule } from "../cases.ts"

export const commandCases: CasesByRule = {
  "sshpass-password": {
    hits: ["sshpass -p {{password}} ssh root@host", `run: sshpass -p '{{password}}' scp a b:`],
    misses: ["sshpass -p $PASS ssh root@host", "sshpass -f file ssh root@host", `sshpass -p "\${PASS}" ssh root@host`],
  },
  "openssl-pass-argument": {
    hits: ["openssl rsa -in a.pem -passin pass:{{password}}", `openssl pkcs12 -export -passout pass:'{{password}}'`],
    misses: ["openssl rsa -passin env:PASS", "openssl rsa -passin pass:$PASS", "openssl rsa -passin pass:"],
  },
  "keytool-password": {
    hits: ["keytool -list -keystore a.jks -storepass {{password}}", "jarsigner -keypass '{{password}}' a.jar"],
    misses: ["keytool -storepass $PASS", "keytool -storepass:env PASS", "keytool -storepass %PASS%"],
  },
  "java-keystore-property": {
    hits: ["java -Djavax.net.ssl.keyStorePassword={{password}} -jar a.jar", `JAVA_OPTS="-Djavax.net.ssl.trustStorePassword={{password}}"`],
    misses: ["-Djavax.net.ssl.keyStorePassword=$PASS", "-Djavax.net.ssl.keyStorePassword=", "-Djavax.net.ssl.keyStorePassword=changeme"],
  },
  "gpg-passphrase-argument": {
    hits: ["gpg --batch --passphrase {{password}} -c a", `gpg --passphrase "{{password}}" -d a.gpg`],
    misses: ["gpg --passphrase $PASS -c a", "gpg --passphrase-file f", `gpg --passphrase ""`],
  },
  "ldap-bind-argument": {
    hits: ["ldapsearch -x -D cn=admin,dc=a -w {{password}} -b dc=a", `ldapmodify -D cn=admin -w '{{password}}' -f a.ldif`],
    misses: ["ldapsearch -x -D cn=admin -W -b dc=a", "ldapsearch -x -D cn=admin -w $PASS", "ldapsearch -x -y file"],
  },
  "redis-cli-password": {
    hits: ["redis-cli -h cache -a {{password}} ping", `redis-cli --pass '{{password}}'`],
    misses: ["redis-cli -h cache -a $PASS ping", "redis-cli ping"],
  },
  "docker-login-password": {
    hits: ["docker login -u deploy -p {{password}} registry.test", `podman login -p '{{alnum:20}}' quay.test`],
    misses: ["docker login -u deploy --password-stdin", "docker login -u deploy -p $PASS", "docker login -p ${PASS}"],
  },
  "chpasswd-input": {
    hits: ["echo root:{{password}} | chpasswd", `RUN echo "root:{{password}}" | sudo chpasswd`],
    misses: ["echo root:$PASS | chpasswd", "echo root:{{password}} > file"],
  },
  "windows-net-use": {
    hits: ["net use Z: \\\\host\\share /user:corp\\deploy {{password}}", "net user deploy {{password}} /add"],
    misses: ["net user deploy /add", "net user deploy * /add", "net use Z: \\\\host\\share"],
  },
  "powershell-plain-text": {
    hits: [`$p = ConvertTo-SecureString "{{password}}" -AsPlainText -Force`, `ConvertTo-SecureString -String '{{password}}' -Force -AsPlainText`],
    misses: [
      `ConvertTo-SecureString $env:PASS -AsPlainText -Force`,
      `ConvertTo-SecureString "$pass" -AsPlainText`,
      `ConvertTo-SecureString "{{password}}" -Key $k`,
    ],
  },
  "http-key-header": {
    hits: [`curl -H "X-Api-Key: {{alnum:32}}" https://a.test`, "PRIVATE-TOKEN: {{b64url:20}}", `--header 'Ocp-Apim-Subscription-Key: {{hex:32}}'`],
    misses: [`curl -H "X-Api-Key: $KEY"`, "X-Api-Key: {{alnum:10}}", "x-api-key: your-api-key-goes-here"],
  },
  "sql-user-password": {
    hits: [
      "CREATE USER app IDENTIFIED BY '{{password}}';",
      "ALTER ROLE app WITH PASSWORD '{{password}}';",
      `CREATE USER 'a'@'%' IDENTIFIED WITH caching_sha2_password BY '{{password}}'`,
      `psql -c "CREATE ROLE app LOGIN PASSWORD '{{password}}'"`,
    ],
    misses: ["CREATE USER app IDENTIFIED BY '$PASS';", "is identified by 'name' and", "ALTER ROLE app WITH PASSWORD '<password>';"],
  },
}
