/** Test material only: cases of the rules in rules/exchanges-named.ts. */
import type { CasesByRule } from "../cases.ts"
import { heldBy } from "./held-by.ts"

export const namedExchangeCases: CasesByRule = {
  "coinbase-api-secret": heldBy("COINBASE_API_SECRET", "{{alnum:32}}"),
  "coinbase-commerce-key": heldBy("COINBASE_COMMERCE_API_KEY", "{{uuid}}"),
  "binance-api-secret": heldBy("BINANCE_API_SECRET", "{{alnum:64}}"),
  "binance-api-key": heldBy("BINANCE_API_KEY", "{{alnum:64}}"),
  "kraken-private-key": heldBy("KRAKEN_PRIVATE_KEY", "{{b64:86}}=="),
  "kucoin-api-secret": heldBy("KUCOIN_API_SECRET", "{{uuid}}"),
  "bitfinex-api-secret": heldBy("BITFINEX_API_SECRET", "{{alnum:43}}"),
  "bybit-api-secret": heldBy("BYBIT_API_SECRET", "{{alnum:36}}"),
  "okx-secret-key": heldBy("OKX_SECRET_KEY", "{{HEX:32}}"),
  "bitmex-api-secret": heldBy("BITMEX_API_SECRET", "{{b64url:48}}"),
  "etherscan-api-key": heldBy("ETHERSCAN_API_KEY", "{{upper:34}}"),
  "infura-secret": heldBy("INFURA_PROJECT_SECRET", "{{hex:32}}"),
  "infura-key": heldBy("INFURA_PROJECT_ID", "{{hex:32}}"),
  "alchemy-api-key": heldBy("ALCHEMY_API_KEY", "{{b64url:32}}"),
  "coinmarketcap-api-key": heldBy("CMC_PRO_API_KEY", "{{uuid}}"),
  "blockfrost-project-id": heldBy("BLOCKFROST_PROJECT_ID", "preprod{{alnum:32}}"),
}
