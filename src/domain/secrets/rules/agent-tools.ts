/** Credentials of what agents call: search, crawling, browsers, sandboxes, memory. */
import { family, type SecretRule } from "../rule.ts"
import { left, right, rightUrl } from "../shapes.ts"
import { assignedRules } from "./assigned.ts"
import { alnum, hex, uuid } from "./token-values.ts"

const marked = family(
  {
    provider: "Tavily",
    help: "https://docs.tavily.com/documentation/quickstart",
    remediation: "Delete the key in the service's dashboard and issue a new one with a spending limit.",
    envVar: "TAVILY_API_KEY",
  },
  [
    {
      id: "tavily-api-key",
      title: "Tavily API key",
      keywords: ["tvly-"],
      pattern: `${left}tvly-(?:(?:dev|prod)-)?[A-Za-z0-9-]{32,52}${rightUrl}`,
      minEntropy: 3.5,
    },
    {
      id: "firecrawl-api-key",
      provider: "Firecrawl",
      title: "Firecrawl API key",
      keywords: ["fc-"],
      pattern: `(?<![A-Za-z0-9_-])fc-[a-f0-9]{32}${rightUrl}`,
      help: "https://docs.firecrawl.dev/introduction",
      envVar: "FIRECRAWL_API_KEY",
    },
    {
      id: "apify-api-token",
      provider: "Apify",
      title: "Apify API token",
      keywords: ["apify_api_"],
      pattern: `${left}apify_api_[A-Za-z0-9]{34,40}${right}`,
      help: "https://docs.apify.com/platform/integrations/api",
      envVar: "APIFY_TOKEN",
    },
    {
      id: "browserbase-api-key",
      provider: "Browserbase",
      title: "Browserbase API key",
      keywords: ["bb_live_"],
      pattern: `${left}bb_live_[A-Za-z0-9_-]{27,32}${rightUrl}`,
      minEntropy: 3.5,
      help: "https://docs.browserbase.com/reference/introduction",
      envVar: "BROWSERBASE_API_KEY",
    },
    {
      id: "e2b-key",
      provider: "E2B",
      title: "E2B API key or access token",
      keywords: ["e2b_"],
      pattern: `(?:(?<![A-Za-z0-9_])|(?<=(?<![A-Za-z0-9_])sk_))e2b_[a-f0-9]{40}${right}`,
      help: "https://e2b.dev/docs/api-key",
      envVar: "E2B_API_KEY",
    },
    {
      id: "llamacloud-api-key",
      provider: "LlamaCloud",
      title: "LlamaCloud API key",
      keywords: ["llx-"],
      pattern: `${left}llx-[A-Za-z0-9]{48}${right}`,
      help: "https://docs.cloud.llamaindex.ai/api_key",
      envVar: "LLAMA_CLOUD_API_KEY",
    },
    {
      id: "mem0-api-key",
      provider: "Mem0",
      title: "Mem0 API key",
      keywords: ["m0-"],
      pattern: `(?<![A-Za-z0-9_-])m0-[A-Za-z0-9]{40}${rightUrl}`,
      minEntropy: 4,
      help: "https://docs.mem0.ai/platform/quickstart",
      envVar: "MEM0_API_KEY",
    },
  ],
)

const named = assignedRules([
  {
    id: "exa-api-key",
    title: "Exa API key",
    provider: "Exa",
    names: ["exa_api_key", "metaphor_api_key"],
    value: uuid,
    help: "https://docs.exa.ai/reference/getting-started",
    remediation: "Delete the key on the API Keys page of the Exa dashboard.",
    envVar: "EXA_API_KEY",
  },
  {
    id: "serper-api-key",
    title: "Serper API key",
    provider: "Serper",
    names: ["serper_api_key", "serper_key", "serper_dev_api_key"],
    value: hex(40),
    help: "https://serper.dev/api-key",
    remediation: "Delete the key on the API key page of Serper.",
    envVar: "SERPER_API_KEY",
  },
  {
    id: "serpapi-api-key",
    title: "SerpApi key",
    provider: "SerpApi",
    names: ["serpapi", "serp_api"],
    value: hex(64),
    help: "https://serpapi.com/manage-api-key",
    remediation: "Regenerate the private API key on SerpApi's key page.",
    envVar: "SERPAPI_API_KEY",
  },
  {
    id: "brave-search-api-key",
    title: "Brave Search API key",
    provider: "Brave",
    names: ["brave_api_key", "brave_search_api_key", "brave_search_key", "brave_search_token", "x_subscription_token"],
    value: "BSA[\\w-]{28}",
    help: "https://api-dashboard.search.brave.com/app/documentation/web-search/get-started",
    remediation: "Delete the key on the API Keys page of the Brave Search dashboard.",
    envVar: "BRAVE_API_KEY",
  },
  {
    id: "scrapingbee-api-key",
    title: "ScrapingBee API key",
    provider: "ScrapingBee",
    names: ["scrapingbee", "scraping_bee"],
    value: alnum(80),
    help: "https://www.scrapingbee.com/documentation/",
    remediation: "Reset the API key in the ScrapingBee dashboard.",
    envVar: "SCRAPINGBEE_API_KEY",
  },
  {
    id: "cursor-api-key",
    title: "Cursor API key",
    provider: "Cursor",
    names: ["cursor_api_key", "cursor_admin_api_key", "cursor_admin_key"],
    value: "(?:key|crsr)_[a-f0-9]{64}",
    help: "https://cursor.com/docs/account/teams/admin-api",
    remediation: "Revoke the key in the Cursor dashboard, under API Keys.",
    envVar: "CURSOR_API_KEY",
  },
])

export const agentToolRules: readonly SecretRule[] = [...marked, ...named]
