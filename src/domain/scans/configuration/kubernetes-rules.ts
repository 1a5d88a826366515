/** What is unsafe in a Kubernetes manifest, after the Pod Security Standards. Keys are the folders of rules/configuration. */
import { valueAt, listOf, recordOf, textOf, type DataFile, type Path } from "./document.ts"
import { dangerousCapabilities, isDockerSocket, isSensitiveHostPath } from "./host-access.ts"
import { isFloating, parseImage } from "./image-name.ts"
import type { Hit, RuleTable } from "./rule.ts"
import { isLiteral, isLiteralSecret, namesSecret } from "./secret-name.ts"

export interface ManifestInput {
  readonly file: DataFile
  readonly objects: readonly KubernetesObject[]
}

interface KubernetesObject {
  readonly kind: string
  readonly name: string
  readonly path: Path
  readonly value: unknown
}

interface Pod {
  readonly about: string
  readonly path: Path
  readonly spec: Readonly<Record<string, unknown>>
}

interface Container {
  readonly pod: Pod
  readonly about: string
  readonly path: Path
  readonly body: Readonly<Record<string, unknown>>
  /** A patch that overlays another manifest names no image: nothing can be called missing in it. */
  readonly whole: boolean
}

export function manifestInput(file: DataFile): ManifestInput {
  return { file, objects: [...objectsIn(file.value, [], 0)] }
}

function* objectsIn(value: unknown, path: Path, depth: number): Generator<KubernetesObject> {
  const kind = textOf(valueAt(value, "kind"))
  if (kind === undefined || textOf(valueAt(value, "apiVersion")) === undefined) return
  if (kind.endsWith("List") && depth < 3) {
    for (const [index, item] of listOf(valueAt(value, "items")).entries()) yield* objectsIn(item, [...path, "items", index], depth + 1)
    return
  }
  yield { kind, name: textOf(valueAt(value, "metadata", "name")) ?? "unnamed", path, value }
}

