/** What is unsafe in a Compose file (compose-spec.io). Keys are the folders of rules/configuration. */
import { assignmentsOf, valueAt, listOf, recordOf, textOf, textsOf, type DataFile, type Path } from "./document.ts"
import { isFloating, parseImage } from "./image-name.ts"
import { dangerousCapabilities, isDockerSocket, isSensitiveHostPath } from "./host-access.ts"
import type { Hit, RuleTable } from "./rule.ts"
import { isLiteral, namesSecret } from "./secret-name.ts"

export interface ComposeInput {
  readonly file: DataFile
  readonly services: readonly Service[]
}

interface Service {
  readonly name: string
  readonly path: Path
  readonly body: Readonly<Record<string, unknown>>
}

export function composeInput(file: DataFile): ComposeInput {
  const services = Object.entries(recordOf(valueAt(file.value, "services")))
  return { file, services: services.map(([name, body]) => ({ name, path: ["services", name], body: recordOf(body) })) }
}

export const composeRules: RuleTable<ComposeInput> = {
  *"compose-privileged"({ file, services }) {
    for (const service of services) if (service.body["privileged"] === true) yield hit(file, service, ["privileged"])
  },
  *"compose-docker-socket"({ file, services }) {
    for (const service of services) {
      for (const mount of mountsOf(service)) if (isDockerSocket(mount.source)) yield hit(file, service, mount.path, mount.source)
    }
  },
  *"compose-host-namespace"({ file, services }) {
    for (const service of services) {
      for (const key of ["network_mode", "pid", "ipc", "userns_mode", "uts", "cgroup"]) {
        if (service.body[key] === "host") yield hit(file, service, [key], `${key}: host`)
      }
    }
  },
  *"compose-dangerous-capability"({ file, services }) {
    for (const service of services) {
      for (const [index, added] of listOf(service.body["cap_add"]).entries()) {
        const name = (textOf(added) ?? "").toUpperCase().replace(/^CAP_/, "")
        if (dangerousCapabilities.has(name)) yield hit(file, service, ["cap_add", index], name)
      }
    }
  },
  *"compose-host-root-mount"({ file, services }) {
    for (const service of services) {
      for (const mount of mountsOf(service)) if (isSensitiveHostPath(mount.source)) yield hit(file, service, mount.path, mount.source)
    }
  },
  *"compose-database-port-public"({ file, services }) {
    for (const service of services) {
      for (const [index, entry] of listOf(service.body["ports"]).entries()) {
        const target = publishedToAll(entry)
        const database = target === undefined ? undefined : databasePorts.get(target)
        if (database !== undefined) yield hit(file, service, ["ports", index], `${database}, port ${target}`)
      }
    }
  },
  *"compose-literal-password"({ file, services }) {
    for (const service of services) {
      for (const { name, value, step } of assignmentsOf(service.body["environment"])) {
        if (namesSecret(name) && isLiteral(value) && !/^\d{0,3}$/.test(value)) yield hit(file, service, ["environment", step], name)
      }
    }
  },
  *"compose-no-new-privileges-missing"({ file, services }) {
    for (const service of services) {
      if (service.body["image"] === undefined && service.body["build"] === undefined) continue
      const options = textsOf(service.body["security_opt"])
      if (!options.some((option) => /^no-new-privileges(?:[:=]true)?$/.test(option))) yield hit(file, service, ["security_opt"])
    }
  },
  *"compose-unconfined"({ file, services }) {
    for (const service of services) {
      for (const [index, option] of listOf(service.body["security_opt"]).entries()) {
        const found = /^(seccomp|apparmor|label|systempaths)[:=](?:unconfined|disable)$/.exec(textOf(option) ?? "")
        if (found) yield hit(file, service, ["security_opt", index], found[0])
      }
    }
  },
  *"compose-image-latest"({ file, services }) {
    for (const service of services) {
      const image = textOf(service.body["image"])
      // With build, image is only the name the result gets.
      if (image === undefined || service.body["build"] !== undefined) continue
      const parsed = parseImage(image)
      if (parsed && isFloating(parsed)) yield hit(file, service, ["image"], parsed.name)
    }
  },
  *"compose-root-user"({ file, services }) {
    for (const service of services) {
      const user = textOf(service.body["user"])?.split(":")[0]
      if (user === "root" || user === "0") yield hit(file, service, ["user"])
    }
  },
}

/** IANA service names of the usual data stores. */
const databasePorts: ReadonlyMap<string, string> = new Map([
  ["1433", "SQL Server"],
  ["1521", "Oracle"],
  ["2375", "Docker API"],
  ["2379", "etcd"],
  ["3306", "MySQL"],
  ["5432", "PostgreSQL"],
  ["5984", "CouchDB"],
  ["6379", "Redis"],
  ["8086", "InfluxDB"],
  ["9042", "Cassandra"],
  ["9200", "Elasticsearch"],
  ["11211", "memcached"],
  ["27017", "MongoDB"],
])

/** The container port of an entry that is published on all interfaces. */
function publishedToAll(entry: unknown): string | undefined {
  if (typeof entry === "object" && entry !== null) {
    const host = textOf(valueAt(entry, "host_ip"))
    if (valueAt(entry, "published") === undefined || (host !== undefined && host !== "0.0.0.0" && host !== "::")) return undefined
    return textOf(valueAt(entry, "target"))
  }
  const text = textOf(entry)?.split("/")[0] ?? ""
  const open = text.replace(/^(?:0\.0\.0\.0|\[::\]):/, "").replaceAll(/\$\{[^}]{0,200}\}/g, "0")
  const parts = open.split(":")
  // One part is the container port on a random host port; three parts begin with an address.
  return parts.length === 2 ? parts[1] : undefined
}

function* mountsOf(service: Service): Generator<{ source: string; path: Path }> {
  for (const [index, entry] of listOf(service.body["volumes"]).entries()) {
    if (typeof entry === "string") {
      const source = entry.split(":")[0] ?? ""
      if (entry.includes(":")) yield { source, path: ["volumes", index] }
    } else {
      const source = textOf(valueAt(entry, "source"))
      const type = valueAt(entry, "type")
      if (source !== undefined && (type === undefined || type === "bind")) yield { source, path: ["volumes", index] }
    }
  }
}

function hit(file: DataFile, service: Service, path: Path, detail?: string): Hit {
  const about = `service ${service.name}`
  return {
    line: file.lineOf([...service.path, ...path]),
    subject: `${about} ${detail ?? path.join(".")}`,
    detail: detail === undefined ? about : `${about}: ${detail}`,
  }
}
