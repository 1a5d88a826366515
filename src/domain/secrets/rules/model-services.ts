/** Further credentials of model providers, inference platforms, evaluation and agent tools, by their own marks. */
import { family, type SecretRule } from "../rule.ts"
import { left, right, rightUrl } from "../shapes.ts"
import { uuid } from "./token-values.ts"

const inference = family(
  {
    provider: "NVIDIA",
    help: "https://docs.nvidia.com/ngc/gpu-cloud/ngc-user-guide/index.html",
    remediation: "Delete the key on the provider's API keys page, issue a new one with a spending limit, and keep it in the secret store.",
    envVar: "NVIDIA_API_KEY",
  },
  [
    { id: "nvidia-api-key", title: "NVIDIA API key", keywords: ["nvapi-"], pattern: `${left}nvapi-[A-Za-z0-9_-]{60,70}${rightUrl}` },
    {
      id: "cerebras-api-key",
      provider: "Cerebras",
      title: "Cerebras API key",
      keywords: ["csk-"],
      pattern: `${left}csk-[a-z0-9]{48}${right}`,
      minEntropy: 3.5,
      help: "https://inference-docs.cerebras.ai/quickstart",
      envVar: "CEREBRAS_API_KEY",
    },
    {
      id: "together-api-key",
      provider: "Together AI",
      title: "Together AI API key",
      keywords: ["tgp_v1_"],
      pattern: `${left}tgp_v1_[A-Za-z0-9_-]{43}${rightUrl}`,
      help: "https://docs.together.ai/docs/quickstart",
      envVar: "TOGETHER_API_KEY",
    },
    {
      id: "fireworks-api-key",
      provider: "Fireworks AI",
      title: "Fireworks AI API key",
      keywords: ["fw_"],
      pattern: `${left}fw_[A-Za-z0-9]{22,24}${rightUrl}`,
      minEntropy: 3.8,
      help: "https://docs.fireworks.ai/getting-started/quickstart",
      envVar: "FIREWORKS_API_KEY",
    },
    {
      id: "jina-api-key",
      provider: "Jina AI",
      title: "Jina AI API key",
      keywords: ["jina_"],
      pattern: `${left}jina_[a-f0-9]{32}[A-Za-z0-9_-]{28}${rightUrl}`,
      help: "https://jina.ai/api-dashboard/",
      envVar: "JINA_API_KEY",
    },
    {
      id: "runpod-api-key",
      provider: "RunPod",
      title: "RunPod API key",
      keywords: ["rpa_"],
      pattern: `${left}rpa_[A-Za-z0-9]{40,50}${right}`,
      help: "https://docs.runpod.io/get-started/api-keys",
      envVar: "RUNPOD_API_KEY",
    },
    {
      id: "anyscale-secret",
      provider: "Anyscale",
      title: "Anyscale API key",
      keywords: ["esecret_"],
      pattern: `${left}esecret_[a-z0-9]{24,32}${right}`,
      minEntropy: 3.5,
      help: "https://docs.anyscale.com/",
      envVar: "ANYSCALE_API_KEY",
    },
    {
      id: "friendli-token",
      provider: "Friendli",
      title: "Friendli personal access token",
      keywords: ["flp_"],
      pattern: `${left}flp_[A-Za-z0-9]{46}${right}`,
      help: "https://friendli.ai/docs/guides/personal_access_tokens",
      envVar: "FRIENDLI_TOKEN",
    },
  ],
)

const tools = family(
  {
    provider: "Sourcegraph",
    help: "https://sourcegraph.com/docs/cli/how-tos/creating-an-access-token",
    remediation: "Delete the token in the service's account settings and issue a new one with fewer rights.",
    envVar: "SRC_ACCESS_TOKEN",
  },
  [
    {
      id: "sourcegraph-token",
      title: "Sourcegraph access, gateway or subscription token",
      keywords: ["sgp_", "sgd_", "slk_", "sgs_"],
      pattern: `${left}(?:sgp_(?:(?:[a-fA-F0-9]{16}|local)_)?[a-fA-F0-9]{40}|(?:sgd|slk|sgs)_[a-fA-F0-9]{64})${right}`,
    },
    {
      id: "langsmith-legacy-key",
      provider: "LangSmith",
      title: "LangSmith API key of the older format",
      keywords: ["ls__"],
      pattern: `${left}ls__[a-f0-9]{32}${right}`,
      help: "https://docs.smith.langchain.com/administration/how_to_guides/organization_management/create_account_api_key",
      envVar: "LANGSMITH_API_KEY",
    },
    {
      id: "langfuse-secret-key",
      provider: "Langfuse",
      title: "Langfuse secret key",
      keywords: ["sk-lf-"],
      pattern: `${left}sk-lf-${uuid}${rightUrl}`,
      help: "https://langfuse.com/faq/all/where-are-langfuse-api-keys",
      envVar: "LANGFUSE_SECRET_KEY",
    },
    {
      id: "helicone-api-key",
      provider: "Helicone",
      title: "Helicone API key",
      keywords: ["sk-helicone-"],
      pattern: `${left}sk-helicone-(?:eu-)?[a-z0-9]{7}(?:-[a-z0-9]{7}){3}${rightUrl}`,
      help: "https://docs.helicone.ai/helicone-headers/helicone-auth",
      envVar: "HELICONE_API_KEY",
    },
    {
      id: "neptune-api-token",
      provider: "Neptune",
      title: "Neptune API token",
      // Base64 of a JSON object whose first member is "api_address".
      keywords: ["eyJhcGlfYWRkcmVzcyI6"],
      pattern: `(?<![A-Za-z0-9+/_-])eyJhcGlfYWRkcmVzcyI6[A-Za-z0-9+/]{80,600}={0,2}(?![A-Za-z0-9+/=])`,
      validator: "neptune-token",
      help: "https://docs.neptune.ai/setup/setting_api_token/",
      envVar: "NEPTUNE_API_TOKEN",
    },
    {
      id: "wandb-api-key",
      provider: "Weights & Biases",
      title: "Weights & Biases API key",
      keywords: ["wandb_v1_"],
      pattern: `${left}wandb_v1_[A-Za-z0-9_]{60,100}${right}`,
      help: "https://docs.wandb.ai/support/find_api_key/",
      envVar: "WANDB_API_KEY",
    },
    {
      id: "kaggle-api-token",
      provider: "Kaggle",
      title: "Kaggle API token",
      keywords: ["KGAT_"],
      pattern: `${left}KGAT_[a-f0-9]{32}${right}`,
      help: "https://www.kaggle.com/docs/api",
      envVar: "KAGGLE_API_TOKEN",
    },
  ],
)

export const modelServiceRules: readonly SecretRule[] = [...inference, ...tools]
