/** The variables of deployment manifests whose names announce a secret, with what stands behind each. Pure. */
import { attribute, parseHcl } from "../configuration/hcl.ts"
import {
  assignmentsOf,
  listOf,
  openJson,
  openYaml,
  openYamlStream,
  recordOf,
  textOf,
  valueAt,
  withMerges,
  type DataFile,
  type Path,
} from "../configuration/document.ts"
import { namesSecret } from "../configuration/secret-name.ts"
import { TipstaffError } from "../../../base/errors.ts"
import type { Environment } from "../../secrets/stores.ts"

/** `value` is text in the manifest; `cluster` is an object of the cluster that holds the secret. */
export type Origin = { readonly kind: "value"; readonly text: string } | { readonly kind: "cluster"; readonly secret: string }

export interface Variable {
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly name: string
  readonly origin: Origin
}

/** What a manifest says of the cluster's own secrets: which are filled from a store, and through which provider. */
export interface ClusterFacts {
  /** Name of the secret that is made → name of the SecretStore it comes from. */
  readonly externalSecrets: Map<string, string>
  /** Name of the SecretStore → names of its providers, as external-secrets.io spells them. */
  readonly secretStores: Map<string, readonly string[]>
}

interface Reader {
  readonly kind: string
  readonly matches: (path: string) => boolean
  readonly environments?: readonly Environment[]
  /** Whether a file with a general name is of this kind. */
  readonly sniff?: (text: string) => boolean
  readonly read: (path: string, text: string, facts: ClusterFacts) => Variable[]
}

const base = (path: string): string => path.slice(path.lastIndexOf("/") + 1)
const named = (form: RegExp) => (path: string) => form.test(base(path))

export const readers: readonly Reader[] = [
  { kind: "workflow", matches: (path) => /^\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/i.test(path), environments: ["ci"], read: workflow },
  { kind: "compose", matches: named(/^(?:docker-)?compose(?:[._-].*)?\.ya?ml$/i), read: compose },
  { kind: "helm values", matches: named(/^values(?:[._-].*)?\.ya?ml$/i), read: (path, text) => leaves(openYaml(path, text)) },
  { kind: "serverless", matches: named(/^serverless(?:[._-].*)?\.ya?ml$/i), read: (path, text) => leaves(openYaml(path, text), /^environment$/) },
  { kind: "tfvars", matches: named(/\.tfvars$/i), read: terraformVariables },
  { kind: "tfvars", matches: named(/\.tfvars\.json$/i), read: (path, text) => leaves(openJson(path, text)) },
  {
    kind: "env file",
    matches: (path) => /^\.env\.[\w-]+$/i.test(base(path)) && !/\.(?:example|sample|template|dist|local)$/i.test(path),
    read: envFile,
  },
  { kind: "task definition", matches: named(/\.json$/i), sniff: (text) => text.includes('"containerDefinitions"'), read: taskDefinition },
  { kind: "kubernetes", matches: named(/\.ya?ml$/i), sniff: (text) => /^apiVersion\s*:/m.test(text) && /^kind\s*:/m.test(text), read: kubernetes },
]

function literal(path: string, line: number, name: string, value: unknown): Variable[] {
  const text = textOf(value)
  return text === undefined || !namesSecret(name) ? [] : [{ path, line, name, origin: { kind: "value", text } }]
}

function workflow(path: string, text: string): Variable[] {
  const file = openYaml(path, text)
  return leaves(file, /^env$/)
}

function compose(path: string, text: string): Variable[] {
  const file = openYaml(path, text)
  const services = Object.entries(recordOf(valueAt(withMerges(file.value), "services")))
  return services.flatMap(([service, body]) =>
    [...assignmentsOf(valueAt(body, "environment"))].flatMap(({ name, value, step }) => {
      const line = file.lineOf(["services", service, "environment", step])
      // A name alone takes the value from the shell of whoever deploys.
      return literal(path, line, name, value ?? `\${${name}}`)
    }),
  )
}

const maxLeaves = 100_000

/** Scalars whose own name announces a secret; with `below`, only those directly inside a map of that name. */
function leaves(file: DataFile, below?: RegExp): Variable[] {
  const found: Variable[] = []
  const pending: { value: unknown; path: Path }[] = [{ value: file.value, path: [] }]
  for (let count = 0; pending.length > 0; count += 1) {
    if (count > maxLeaves) throw new TipstaffError("stores/too-large", `${file.path} holds more values than are read`, { file: file.path })
    const { value, path } = pending.pop()!
    const name = String(path.at(-1) ?? "")
    if (Array.isArray(value)) for (const [index, item] of value.entries()) pending.push({ value: item, path: [...path, index] })
    else if (typeof value === "object" && value !== null) {
      // Kubernetes lists of { name, value } inside values files.
      if (typeof recordOf(value)["name"] === "string" && recordOf(value)["value"] !== undefined)
        found.push(...literal(file.path, file.lineOf([...path, "value"]), String(recordOf(value)["name"]), recordOf(value)["value"]))
      for (const [key, inner] of Object.entries(value)) pending.push({ value: inner, path: [...path, key] })
    } else if (below === undefined && /^existing-?secret$/i.test(name) && typeof value === "string" && value !== "")
      found.push({ path: file.path, line: file.lineOf(path), name, origin: { kind: "cluster", secret: value } })
    // Charts name the entry of such a secret by this.
    else if (below === undefined && /(?:password|token)[_-]?key$/i.test(name)) continue
    else if (below === undefined || below.test(String(path.at(-2) ?? ""))) found.push(...literal(file.path, file.lineOf(path), name, value))
  }
  return found
}