export const kubernetesRules: RuleTable<ManifestInput> = {
  *"kubernetes-privileged"(input) {
    for (const one of containersOf(input)) {
      if (valueAt(one.body, "securityContext", "privileged") === true) yield hit(input, one, ["securityContext", "privileged"])
    }
  },
  *"kubernetes-run-as-root"(input) {
    for (const one of [...podsOf(input), ...containersOf(input)]) {
      const body = "spec" in one ? one.spec : one.body
      if (valueAt(body, "securityContext", "runAsUser") === 0) yield hit(input, one, ["securityContext", "runAsUser"], "runAsUser: 0")
      if (valueAt(body, "securityContext", "runAsNonRoot") === false)
        yield hit(input, one, ["securityContext", "runAsNonRoot"], "runAsNonRoot: false")
    }
  },
  *"kubernetes-may-run-as-root"(input) {
    for (const one of containersOf(input)) {
      if (!one.whole) continue
      const set = [valueAt(one.pod.spec, "securityContext"), valueAt(one.body, "securityContext")].some(
        (context) => valueAt(context, "runAsNonRoot") !== undefined || valueAt(context, "runAsUser") !== undefined,
      )
      if (!set) yield hit(input, one, ["securityContext"])
    }
  },
  *"kubernetes-host-path"(input) {
    for (const pod of podsOf(input)) {
      for (const [index, volume] of listOf(pod.spec["volumes"]).entries()) {
        const path = textOf(valueAt(volume, "hostPath", "path"))
        if (path !== undefined && !isDockerSocket(path) && !isSensitiveHostPath(path)) yield hit(input, pod, ["volumes", index, "hostPath"], path)
      }
    }
  },
  *"kubernetes-host-takeover-mount"(input) {
    for (const pod of podsOf(input)) {
      for (const [index, volume] of listOf(pod.spec["volumes"]).entries()) {
        const path = textOf(valueAt(volume, "hostPath", "path"))
        if (path !== undefined && (isDockerSocket(path) || isSensitiveHostPath(path))) yield hit(input, pod, ["volumes", index, "hostPath"], path)
      }
    }
  },
  *"kubernetes-host-namespace"(input) {
    for (const pod of podsOf(input)) {
      for (const key of ["hostNetwork", "hostPID", "hostIPC"]) if (pod.spec[key] === true) yield hit(input, pod, [key], `${key}: true`)
    }
  },
  *"kubernetes-privilege-escalation"(input) {
    for (const one of containersOf(input)) {
      if (valueAt(one.body, "securityContext", "allowPrivilegeEscalation") === true)
        yield hit(input, one, ["securityContext", "allowPrivilegeEscalation"])
    }
  },
  *"kubernetes-dangerous-capability"(input) {
    for (const one of containersOf(input)) {
      for (const [index, added] of listOf(valueAt(one.body, "securityContext", "capabilities", "add")).entries()) {
        const name = (textOf(added) ?? "").toUpperCase().replace(/^CAP_/, "")
        if (dangerousCapabilities.has(name)) yield hit(input, one, ["securityContext", "capabilities", "add", index], name)
      }
    }
  },
  *"kubernetes-unconfined"(input) {
    for (const one of [...podsOf(input), ...containersOf(input)]) {
      const body = "spec" in one ? one.spec : one.body
      for (const profile of ["seccompProfile", "appArmorProfile"]) {
        if (valueAt(body, "securityContext", profile, "type") === "Unconfined")
          yield hit(input, one, ["securityContext", profile, "type"], `${profile}: Unconfined`)
      }
    }
  },
  *"kubernetes-literal-secret"(input) {
    for (const one of containersOf(input)) {
      for (const [index, variable] of listOf(one.body["env"]).entries()) {
        const name = textOf(valueAt(variable, "name")) ?? ""
        if (namesSecret(name) && isLiteralSecret(textOf(valueAt(variable, "value")))) yield hit(input, one, ["env", index, "value"], name)
      }
    }
  },
  *"kubernetes-secret-in-repository"(input) {
    for (const object of input.objects) {
      if (object.kind !== "Secret") continue
      for (const part of ["data", "stringData"]) {
        for (const [name, value] of Object.entries(recordOf(valueAt(object.value, part)))) {
          const text = textOf(value)
          if (!isLiteral(text) || !isLiteral(part === "data" ? decoded(text) : text)) continue
          yield {
            line: input.file.lineOf([...object.path, part, name]),
            subject: `Secret ${object.name} ${name}`,
            detail: `Secret ${object.name}, ${part}.${name}`,
          }
        }
      }
    }
  },
  *"kubernetes-token-mounted"(input) {
    for (const pod of podsOf(input)) {
      if (pod.spec["automountServiceAccountToken"] === false || pod.spec["serviceAccountName"] !== undefined) continue
      if (listOf(pod.spec["containers"]).some((container) => valueAt(container, "image") !== undefined))
        yield hit(input, pod, ["automountServiceAccountToken"])
    }
  },
  *"kubernetes-image-latest"(input) {
    for (const one of containersOf(input)) {
      const image = parseImage(textOf(one.body["image"]) ?? "")
      if (image && isFloating(image)) yield hit(input, one, ["image"], image.name)
    }
  },
  *"kubernetes-cluster-admin"(input) {
    for (const object of input.objects) {
      const about = `${object.kind} ${object.name}`
      if (/^(?:Cluster)?RoleBinding$/.test(object.kind) && valueAt(object.value, "roleRef", "name") === "cluster-admin") {
        yield { line: input.file.lineOf([...object.path, "roleRef", "name"]), subject: about, detail: `${about} grants cluster-admin` }
      }
      if (!/^(?:Cluster)?Role$/.test(object.kind)) continue
      for (const [index, rule] of listOf(valueAt(object.value, "rules")).entries()) {
        if (listOf(valueAt(rule, "verbs")).includes("*") && listOf(valueAt(rule, "resources")).includes("*")) {
          yield { line: input.file.lineOf([...object.path, "rules", index]), subject: about, detail: `${about} allows every verb on every resource` }
        }
      }
    }
  },
}

const podTemplates: Readonly<Record<string, Path>> = {
  Pod: ["spec"],
  Deployment: ["spec", "template", "spec"],
  StatefulSet: ["spec", "template", "spec"],
  DaemonSet: ["spec", "template", "spec"],
  ReplicaSet: ["spec", "template", "spec"],
  ReplicationController: ["spec", "template", "spec"],
  Job: ["spec", "template", "spec"],
  CronJob: ["spec", "jobTemplate", "spec", "template", "spec"],
  PodTemplate: ["template", "spec"],
}

function podsOf(input: ManifestInput): Pod[] {
  return input.objects.flatMap((object) => {
    const template = Object.hasOwn(podTemplates, object.kind) ? podTemplates[object.kind] : undefined
    if (template === undefined) return []
    return [{ about: `${object.kind} ${object.name}`, path: [...object.path, ...template], spec: recordOf(valueAt(object.value, ...template)) }]
  })
}

function containersOf(input: ManifestInput): Container[] {
  return podsOf(input).flatMap((pod) =>
    ["containers", "initContainers", "ephemeralContainers"].flatMap((list) =>
      listOf(pod.spec[list]).map((item, index) => {
        const body = recordOf(item)
        return {
          pod,
          about: `${pod.about} container ${textOf(body["name"]) ?? index}`,
          path: [...pod.path, list, index],
          body,
          whole: body["image"] !== undefined,
        }
      }),
    ),
  )
}

function hit(input: ManifestInput, one: Pod | Container, path: Path, detail?: string): Hit {
  return {
    line: input.file.lineOf([...one.path, ...path]),
    subject: `${one.about} ${detail ?? path.join(".")}`,
    detail: detail === undefined ? one.about : `${one.about}: ${detail}`,
  }
}

function decoded(text: string): string {
  return Buffer.from(text.slice(0, 10_000), "base64").toString("latin1")
}
