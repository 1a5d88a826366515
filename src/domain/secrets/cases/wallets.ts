/** Test material only: cases of the rules in rules/wallets.ts. */
import type { CasesByRule } from "../cases.ts"

export const walletCases: CasesByRule = {
  "bitcoin-wif-key": {
    hits: [
      "BTC_PRIVATE_KEY={{base58check:80,32,01}}",
      `{"wif": "{{base58check:80,32}}"}`,
      `ECPair.fromWIF("{{base58check:ef,32,01}}", net)`,
      "bitcoin-cli importprivkey {{base58check:80,32,01}}",
      "p2wpkh:{{base58check:80,32,01}}",
      `const btcPrivateKey = '{{base58check:80,32,01}}'`,
      "      - name: WALLET_WIF\n        value: {{base58check:80,32}}",
    ],
    misses: ["wif=K{{alnum:51}}", "BTC_PRIVATE_KEY={{base58check:80,31}}", "wif=${WIF}"],
  },
  "bip32-extended-private-key": {
    hits: ["{{base58check:0488ade4,74}}", `"root": "{{base58check:04358394,74}}"`, "zprv: {{base58check:04b2430c,74}}"],
    misses: ["xprv{{alnum:107}}", "{{base58check:0488b21e,74}}", "xprv9s21ZrQH143K"],
  },
  "bip39-mnemonic": {
    hits: [
      `mnemonic: "{{words:12}}"`,
      "MNEMONIC={{words:24}}",
      `const seedPhrase = '{{words:12}}'`,
      `{"mnemonic": "{{words:15}}"}`,
      `wallet.setMnemonic("{{words:12}}")`,
      "mnemonic: |\n  {{words:24}}\n",
    ],
    misses: [
      `mnemonic: "{{words:11}}"`,
      `mnemonic: "{{words:13}}"`,
      `mnemonic: "test test test test test test test test test test test junk"`,
      `words: "{{words:12}}"`,
    ],
  },
  "ethereum-private-key": {
    hits: [
      "PRIVATE_KEY=0x{{hex:64}}",
      `"privateKey": "{{hex:64}}"`,
      "cast send --private-key 0x{{hex:64}}",
      `new ethers.Wallet("0x{{hex:64}}")`,
      "DEPLOYER_KEY: {{hex:64}}",
      `variable "deployer_private_key" {\n  type = string\n  default = "{{hex:64}}"\n}`,
    ],
    misses: [
      "PRIVATE_KEY=0x{{hex:63}}",
      "PRIVATE_KEY=0x{{hex:128}}",
      "PRIVATE_KEY=0x0000000000000000000000000000000000000000000000000000000000000001",
      "PUBLIC_KEY=0x{{hex:64}}",
    ],
  },
  "solana-key-pair": {
    hits: [
      "Keypair.fromSecretKey(Uint8Array.from([{{keypairlist: }}]))",
      "SOLANA_PRIVATE_KEY=[{{keypairlist:}}]",
      `bs58.decode("{{keypair58}}")`,
      `wallet_private_key: '{{keypair58}}'`,
      "  payer.private.key={{keypair58}}",
    ],
    misses: ["Uint8Array.from([1, 2, 3])", "SOLANA_PRIVATE_KEY={{alnum:88}}", "SOLANA_PUBLIC_KEY={{keypair58}}"],
  },
  "near-private-key": {
    hits: [`"private_key": "ed25519:{{keypair58}}"`, "NEAR_PRIVATE_KEY=ed25519:{{keypair58}}"],
    misses: ["ed25519:{{alnum:44}}", "ed25519:{{alnum:87}}"],
  },
  "stellar-secret-seed": {
    hits: ["STELLAR_SECRET={{stellar}}", `Keypair.fromSecret("{{stellar}}")`, `"secretSeed": "{{stellar}}"`, "<secretSeed>{{stellar}}</secretSeed>"],
    misses: ["STELLAR_SECRET=S{{base32:55}}", `Keypair.fromSecret("S{{base32:54}}")`, "STELLAR_PUBLIC={{stellar}}"],
  },
  "tezos-secret-key": {
    hits: ["TEZOS={{base58check:0d0f3a07,32}}", `"secret": "{{base58check:2bf64e07,64}}"`, "{{base58check:11a2e0c9,32}}"],
    misses: ["edsk{{alnum:50}}", "edsk{{alnum:20}}"],
  },
  "sui-private-key": {
    hits: ["SUI={{bech32:suiprivkey,33}}", `"key": "{{bech32:suiprivkey,33}}"`],
    misses: ["suiprivkey1{{lowernum:59}}", "suiprivkey1"],
  },
  "nostr-secret-key": {
    hits: ["NOSTR_SECRET_KEY={{bech32:nsec,32}}", `key: "{{bech32:nsec,32}}"`],
    misses: ["nsec1{{lowernum:58}}", "{{bech32:npub,32}}"],
  },
  "aptos-private-key": {
    hits: [`private_key: "ed25519-priv-0x{{hex:64}}"`, "APTOS=secp256k1-priv-0x{{hex:64}}"],
    misses: ["ed25519-priv-0x{{hex:63}}", "ed25519-pub-0x{{hex:64}}"],
  },
}
