/** Test material only: cases of rules/infrastructure.ts and rules/infrastructure-assigned.ts. */
import type { CasesByRule } from "../cases.ts"
import { named, token } from "./carriers.ts"

const credentialLines = "{{hex:32}}\n{{hex:32}}\n{{hex:32}}\n{{hex:32}}\n{{hex:32}}\n{{hex:32}}"

export const infrastructureCases: CasesByRule = {
  "kubernetes-bootstrap-token": {
    hits: [
      "kubeadm join 10.0.0.7:6443 --token {{lowernum:6}}.{{lowernum:16}} --discovery-token-ca-cert-hash sha256:{{hex:64}}",
      "sudo kubeadm join --token={{lowernum:6}}.{{lowernum:16}} cp.internal:6443",
    ],
    misses: [
      "kubeadm join --token abcdef.0123456789abcdef cp.internal:6443",
      "kubeadm join --token $TOKEN cp.internal:6443",
      "kubeadm join --token {{lowernum:6}}.{{lowernum:8}}",
    ],
  },
  "k3s-token": {
    hits: ["K3S_TOKEN=K10{{hex:64}}::server:{{hex:32}}", `token: "K10{{hex:64}}::node:{{hex:32}}"`],
    misses: ["K10{{hex:60}}::server:{{hex:32}}", "std::server:{{hex:32}}", "K10{{hex:64}}::server:$SECRET"],
  },
  "openshift-token": token("sha256~{{b64url:43}}", "sha256~{{alnum:42}}", "sha256~{{alnum:64}}", "sha256:{{hex:64}}"),
  "proxmox-api-token": {
    hits: [
      "Authorization: PVEAPIToken=ci@pve!deploy={{uuid}}",
      `curl -H 'Authorization: PVEAPIToken=root@pam!monitor={{uuid}}' https://pve.internal:8006/`,
    ],
    misses: ["PVEAPIToken=USER@REALM!TOKENID=UUID", "PVEAPIToken=ci@pve!deploy={{hex:32}}"],
  },
  "vault-unseal-key": {
    hits: ["Unseal Key 1: {{b64:44}}", "Recovery Key 3: {{b64:43}}=", "Unseal Key 5: {{hex:66}}"],
    misses: ["Unseal Key 1: {{b64:30}}", "Unseal Key (will be hidden):", "Unseal Key Shares 5"],
  },
  "vault-initial-root-token": {
    hits: ["Initial Root Token: s.{{alnum:24}}", "out: Initial Root Token: s.{{alnum:24}}, keep it"],
    misses: ["Initial Root Token: s.{{alnum:23}}", "Initial Root Token: <token>"],
  },
  "infracost-api-key": token("ico-{{alnum:32}}", "ico-{{alnum:31}}", "ico-{{alnum:33}}", "favico-{{alnum:32}}"),
  "dotenv-vault-key": {
    hits: [
      `DOTENV_KEY="dotenv://:key_{{hex:64}}@dotenv.org/vault/.env.vault?environment=production"`,
      "docker run -e DOTENV_KEY=dotenv://:key_{{hex:64}}@dotenv.local/vault/.env.vault?environment=ci shop",
    ],
    misses: ["dotenv://:key_{{hex:20}}@dotenv.org/vault", "dotenv://:key_...@dotenv.org/vault/.env.vault"],
  },
  "onepassword-secret-key": token(
    "A3-{{upper:6}}-{{upper:6}}-{{upper:5}}-{{upper:5}}-{{upper:5}}-{{upper:5}}",
    "A3-{{upper:6}}-{{upper:6}}-{{upper:5}}-{{upper:5}}",
    "A3-XXXXXX-XXXXXX-XXXXX-XXXXX-XXXXX-XXXXX",
    "A3-{{lower:6}}-{{lower:6}}-{{lower:5}}-{{lower:5}}-{{lower:5}}-{{lower:5}}",
  ),
  "wireguard-private-key": {
    hits: ["[Interface]\nPrivateKey = {{wgkey}}\nAddress = 10.0.0.2/32", "PrivateKey={{wgkey}}", "PrivateKey = {{b64:42}}A="],
    misses: ["PrivateKey = {{b64:42}}", "PrivateKey = <your private key>", "PublicKey = {{wgkey}}", "privateKey = {{b64:30}}"],
  },
  "wireguard-preshared-key": {
    hits: ["[Peer]\nPresharedKey = {{wgkey}}", "PresharedKey={{b64:42}}A="],
    misses: ["PresharedKey = {{b64:30}}", "PresharedKey = /etc/wireguard/psk", "PublicKey = {{wgkey}}"],
  },
  "openvpn-static-key": {
    hits: [
      `<tls-auth>\n-----BEGIN OpenVPN Static key V1-----\n${credentialLines}\n-----END OpenVPN Static key V1-----\n</tls-auth>`,
      `-----BEGIN OpenVPN tls-crypt-v2 client key-----\n{{b64:64}}\n{{b64:64}}\n{{b64:64}}\n{{b64:64}}\n{{b64:20}}==\n-----END OpenVPN tls-crypt-v2 client key-----`,
      `"tlsAuth": "-----BEGIN OpenVPN Static key V1-----\\n${credentialLines.replaceAll("\n", "\\n")}\\n-----END OpenVPN Static key V1-----\\n"`,
      `<key value="-----BEGIN OpenVPN Static key V1-----&#xA;${credentialLines.replaceAll("\n", "&#xA;")}&#xA;-----END OpenVPN Static key V1-----" />`,
    ],
    misses: [
      "-----BEGIN OpenVPN Static key V1-----\n...\n-----END OpenVPN Static key V1-----",
      `text.includes("-----BEGIN OpenVPN Static key V1-----")`,
    ],
  },
  "netbird-token": token("nbp_{{alnum:36}}", "nbp_{{alnum:35}}", "nbp_{{alnum:37}}"),
  "ngrok-token-command": {
    hits: ["ngrok authtoken 2{{alnum:26}}_{{alnum:21}}", "RUN ngrok config add-authtoken 2{{alnum:26}}_{{alnum:21}}"],
    misses: ["ngrok authtoken $NGROK_AUTHTOKEN", "ngrok config add-authtoken <token>", "ngrok config add-authtoken {{alnum:10}}_{{alnum:21}}"],
  },
  "rancher-token": named(
    ["RANCHER_TOKEN", "rancherBearerToken"],
    "token-{{lowernum:5}}:{{lowernum:54}}",
    "token-{{lowernum:5}}:{{lowernum:53}}",
    "{{lowernum:54}}",
  ),
  "portainer-api-key": named(["PORTAINER_API_KEY", "portainerToken"], "ptr_{{b64:43}}=", "ptr_{{alnum:20}}", "pts_{{alnum:43}}="),
  "consul-token": named(["CONSUL_HTTP_TOKEN", "X-Consul-Token"], "{{uuid}}", "{{hex:32}}", "anonymous"),
  "consul-gossip-key": named(["CONSUL_GOSSIP_KEY", "consulEncryptKey"], "{{b64:43}}=", "{{b64:22}}==", "{{alnum:44}}"),
  "nomad-token": named(["NOMAD_TOKEN", "X-Nomad-Token"], "{{uuid}}", "{{hex:32}}", "{{alnum:36}}"),
  "vault-token-unmarked": named(["VAULT_TOKEN", "X-Vault-Token"], "s.{{alnum:24}}", "s.{{alnum:23}}", "{{alnum:24}}"),
  "vault-approle-secret-id": named(["VAULT_SECRET_ID", "approleSecretId"], "{{uuid}}", "{{hex:32}}", "{{alnum:36}}"),
  "boundary-token": named(["BOUNDARY_TOKEN", "boundaryAuthToken"], "at_{{alnum:10}}_{{alnum:140}}", "at_{{alnum:10}}_{{alnum:40}}", "{{alnum:140}}"),
  "hcp-client-secret": named(["HCP_CLIENT_SECRET", "hcpClientSecret"], "{{b64url:64}}", "{{alnum:63}}", "{{alnum:65}}"),
  "infisical-service-token": named(
    ["INFISICAL_TOKEN", "infisicalServiceToken"],
    "st.{{hex:24}}.{{hex:32}}.{{hex:32}}",
    "st.{{hex:24}}.{{hex:32}}",
    "{{hex:24}}.{{hex:32}}.{{hex:32}}",
  ),
  "infisical-client-secret": named(["INFISICAL_CLIENT_SECRET", "infisicalUniversalAuthClientSecret"], "{{hex:64}}", "{{hex:63}}", "{{lower:64}}"),
  "akeyless-access-key": named(["AKEYLESS_ACCESS_KEY", "akeylessAccessKey"], "{{b64:43}}=", "{{alnum:44}}", "{{alnum:42}}="),
  "bitwarden-client-secret": named(["BW_CLIENTSECRET", "bitwardenClientSecret"], "{{alnum:30}}", "{{alnum:29}}", "{{alnum:31}}"),
  "bitwarden-access-token": named(
    ["BWS_ACCESS_TOKEN", "bitwardenAccessToken"],
    "0.{{uuid}}.{{alnum:30}}:{{b64:22}}==",
    "0.{{uuid}}.{{alnum:30}}",
    "0.{{uuid}}.{{alnum:29}}:{{b64:22}}==",
  ),
  "dotenvx-private-key": named(["DOTENV_PRIVATE_KEY", "DOTENV_PRIVATE_KEY_PRODUCTION"], "{{hex:64}}", "{{hex:63}}", "{{hex:66}}"),
  "ngrok-token": named(["NGROK_AUTHTOKEN", "ngrokApiKey"], "2{{alnum:26}}_{{alnum:21}}", "2{{alnum:26}}", "{{alnum:10}}_{{alnum:21}}"),
  "zerotier-api-token": named(["ZEROTIER_CENTRAL_TOKEN", "zerotierApiToken"], "{{alnum:32}}", "{{alnum:31}}", "{{hex:16}}"),
  "netbird-setup-key": named(["NB_SETUP_KEY", "netbirdSetupKey"], "{{uuid}}", "{{hex:32}}", "{{alnum:36}}"),
  "teleport-join-token": named(["TELEPORT_TOKEN", "teleportJoinToken"], "{{hex:32}}", "{{hex:31}}", "{{lower:32}}"),
}
