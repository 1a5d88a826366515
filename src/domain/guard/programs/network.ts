/** Programs that send to, or fetch from, other machines. */
import type { Effect } from "../effect.ts"
import { fileKey } from "../shell/located.ts"
import { isSecretPath } from "../paths.ts"
import { argumentsOf } from "../shell/arguments.ts"
import { said, type Call, type Program } from "../shell/call.ts"
import { asStream, type Field } from "../shell/field.ts"
import { written } from "../shell/redirect.ts"
import { joined, unknownText, type Carries, type Stream } from "../shell/stream.ts"

export function hostOf(address: string): string {
  return /^(?:\w+:\/\/)?(?:[^@/]*@)?(\[[^\]]+\]|[^:/?#]+)/.exec(address)?.[1] ?? address
}

const local = /^(?:localhost|127(?:\.\d+){0,3}|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal|[\w-]+\.(?:local|localhost|test))$/i

/** Of this machine, or of the network that it makes for itself. */
export function isLocalHost(host: string): boolean {
  return local.test(host)
}

type Sent = Extract<Effect, { kind: "net.send" }>["carries"]

function sent(streams: readonly Stream[]): Sent {
  const { carries } = joined(streams)
  const order: readonly (readonly [Carries, Sent])[] = [
    ["secret", "secret"],
    ["file", "file"],
    ["output", "output"],
  ]
  return order.find(([kind]) => carries.has(kind))?.[1] ?? "unknown"
}

/** What `@file` or a plain text brings along. */
function payload(call: Call, field: Field, effects: Effect[]): Stream {
  const file = /^(?:[\w.[\]-]+=?)?[@<](.+)$/s.exec(field.text)?.[1]?.split(";", 1)[0]
  if (file === undefined) return asStream(field)
  if (file === "-") return call.stdin
  effects.push({ kind: "file.read", path: file })
  return call.scope.files.get(fileKey(file, call.scope)) ?? unknownText(isSecretPath(file) ? "secret" : "file")
}

const dataOptions = [
  "-d",
  "--data",
  "--data-binary",
  "--data-raw",
  "--data-urlencode",
  "--data-ascii",
  "--json",
  "-F",
  "--form",
  "-T",
  "--upload-file",
]
const curlValues = [
  ...dataOptions,
  "-o",
  "--output",
  "-H",
  "--header",
  "-X",
  "--request",
  "-u",
  "--user",
  "-A",
  "-e",
  "-b",
  "-c",
  "-m",
  "--max-time",
  "--connect-timeout",
  "--retry",
  "-w",
  "--write-out",
  "-x",
  "--proxy",
  "--url",
  "-K",
  "--config",
  "-r",
  "--resolve",
  "--cacert",
  "--cert",
  "-E",
  "--key",
  "--retry-delay",
  "--unix-socket",
  "-D",
]

const curl: Program = (call) => {
  const { words, all, value } = argumentsOf(call.args, curlValues)
  const effects: Effect[] = []
  const addresses = [...words, ...all.flatMap(([name, given]) => (name === "--url" && typeof given === "object" ? [given] : []))]
  const carried: Stream[] = addresses.map(asStream)
  let sends = /^(?:POST|PUT|PATCH|DELETE)$/i.test(value("-X", "--request")?.text ?? "")
  for (const [name, given] of all) {
    if (typeof given !== "object") continue
    if (/^(?:-T|--upload-file)$/.test(name)) carried.push(payload(call, { ...given, text: given.text === "-" ? "@-" : `@${given.text}` }, effects))
    else if (dataOptions.includes(name)) carried.push(payload(call, given, effects))
    // A token in its own header is what an interface asks for; anywhere else it is a load.
    else if (
      /^(?:-b|--cookie)$/.test(name) ||
      (/^(?:-H|--header)$/.test(name) && !/^(?:authorization|x-api-key|api-key|private-token|x-\w+-(?:key|token)):/i.test(given.text))
    )
      carried.push({ carries: given.carries })
    if (dataOptions.includes(name)) sends = true
  }
  const deletes = /^DELETE$/i.test(value("-X", "--request")?.text ?? "")
  const hosts = addresses.map(({ text }) => hostOf(text))
  const carries = sent(carried)
  for (const host of hosts) effects.push(sends || carries !== "unknown" ? { kind: "net.send", host, carries } : { kind: "net.receive", host })
  if (deletes)
    effects.push(...hosts.filter((host) => !isLocalHost(host)).map((host): Effect => ({ kind: "cloud.delete", provider: "http", resource: host })))
  const output = value("-o", "--output")
  if (output !== undefined && output.text !== "-" && output.text !== "/dev/null") effects.push(written(output, call.scope, unknownText("network")))
  else if (all.some(([name]) => name === "-O" || name === "--remote-name"))
    for (const { text } of addresses) effects.push(written(text.split("/").at(-1) ?? "", call.scope, unknownText("network")))
  return { effects, stdout: unknownText("network") }
}

const wget: Program = (call) => {
  const { words, value, all } = argumentsOf(call.args, [
    "-O",
    "--output-document",
    "-P",
    "--post-data",
    "--post-file",
    "--body-file",
    "--body-data",
    "--method",
    "--header",
    "-U",
    "-t",
    "-T",
    "-i",
    "-e",
  ])
  const effects: Effect[] = []
  const carried = all.flatMap(([name, given]) => {
    if (typeof given !== "object") return []
    if (/^--(?:post|body)-file$/.test(name)) return [payload(call, { ...given, text: `@${given.text}` }, effects)]
    return /^--(?:post|body)-data$/.test(name) || (name === "--header" && given.carries.has("secret") && !/^authorization:/i.test(given.text))
      ? [asStream(given)]
      : []
  })
  for (const { text } of words)
    effects.push(carried.length > 0 ? { kind: "net.send", host: hostOf(text), carries: sent(carried) } : { kind: "net.receive", host: hostOf(text) })
  const output = value("-O", "--output-document")
  if (output !== undefined && output.text !== "-") effects.push(written(output, call.scope, unknownText("network")))
  else if (output === undefined) for (const { text } of words) effects.push(written(text.split("/").at(-1) ?? "", call.scope, unknownText("network")))
  return { effects, stdout: unknownText("network") }
}

/** nc and its relatives: what is piped in goes out; a program behind -e is handed to the other side. */
const netcat: Program = (call) => {
  const { words, has, value } = argumentsOf(call.args, ["-e", "-c", "--exec", "--sh-exec", "-p", "-w", "-s", "-q", "-i"])
  const host = words[0]?.text ?? ""
  const effects: Effect[] = []
  if (has("-e", "-c", "--exec", "--sh-exec")) effects.push({ kind: "code.run", language: "shell", origin: "network" })
  if (has("-l") || host === "") effects.push({ kind: "net.receive", host })
  else if (has("-z")) effects.push({ kind: "net.receive", host })
  else effects.push({ kind: "net.send", host, carries: value("-e") === undefined ? sent([call.stdin]) : "output" })
  return { effects, stdout: unknownText("network") }
}

const socat: Program = ({ args, stdin }) => {
  const texts = args.map(({ text }) => text)
  const host = /(?:TCP|UDP|OPENSSL|SSL)[46]?(?:-CONNECT)?:([^:,]+)/i.exec(texts.join(" "))?.[1] ?? ""
  const effects: Effect[] = [{ kind: "net.send", host, carries: sent([stdin]) }]
  if (texts.some((text) => /^(?:EXEC|SYSTEM):/i.test(text))) effects.push({ kind: "code.run", language: "shell", origin: "network" })
  return { effects, stdout: unknownText("network") }
}

/** Copies between machines: `host:path` is elsewhere. */
const remoteCopy: Program = ({ args }) => {
  const { words } = argumentsOf(args, ["-i", "-P", "-p", "-o", "-F", "-l", "-c", "-S", "-J"])
  const to = words.at(-1)
  const from = words.slice(0, -1)
  const host = /^(?:[^@/]*@)?([^:/]+):/.exec(to?.text ?? "")?.[1]
  const effects: Effect[] = from.map(({ text }) =>
    /^(?:[^@/]*@)?[^:/]+:/.test(text) ? { kind: "net.receive", host: hostOf(text) } : { kind: "file.read", path: text },
  )
  if (host !== undefined) effects.push({ kind: "net.send", host, carries: from.some(({ text }) => isSecretPath(text)) ? "secret" : "file" })
  else if (to !== undefined) effects.push({ kind: "file.write", path: to.text })
  return said(...effects)
}

/** A name can carry what is to be smuggled out. */
const lookup: Program = ({ args }) => {
  const carries = sent(args.map(asStream))
  const name = args.find(({ text }) => !/^[-+@]/.test(text))?.text ?? ""
  return said(carries === "unknown" ? { kind: "net.receive", host: name } : { kind: "net.send", host: name, carries })
}

const mail: Program = ({ args, stdin }) => said({ kind: "net.send", host: args.at(-1)?.text ?? "", carries: sent([stdin, ...args.map(asStream)]) })

export const network: Readonly<Record<string, Program>> = {
  curl,
  wget,
  wget2: wget,
  socat,
  scp: remoteCopy,
  ...Object.fromEntries(
    ["http", "https", "xh", "httpie"].map((name) => [
      name,
      (call: Call) =>
        said(
          ...call.args
            .filter(({ text }) => /[.:/]/.test(text) && !/^-|[=:]=?@?/.test(text))
            .slice(0, 1)
            .map(
              ({ text }): Effect =>
                ({
                  kind: call.stdin.carries.size > 0 ? "net.send" : "net.receive",
                  host: hostOf(text),
                  carries: sent([call.stdin, ...call.args.map(asStream)]),
                }) as Effect,
            ),
        ),
    ]),
  ),
  ...Object.fromEntries(["nc", "ncat", "netcat", "telnet"].map((name) => [name, netcat])),
  ...Object.fromEntries(["dig", "nslookup", "host", "ping", "getent"].map((name) => [name, lookup])),
  ...Object.fromEntries(["mail", "mailx", "sendmail", "mutt", "msmtp"].map((name) => [name, mail])),
  ...Object.fromEntries(
    ["ftp", "sftp", "lftp", "tftp"].map((name) => [
      name,
      (call: Call) => said({ kind: "net.send", host: call.args.at(-1)?.text ?? "", carries: "file" }),
    ]),
  ),
}
