/** Private keys of wallets, and keys in the addresses of blockchain nodes. */
import { family, type SecretRule } from "../rule.ts"
import { left, right } from "../shapes.ts"
import { between } from "./between.ts"
import { beginnings, spelled } from "./spelling.ts"

const base58 = "[1-9A-HJ-NP-Za-km-z]"

const wifNames = ["bitcoin_private", "bitcoin_wif", "btc_private", "btc_wif", "wallet_wif", "private_key_wif"]
const solanaNames = ["solana", "wallet", "phantom", "payer"].flatMap((owner) => [`${owner}_private_key`, `${owner}_secret_key`])
const stellarNames = ["stellar_secret", "stellar_seed", "stellar_private", "secret_seed", "source_secret", "issuer_secret", "soroban_secret"]

/** What may stand behind a name, with the names that are the whole word. */
const ends = "\"'`=:([])|?<>\\,* \t\r\n"

const keys = family(
  {
    kind: "structure",
    provider: "Bitcoin",
    help: "https://en.bitcoin.it/wiki/Wallet_import_format",
    remediation: "Move the funds to a new wallet at once: whoever has read the key can spend them.",
    envVar: "WALLET_PRIVATE_KEY",
  },
  [
    {
      id: "bitcoin-wif-key",
      title: "Bitcoin private key",
      keywords: [...wifNames.flatMap(beginnings), "wif=", "wif =", "wif:", 'wif"', "fromwif(", "wif'", "importprivkey", "p2wpkh", "p2pkh"],
      follows: ends,
      pattern: `(?:(?:${wifNames.map(spelled).join("|")}|wif|importprivkey|p2wpkh|p2pkh)[\\w.-]{0,20}${between}|fromwif\\([ \\t]{0,3}["'${"`"}]?)([5KL9c]${base58}{50,51})${right}`,
      ignoreCase: true,
      capture: 1,
      validator: "base58check",
    },
    {
      id: "bip32-extended-private-key",
      title: "Extended private key of a wallet",
      keywords: ["xprv", "yprv", "zprv", "tprv", "uprv", "vprv"],
      pattern: `${left}[xyztuv]prv${base58}{107}${right}`,
      validator: "base58check",
      help: "https://github.com/bitcoin/bips/blob/master/bip-0032.mediawiki",
    },
    {
      id: "bip39-mnemonic",
      title: "Recovery phrase of a wallet",
      follows: ends,
      keywords: ["mnemonic", ...beginnings("seed_phrase"), ...beginnings("recovery_phrase")],
      pattern: `(?:mnemonic|${spelled("(?:seed|recovery)_phrase")})${between}([a-z]{3,8}(?: [a-z]{3,8}){11,23})(?![\\w ])`,
      ignoreCase: true,
      capture: 1,
      validator: "mnemonic",
      help: "https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki",
      envVar: "WALLET_MNEMONIC",
    },
    {
      id: "ethereum-private-key",
      provider: "Ethereum",
      title: "Ethereum private key",
      follows: ends,
      keywords: [...beginnings("private_key"), ...beginnings("deployer_key"), "ethers.wallet("],
      pattern: `(?:${spelled("(?:private|deployer)_key")}${between}|ethers\\.wallet\\([ \\t]{0,3}["'])((?:0x)?[a-f0-9]{64})(?![\\w+/=])`,
      ignoreCase: true,
      capture: 1,
      validator: "secp256k1-scalar",
      help: "https://ethereum.org/developers/docs/accounts/",
    },
    {
      id: "solana-key-pair",
      provider: "Solana",
      title: "Solana key pair",
      keywords: ["Uint8Array.from([", "bs58.decode(", ...solanaNames.flatMap(beginnings)],
      pattern: `(?:Uint8Array\\.from\\(|bs58\\.decode\\(["'${"`"}]|${spelled("(?:solana|wallet|phantom|payer)_(?:private|secret)_key")}${between})(\\[\\s{0,20}\\d{1,3}(?:\\s{0,20},\\s{0,20}\\d{1,3}){63}\\s{0,20}\\]|${base58}{86,88}(?![A-Za-z0-9]))`,
      ignoreCase: true,
      capture: 1,
      validator: "ed25519-key-pair",
      help: "https://solana.com/developers/cookbook/wallets/restore-keypair",
      envVar: "SOLANA_PRIVATE_KEY",
    },
    {
      id: "near-private-key",
      provider: "NEAR",
      title: "NEAR private key",
      keywords: ["ed25519:"],
      pattern: `${left}ed25519:(${base58}{86,88})${right}`,
      capture: 1,
      validator: "ed25519-key-pair",
      help: "https://docs.near.org/protocol/access-keys",
      remediation: "Delete the access key from the account and add a new one.",
      envVar: "NEAR_PRIVATE_KEY",
    },
    {
      id: "stellar-secret-seed",
      provider: "Stellar",
      title: "Stellar secret seed",
      keywords: [...stellarNames.flatMap(beginnings), "fromsecret(", "from_secret("],
      pattern: `(?:(?:${stellarNames.map(spelled).join("|")})[\\w.-]{0,20}${between}|from_?secret\\([ \\t]{0,3}["'])(S[A-Z2-7]{55})${right}`,
      ignoreCase: true,
      capture: 1,
      validator: "stellar-seed",
      help: "https://github.com/stellar/stellar-protocol/blob/master/ecosystem/sep-0023.md",
      envVar: "STELLAR_SECRET",
    },
    {
      id: "tezos-secret-key",
      provider: "Tezos",
      title: "Tezos secret key",
      keywords: ["edsk", "spsk", "p2sk"],
      pattern: `${left}(?:edsk${base58}{50}(?:${base58}{44})?|(?:spsk|p2sk)${base58}{50})${right}`,
      validator: "base58check",
      help: "https://docs.tezos.com/using/developing-wallet-apps",
      envVar: "TEZOS_SECRET_KEY",
    },
    {
      id: "sui-private-key",
      provider: "Sui",
      title: "Sui private key",
      keywords: ["suiprivkey1"],
      pattern: `${left}suiprivkey1[02-9ac-hj-np-z]{59}${right}`,
      validator: "bech32",
      help: "https://docs.sui.io/references/cli/keytool",
      envVar: "SUI_PRIVATE_KEY",
    },
    {
      id: "nostr-secret-key",
      provider: "Nostr",
      title: "Nostr secret key",
      keywords: ["nsec1"],
      pattern: `${left}nsec1[02-9ac-hj-np-z]{58}${right}`,
      validator: "bech32",
      help: "https://github.com/nostr-protocol/nips/blob/master/19.md",
      remediation: "Give up the identity and announce a new key: a Nostr key cannot be changed.",
      envVar: "NOSTR_SECRET_KEY",
    },
    {
      id: "aptos-private-key",
      provider: "Aptos",
      title: "Aptos private key",
      keywords: ["ed25519-priv-0x", "secp256k1-priv-0x"],
      pattern: `${left}(?:ed25519|secp256k1)-priv-0x[a-f0-9]{64}${right}`,
      help: "https://github.com/aptos-foundation/AIPs/blob/main/aips/aip-80.md",
      envVar: "APTOS_PRIVATE_KEY",
    },
  ],
)

export const walletRules: readonly SecretRule[] = [...keys]
