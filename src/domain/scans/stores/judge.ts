/** Whether what stands behind a variable is a reference into a store that its environment allows. Pure. */
import { referenceOf, storeFault, type SecretStore, type StorePolicy } from "../../secrets/stores.ts"
import type { ClusterFacts, Variable } from "./variables.ts"

/** external-secrets.io: the names of its providers. */
const providers: Readonly<Record<string, SecretStore>> = {
  aws: "aws",
  vault: "vault",
  azurekv: "azure",
  gcpsm: "gcp",
  onepassword: "onepassword",
  onepasswordSDK: "onepassword",
}

/** Undefined when it may be deployed; otherwise why not. Never repeats the value. */
export function faultOf(variable: Variable, policy: StorePolicy, facts: ClusterFacts): string | undefined {
  const { origin } = variable
  if (origin.kind === "cluster") return clusterFault(origin.secret, policy, facts)
  const text = origin.text.trim()
  // Nothing is set, or a switch and no secret.
  if (/^(?:|true|false|null|none|~)$/i.test(text)) return undefined
  const reference = referenceOf(text)
  if (reference !== undefined) return storeFault(policy, reference.store, reference.vault)
  if (/^\$(?:[A-Za-z_]|\{)|^(?:var|local|data|module)\./.test(text)) {
    if (policy.stores.includes("ci-environment")) return undefined
    return "a variable: nothing shows which store fills it"
  }
  return "a literal value where a reference into a secret store belongs"
}

function clusterFault(secret: string, policy: StorePolicy, facts: ClusterFacts): string | undefined {
  const store = facts.externalSecrets.get(secret)
  if (store === undefined) return `the secret ${secret} of the cluster is filled by no ExternalSecret among these manifests`
  const found = facts.secretStores.get(store)
  if (found === undefined) return `the SecretStore ${store} is not among these manifests, so nothing shows which store it is`
  const unknown = found.find((provider) => providers[provider] === undefined)
  if (found.length === 0 || unknown !== undefined) return `the SecretStore ${store} uses a provider that no policy names`
  return found.map((provider) => storeFault(policy, providers[provider]!)).find((fault) => fault !== undefined)
}

const aliases: readonly (readonly [RegExp, "development" | "staging" | "production" | "ci"])[] = [
  [/^(?:dev|devel|development|local|test|testing)$/, "development"],
  [/^(?:stg|stage|staging|preprod|uat)$/, "staging"],
  [/^(?:prd|prod|production|live)$/, "production"],
]

/** Whether a path names other environments and not this one: `deploy/staging/app.yaml` is no matter of production. */
export function speaksOfAnother(path: string, environment: StorePolicy["environment"]): boolean {
  const words = path.toLowerCase().split(/[^a-z]+/)
  const named = words.flatMap((word) => aliases.find(([form]) => form.test(word))?.[1] ?? [])
  return named.length > 0 && !named.includes(environment)
}
