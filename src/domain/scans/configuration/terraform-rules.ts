/** What is unsafe in Terraform files, judged from literal values only. Keys are the folders of rules/configuration. */
import { attribute, blocksIn, literal, type HclAttribute, type HclBlock, type HclFile } from "./hcl.ts"
import type { Hit, RuleTable } from "./rule.ts"
import { isLiteralSecret, namesSecret } from "./secret-name.ts"
import { allowedProtocols } from "./settings-rules.ts"

export const terraformRules: RuleTable<HclFile> = {
  *"terraform-ingress-open"(file) {
    for (const { block, top } of blocksIn(file)) {
      if (!isIngress(block, top)) continue
      const open = ["cidr_blocks", "ipv6_cidr_blocks", "source_ranges", "cidr_ipv4", "cidr_ipv6", "source_address_prefix", "source_address_prefixes"]
        .map((name) => attribute(block, name))
        .find((one) => one !== undefined && /"(?:0\.0\.0\.0\/0|::\/0|\*|Internet|Any)"/.test(one.value))
      if (!open) continue
      const port = sensitivePort(block)
      if (port !== undefined) yield hit(top, open, port)
    }
  },
  *"terraform-public-bucket"(file) {
    for (const { block, top } of blocksIn(file)) {
      const acl = attribute(block, "acl")
      if (acl && /^"public-read(?:-write)?"$|^"authenticated-read"$/.test(acl.value)) yield hit(top, acl, `acl ${literal(acl)}`)
      for (const name of ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]) {
        const one = attribute(block, name)
        if (one?.value === "false" && /public_access_block/.test(top.labels[0] ?? "")) yield hit(top, one, `${name} = false`)
      }
      for (const name of ["allow_blob_public_access", "allow_nested_items_to_be_public"]) {
        const one = attribute(block, name)
        if (one?.value === "true") yield hit(top, one, `${name} = true`)
      }
      const member = attribute(block, "member") ?? attribute(block, "members")
      if (member && /"(?:allUsers|allAuthenticatedUsers)"/.test(member.value)) yield hit(top, member, `${member.name} allUsers`)
    }
  },
  *"terraform-storage-unencrypted"(file) {
    for (const { block, top } of blocksIn(file)) {
      for (const one of block.attributes) {
        if (one.value === "false" && encryptionFlags.test(one.name)) yield hit(top, one, `${one.name} = false`)
      }
    }
  },
  *"terraform-transit-unencrypted"(file) {
    for (const { block, top } of blocksIn(file)) {
      for (const one of block.attributes) {
        const off =
          (one.value === "false" && transitFlags.test(one.name)) || (one.name === "client_broker" && /^"(?:TLS_)?PLAINTEXT"$/.test(one.value))
        if (off) yield hit(top, one, `${one.name} = ${one.value}`)
      }
      const protocol = attribute(block, "protocol")
      const redirects = block.blocks.some((inner) => inner.blocks.some((deep) => deep.type === "redirect"))
      if (/^aws_(?:lb|alb)_listener$/.test(block.labels[0] ?? "") && literal(protocol) === "HTTP" && protocol && !redirects)
        yield hit(top, protocol, "listener protocol HTTP")
    }
  },
  *"terraform-iam-wildcard"(file) {
    for (const { block, top } of blocksIn(file)) {
      if (block.type === "statement") {
        const actions = attribute(block, "actions")
        const denies = literal(attribute(block, "effect")) === "Deny"
        if (!denies && actions && holdsStar(actions.value) && holdsStar(attribute(block, "resources")?.value ?? ""))
          yield hit(top, actions, "every action on every resource")
      }
      for (const one of block.attributes) {
        if (!/policy/.test(one.name)) continue
        const at = wildcardStatement(one.value)
        if (at !== undefined) yield { ...hit(top, one, "every action on every resource"), line: one.line + at }
      }
    }
  },
  *"terraform-database-public"(file) {
    for (const { block, top } of blocksIn(file)) {
      const one = attribute(block, "publicly_accessible")
      if (one?.value === "true") yield hit(top, one, "publicly_accessible = true")
    }
  },
  *"terraform-tls-old"(file) {
    for (const { block, top } of blocksIn(file)) {
      for (const one of block.attributes) {
        const value = literal(one)
        if (value === undefined) continue
        const oldPolicy = one.name === "ssl_policy" && /^ELBSecurityPolicy-(?:2015-05|2016-08|TLS-1-[01]-|FS-2018-06$|FS-1-1-)/.test(value)
        const allowed = allowedProtocols({ key: one.name, trail: `tls.${one.name}`, value, line: one.line })
        if (oldPolicy || allowed.has("1.0") || allowed.has("1.1") || allowed.has("ssl3")) yield hit(top, one, `${one.name} ${value}`)
      }
    }
  },
  *"terraform-literal-secret"(file) {
    for (const { block, top } of blocksIn(file)) {
      if (top.type === "variable") {
        const value = attribute(block, "default")
        if (value && namesSecret(top.labels[0] ?? "") && isLiteralSecret(literal(value))) yield hit(top, value, "default")
        continue
      }
      for (const one of block.attributes) {
        if (namesSecret(one.name) && isLiteralSecret(literal(one))) yield hit(top, one, one.name)
      }
    }
  },
  *"terraform-instance-metadata-v1"(file) {
    for (const { block, top } of blocksIn(file)) {
      const one = attribute(block, "http_tokens")
      if (block.type === "metadata_options" && one && literal(one) === "optional") yield hit(top, one, "http_tokens optional")
    }
  },
  *"terraform-module-unpinned"(file) {
    for (const { block, top } of blocksIn(file)) {
      const source = attribute(block, "source")
      const value = literal(source)
      if (block.type !== "module" || source === undefined || value === undefined) continue
      const remote = /^(?:git::|git@|hg::|github\.com\/|bitbucket\.org\/)/.test(value)
      if (remote && !/[?&]ref=(?!(?:main|master|develop|HEAD)(?:&|$))/.test(value)) yield hit(top, source, value.split("?")[0]!)
    }
  },
}

