/** Test material only: cases of the rules in rules/nodes.ts. */
import type { CasesByRule } from "../cases.ts"

export const nodeCases: CasesByRule = {
  "alchemy-url": {
    hits: [
      "RPC=https://eth-mainnet.g.alchemy.com/v2/{{b64url:32}}",
      `"wss://polygon-mainnet.g.alchemy.com/v2/{{b64url:32}}"`,
      "https://eth-mainnet.alchemyapi.io/v2/{{alnum:32}}",
    ],
    misses: [
      "https://eth-mainnet.g.alchemy.com/v2/demo",
      "https://eth-mainnet.g.alchemy.com/v2/{{alnum:31}}",
      "https://eth-mainnet.g.alchemy.com/v2/${KEY}",
    ],
  },
  "infura-url": {
    hits: ["RPC=https://mainnet.infura.io/v3/{{hex:32}}", `"wss://mainnet.infura.io/ws/v3/{{hex:32}}"`],
    misses: ["https://mainnet.infura.io/v3/{{hex:31}}", "https://mainnet.infura.io/v3/YOUR-API-KEY"],
  },
  "quicknode-url": {
    hits: ["https://a-b-c.quiknode.pro/{{hex:40}}/", `"wss://x.solana-mainnet.quiknode.pro/{{hex:40}}"`],
    misses: ["https://a-b-c.quiknode.pro/{{hex:39}}", "https://a-b-c.quiknode.pro/docs"],
  },
  "ankr-url": {
    hits: ["https://rpc.ankr.com/eth/{{hex:64}}", `"https://rpc.ankr.com/premium-http/bsc/{{hex:64}}"`],
    misses: ["https://rpc.ankr.com/eth", "https://rpc.ankr.com/eth/{{hex:63}}"],
  },
  "helius-url": {
    hits: ["https://mainnet.helius-rpc.com/?api-key={{uuid}}", `"https://api.helius.xyz/v0/transactions?api-key={{uuid}}"`],
    misses: ["https://mainnet.helius-rpc.com/?api-key=", "https://mainnet.helius-rpc.com/?api-key={{hex:32}}"],
  },
  "coingecko-key": {
    hits: ["COINGECKO_API_KEY=CG-{{alnum:24}}", "x-cg-demo-api-key: CG-{{alnum:24}}"],
    misses: ["CG-{{alnum:23}}", "ABCG-{{alnum:24}}"],
  },
}
