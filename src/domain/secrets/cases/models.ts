/** Cases of model providers, training platforms and agent tools. */
import type { CasesByRule } from "../cases.ts"
import { expand, randomFrom } from "../generate.ts"
import { namedCases } from "./named.ts"

function neptune(seed: number): string {
  const key = { api_address: "https://app.neptune.ai", api_url: "https://app.neptune.ai", api_key: expand("{{uuid}}", randomFrom(seed)) }
  return Buffer.from(JSON.stringify(key)).toString("base64")
}

export const modelCases: CasesByRule = {
  "nvidia-api-key": {
    hits: ["NVIDIA_API_KEY=nvapi-{{b64url:64}}", "Authorization: Bearer nvapi-{{b64url:64}}"],
    misses: ["nvapi-{{b64url:50}}", "nvapi-{{b64url:80}}", "xnvapi-{{b64url:64}}"],
  },
  "cerebras-api-key": {
    hits: ["CEREBRAS_API_KEY=csk-{{lowernum:48}}", `api_key: "csk-{{lowernum:48}}"`],
    misses: ["csk-{{lowernum:47}}", "csk-{{lowernum:49}}", "tcsk-{{lowernum:48}}"],
  },
  "together-api-key": {
    hits: ["TOGETHER_API_KEY=tgp_v1_{{b64url:43}}", `Together(api_key="tgp_v1_{{alnum:43}}")`],
    misses: ["tgp_v1_{{alnum:42}}", "tgp_v1_{{alnum:44}}", "tgp_v2_{{alnum:43}}"],
  },
  "fireworks-api-key": {
    hits: ["FIREWORKS_API_KEY=fw_{{alnum:24}}", `"apiKey": "fw_{{alnum:22}}"`],
    misses: ["fw_{{alnum:20}}", "fw_{{alnum:30}}", "fw_{{alnum:22}}_name"],
  },
  "jina-api-key": {
    hits: ["Authorization: Bearer jina_{{hex:32}}{{b64url:28}}", `JINA_API_KEY="jina_{{hex:32}}{{alnum:28}}"`],
    misses: ["jina_{{hex:32}}{{alnum:27}}", "jina_{{hex:32}}{{alnum:29}}", "jina_embeddings"],
  },
  "runpod-api-key": {
    hits: ["RUNPOD_API_KEY=rpa_{{upper:46}}", "runpodctl config --apiKey rpa_{{alnum:44}}"],
    misses: ["rpa_{{upper:30}}", "rpa_{{upper:60}}", "xrpa_{{upper:46}}"],
  },
  "anyscale-secret": {
    hits: ["ANYSCALE_API_KEY=esecret_{{lowernum:26}}", `api_key="esecret_{{lowernum:26}}"`],
    misses: ["esecret_{{lowernum:20}}", "thesecret_{{lowernum:26}}", "esecret_{{lowernum:40}}"],
  },
  "friendli-token": {
    hits: ["FRIENDLI_TOKEN=flp_{{alnum:46}}", "Authorization: Bearer flp_{{alnum:46}}"],
    misses: ["flp_{{alnum:45}}", "flp_{{alnum:47}}", "xflp_{{alnum:46}}"],
  },
  "sourcegraph-token": {
    hits: [
      "SRC_ACCESS_TOKEN=sgp_{{hex:40}}",
      "Authorization: token sgp_{{hex:16}}_{{hex:40}}",
      `"accessToken": "slk_{{hex:64}}"`,
      "sgp_local_{{hex:40}}",
    ],
    misses: ["sgp_{{hex:39}}", "sgd_{{hex:40}}", "sgp_{{hex:16}}_{{hex:41}}"],
  },
  "langsmith-legacy-key": {
    hits: ["LANGCHAIN_API_KEY=ls__{{hex:32}}", `api_key="ls__{{hex:32}}"`],
    misses: ["ls__{{hex:31}}", "ls__{{hex:33}}", "utils__{{hex:32}}"],
  },
  "langfuse-secret-key": {
    hits: ["LANGFUSE_SECRET_KEY=sk-lf-{{uuid}}", `secretKey: "sk-lf-{{uuid}}"`],
    misses: ["pk-lf-{{uuid}}", "sk-lf-{{hex:32}}", "sk-lf-..."],
  },
  "helicone-api-key": {
    hits: [
      "Helicone-Auth: Bearer sk-helicone-{{lowernum:7}}-{{lowernum:7}}-{{lowernum:7}}-{{lowernum:7}}",
      `HELICONE_API_KEY="sk-helicone-eu-{{lowernum:7}}-{{lowernum:7}}-{{lowernum:7}}-{{lowernum:7}}"`,
    ],
    misses: ["sk-helicone-{{lowernum:7}}-{{lowernum:7}}-{{lowernum:7}}", "pk-helicone-{{lowernum:7}}-{{lowernum:7}}-{{lowernum:7}}-{{lowernum:7}}"],
  },
  "neptune-api-token": {
    hits: [`NEPTUNE_API_TOKEN="${neptune(1)}"`, `neptune.init_run(api_token="${neptune(2)}")`],
    misses: ["eyJhcGlfYWRkcmVzcyI6{{b64:120}}", "eyJhcGlfYWRkcmVzcyI6{{b64:20}}", `x${neptune(3)}`],
  },
  "wandb-api-key": {
    hits: ["WANDB_API_KEY=wandb_v1_{{alnum:27}}_{{alnum:49}}", `wandb.login(key="wandb_v1_{{alnum:77}}")`],
    misses: ["wandb_v1_{{alnum:40}}", "wandb_v2_{{alnum:77}}", "xwandb_v1_{{alnum:77}}"],
  },
  "kaggle-api-token": {
    hits: ["KAGGLE_API_TOKEN=KGAT_{{hex:32}}", `"token": "KGAT_{{hex:32}}"`],
    misses: ["KGAT_{{hex:31}}", "KGAT_{{hex:33}}", "XKGAT_{{hex:32}}"],
  },
  "tavily-api-key": {
    hits: ["TAVILY_API_KEY=tvly-{{alnum:32}}", `api_key="tvly-dev-{{alnum:32}}"`],
    misses: ["tvly-{{alnum:20}}", "tvly-YOUR_API_KEY", "xtvly-{{alnum:32}}"],
  },
  "firecrawl-api-key": {
    hits: ["FIRECRAWL_API_KEY=fc-{{hex:32}}", "Authorization: Bearer fc-{{hex:32}}"],
    misses: ["fc-{{hex:31}}", "fc-{{hex:33}}", "sfc-{{hex:32}}", "rfc-{{hex:32}}"],
  },
  "apify-api-token": {
    hits: ["APIFY_TOKEN=apify_api_{{alnum:36}}", "https://api.apify.com/v2/acts?token=apify_api_{{alnum:36}}"],
    misses: ["apify_api_{{alnum:30}}", "apify_api_{{alnum:45}}", "apify_api_token"],
  },
  "browserbase-api-key": {
    hits: ["BROWSERBASE_API_KEY=bb_live_{{b64url:27}}", "X-BB-API-Key: bb_live_{{alnum:27}}"],
    misses: ["bb_live_{{alnum:20}}", "bb_live_{{alnum:40}}", "abb_live_{{alnum:27}}"],
  },
  "e2b-key": {
    hits: ["E2B_API_KEY=e2b_{{hex:40}}", "E2B_ACCESS_TOKEN=sk_e2b_{{hex:40}}"],
    misses: ["e2b_{{hex:39}}", "e2b_{{hex:41}}", "the2b_{{hex:40}}"],
  },
  "llamacloud-api-key": {
    hits: ["LLAMA_CLOUD_API_KEY=llx-{{alnum:48}}", `LlamaParse(api_key="llx-{{alnum:48}}")`],
    misses: ["llx-{{alnum:47}}", "llx-{{alnum:49}}", "llx-..."],
  },
  "mem0-api-key": {
    hits: ["MEM0_API_KEY=m0-{{alnum:40}}", "Authorization: Token m0-{{alnum:40}}"],
    misses: ["m0-{{alnum:39}}", "m0-{{alnum:41}}", "stm0-{{alnum:40}}"],
  },
  ...namedCases({
    "exa-api-key": ["EXA_API_KEY", "{{uuid}}", "{{hex:32}}"],
    "serper-api-key": ["SERPER_API_KEY", "{{hex:40}}", "{{hex:39}}"],
    "serpapi-api-key": ["SERPAPI_API_KEY", "{{hex:64}}", "{{hex:63}}"],
    "brave-search-api-key": ["BRAVE_API_KEY", "BSA{{b64url:28}}", "BSA{{b64url:27}}"],
    "scrapingbee-api-key": ["SCRAPINGBEE_API_KEY", "{{upper:80}}", "{{upper:79}}"],
    "cursor-api-key": ["CURSOR_API_KEY", "key_{{hex:64}}", "key_{{hex:63}}"],
    "cohere-api-key": ["COHERE_API_KEY", "{{alnum:40}}", "{{letters:40}}"],
    "mistral-api-key": ["MISTRAL_API_KEY", "{{alnum:32}}", "{{alnum:31}}"],
    "ai21-api-key": ["AI21_API_KEY", "{{alnum:32}}", "{{alnum:31}}"],
    "elevenlabs-api-key": ["ELEVENLABS_API_KEY", "sk_{{hex:48}}", "sk_{{hex:47}}"],
    "assemblyai-api-key": ["ASSEMBLYAI_API_KEY", "{{hex:32}}", "{{hex:31}}"],
    "deepgram-api-key": ["DEEPGRAM_API_KEY", "{{hex:40}}", "{{hex:39}}"],
    "voyage-api-key": ["VOYAGE_API_KEY", "pa-{{b64url:43}}", "pa-{{b64url:42}}"],
    "sambanova-api-key": ["SAMBANOVA_API_KEY", "{{uuid}}", "{{hex:32}}"],
    "zhipu-api-key": ["ZHIPUAI_API_KEY", "{{hex:32}}.{{alnum:16}}", "{{hex:32}}.{{alnum:15}}"],
    "fal-key": ["FAL_KEY", "{{uuid}}:{{hex:32}}", "{{uuid}}:{{hex:31}}"],
    "baseten-api-key": ["BASETEN_API_KEY", "{{alnum:8}}.{{alnum:32}}", "{{alnum:8}}-{{alnum:32}}"],
    "modal-token-secret": ["MODAL_TOKEN_SECRET", "as-{{alnum:22}}", "as-{{alnum:21}}"],
    "deepinfra-api-key": ["DEEPINFRA_API_TOKEN", "{{alnum:32}}", "{{alnum:31}}"],
    "lambda-cloud-api-key": ["LAMBDA_API_KEY", "secret_ci_{{hex:32}}.{{alnum:32}}", "secret_ci_{{hex:32}}"],
    "ngc-legacy-api-key": ["NGC_API_KEY", "{{b64:84}}", "{{b64:83}}"],
    "wandb-legacy-api-key": ["WANDB_API_KEY", "{{hex:40}}", "{{hex:39}}"],
    "kaggle-legacy-key": ["KAGGLE_KEY", "{{hex:32}}", "{{hex:31}}"],
    "clarifai-pat": ["CLARIFAI_PAT", "{{hex:32}}", "{{hex:31}}"],
    "roboflow-api-key": ["ROBOFLOW_API_KEY", "{{alnum:20}}", "{{letters:20}}"],
    "scale-api-key": ["SCALE_API_KEY", "live_{{hex:32}}", "test_{{hex:32}}"],
    "comet-api-key": ["COMET_API_KEY", "{{alnum:25}}", "{{letters:25}}"],
    "portkey-api-key": ["PORTKEY_API_KEY", "{{b64:27}}=", "{{b64:26}}="],
  }),
}
