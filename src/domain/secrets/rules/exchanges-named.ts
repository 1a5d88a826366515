/** Credentials of exchanges for coins and of services that read blockchains, known by their variable's name. */
import { assignedRules } from "./assigned.ts"
import { named, uuid } from "./named.ts"

const atOnce = (where: string) => `Delete the API key in ${where}, and look through the account's orders and withdrawals.`

export const namedExchangeRules = assignedRules([
  ...named(
    {
      provider: "Coinbase",
      help: "https://docs.cdp.coinbase.com/coinbase-app/authentication-authorization/api-key-authentication",
      remediation: atOnce("the Coinbase Developer Platform under API keys"),
    },
    [
      {
        id: "coinbase-api-secret",
        title: "Coinbase API secret",
        value: "(?:[A-Za-z0-9]{32}|[A-Za-z0-9+/]{86}==)",
        envVar: "COINBASE_API_SECRET",
        also: ["coinbase_secret", "coinbase_api_key_secret"],
      },
      {
        id: "coinbase-commerce-key",
        title: "Coinbase Commerce API key",
        value: uuid,
        envVar: "COINBASE_COMMERCE_API_KEY",
        also: ["coinbase_commerce_api", "coinbase_commerce_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "Binance",
      help: "https://www.binance.com/en/support/faq/how-to-create-api-keys-on-binance-360002502072",
      remediation: atOnce("Binance under API Management"),
    },
    [
      {
        id: "binance-api-secret",
        title: "Binance API secret",
        value: "[A-Za-z0-9]{64}",
        envVar: "BINANCE_API_SECRET",
        also: ["binance_secret", "binance_private_key"],
      },
      { id: "binance-api-key", title: "Binance API key", value: "[A-Za-z0-9]{64}", envVar: "BINANCE_API_KEY", also: ["binance_key", "x_mbx_apikey"] },
    ],
  ),
  ...named(
    {
      provider: "Kraken",
      help: "https://support.kraken.com/articles/360000919966-how-to-create-an-api-key",
      remediation: atOnce("Kraken under Settings, API"),
    },
    [
      {
        id: "kraken-private-key",
        title: "Kraken private key",
        value: "[A-Za-z0-9+/]{86}==",
        envVar: "KRAKEN_API_SECRET",
        also: ["kraken_private_key", "kraken_secret"],
      },
    ],
  ),
  ...named({ provider: "KuCoin", help: "https://www.kucoin.com/docs-new/authentication", remediation: atOnce("KuCoin under API Management") }, [
    { id: "kucoin-api-secret", title: "KuCoin API secret", value: uuid, envVar: "KUCOIN_API_SECRET", also: ["kucoin_secret", "kc_api_secret"] },
  ]),
  ...named({ provider: "Bitfinex", help: "https://docs.bitfinex.com/docs/introduction", remediation: atOnce("Bitfinex under API keys") }, [
    {
      id: "bitfinex-api-secret",
      title: "Bitfinex API secret",
      value: "[A-Za-z0-9]{43}",
      envVar: "BITFINEX_API_SECRET",
      also: ["bitfinex_secret", "bfx_api_secret"],
    },
  ]),
  ...named({ provider: "Bybit", help: "https://bybit-exchange.github.io/docs/v5/guide", remediation: atOnce("Bybit under API Management") }, [
    { id: "bybit-api-secret", title: "Bybit API secret", value: "[A-Za-z0-9]{36}", envVar: "BYBIT_API_SECRET", also: ["bybit_secret"] },
  ]),
  ...named({ provider: "OKX", help: "https://www.okx.com/docs-v5/en/", remediation: atOnce("OKX under API") }, [
    {
      id: "okx-secret-key",
      title: "OKX secret key",
      value: "[A-F0-9]{32}",
      envVar: "OKX_SECRET_KEY",
      also: ["okx_api_secret", "okx_secret", "okex_secret_key", "okex_api_secret"],
    },
  ]),
  ...named({ provider: "BitMEX", help: "https://www.bitmex.com/app/apiKeysUsage", remediation: atOnce("BitMEX under API keys") }, [
    { id: "bitmex-api-secret", title: "BitMEX API secret", value: "[A-Za-z0-9_-]{48}", envVar: "BITMEX_API_SECRET", also: ["bitmex_secret"] },
  ]),
  ...named(
    {
      provider: "Etherscan",
      help: "https://docs.etherscan.io/getting-started/viewing-api-usage-statistics",
      remediation: "Remove the key on Etherscan's API dashboard and add a new one.",
    },
    [
      {
        id: "etherscan-api-key",
        title: "Etherscan API key",
        value: "[A-Z0-9]{34}",
        envVar: "ETHERSCAN_API_KEY",
        also: ["etherscan_api", "etherscan_key", "polygonscan_api", "bscscan_api", "arbiscan_api", "basescan_api", "snowtrace_api"],
      },
    ],
  ),
  ...named(
    {
      provider: "Infura",
      help: "https://docs.metamask.io/services/how-to/secure-an-api/use-an-api-key-secret/",
      remediation: "Regenerate the API key secret on the Infura dashboard under the key's settings.",
    },
    [
      {
        id: "infura-secret",
        title: "Infura API key secret",
        value: "(?:[a-f0-9]{32}|[A-Za-z0-9+/]{54})",
        envVar: "INFURA_API_KEY_SECRET",
        also: ["infura_secret", "infura_project_secret", "infura_api_secret"],
      },
      {
        id: "infura-key",
        title: "Infura API key",
        value: "[a-f0-9]{32}",
        bare: true,
        envVar: "INFURA_API_KEY",
        also: ["infura_project_id", "infura_key", "infura_id"],
      },
    ],
  ),
  ...named(
    {
      provider: "Alchemy",
      help: "https://www.alchemy.com/docs/create-an-api-key",
      remediation: "Delete the app or rotate its key on the Alchemy dashboard.",
    },
    [
      {
        id: "alchemy-api-key",
        title: "Alchemy API key",
        value: "[A-Za-z0-9_-]{32}",
        envVar: "ALCHEMY_API_KEY",
        also: ["alchemy_key", "alchemy_token"],
      },
    ],
  ),
  ...named(
    {
      provider: "CoinMarketCap",
      help: "https://coinmarketcap.com/api/documentation/v1/",
      remediation: "Regenerate the key in the CoinMarketCap developer portal.",
    },
    [
      {
        id: "coinmarketcap-api-key",
        title: "CoinMarketCap API key",
        value: uuid,
        envVar: "CMC_PRO_API_KEY",
        also: ["coinmarketcap_api", "coinmarketcap_key", "cmc_api_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "Blockfrost",
      help: "https://docs.blockfrost.io/",
      remediation: "Delete the project's token on the Blockfrost dashboard and generate a new one.",
    },
    [
      {
        id: "blockfrost-project-id",
        title: "Blockfrost project token",
        value: "(?:mainnet|preprod|preview|testnet|ipfs)[A-Za-z0-9]{32}",
        bare: true,
        envVar: "BLOCKFROST_PROJECT_ID",
        also: ["blockfrost_api_key", "blockfrost_key", "blockfrost_token"],
      },
    ],
  ),
])
