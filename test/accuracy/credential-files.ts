/** Files whose whole purpose is to hold a credential, as editors, clients, servers and frameworks write them. */
import { expand, type Random } from "../../src/domain/secrets/generate.ts"
import { mark } from "./planted.ts"

export interface CredentialFile {
  readonly id: string
  readonly path: string
  write(make: Make): string
}

/** A chosen password, and values by template, marked. */
export interface Make {
  password(): string
  of(template: string): string
  /** Made up, yet no secret. */
  plain(template: string): string
}

export function makeFrom(random: Random, password: (random: Random) => string): Make {
  return {
    password: () => mark(password(random)),
    of: (template) => mark(expand(template, random)),
    plain: (template) => expand(template, random),
  }
}

const pem = (kind: string) => `{{pem:${kind}}}`

export const credentialFiles: readonly CredentialFile[] = [
  {
    id: "shell profile",
    path: ".bash_profile",
    write: (make) =>
      `alias ll='ls -l'\nexport PATH=$PATH:/opt/bin\nexport AWS_ACCESS_KEY_ID="${make.of("AKIA{{base32:16}}")}"\nexport AWS_SECRET_ACCESS_KEY="${make.of("{{b64:40}}")}"\nexport HOMEBREW_GITHUB_API_TOKEN=${make.of("{{hex:40}}")}\nexport SLACK_API_TOKEN=${make.of("xoxp-{{digits:11}}-{{digits:11}}-{{digits:12}}-{{hex:32}}")}\n`,
  },
  {
    id: "bashrc",
    path: ".bashrc",
    write: (make) => `export EDITOR=vim\nexport MAIL_PASS='${make.password()}'\nexport HEROKU_API_KEY="${make.of("{{uuid}}")}"\n`,
  },
  {
    id: "shell history",
    path: ".bash_history",
    write: (make) =>
      `ls\nmysql -u root -p${make.of("{{alnum:12}}")} app\ncurl -u admin:${make.of("{{alnum:14}}")} https://ci.internal/job\nexport DB_PASSWORD=${make.of("{{alnum:16}}")}\n`,
  },
  {
    id: "Docker login, old",
    path: ".dockercfg",
    write: (make) => `{\n  "https://registry.internal/v1/": {\n    "auth": "${make.of("{{basic}}")}",\n    "email": "svc@mail.internal"\n  }\n}\n`,
  },
  {
    id: "Docker login",
    path: ".docker/config.json",
    write: (make) => `{\n\t"auths": {\n\t\t"registry.internal": {\n\t\t\t"auth": "${make.of("{{basic}}")}"\n\t\t}\n\t}\n}\n`,
  },
  {
    id: "FTP of an editor",
    path: ".ftpconfig",
    write: (make) =>
      `{\n    "protocol": "sftp",\n    "host": "web.internal",\n    "user": "deploy",\n    "pass": "${make.password()}",\n    "passphrase": "${make.password()}",\n    "remote": "/"\n}\n`,
  },
  {
    id: "Git credentials",
    path: ".git-credentials",
    write: (make) => `https://svc:${make.of("{{alnum:20}}")}@git.internal\nhttps://ada:${make.of("{{hex:40}}")}@code.internal\n`,
  },
  {
    id: "Git configuration",
    path: ".git/config",
    write: (make) =>
      `[remote "origin"]\n\turl = https://ci:${make.of("{{alnum:20}}")}@git.internal/app.git\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`,
  },
  { id: "htpasswd", path: ".htpasswd", write: (make) => `ada:${make.of("$apr1${{alnum:8}}${{alnum:22}}")}\nbo:${make.of("$2y$05${{alnum:53}}")}\n` },
  {
    id: "IDE web servers",
    path: ".idea/WebServers.xml",
    write: (make) =>
      `<webServer id="w1" name="prod" url="http://web.internal">\n  <fileTransfer host="web.internal" port="22" password="${make.of("{{hex:36}}")}" username="deploy" />\n</webServer>\n`,
  },
  {
    id: "IDE data sources",
    path: ".idea/dataSources.xml",
    write: (make) => `<jdbc-url>jdbc:postgresql://db.internal:5432/app?user=app&amp;password=${make.of("{{alnum:14}}")}</jdbc-url>\n`,
  },
  {
    id: "browser logins",
    path: ".mozilla/firefox/logins.json",
    write: (make) =>
      `{"nextId":3,"logins":[{"id":1,"hostname":"https://mail.internal","encryptedUsername":"${make.of("MDoEEPgAAAAAAAAAAAAAAAAAAAEwFAYIKoZIhvcNAwcECM{{b64:40}}")}","encryptedPassword":"${make.of("MDoEEPgAAAAAAAAAAAAAAAAAAAEwFAYIKoZIhvcNAwcECJ{{b64:40}}")}"}]}\n`,
  },
  {
    id: "netrc",
    path: ".netrc",
    write: (make) =>
      `machine api.heroku.com\n  login ada@mail.internal\n  password ${make.of("{{uuid}}")}\nmachine git.internal\n  login ada\n  password ${make.password()}\n`,
  },
  { id: "npmrc", path: ".npmrc", write: (make) => `always-auth=true\n//registry.internal/:_authToken=${make.of("{{uuid}}")}\n` },
  {
    id: "npmrc, basic",
    path: "web/.npmrc",
    write: (make) => `registry=https://npm.internal/\n_auth = ${make.of("{{basic}}")}\nemail=svc@mail.internal\n`,
  },
  {
    id: "yarnrc",
    path: ".yarnrc.yml",
    write: (make) => `npmScopes:\n  corp:\n    npmRegistryServer: "https://npm.internal"\n    npmAuthToken: "${make.of("{{uuid}}")}"\n`,
  },
  { id: "pgpass", path: ".pgpass", write: (make) => `db.internal:5432:app:svc:${make.of("{{alnum:14}}")}\n*:*:*:root:${make.of("{{alnum:10}}")}\n` },
  { id: "MySQL client", path: ".my.cnf", write: (make) => `[client]\nuser=root\npassword=${make.password()}\nhost=localhost\n` },
  {
    id: "remote synchronisation",
    path: ".remote-sync.json",
    write: (make) => `{\n  "uploadOnSave": true,\n  "hostname": "web.internal",\n  "username": "deploy",\n  "password": "${make.password()}"\n}\n`,
  },
  {
    id: "S3 client",
    path: ".s3cfg",
    write: (make) =>
      `[default]\naccess_key = ${make.of("AKIA{{base32:16}}")}\nsecret_key = ${make.of("{{b64:40}}")}\ngpg_passphrase = ${make.password()}\nuse_https = True\n`,
  },
  {
    id: "SFTP of an editor",
    path: "sftp-config.json",
    write: (make) =>
      `{\n    // type: sftp\n    "type": "sftp",\n    "host": "web.internal",\n    "user": "deploy",\n    "password": "${make.password()}",\n    "port": "22"\n}\n`,
  },
  {
    id: "SFTP of a code editor",
    path: ".vscode/sftp.json",
    write: (make) => `{"name": "prod", "host": "web.internal", "username": "deploy", "password": "${make.password()}", "remotePath": "/srv"}\n`,
  },
  { id: "SSH key", path: ".ssh/id_rsa", write: (make) => `${make.of(pem("RSA PRIVATE KEY"))}\n` },
  { id: "SSH key of a service", path: "deploy/id_ed25519", write: (make) => `${make.of(pem("EC PRIVATE KEY"))}\n` },
  { id: "TLS key", path: "etc/ssl/server.key", write: (make) => `${make.of(pem("PRIVATE KEY"))}\n` },
  {
    id: "PuTTY key",
    path: "deploy/key.ppk",
    write: (make) =>
      make.of(
        "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: deploy\nPublic-Lines: 2\n{{b64:64}}\n{{b64:20}}\nPrivate-Lines: 1\n{{b64:48}}\nPrivate-MAC: {{hex:64}}",
      ) + "\n",
  },
  {
    id: "cloud credentials",
    path: ".aws/credentials",
    write: (make) =>
      `[default]\naws_access_key_id = ${make.of("AKIA{{base32:16}}")}\naws_secret_access_key = ${make.of("{{b64:40}}")}\nregion = eu-central-1\n`,
  },
  {
    id: "cloud credentials table",
    path: "rootkey.csv",
    write: (make) => `AWSAccessKeyId=${make.of("AKIA{{base32:16}}")}\nAWSSecretKey=${make.of("{{b64:40}}")}\n`,
  },
  {
    id: "cloud credentials export",
    path: "credentials.csv",
    write: (make) => `User name,Access key ID,Secret access key\nsvc,${make.of("AKIA{{base32:16}}")},${make.of("{{b64:40}}")}\n`,
  },
  {
    id: "cloud credentials database",
    path: "gcloud/legacy/adc.json",
    write: (make) =>
      `{\n  "client_id": "${make.plain("{{digits:12}}")}-abc.apps.googleusercontent.com",\n  "client_secret": "${make.of("{{b64url:24}}")}",\n  "refresh_token": "${make.of("1//0{{b64url:64}}")}",\n  "type": "authorized_user"\n}\n`,
  },
  {
    id: "Java properties",
    path: "src/main/resources/db.properties",
    write: (make) => `db.url=jdbc:mysql://db.internal:3306/app\ndb.user=app\ndb.password=${make.password()}\n`,
  },
  {
    id: "SQL dump of users",
    path: "dump.sql",
    write: (make) =>
      `CREATE TABLE users (id int, login text, password text, mail text);\nINSERT INTO users VALUES (1,'ada','${make.of("$2y$10${{alnum:53}}")}','ada@mail.internal');\nINSERT INTO users VALUES (2,'bo','${make.of("$2y$10${{alnum:53}}")}','bo@mail.internal');\n`,
  },
  {
    id: "SQL dump, columns named",
    path: "backup/users.sql",
    write: (make) =>
      `INSERT INTO users (id, login, password) VALUES (1, 'ada', '${make.of("{{hex:32}}")}');\nINSERT INTO \`accounts\` (\`id\`, \`user\`, \`api_key\`) VALUES (7, 'svc', '${make.of("{{alnum:32}}")}');\n`,
  },
  {
    id: "SQL grants",
    path: "db/init.sql",
    write: (make) =>
      `CREATE USER 'app'@'%' IDENTIFIED BY '${make.password()}';\nGRANT ALL ON app.* TO 'app'@'%' IDENTIFIED BY '${make.password()}';\nCREATE USER reporting WITH ENCRYPTED PASSWORD '${make.password()}';\nCREATE LOGIN svc WITH PASSWORD = '${make.password()}';\n`,
  },
  {
    id: "shadow",
    path: "etc/shadow",
    write: (make) =>
      `root:${make.of("$6${{alnum:16}}${{alnum:86}}")}:19000:0:99999:7:::\ndaemon:*:18000:0:99999:7:::\nada:${make.of("$y$j9T${{alnum:22}}${{alnum:43}}")}:19000:0:99999:7:::\n`,
  },
  {
    id: "FTP client sites",
    path: "filezilla/recentservers.xml",
    write: (make) =>
      `<Server>\n  <Host>ftp.internal</Host>\n  <User>deploy</User>\n  <Pass encoding="base64">${make.of("{{b64:16}}")}</Pass>\n</Server>\n`,
  },
  {
    id: "FTP client sites, old",
    path: "filezilla.xml",
    write: (make) => `<Server>\n  <Host>ftp.internal</Host>\n  <User>deploy</User>\n  <Pass>${make.password()}</Pass>\n</Server>\n`,
  },
  {
    id: "FTP server users",
    path: "proftpdpasswd",
    write: (make) => `ada:${make.of("$1${{alnum:8}}${{alnum:22}}")}:1001:1001::/srv/ftp:/bin/false\n`,
  },
  {
    id: "customer system script",
    path: "src/salesforce.js",
    write: (make) => `const conn = new jsforce.Connection();\nconn.login("svc@mail.internal", "${make.of("{{alnum:16}}")}", done);\n`,
  },
  {
    id: "database viewer",
    path: "robomongo.json",
    write: (make) =>
      `{\n  "connections": [{\n    "serverHost": "db.internal",\n    "credentials": [{ "databaseName": "admin", "userName": "root", "userPassword": "${make.password()}" }],\n    "ssh": { "host": "bastion", "userPassword": "${make.password()}", "passphrase": "${make.password()}" }\n  }]\n}\n`,
  },
  {
    id: "Rails secret token",
    path: "config/initializers/secret_token.rb",
    write: (make) => `Shop::Application.config.secret_token = '${make.of("{{hex:128}}")}'\n`,
  },
  { id: "Rails secrets", path: "config/secrets.yml", write: (make) => `production:\n  secret_key_base: ${make.of("{{hex:128}}")}\n` },
  { id: "Rails master key", path: "config/master.key", write: (make) => make.of("{{hex:32}}") + "\n" },
  {
    id: "Rails database",
    path: "config/database.yml",
    write: (make) => `production:\n  adapter: postgresql\n  username: app\n  password: ${make.of("{{alnum:14}}")}\n  host: db.internal\n`,
  },
  {
    id: "Rails session",
    path: "config/initializers/session.rb",
    write: (make) => `Shop::Application.config.session_store :cookie_store, :key => '_shop', :secret => '${make.of("{{hex:64}}")}'\n`,
  },
  {
    id: "Django settings",
    path: "shop/settings.py",
    write: (make) => `SECRET_KEY = 'django-insecure-${make.of("{{lowernum:50}}")}'\nEMAIL_HOST_PASSWORD = '${make.password()}'\n`,
  },
  {
    id: "Flask application",
    path: "app/__init__.py",
    write: (make) =>
      `app = Flask(__name__)\napp.secret_key = "${make.of("{{alnum:24}}")}"\napp.config["SECRET_KEY"] = "${make.of("{{alnum:24}}")}"\n`,
  },
  {
    id: "voice server",
    path: "ventrilo_srv.ini",
    write: (make) => `[Server]\nName=Voice\nAdminPassword=${make.password()}\nPassword=${make.password()}\n`,
  },
  {
    id: "blog configuration",
    path: "wp-config.php",
    write: (make) =>
      `<?php\ndefine( 'DB_NAME', 'blog' );\ndefine( 'DB_PASSWORD', '${make.password()}' );\ndefine( 'AUTH_KEY',         '${make.of("{{alnum:30}}%{{alnum:33}}")}' );\ndefine( 'SECURE_AUTH_SALT', '${make.of("{{alnum:20}} #{{alnum:41}}")}' );\ndefine( 'NONCE_KEY',        '${make.of("{{alnum:20}}|{{alnum:41}}")}' );\n`,
  },
  {
    id: "web application defaults",
    path: "include/config.php",
    write: (make) =>
      `<?php\n$config['db_user'] = 'app';\n$config['db_pass'] = '${make.password()}';\n$dbpasswd = '${make.password()}';\nmysql_connect("db.internal", "app", "${make.of("{{alnum:14}}")}");\n`,
  },
  {
    id: "GitHub client",
    path: ".config/hub",
    write: (make) => `github.com:\n- user: ada\n  oauth_token: ${make.of("{{hex:40}}")}\n  protocol: https\n`,
  },
  {
    id: "GitHub client, new",
    path: ".config/gh/hosts.yml",
    write: (make) => `github.com:\n    user: ada\n    oauth_token: ${make.of("{{crc:gho_}}")}\n    git_protocol: https\n`,
  },
  {
    id: "hosting client",
    path: ".tugboat",
    write: (make) => `---\nauthentication:\n  client_key: ${make.of("{{hex:32}}")}\n  api_key: ${make.of("{{hex:32}}")}\nssh:\n  ssh_user: ada\n`,
  },
  {
    id: "file transfer bookmark",
    path: "bookmark.duck",
    write: (make) =>
      `<dict>\n  <key>Hostname</key>\n  <string>ftp.internal</string>\n  <key>Password</key>\n  <string>${make.password()}</string>\n</dict>\n`,
  },
  {
    id: "mail client",
    path: ".esmtprc",
    write: (make) => `hostname = mail.internal:587\nusername = "svc@mail.internal"\npassword = "${make.password()}"\nstarttls = enabled\n`,
  },
  {
    id: "mail reader",
    path: ".muttrc",
    write: (make) =>
      `set imap_user = "ada"\nset imap_pass = "${make.password()}"\nset smtp_url = "smtp://ada:${make.of("{{alnum:14}}")}@mail.internal:587/"\n`,
  },
  { id: "mail relay", path: "etc/postfix/sasl_passwd", write: (make) => `[mail.internal]:587 svc:${make.of("{{alnum:16}}")}\n` },
  { id: "mail sender", path: ".msmtprc", write: (make) => `account default\nhost mail.internal\nuser svc\npassword ${make.password()}\n` },
  { id: "mail fetcher", path: ".fetchmailrc", write: (make) => `poll mail.internal proto imap user "ada" password "${make.password()}" ssl\n` },
  {
    id: "editor deployment",
    path: "deployment-config.json",
    write: (make) =>
      `{\n  "type": "ftp",\n  "host": "ftp.internal",\n  "username": "deploy",\n  "password": "${make.password()}",\n  "secure": false\n}\n`,
  },
  {
    id: "ASP.NET configuration",
    path: "Web.config",
    write: (make) =>
      `<connectionStrings>\n  <add name="Main" connectionString="Server=db;Database=app;User Id=sa;Password=${make.password()};" />\n</connectionStrings>\n<machineKey validationKey="${make.of("{{HEX:128}}")}" decryptionKey="${make.of("{{HEX:48}}")}" validation="SHA1" />\n`,
  },
  {
    id: "Tomcat users",
    path: "conf/tomcat-users.xml",
    write: (make) => `<tomcat-users>\n  <user username="admin" password="${make.password()}" roles="manager-gui" />\n</tomcat-users>\n`,
  },
  {
    id: "Tomcat connector",
    path: "conf/server.xml",
    write: (make) => `<Connector port="8443" keystoreFile="conf/keystore" keystorePass="${make.password()}" />\n`,
  },
  {
    id: "Maven settings",
    path: ".m2/settings.xml",
    write: (make) => `<server>\n  <id>internal</id>\n  <username>ci</username>\n  <password>${make.password()}</password>\n</server>\n`,
  },
  {
    id: "Gradle properties",
    path: "gradle.properties",
    write: (make) =>
      `org.gradle.jvmargs=-Xmx2g\nsigning.password=${make.password()}\nRELEASE_STORE_PASSWORD=${make.password()}\nRELEASE_KEY_PASSWORD=${make.password()}\n`,
  },
  {
    id: "Java login",
    path: "etc/jaas.conf",
    write: (make) =>
      `KafkaClient {\n  org.apache.kafka.common.security.plain.PlainLoginModule required\n  username="svc"\n  password="${make.password()}";\n};\n`,
  },
  {
    id: "Kafka client",
    path: "client.properties",
    write: (make) =>
      `security.protocol=SASL_SSL\nsasl.jaas.config=PlainLoginModule required username="svc" password="${make.password()}";\nssl.key.password=${make.password()}\n`,
  },
  {
    id: "Jenkins credentials",
    path: "jenkins/credentials.xml",
    write: (make) => `<entry>\n  <username>ci</username>\n  <password>${make.of("{AQAAABAAAAAg{{b64:43}}=}")}</password>\n</entry>\n`,
  },
  { id: "Redis", path: "redis.conf", write: (make) => `port 6379\nrequirepass ${make.password()}\nmasterauth ${make.password()}\nappendonly yes\n` },
  {
    id: "Kubernetes client",
    path: ".kube/config",
    write: (make) =>
      `users:\n- name: admin\n  user:\n    client-key-data: ${make.of("{{b64:400}}==")}\n- name: svc\n  user:\n    token: ${make.of("{{jwt}}")}\n`,
  },
  {
    id: "Terraform state",
    path: "terraform.tfstate",
    write: (make) =>
      `{\n  "version": 4,\n  "resources": [{\n    "type": "app_db",\n    "instances": [{ "attributes": { "engine": "postgres", "master_password": "${make.password()}" } }]\n  }]\n}\n`,
  },
  {
    id: "Terraform client",
    path: ".terraformrc",
    write: (make) => `credentials "app.terraform.io" {\n  token = "${make.of("{{alnum:14}}.atlasv1.{{alnum:67}}")}"\n}\n`,
  },
  { id: "Vault token", path: ".vault-token", write: (make) => make.of("hvs.{{b64url:90}}") },
  {
    id: "Composer login",
    path: "auth.json",
    write: (make) =>
      `{\n  "http-basic": {\n    "repo.internal": { "username": "ci", "password": "${make.of("{{hex:32}}")}" }\n  },\n  "github-oauth": { "github.com": "${make.of("{{crc:ghp_}}")}" }\n}\n`,
  },
  {
    id: "Python index",
    path: ".pypirc",
    write: (make) =>
      `[pypi]\nusername = __token__\npassword = ${make.of("{{pypi}}")}\n[internal]\nrepository = https://pypi.internal\nusername = ci\npassword = ${make.password()}\n`,
  },
  {
    id: "Python index address",
    path: "pip.conf",
    write: (make) => `[global]\nindex-url = https://ci:${make.of("{{alnum:20}}")}@pypi.internal/simple\n`,
  },
  { id: "Ruby gems", path: ".gem/credentials", write: (make) => `---\n:rubygems_api_key: ${make.of("rubygems_{{hex:48}}")}\n` },
  { id: "Rust registry", path: ".cargo/credentials.toml", write: (make) => `[registry]\ntoken = "${make.of("cio{{alnum:32}}")}"\n` },
  {
    id: "NuGet",
    path: "NuGet.Config",
    write: (make) =>
      `<packageSourceCredentials>\n  <internal>\n    <add key="Username" value="ci" />\n    <add key="ClearTextPassword" value="${make.password()}" />\n  </internal>\n</packageSourceCredentials>\n`,
  },
  { id: "wireless network", path: "etc/wpa_supplicant.conf", write: (make) => `network={\n  ssid="office"\n  psk="${make.password()}"\n}\n` },
  { id: "VPN login", path: "vpn/ipsec.secrets", write: (make) => `: PSK "${make.password()}"\nada : XAUTH "${make.password()}"\n` },
  {
    id: "WireGuard",
    path: "etc/wireguard/wg0.conf",
    write: (make) =>
      `[Interface]\nPrivateKey = ${make.of("{{b64:43}}=")}\n[Peer]\nPublicKey = ${make.plain("{{b64:43}}=")}\nPresharedKey = ${make.of("{{b64:43}}=")}\n`,
  },
  {
    id: "network device",
    path: "router/startup-config",
    write: (make) =>
      `hostname edge\nenable secret 5 ${make.of("$1${{alnum:4}}${{alnum:22}}")}\nsnmp-server community ${make.of("{{alnum:12}}")} RW\n`,
  },
  {
    id: "network management agent",
    path: "etc/snmp/snmpd.conf",
    write: (make) =>
      `agentAddress udp:161\nrocommunity ${make.of("{{alnum:12}}")} 10.0.0.0/8\nrwcommunity6 ${make.of("{{alnum:10}}")}\ncom2sec monitor default ${make.password()}\n`,
  },
  {
    id: "network device, other vendor",
    path: "router/edge.conf",
    write: (make) => `set system host-name edge\nset snmp community ${make.of("{{alnum:11}}")} authorization read-only\n`,
  },
  {
    id: "Rails credentials key",
    path: "config/credentials/production.key",
    write: (make) => make.of("{{hex:32}}"),
  },
  {
    id: "remote desktop",
    path: "office.rdp",
    write: (make) =>
      `full address:s:desk.internal\nusername:s:ada\npassword 51:b:${make.of("01000000D08C9DDF0115D1118C7A00C04FC297EB{{HEX:200}}")}\n`,
  },
  {
    id: "secure shell client",
    path: "sessions/web.ini",
    write: (make) => `S:"Hostname"=web.internal\nS:"Username"=deploy\nS:"Password V2"=02:${make.of("{{hex:96}}")}\n`,
  },
  {
    id: "unattended installation",
    path: "Unattend.xml",
    write: (make) => `<AdministratorPassword>\n  <Value>${make.password()}</Value>\n  <PlainText>true</PlainText>\n</AdministratorPassword>\n`,
  },
  { id: "group policy", path: "Groups.xml", write: (make) => `<Properties action="U" userName="admin" cpassword="${make.of("{{b64:43}}")}" />\n` },
  {
    id: "mobile services",
    path: "app/google-services.json",
    write: (make) => `{"client": [{"api_key": [{ "current_key": "${make.of("AIza{{b64url:35}}")}" }]}]}\n`,
  },
  {
    id: "build server",
    path: ".travis.yml",
    write: (make) => `env:\n  global:\n    - DEPLOY_PASSWORD=${make.of("{{alnum:16}}")}\n    - NPM_TOKEN=${make.of("{{crc:npm_}}")}\n`,
  },
  {
    id: "chat bot",
    path: "hubot.conf",
    write: (make) => `HUBOT_SLACK_TOKEN=${make.of("xoxb-{{digits:12}}-{{digits:13}}-{{alnum:24}}")}\nHUBOT_AUTH_PASSWORD=${make.password()}\n`,
  },
]
