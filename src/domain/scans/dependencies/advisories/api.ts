/** Advisories from the OSV API (osv.dev, "POST /v1/querybatch" and "GET /v1/vulns/{id}"). Only names and versions leave. */
import { second } from "../../../../base/duration.ts"
import { TipstaffError, messageOf } from "../../../../base/errors.ts"
import { isRecord, parseJson } from "../../../../base/json.ts"
import { recordsOf, textOf, type Fields } from "../lockfiles/fields.ts"
import { keyOf, type LockedPackage } from "../package.ts"
import { isAdvisoryId, readAdvisory, type OsvAdvisory } from "./osv.ts"
import { gapForAll, type AdvisorySource } from "./source.ts"

export interface ApiOptions {
  readonly baseUrl: string
  readonly fetch: typeof globalThis.fetch
  readonly signal: AbortSignal
  /** For each request, its answer included. */
  readonly timeoutMs: number
  /** Before the second attempt; doubles with each. */
  readonly backoffMs: number
  readonly progress?: (done: number, total: number) => void
}

const batchSize = 1000
const attempts = 4
const requestsAtOnce = 8
const maxAnswerBytes = 64 * 1024 * 1024
const maxPages = 100
const maxAdvisories = 50_000
const maxWaitMs = 20 * second

/** Every failure becomes a gap for all ecosystems: half an answer would look like a clean one. */
export function apiSource(options: ApiOptions): AdvisorySource {
  return async (components) => {
    try {
      const base = baseOf(options.baseUrl)
      const ids = await idsOf(components, base, options)
      const advisories = await fetchAll([...new Set([...ids.values()].flat())].sort(), base, options)
      return {
        gaps: new Map(),
        origin: `OSV API at ${base}`,
        compared: true,
        advisoriesOf: (component) => (ids.get(placeOf(component)) ?? []).flatMap((id) => advisories.get(id) ?? []),
      }
    } catch (thrown) {
      if (options.signal.aborted) throw new TipstaffError("scan/cancelled", "the scan was cancelled", { cause: thrown })
      const reason = thrown instanceof TipstaffError ? messageOf(thrown) : "it could not be reached"
      return { advisoriesOf: () => [], origin: "none", gaps: gapForAll(components, `no advisory source: the OSV API did not answer: ${reason}`) }
    }
  }
}

/** https, or a server on this machine; throws `advisories/insecure-url`. */
export function baseOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const local = parsed !== undefined && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(parsed.hostname)
  if (
    parsed === undefined ||
    (parsed.protocol !== "https:" && !(parsed.protocol === "http:" && local)) ||
    parsed.username !== "" ||
    parsed.password !== ""
  ) {
    throw new TipstaffError("advisories/insecure-url", "its address must be https, without a user name", { next: "set apiUrl to an https address" })
  }
  return `${parsed.origin}${parsed.pathname.replace(/\/+$/, "")}`
}

function placeOf(component: LockedPackage): string {
  return `${component.ecosystem}\n${keyOf(component.name, component.version)}`
}

interface Query {
  readonly component: LockedPackage
  readonly pageToken?: string
  readonly page: number
}

async function idsOf(components: readonly LockedPackage[], base: string, options: ApiOptions): Promise<ReadonlyMap<string, string[]>> {
  const ids = new Map<string, string[]>()
  let waiting: Query[] = components.map((component) => ({ component, page: 1 }))
  while (waiting.length > 0) {
    const batch = waiting.slice(0, batchSize)
    waiting = waiting.slice(batchSize)
    const queries = batch.map(({ component, pageToken }) => ({
      package: { name: component.name, ecosystem: component.ecosystem },
      version: component.ecosystem === "Go" ? component.version.replace(/^v/, "") : component.version,
      ...(pageToken === undefined ? {} : { page_token: pageToken }),
    }))
    const answer = await request(
      `${base}/v1/querybatch`,
      { method: "POST", body: JSON.stringify({ queries }), headers: { "content-type": "application/json" } },
      options,
    )
    const results = Array.isArray(answer.results) ? answer.results : []
    // One answer for each question, in the same order: a shorter list would leave packages unanswered.
    if (results.length !== batch.length) throw garbage("the number of results differs from the number of queries")
    for (const [index, query] of batch.entries()) {
      const result: unknown = results[index]
      if (!isRecord(result)) throw garbage("a result is not an object")
      const known = ids.get(placeOf(query.component)) ?? []
      for (const found of recordsOf(result, "vulns")) {
        const id = textOf(found, "id") ?? ""
        if (!isAdvisoryId(id)) throw garbage("an advisory has no id")
        known.push(id)
      }
      ids.set(placeOf(query.component), known)
      const next = textOf(result, "next_page_token")
      if (next === undefined || next === "") continue
      if (query.page >= maxPages || next === query.pageToken) throw garbage("its pages do not end")
      waiting.push({ component: query.component, pageToken: next, page: query.page + 1 })
    }
    options.progress?.(components.length - Math.min(waiting.length, components.length), components.length)
  }
  return ids
}

async function fetchAll(ids: readonly string[], base: string, options: ApiOptions): Promise<ReadonlyMap<string, OsvAdvisory>> {
  if (ids.length > maxAdvisories) throw garbage(`it names more than ${maxAdvisories} advisories`)
  const advisories = new Map<string, OsvAdvisory>()
  let next = 0
  const worker = async () => {
    for (let id = ids[next++]; id !== undefined; id = ids[next++]) {
      try {
        const advisory = readAdvisory(await request(`${base}/v1/vulns/${encodeURIComponent(id)}`, { method: "GET" }, options))
        if (advisory === undefined || advisory.id !== id) throw garbage("an advisory is not the one that was asked for")
        advisories.set(id, advisory)
      } catch (thrown) {
        // The other workers stop after the request they are in.
        next = ids.length
        throw thrown
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(requestsAtOnce, ids.length) }, worker))
  return advisories
}

/** Tries again on 429, on 5xx, on a broken connection and on a time-out. */
async function request(url: string, init: RequestInit, options: ApiOptions): Promise<Fields> {
  for (let attempt = 1; ; attempt += 1) {
    const last = attempt === attempts
    let wait = options.backoffMs * 2 ** (attempt - 1)
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)])
    try {
      // A redirect could carry the list of packages to another host.
      const response = await options.fetch(url, { ...init, signal, redirect: "error" })
      if (response.ok) return await body(response)
      await response.body?.cancel()
      if (last || (response.status !== 429 && response.status < 500)) throw new TipstaffError("advisories/status", `status ${response.status}`)
      const after = Number(response.headers.get("retry-after"))
      if (after > 0) wait = Math.min(after * second, maxWaitMs)
    } catch (thrown) {
      if (thrown instanceof TipstaffError || options.signal.aborted) throw thrown
      if (last)
        throw new TipstaffError("advisories/unreachable", signal.aborted ? `no answer within ${options.timeoutMs} ms` : "the connection failed", {
          cause: thrown,
        })
    }
    await pause(Math.min(wait, maxWaitMs), options.signal)
  }
}

async function body(response: Response): Promise<Fields> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > maxAnswerBytes) throw garbage(`it is larger than ${maxAnswerBytes} bytes`)
    chunks.push(chunk)
  }
  const value = parseJson(Buffer.concat(chunks).toString("utf8"), "the answer")
  if (!isRecord(value)) throw garbage("it is not an object")
  return value
}

function garbage(message: string): TipstaffError {
  return new TipstaffError("advisories/invalid", `the answer cannot be used: ${message}`)
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener("abort", done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener("abort", done, { once: true })
  })
}
