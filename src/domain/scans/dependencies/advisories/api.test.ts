import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, expect, test } from "vitest"
import type { LockedPackage } from "../package.ts"
import { apiSource, baseOf } from "./api.ts"

type Handler = (request: IncomingMessage, body: string, response: ServerResponse) => void

const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

/** A real server on the loopback that speaks the API. */
async function serve(handler: Handler): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => handler(request, Buffer.concat(chunks).toString("utf8"), response))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value))
}

const alpha: LockedPackage = { ecosystem: "npm", name: "@org/alpha", version: "1.0.0", line: 1, scope: "required" }
const beta: LockedPackage = { ecosystem: "Go", name: "example.org/beta", version: "v2.0.0", line: 2, scope: "required" }
const advisoryOf = (id: string) => ({ id, affected: [{ package: { ecosystem: "npm", name: "@org/alpha" }, versions: ["1.0.0"] }] })

/** Answers as the API does: alpha has one advisory, beta none. */
const honest: Handler = (request, body, response) => {
  if (request.method === "GET") return json(response, advisoryOf(decodeURIComponent(request.url?.split("/").at(-1) ?? "")))
  const { queries } = JSON.parse(body) as { queries: { package: { name: string } }[] }
  json(response, {
    results: queries.map((query) =>
      query.package.name === "@org/alpha" ? { vulns: [{ id: "TIP-2026-0001", modified: "2026-01-01T00:00:00Z" }] } : {},
    ),
  })
}

async function ask(baseUrl: string, components: readonly LockedPackage[] = [alpha, beta], signal = new AbortController().signal, timeoutMs = 10_000) {
  const answer = await apiSource({ baseUrl, fetch: globalThis.fetch, signal, timeoutMs, backoffMs: 1 })(components)
  return { ids: components.map((component) => answer.advisoriesOf(component).map((one) => one.id)), gaps: Object.fromEntries(answer.gaps) }
}

test("[S3.2-3] names and versions are sent, and nothing else", async () => {
  const seen: { url: string | undefined; body: string; headers: string[] }[] = []
  const url = await serve((request, body, response) => {
    seen.push({ url: request.url, body, headers: Object.keys(request.headers).sort() })
    honest(request, body, response)
  })
  expect(await ask(url)).toEqual({ ids: [["TIP-2026-0001"], []], gaps: {} })
  expect(seen.map((one) => one.url)).toEqual(["/v1/querybatch", "/v1/vulns/TIP-2026-0001"])
  expect(JSON.parse(seen[0]?.body ?? "")).toEqual({
    queries: [
      { package: { name: "@org/alpha", ecosystem: "npm" }, version: "1.0.0" },
      { package: { name: "example.org/beta", ecosystem: "Go" }, version: "2.0.0" },
    ],
  })
  expect(seen[1]?.body).toBe("")
  expect(seen[0]?.headers).not.toContain("authorization")
})

test("2,500 packages are asked for in batches of at most a thousand", async () => {
  const sizes: number[] = []
  const url = await serve((_, body, response) => {
    const { queries } = JSON.parse(body) as { queries: unknown[] }
    sizes.push(queries.length)
    json(response, { results: queries.map(() => ({})) })
  })
  const many = Array.from({ length: 2500 }, (_, index) => ({ ...alpha, name: `p${index}` }))
  expect((await ask(url, many)).gaps).toEqual({})
  expect(sizes).toEqual([1000, 1000, 500])
})

test("further pages are fetched until there are no more", async () => {
  const url = await serve((request, body, response) => {
    if (request.method === "GET") return honest(request, body, response)
    const { queries } = JSON.parse(body) as { queries: { page_token?: string }[] }
    const page = Number(queries[0]?.page_token ?? "1")
    json(response, { results: [{ vulns: [{ id: `TIP-2026-000${page}` }], ...(page < 3 ? { next_page_token: String(page + 1) } : {}) }] })
  })
  expect(await ask(url, [alpha])).toEqual({ ids: [["TIP-2026-0001", "TIP-2026-0002", "TIP-2026-0003"]], gaps: {} })
})

test("429 and 503 are tried again, and then the answer counts", async () => {
  let refusals = 2
  const url = await serve((request, body, response) => {
    if (refusals > 0) return json(response, {}, (refusals -= 1) === 1 ? 429 : 503)
    honest(request, body, response)
  })
  expect((await ask(url)).ids).toEqual([["TIP-2026-0001"], []])
})

