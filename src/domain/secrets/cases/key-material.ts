/** Test material only: cases of the rules in rules/key-material.ts. */
import type { CasesByRule } from "../cases.ts"

export const keyMaterialCases: CasesByRule = {
  "openssh-key-body": {
    hits: ["SSH_KEY=b3BlbnNzaC1rZXktdjE{{alnum:300}}==", `"key": "b3BlbnNzaC1rZXktdjE{{b64:400}}"`],
    misses: [
      "b3BlbnNzaC1rZXktdjE{{alnum:50}}",
      "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE{{alnum:300}}\n-----END OPENSSH PRIVATE KEY-----",
    ],
  },
  "rsa-key-body": {
    hits: ["RSA_KEY=MIIEv{{upper:1}}IBADANBgkqhkiG9w0BAQEFAASC{{b64:1500}}=", `"MIIEo{{upper:1}}IBAAKC{{b64:1500}}"`],
    misses: [
      "MIIEv{{upper:1}}IBADANBgkqhkiG9w0BAQEFAASC{{b64:60}}",
      "-----BEGIN RSA PRIVATE KEY-----\nMIIEo{{upper:1}}IBAAKC{{b64:1500}}\n-----END RSA PRIVATE KEY-----",
      "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKC{{b64:300}}",
    ],
  },
  "ec-key-body": {
    hits: ["KEY=MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg{{b64:136}}", `"MC4CAQAwBQYDK2VwBCIEI{{b64:43}}"`],
    misses: ["MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg{{b64:20}}", "MCowBQYDK2VwAyEA{{b64:43}}="],
  },
  "pkcs12-base64": {
    hits: ["CERT=MIIKB{{upper:1}}IBAzCC{{b64:2000}}=", `"pfx": "MIIJq{{upper:1}}IBAzCC{{b64:1200}}"`],
    misses: ["MIIKB{{upper:1}}IBAzCC{{b64:100}}", "{{alnum:20}}IBAzCC{{b64:2000}}"],
  },
  "ssh2-private-key": {
    hits: [
      `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: "2048-bit rsa"\nP2/56wAAA{{b64:61}}\n{{b64:70}}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----`,
      "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nP2/56wAAA{{b64:61}}\n{{b64:70}}\n",
      String.raw`"key": "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: \"2048-bit rsa\"\nP2/56wAAA{{b64:61}}\n{{b64:70}}\n"`,
    ],
    misses: ["---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n...", `---- BEGIN SSH2 PUBLIC KEY ----\n{{b64:70}}`],
  },
  "jwk-private-key": {
    hits: [
      `{"kty":"EC","crv":"P-256","x":"{{b64url:43}}","y":"{{b64url:43}}","d":"{{b64url:43}}"}`,
      `{\n  "kty": "RSA",\n  "n": "{{b64url:342}}",\n  "e": "AQAB",\n  "d": "{{b64url:342}}"\n}`,
      `{"kty":"OKP","d":"{{b64url:43}}","crv":"Ed25519"}`,
    ],
    misses: [`{"kty":"EC","crv":"P-256","x":"{{b64url:43}}","y":"{{b64url:43}}"}`, `{"kty":"EC","d":"{{b64url:20}}"}`],
  },
  "jwk-symmetric-key": {
    hits: [`{"kty":"oct","k":"{{b64url:43}}"}`, `{"kty": "oct", "alg": "HS512", "k": "{{b64url:86}}"}`],
    misses: [`{"kty":"oct","alg":"A128KW"}`, `{"kty":"oct","k":"{{b64url:12}}"}`],
  },
  "jenkins-encrypted-secret": {
    hits: ["<secret>{AQAAABAAAA{{b64:60}}=}</secret>", "password: {AQAAABAAAA{{alnum:90}}==}"],
    misses: ["{AQAAABAAAA{{b64:10}}}", "AQAAABAAAA{{b64:60}}"],
  },
  "maven-master-password": {
    hits: ["<settingsSecurity><master>{{{b64:60}}=}</master></settingsSecurity>", "  <master>{{{alnum:44}}==}</master>"],
    misses: ["<master>{}</master>", "<master>main</master>"],
  },
  "kubernetes-secret-data": {
    hits: [
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ntype: Opaque\ndata:\n  password: {{base64text:pass-}}\n",
      "kind: Secret\ndata:\n  empty: \"\"\n  token: '{{base64text:token-}}'\n",
    ],
    misses: [
      "kind: Secret\nmetadata:\n  name: db\nstringData:\n  user: short\n",
      "kind: ConfigMap\ndata:\n  password: {{base64text:pass-}}\n",
      "kind: SecretStore\ndata:\n  password: {{base64text:pass-}}\n",
    ],
  },
  "juniper-secret": {
    hits: ['secret "$9${{alnum:24}}";', 'authentication-key "$9${{alnum:14}}";'],
    misses: ['secret "$9$abc";', 'secret "$8${{alnum:24}}";'],
  },
  "cisco-type7-password": {
    hits: ["username admin password 7 08{{HEX:14}}", " key 7 14{{HEX:20}}"],
    misses: ["password 7 99{{HEX:14}}", "password 7 characters long", "enable password 7 08{{HEX:4}}"],
  },
}
