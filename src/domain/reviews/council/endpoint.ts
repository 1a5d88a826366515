/** A council sits on this machine: any endpoint that is not loopback is refused before a byte is sent. */
import { lookup } from "node:dns/promises"
import { isIPv4, isIPv6 } from "node:net"
import { Refusal, TipstaffError } from "../../../base/errors.ts"

export const defaultEndpoint = "http://127.0.0.1:11434"

/** Whether an IP address is loopback (RFC 1122 section 3.2.1.3: 127.0.0.0/8; RFC 4291 section 2.5.3: ::1). */
export function isLoopback(address: string): boolean {
  if (isIPv4(address)) return address.startsWith("127.")
  return isIPv6(address) && (address === "::1" || /^(?:0{1,4}:){7}0{0,3}1$/.test(address))
}

/**
 * The endpoint with its host replaced by the loopback address it stands for, so that the name cannot be resolved a
 * second time to somewhere else. Throws `council/not-local` (a refusal) and `council/bad-endpoint`.
 */
export async function localEndpoint(text: string, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new TipstaffError("council/bad-endpoint", `${text} is not an http address`, { next: `use ${defaultEndpoint}` })
  }
  if (url.username !== "" || url.password !== "")
    throw new TipstaffError("council/bad-endpoint", "the council's endpoint carries a user name or password")
  // Node.js routes fetch through a proxy when this is set, and a proxy is not this machine.
  if (env["NODE_USE_ENV_PROXY"] === "1" && (env["HTTP_PROXY"] ?? env["http_proxy"]) !== undefined)
    throw notLocal(text, "requests would go through a proxy")
  const host = url.hostname.replace(/^\[|\]$/g, "")
  const addresses = isIPv4(host) || isIPv6(host) ? [host] : await resolve(host, text)
  const stranger = addresses.find((address) => !isLoopback(address))
  if (stranger !== undefined || addresses.length === 0) throw notLocal(text, `${host} is ${stranger ?? "nowhere"}`)
  const address = addresses[0] as string
  url.hostname = isIPv6(address) ? `[${address}]` : address
  return url.href.replace(/\/$/, "")
}

async function resolve(host: string, endpoint: string): Promise<string[]> {
  // Only this name may be asked for: asking for another would already tell the network what we are about to do.
  if (host !== "localhost" && !host.endsWith(".localhost")) throw notLocal(endpoint, `${host} is not a name of this machine`)
  const found = await lookup(host, { all: true })
  return found.map((entry) => entry.address)
}

function notLocal(endpoint: string, why: string): Refusal {
  return new Refusal("council/not-local", `the council may only sit on this machine, and ${endpoint} is elsewhere: ${why}`, {
    next: `start Ollama here and use ${defaultEndpoint}; nothing was sent`,
  })
}
