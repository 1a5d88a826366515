/** Test material only: cases of rules/hosting.ts and rules/hosting-assigned.ts. */
import type { CasesByRule } from "../cases.ts"
import { named, token } from "./carriers.ts"

export const hostingCases: CasesByRule = {
  "vercel-token": token("vcp_{{alnum:56}}", "vcp_{{alnum:20}}", "vcz_{{alnum:56}}", "vck_your_gateway_key_for_the_project"),
  "vercel-blob-token": token("vercel_blob_rw_{{alnum:16}}_{{alnum:30}}", "vercel_blob_rw_{{alnum:16}}", "vercel_blob_ro_{{alnum:16}}_{{alnum:30}}"),
  "vercel-edge-config": {
    hits: [
      "EDGE_CONFIG=https://edge-config.vercel.com/ecfg_{{lowernum:28}}?token={{uuid}}",
      `"https://edge-config.vercel.com/ecfg_{{lowernum:30}}?token={{uuid}}"`,
    ],
    misses: ["https://edge-config.vercel.com/ecfg_{{lowernum:28}}", "https://edge-config.vercel.com/ecfg_{{lowernum:28}}?token={{hex:20}}"],
  },
  "vercel-deploy-hook": {
    hits: [
      "https://api.vercel.com/v1/integrations/deploy/prj_{{alnum:28}}/{{alnum:10}}",
      `hook: "https://api.vercel.com/v1/integrations/deploy/prj_{{alnum:28}}/{{alnum:10}}"`,
    ],
    misses: [
      "https://api.vercel.com/v1/integrations/deploy/prj_{{alnum:28}}",
      "https://api.vercel.com/v1/integrations/deploy/prj_{{alnum:28}}/{{alnum:4}}",
    ],
  },
  "render-api-key": token("rnd_{{alnum:28}}", "rnd_{{alnum:20}}", "rnd_{{alnum:50}}", "rnd_xxxxxxxxxxxxxxxxxxxxxxxxxxxx"),
  "render-deploy-hook": {
    hits: [
      "https://api.render.com/deploy/srv-{{lowernum:20}}?key={{b64url:11}}",
      `curl "https://api.render.com/deploy/srv-{{lowernum:20}}?key={{alnum:11}}"`,
    ],
    misses: ["https://api.render.com/deploy/srv-{{lowernum:20}}", "https://api.render.com/deploy/srv-{{lowernum:20}}?key=$KEY"],
  },
  "netlify-build-hook": {
    hits: [
      "https://api.netlify.com/build_hooks/{{hex:24}}",
      "curl -X POST -d '{}' 'https://api.netlify.com/build_hooks/{{hex:24}}?trigger_branch=main'",
    ],
    misses: ["https://api.netlify.com/build_hooks/{{hex:20}}", "https://api.netlify.com/build_hooks/$HOOK"],
  },
  "deno-deploy-token": token("ddp_{{alnum:36}}", "ddp_{{alnum:35}}", "ddp_{{alnum:37}}", "add_{{alnum:36}}"),
  "cloudflare-marked-token": token("cfut_{{alnum:40}}{{hex:8}}", "cfut_{{alnum:40}}", "cfzt_{{alnum:48}}", "cfk_{{alnum:60}}"),
  "cloudflare-tunnel-token": token("{{cftunnel}}", "eyJhIjoi{{alnum:120}}", "eyJhIjoi{{alnum:20}}"),
  "cloudflare-turnstile-secret": token("0x4AAAAAAA{{b64url:25}}", "0x4AAAAAAA{{alnum:14}}", "0x4AAAAAAA{{alnum:40}}"),
  "akamai-edgegrid-token": token(
    "akab-{{lowernum:16}}-{{lowernum:16}}",
    "akab-{{lowernum:16}}-{{lowernum:16}}.luna.akamaiapis.net",
    "akab-{{lowernum:16}}-{{lowernum:15}}",
  ),
  "godaddy-api-key": {
    hits: ["Authorization: sso-key {{alnum:37}}:{{alnum:22}}", `headers: { Authorization: "sso-key {{alnum:12}}_{{alnum:22}}:{{alnum:22}}" }`],
    misses: ["Authorization: sso-key $KEY:$SECRET", "sso-key {{alnum:37}}:{{alnum:10}}", "sso-key [API_KEY]:[API_SECRET]"],
  },
  "dnsimple-token": token("dnsimple_a_{{alnum:32}}", "dnsimple_a_{{alnum:31}}", "dnsimple_b_{{alnum:32}}"),
  "porkbun-api-key": token("sk1_{{hex:64}}", "sk1_{{hex:63}}", "sk2_{{hex:64}}", "pk1_{{lower:64}}"),
  "vercel-token-unmarked": named(["VERCEL_TOKEN", "vercelApiToken"], "{{alnum:24}}", "{{alnum:23}}", "{{alnum:25}}"),
  "railway-token": named(["RAILWAY_TOKEN", "railwayApiToken"], "{{uuid}}", "{{hex:32}}", "{{alnum:36}}"),
  "cloudflare-global-key-header": named(["X-Auth-Key", "cloudflareGlobalApiKey"], "{{hex:37}}", "{{hex:36}}", "{{hex:38}}"),
  "cloudflare-r2-secret": named(["R2_SECRET_ACCESS_KEY", "cloudflareR2Secret"], "{{hex:64}}", "{{hex:63}}", "{{hex:65}}"),
  "cloudflare-access-client-secret": named(["CF-Access-Client-Secret", "CF_ACCESS_CLIENT_SECRET"], "{{hex:64}}", "{{hex:32}}", "{{lower:64}}"),
  "fastly-token": named(["FASTLY_API_TOKEN", "fastlyKey", "Fastly-Key"], "{{b64url:32}}", "{{alnum:31}}", "{{alnum:33}}"),
  "akamai-client-secret": named(["AKAMAI_CLIENT_SECRET", "edgegridClientSecret"], "{{b64:43}}=", "{{alnum:44}}", "{{alnum:42}}="),
  "bunny-access-key": named(
    ["BUNNY_API_KEY", "bunnycdnAccessKey", "BUNNY_STORAGE_PASSWORD"],
    "{{hex:8}}-{{hex:4}}-{{hex:4}}-{{hex:12}}-{{hex:4}}-{{hex:4}}",
    "{{hex:32}}",
    "{{hex:8}}-{{hex:4}}-{{hex:4}}-{{hex:12}}",
  ),
  "backblaze-application-key": named(["B2_APPLICATION_KEY", "backblazeAppKey"], "K005{{b64:27}}", "K005{{alnum:26}}", "J005{{alnum:27}}"),
  "wasabi-secret-key": named(["WASABI_SECRET_ACCESS_KEY", "wasabiSecretKey"], "{{b64:40}}", "{{alnum:39}}", "{{alnum:41}}"),
  "digitalocean-spaces-secret": named(["SPACES_SECRET_ACCESS_KEY", "DO_SPACES_SECRET"], "{{b64:43}}", "{{alnum:42}}", "{{alnum:44}}"),
  "duckdns-token": named(["DUCKDNS_TOKEN", "duckdnsToken"], "{{uuid}}", "{{hex:32}}", "{{alnum:36}}"),
}