const sensitivePorts: ReadonlyMap<number, string> = new Map([
  [22, "SSH"],
  [23, "Telnet"],
  [445, "SMB"],
  [1433, "SQL Server"],
  [1521, "Oracle"],
  [2375, "Docker API"],
  [2379, "etcd"],
  [3306, "MySQL"],
  [3389, "RDP"],
  [5432, "PostgreSQL"],
  [5984, "CouchDB"],
  [6379, "Redis"],
  [9200, "Elasticsearch"],
  [11211, "memcached"],
  [27017, "MongoDB"],
])

const encryptionFlags =
  /^(?:encrypted|storage_encrypted|at_rest_encryption_enabled|encryption_enabled|enable_disk_encryption|encryption_at_host_enabled|kms_encryption_enabled|infrastructure_encryption_enabled|disk_encryption_enabled)$/
const transitFlags =
  /^(?:transit_encryption_enabled|enable_https_traffic_only|https_traffic_only_enabled|https_only|ssl_enforcement_enabled|require_ssl|enforce_https|node_to_node_encryption)$/

function isIngress(block: HclBlock, top: HclBlock): boolean {
  if (block.type === "ingress") return true
  const kind = top.labels[0] ?? ""
  if (kind === "aws_security_group_rule") return literal(attribute(block, "type")) === "ingress"
  if (kind === "aws_vpc_security_group_ingress_rule") return true
  if (/^azurerm_network_security_(?:rule|group)$/.test(kind))
    return /^inbound$/i.test(literal(attribute(block, "direction")) ?? "") && /^allow$/i.test(literal(attribute(block, "access")) ?? "")
  return kind === "google_compute_firewall" && block === top && !/egress/i.test(literal(attribute(block, "direction")) ?? "")
}

/** Words for the first sensitive port that a rule opens. */
function sensitivePort(block: HclBlock): string | undefined {
  const protocol = literal(attribute(block, "protocol")) ?? literal(attribute(block, "ip_protocol"))
  if (protocol === "-1" || /^all$/i.test(protocol ?? "")) return "every port"
  const ranges: (readonly [number, number])[] = []
  const from = Number((attribute(block, "from_port")?.value ?? "").replaceAll('"', "") || Number.NaN)
  const to = Number((attribute(block, "to_port")?.value ?? "").replaceAll('"', "") || Number.NaN)
  if (Number.isInteger(from) && Number.isInteger(to)) ranges.push([from, to])
  const lists = [
    attribute(block, "destination_port_range"),
    attribute(block, "destination_port_ranges"),
    ...block.blocks.filter((inner) => inner.type === "allow").map((inner) => attribute(inner, "ports")),
  ]
  for (const one of lists) {
    for (const [, first = "", last] of (one?.value ?? "").slice(0, 5000).matchAll(/"(\d{1,5}|\*)(?:-(\d{1,5}))?"/g)) {
      ranges.push(first === "*" ? [0, 65_535] : [Number(first), Number(last ?? first)])
    }
  }
  // Google: an allow block without ports opens all of the protocol.
  for (const inner of block.blocks) {
    if (inner.type === "allow" && !attribute(inner, "ports") && /^"(?:tcp|all)"$/i.test(attribute(inner, "protocol")?.value ?? ""))
      return "every port"
  }
  for (const [low, high] of ranges) {
    if (low <= 0 && high >= 65_535) return "every port"
    for (const [port, name] of sensitivePorts) if (port >= low && port <= high) return `${name}, port ${port}`
  }
  return undefined
}

function holdsStar(value: string): boolean {
  return /"\*"/.test(value)
}

/** Line breaks before an IAM statement that allows `*` on `*`, in a JSON text or a jsonencode call. */
function wildcardStatement(value: string): number | undefined {
  const action = /["']?\bAction["']?\s*[:=]\s*\[?\s*"\*(?::\*)?"/g
  for (const found of value.slice(0, 200_000).matchAll(action)) {
    // The statement around the action: up to the nearest braces.
    const start = value.lastIndexOf("{", found.index)
    const end = value.indexOf("}", found.index)
    const statement = value.slice(Math.max(start, found.index - 2000), end < 0 ? found.index + 2000 : Math.min(end, found.index + 2000))
    if (/["']?\bResource["']?\s*[:=]\s*\[?\s*"\*"/.test(statement) && !/["']?\bEffect["']?\s*[:=]\s*"Deny"/.test(statement))
      return value.slice(0, found.index).split("\n").length - 1
  }
  return undefined
}

function hit(top: HclBlock, one: HclAttribute, detail: string): Hit {
  const about = [top.type, ...top.labels].join(".")
  return { line: one.line, subject: `${about} ${detail}`, detail: `${about}: ${detail}` }
}
