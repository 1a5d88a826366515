/** Test material only: cases of the rules in rules/configs.ts. */
import type { CasesByRule } from "../cases.ts"

export const configCases: CasesByRule = {
  "jdbc-password": {
    hits: [
      "url=jdbc:postgresql://db:5432/app?user=app&password={{password}}",
      `"jdbc:sqlserver://db:1433;databaseName=a;user=sa;password={{password}};encrypt=true"`,
    ],
    misses: ["jdbc:postgresql://db/app?user=app&password=${PASS}", "jdbc:postgresql://db/app?user=app", "jdbc:mysql://db/app?password="],
  },
  "oracle-thin-password": {
    hits: ["jdbc:oracle:thin:scott/{{password}}@//db:1521/app", `"jdbc:oracle:oci:app/{{password}}@db"`],
    misses: ["jdbc:oracle:thin:@//db:1521/app", "jdbc:oracle:thin:scott/${PASS}@//db"],
  },
  "postgres-conninfo-password": {
    hits: [
      `connect("host=db user=app password={{password}} dbname=app")`,
      "password={{password}} host=db sslmode=require",
      "host=db dbname=app password={{password}}",
    ],
    misses: ["host=db user=app password=$PASS dbname=app", "password={{password}}", "host=db user=app dbname=app"],
  },
  "redis-requirepass": {
    hits: ["requirepass {{password}}", `command: ["redis-server", "--requirepass", "{{password}}"]`, "masterauth {{alnum:20}}"],
    misses: ["# requirepass", "requirepass $REDIS_PASSWORD", "requirepass <password>"],
  },
  "ldap-bind-password": {
    hits: ["bindpw {{password}}", "LDAP_BINDPW={{password}}", "olcRootPW: {{password}}"],
    misses: ["bindpw $PASS", "bindpw", "bindpw <password>"],
  },
  "wpa-passphrase": {
    hits: [`network={\n  ssid="a"\n  psk="{{password}}"\n}`, "wpa_passphrase={{password}}", `psk={{hex:64}}`],
    misses: [`psk="short"`, "psk=${PSK}", `ssid="{{password}}"`],
    path: "etc/wpa_supplicant.conf",
  },
  "snmp-community": {
    hits: [
      "snmp-server community {{alnum:10}} RO",
      "rocommunity {{alnum:12}} 10.0.0.0/8",
      "com2sec readonly  default         {{alnum:9}}",
      "snmp-server host 10.0.0.9 version 2c {{alnum:10}}",
      "set snmp community {{alnum:12}} authorization read-only",
      "rwcommunity6\t{{alnum:12}}",
      "snmpwalk -v2c -c {{alnum:10}} 10.0.0.1",
      `SNMP_COMMUNITY = "{{alnum:10}}"`,
    ],
    misses: [
      "rocommunity public",
      "rocommunity $community",
      "snmpget -v2c -c public router sysDescr.0",
      "snmp_community: str = None",
      `snmp_community = "public"`,
      "# rocommunity: who may read",
      "snmp-server community private RW",
      "snmp-server community <name> RO",
    ],
  },
  "gradle-signing-password": {
    hits: [`storePassword "{{password}}"`, `keyPassword '{{password}}'`, `storePassword("{{password}}")`],
    misses: [`storePassword System.getenv("X")`, `storePassword "$pass"`, `keyAlias "{{password}}"`],
  },
  "rclone-obscured-password": {
    hits: ["[box]\ntype = sftp\npass = {{b64url:30}}", "[c]\ntype = crypt\npassword = {{b64url:40}}\npassword2 = {{b64url:40}}"],
    misses: ["pass = short", "pass = {{alnum:10}}", "user = {{alnum:30}}"],
    path: "home/.config/rclone/rclone.conf",
  },
  "winscp-password": {
    hits: ["Password=A35C{{HEX:60}}", "[Sessions\\a]\nHostName=h\nPassword=A35C{{HEX:90}}"],
    misses: ["Password=A35C", "Password=B35C{{HEX:60}}"],
  },
  "mremoteng-password": {
    hits: [`<Node Name="a" Username="b" Password="{{b64:60}}==" />`, `<Node Name="a" Password="{{b64:44}}" Hostname="h" />`],
    misses: [`<Node Name="a" Password="" />`, `<Node Name="a" Password="{{alnum:10}}" />`],
    path: "docs/confCons.xml",
  },
  "cifs-mount-password": {
    hits: ["mount -t cifs //nas/a /mnt -o username=app,password={{password}}", "//nas/a /mnt cifs user=app,domain=corp,pass={{password}},rw 0 0"],
    misses: ["-o credentials=/root/.smb", "-o username=app,password=$PASS", "-o username=app,uid=1000"],
  },
}
