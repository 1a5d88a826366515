/**
 * Where secrets may live: one store for each environment in the security policy, 1Password alone in the review
 * procedure, and the strictest of both where both apply. Pure.
 */

export const environments = ["development", "ci", "staging", "production"] as const

export type Environment = (typeof environments)[number]

/** Shapes of references, by store. A value of another shape is no reference: it is taken to be the secret itself. */
export const credentialStores = {
  // 1Password secret reference (developer.1password.com/docs/cli/secret-reference-syntax): op://vault/item/[section/]field
  onepassword: /^op:\/\/[^/\s]+\/[^/\s][^/]*\/[^/\s]+(?:\/[^/\s]+)?$/,
  // HashiCorp Vault: vault://mount/path#field
  vault: /^vault:\/\/[^#\s]+#[^#\s]+$/,
  aws: /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[^\s]+$/,
  azure: /^https:\/\/[a-z0-9-]+\.vault\.azure\.net\/secrets\/[A-Za-z0-9-]+$/,
  gcp: /^projects\/[a-z0-9-]+\/secrets\/[A-Za-z0-9_-]+$/,
} as const

export type CredentialStore = keyof typeof credentialStores

/** Places that hold a value for one environment only, beside the stores that can be referred to from anywhere. */
export type SecretStore = CredentialStore | "env-local" | "github-secrets" | "ci-environment"

interface Preset {
  readonly stores: Readonly<Record<Environment, readonly SecretStore[]>>
  /** Names of the 1Password vaults that count; any where there are none. */
  readonly vaults?: readonly string[]
}

const managers = ["onepassword", "vault", "aws", "azure", "gcp"] as const

/** `sop` is the review procedure with the credential procedure it names; `policy` is section 1 of the security policy. */
export const storePresets = {
  sop: {
    stores: { development: ["onepassword"], ci: ["onepassword"], staging: ["onepassword"], production: ["onepassword"] },
    vaults: ["Development", "Production"],
  },
  policy: {
    stores: {
      development: ["env-local", ...managers],
      ci: ["github-secrets", "ci-environment", ...managers],
      // "AWS Secrets Manager or equivalent": every manager counts as one.
      staging: managers,
      production: ["aws", "vault"],
    },
  },
} as const satisfies Readonly<Record<string, Preset>>

export type StorePreset = keyof typeof storePresets

export interface StorePolicy {
  readonly environment: Environment
  readonly stores: readonly SecretStore[]
  readonly vaults: readonly string[] | undefined
}

/** An environment that is not known is judged as production. */
export function environmentOf(name: string): Environment {
  const plain = name.trim().toLowerCase()
  return environments.find((environment) => environment === plain) ?? "production"
}

/** What every preset allows; two that have nothing in common allow nothing. */
export function storePolicyOf(presets: readonly StorePreset[], environment: Environment): StorePolicy {
  const chosen: readonly Preset[] = presets.map((preset) => storePresets[preset])
  const all = new Set(chosen.flatMap((preset) => preset.stores[environment]))
  const named = chosen.flatMap((preset) => (preset.vaults === undefined ? [] : [preset.vaults]))
  return {
    environment,
    stores: [...all].filter((store) => chosen.every((preset) => preset.stores[environment].includes(store))),
    vaults: named.length === 0 ? undefined : named[0]!.filter((vault) => named.every((vaults) => vaults.includes(vault))),
  }
}

/** The vault of a 1Password reference; undefined for anything else. */
export function vaultOf(reference: string): string | undefined {
  return /^op:\/\/([^/\s]+)\//.exec(reference)?.[1]
}

/** Undefined when the store may hold a secret of this environment; otherwise why not. `vault` only for 1Password. */
export function storeFault(policy: StorePolicy, store: SecretStore, vault?: string): string | undefined {
  if (!policy.stores.includes(store)) {
    const allowed = policy.stores.length === 0 ? "no store is allowed by every policy that applies" : `allowed: ${policy.stores.join(", ")}`
    return `${store} is no store for ${policy.environment}; ${allowed}`
  }
  if (store === "onepassword" && vault !== undefined && policy.vaults?.includes(vault) === false)
    return `the 1Password vault is none of ${policy.vaults.join(", ")}`
  return undefined
}

/** `.env.local` and `.env.production.local`: where a developer may keep literal secrets, as long as Git ignores the file. */
export function isLocalEnvFile(path: string): boolean {
  return /(?:^|[\\/])\.env(?:\.[^\\/]{1,100})?\.local$/i.test(path)
}

/** What Git knows of a file. `ignored` is true only for a file that is neither tracked nor staged. */
export interface GitFacts {
  readonly ignored: boolean
}

/** Whether a literal secret may stand in the file; otherwise what to do, one sentence for the person. */
export function localSecretVerdict(path: string, facts: GitFacts): { readonly allowed: true } | { readonly allowed: false; readonly next?: string } {
  if (!isLocalEnvFile(path)) return { allowed: false }
  if (facts.ignored) return { allowed: true }
  return {
    allowed: false,
    next: "A local environment file may hold secrets only while Git ignores it: add its name to .gitignore, and take it out of Git with git rm --cached",
  }
}

/** How a manifest refers to a secret in a store, in whole values only. Each row names where the form is documented. */
const references: readonly { readonly store: SecretStore; readonly form: RegExp }[] = [
  ...managers.map((store) => ({ store, form: credentialStores[store] })),
  // developer.1password.com/docs/cli/secrets-template-syntax
  { store: "onepassword", form: /^\{\{\s*op:\/\/[^{}]{1,500}\}\}$/ },
  // bank-vaults.dev/docs/mutating-webhook: vault:path#key
  { store: "vault", form: /^(?:>>)?vault:[^\s#]{1,500}#[^\s]{1,200}$/ },
  // github.com/helmfile/vals: ref+<backend>://
  { store: "vault", form: /^ref\+vault:\/\/[^\s]{1,500}$/ },
  { store: "aws", form: /^ref\+awssecrets:\/\/[^\s]{1,500}$/ },
  { store: "azure", form: /^ref\+azurekeyvault:\/\/[^\s]{1,500}$/ },
  { store: "gcp", form: /^ref\+gcpsecrets:\/\/[^\s]{1,500}$/ },
  { store: "onepassword", form: /^ref\+op:\/\/[^\s]{1,500}$/ },
  // AWS CloudFormation: dynamic references; Systems Manager: secrets by parameter
  { store: "aws", form: /^\{\{resolve:secretsmanager:[^{}\s]{1,500}\}\}$/ },
  { store: "aws", form: /^\$\{ssm(?:\([\w, -]{1,100}\))?:\/aws\/reference\/secretsmanager\/[^{}\s]{1,500}\}$/ },
  // learn.microsoft.com/azure/app-service/app-service-key-vault-references
  { store: "azure", form: /^@Microsoft\.KeyVault\([^()]{1,500}\)$/i },
  { store: "github-secrets", form: /^\$\{\{\s*secrets\s*(?:\.\s*[A-Za-z_]\w{0,100}|\[\s*'[^']{1,100}'\s*\])\s*\}\}$/ },
]

export interface StoreReference {
  readonly store: SecretStore
  readonly vault?: string | undefined
}

/** The store that a value refers to; undefined when the value is no reference. */
export function referenceOf(value: string): StoreReference | undefined {
  const text = value.slice(0, 2000).trim()
  const store = references.find(({ form }) => form.test(text))?.store
  return store === undefined ? undefined : { store, vault: vaultOf(/op:\/\/.*/.exec(text)?.[0] ?? "") }
}