const failures: readonly (readonly [what: string, handler: Handler, reason: string])[] = [
  ["always answers 500", (_, __, response) => json(response, {}, 500), "status 500"],
  ["always answers 429", (_, __, response) => json(response, {}, 429), "status 429"],
  ["answers 400", (_, __, response) => json(response, {}, 400), "status 400"],
  ["never answers", () => {}, "no answer within 60 ms"],
  ["sends a beginning and never ends", (_, __, response) => void response.writeHead(200).write('{"results":['), "no answer within 60 ms"],
  ["hangs up", (_, __, response) => void response.destroy(), "the connection failed"],
  [
    "breaks off in the middle",
    (_, __, response) => void response.writeHead(200, { "content-length": "100" }).write('{"results":[', () => response.destroy()),
    "the connection failed",
  ],
  ["sends JSON that is cut off", (_, __, response) => void response.end('{"results":[{"vulns":'), "the answer is not valid JSON"],
  ["sends garbage", (_, __, response) => void response.end("<html>welcome to the hotel</html>"), "the answer is not valid JSON"],
  ["sends a list", (_, __, response) => json(response, []), "the answer cannot be used: it is not an object"],
  [
    "sends an empty object",
    (_, __, response) => json(response, {}),
    "the answer cannot be used: the number of results differs from the number of queries",
  ],
  [
    "sends too few results",
    (_, __, response) => json(response, { results: [{}] }),
    "the answer cannot be used: the number of results differs from the number of queries",
  ],
  [
    "sends results that are no objects",
    (_, __, response) => json(response, { results: [null, null] }),
    "the answer cannot be used: a result is not an object",
  ],
  [
    "sends advisories without an id",
    (_, __, response) => json(response, { results: [{ vulns: [{}] }, {}] }),
    "the answer cannot be used: an advisory has no id",
  ],
  [
    "sends a path as an id",
    (_, __, response) => json(response, { results: [{ vulns: [{ id: "../../x" }] }, {}] }),
    "the answer cannot be used: an advisory has no id",
  ],
  [
    "sends pages without end",
    (_, __, response) => json(response, { results: [{ next_page_token: "x" }, {}] }),
    "the answer cannot be used: the number of results differs from the number of queries",
  ],
  ["redirects", (_, __, response) => void response.writeHead(302, { location: "http://127.0.0.1:9/" }).end(), "the connection failed"],
  [
    "has lost the advisory",
    (request, body, response) => (request.method === "GET" ? json(response, {}, 404) : honest(request, body, response)),
    "status 404",
  ],
  [
    "sends another advisory",
    (request, body, response) => (request.method === "GET" ? json(response, advisoryOf("TIP-2026-9999")) : honest(request, body, response)),
    "the answer cannot be used: an advisory is not the one that was asked for",
  ],
]

test.each(failures)("[S3.2-3] a server that %s leaves every ecosystem unanswered", async (_, handler, reason) => {
  const { ids, gaps } = await ask(await serve(handler), [alpha, beta], new AbortController().signal, reason.startsWith("no answer") ? 60 : 10_000)
  const gap = `no advisory source: the OSV API did not answer: ${reason}`
  expect(gaps).toEqual({ npm: gap, Go: gap })
  expect(ids).toEqual([[], []])
})

test("a page token that repeats ends the asking", async () => {
  const url = await serve((_, __, response) => json(response, { results: [{ next_page_token: "x" }] }))
  expect((await ask(url, [alpha])).gaps).toEqual({
    npm: "no advisory source: the OSV API did not answer: the answer cannot be used: its pages do not end",
  })
})

test("a server that does not exist is a gap, and a cancelled scan stops", async () => {
  const url = await serve(honest)
  const [server] = servers.splice(0)
  await new Promise((resolve) => server?.close(resolve))
  expect((await ask(url)).gaps.npm).toBe("no advisory source: the OSV API did not answer: the connection failed")
  await expect(ask(url, [alpha], AbortSignal.abort())).rejects.toMatchObject({ code: "scan/cancelled" })
})

test("only https is accepted, except on this machine", () => {
  expect(baseOf("https://osv.example/mirror/")).toBe("https://osv.example/mirror")
  expect(baseOf("http://localhost:8080")).toBe("http://localhost:8080")
  expect(baseOf("http://127.0.0.1:1")).toBe("http://127.0.0.1:1")
  expect(baseOf("http://[::1]:1")).toBe("http://[::1]:1")
})

test.each(["http://osv.example", "ftp://osv.example", "https://user@osv.example", "http://127.0.0.1.osv.example", "nonsense", ""])(
  "%j is refused as the address of the API",
  (url) => {
    expect(() => baseOf(url)).toThrow(expect.objectContaining({ code: "advisories/insecure-url" }))
  },
)
