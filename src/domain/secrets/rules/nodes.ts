/** Keys in the addresses of blockchain nodes. */
import { family, type SecretRule } from "../rule.ts"
import { right, rightUrl } from "../shapes.ts"
import { uuid } from "./named.ts"

export const nodeRules: readonly SecretRule[] = family(
  {
    provider: "Alchemy",
    severity: "high",
    help: "https://www.alchemy.com/docs/create-an-api-key",
    remediation: "Delete the app or rotate its key on the provider's dashboard, and restrict the new one by origin.",
    envVar: "ETHEREUM_RPC_URL",
  },
  [
    {
      id: "alchemy-url",
      title: "Alchemy API key in an address",
      keywords: [".g.alchemy.com/", ".ws.alchemyapi.io/", ".alchemyapi.io/"],
      pattern: `\\.(?:g\\.alchemy\\.com|(?:ws\\.)?alchemyapi\\.io)/(?:nft/)?v[23]/([A-Za-z0-9_-]{32})${rightUrl}`,
      capture: 1,
    },
    {
      id: "infura-url",
      provider: "Infura",
      title: "Infura API key in an address",
      keywords: [".infura.io/"],
      pattern: `\\.infura\\.io/(?:ws/)?v3/([a-f0-9]{32})${right}`,
      capture: 1,
      help: "https://docs.metamask.io/services/how-to/secure-an-api/",
    },
    {
      id: "quicknode-url",
      provider: "QuickNode",
      title: "QuickNode token in an address",
      keywords: [".quiknode.pro/"],
      pattern: `\\.quiknode\\.pro/([a-f0-9]{40})${right}`,
      capture: 1,
      help: "https://www.quicknode.com/docs/platform/security/endpoint-security",
    },
    {
      id: "ankr-url",
      provider: "Ankr",
      title: "Ankr API key in an address",
      keywords: ["rpc.ankr.com/"],
      pattern: `rpc\\.ankr\\.com/(?:[a-z0-9_-]{2,30}/){1,2}([a-f0-9]{64})${right}`,
      capture: 1,
      help: "https://www.ankr.com/docs/rpc-service/getting-started/basics-premium/",
    },
    {
      id: "helius-url",
      provider: "Helius",
      title: "Helius API key in an address",
      keywords: ["helius-rpc.com/", "api.helius.xyz/"],
      pattern: `(?:helius-rpc\\.com|api\\.helius\\.xyz)/[\\w/?.-]{0,60}?api-key=(${uuid})${rightUrl}`,
      capture: 1,
      help: "https://www.helius.dev/docs/api-reference/authentication",
      envVar: "HELIUS_RPC_URL",
    },
    {
      id: "coingecko-key",
      provider: "CoinGecko",
      title: "CoinGecko API key",
      keywords: ["CG-"],
      pattern: `(?<![A-Za-z0-9_-])CG-[A-Za-z0-9]{24}${right}`,
      minEntropy: 3.5,
      help: "https://docs.coingecko.com/docs/setting-up-your-api-key",
      envVar: "COINGECKO_API_KEY",
    },
  ],
)