function terraformVariables(path: string, text: string): Variable[] {
  const { root, problem } = parseHcl(text)
  if (problem !== undefined) throw new TipstaffError("stores/unreadable", `${path}: ${problem.reason}`, { file: path, line: problem.line })
  return root.attributes.flatMap(({ name, line }) => {
    const value = attribute(root, name)!.value.trim()
    const inner = /^"((?:[^"\\]|\\.)*)"$/s.exec(value)?.[1]
    return literal(path, line, name, inner ?? value)
  })
}

function envFile(path: string, text: string): Variable[] {
  return text.split("\n").flatMap((raw, index) => {
    const found = /^\s*(?:export\s+)?([A-Za-z_][\w.-]{0,200})\s*=\s*(.*?)\s*$/.exec(raw.slice(0, 20_000))
    return found === null ? [] : literal(path, index + 1, found[1]!, found[2]!.replace(/^(["'])(.*)\1$/, "$2"))
  })
}

/** docs.aws.amazon.com/AmazonECS: task definition parameters, environment and secrets. */
function taskDefinition(path: string, text: string): Variable[] {
  const file = openJson(path, text)
  const top = valueAt(file.value, "taskDefinition") === undefined ? [] : ["taskDefinition"]
  return listOf(valueAt(file.value, ...top, "containerDefinitions")).flatMap((container, at) =>
    ["environment", "secrets"].flatMap((list) =>
      listOf(valueAt(container, list)).flatMap((entry, index) => {
        const line = file.lineOf([...top, "containerDefinitions", at, list, index])
        return literal(path, line, textOf(valueAt(entry, "name")) ?? "", valueAt(entry, list === "secrets" ? "valueFrom" : "value"))
      }),
    ),
  )
}

function kubernetes(path: string, text: string, facts: ClusterFacts): Variable[] {
  return openYamlStream(path, text).flatMap((file) => {
    const kind = textOf(valueAt(file.value, "kind")) ?? ""
    learn(file, kind, facts)
    if (kind === "Secret" || kind === "ConfigMap") return [...heldBy(file, kind)]
    return [...containerVariables(file)]
  })
}

/** external-secrets.io/latest/api: ExternalSecret makes a Secret of its own name unless target.name gives another. */
function learn(file: DataFile, kind: string, facts: ClusterFacts): void {
  const name = textOf(valueAt(file.value, "metadata", "name")) ?? ""
  if (kind === "ExternalSecret") {
    const made = textOf(valueAt(file.value, "spec", "target", "name")) ?? name
    facts.externalSecrets.set(made, textOf(valueAt(file.value, "spec", "secretStoreRef", "name")) ?? "")
  }
  if (kind === "SecretStore" || kind === "ClusterSecretStore")
    facts.secretStores.set(name, Object.keys(recordOf(valueAt(file.value, "spec", "provider"))))
}

/** Whatever a Secret holds is a secret; of a ConfigMap, what is called one. */
function* heldBy(file: DataFile, kind: string): Generator<Variable> {
  for (const part of ["data", "stringData"]) {
    for (const [name, value] of Object.entries(recordOf(valueAt(file.value, part)))) {
      const text = textOf(value)
      if (text !== undefined && (kind === "Secret" || namesSecret(name)))
        yield { path: file.path, line: file.lineOf([part, name]), name, origin: { kind: "value", text } }
    }
  }
}

const maxDepth = 40

function* containerVariables(file: DataFile): Generator<Variable> {
  const pending: { value: unknown; path: Path }[] = [{ value: file.value, path: [] }]
  while (pending.length > 0) {
    const { value, path } = pending.pop()!
    if (typeof value !== "object" || value === null || path.length > maxDepth) continue
    if (path.at(-1) === "env") for (const [index, entry] of listOf(value).entries()) yield* environmentEntry(file, entry, [...path, index])
    if (path.at(-1) === "envFrom") {
      for (const [index, entry] of listOf(value).entries()) {
        const secret = textOf(valueAt(entry, "secretRef", "name"))
        if (secret !== undefined) yield { path: file.path, line: file.lineOf([...path, index]), name: secret, origin: { kind: "cluster", secret } }
      }
    }
    for (const [key, inner] of Object.entries(value)) pending.push({ value: inner, path: [...path, Array.isArray(value) ? Number(key) : key] })
  }
}

function* environmentEntry(file: DataFile, entry: unknown, path: Path): Generator<Variable> {
  const name = textOf(valueAt(entry, "name")) ?? ""
  const line = file.lineOf(path)
  const secret = textOf(valueAt(entry, "valueFrom", "secretKeyRef", "name"))
  if (secret !== undefined) yield { path: file.path, line, name, origin: { kind: "cluster", secret } }
  else yield* literal(file.path, line, name, valueAt(entry, "value"))
}
