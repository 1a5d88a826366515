import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, expect, test } from "vitest"
import { testWorld } from "../../../../test/support/world.ts"
import { convene, type Matter } from "./council.ts"
import { isLoopback, localEndpoint } from "./endpoint.ts"
import { councilSettings } from "./settings.ts"
import { dissent, isComplete, parseCouncil, split } from "./record.ts"

const matter: Matter = { review: "SR-1", targetDigest: "a".repeat(64), invokedBy: "security.ops", brief: "A vendor will read customer data." }
const closers: (() => void)[] = []

afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** A server that speaks Ollama's API; each model answers with its own line. */
async function serve(answers: Readonly<Record<string, (response: ServerResponse) => void>>): Promise<string> {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { model } = JSON.parse(await readBody(request)) as { model: string }
    answers[model]?.(response)
  }
  const server = createServer((request, response) => {
    if (request.url === "/api/tags") return sendJson(response, { models: Object.keys(answers).map((name) => ({ name, digest: `sha-${name}` })) })
    void answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = ""
  for await (const chunk of request) body += String(chunk)
  return body
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.setHeader("content-type", "application/json")
  response.end(JSON.stringify(value))
}

function says(verdict: string): (response: ServerResponse) => void {
  return (response) =>
    sendJson(response, { message: { role: "assistant", content: JSON.stringify({ verdict, rationale: `because ${verdict}` }) }, done: true })
}

test("[S1.4-6] [S1.4-7] [S3.3-2] each member's verdict, time and hashes are recorded, dissent included", async () => {
  const endpoint = await serve({ one: says("APPROVE"), two: says("APPROVE"), three: says("REJECT") })
  const record = await convene(testWorld(), councilSettings.parse({ endpoint }), matter)
  expect(record.invoked_by).toBe("security.ops")
  expect(record.members.map((member) => [member.model, member.model_digest, member.verdict])).toEqual([
    ["one", "sha-one", "APPROVE"],
    ["two", "sha-two", "APPROVE"],
    ["three", "sha-three", "REJECT"],
  ])
  expect(record.members.every((member) => /^[0-9a-f]{64}$/.test(member.prompt_sha256))).toBe(true)
  expect(split(record)).toBe("2 APPROVE, 1 REJECT")
  expect(dissent(record).map((member) => member.model)).toEqual(["three"])
  expect(isComplete(record, "SR-1", matter.targetDigest)).toBe(true)
  expect(parseCouncil(JSON.stringify(record), "council-record.json")).toEqual(record)
})

test.each([
  [
    "dies in the middle of its answer",
    (response: ServerResponse) => {
      response.writeHead(200, { "content-length": "999" })
      response.write('{"message"')
      response.destroy()
    },
  ],
  [
    "answers with an error",
    (response: ServerResponse) => {
      response.statusCode = 500
      response.end("{}")
    },
  ],
  [
    "answers with prose",
    (response: ServerResponse) => sendJson(response, { message: { role: "assistant", content: "Looks fine to me." }, done: true }),
  ],
  ["invents a verdict", says("OK")],
  ["never answers", () => {}],
] as const)("[S1.4-6] a member that %s has given no answer, and the council is not complete", async (_name, answer) => {
  const endpoint = await serve({ good: says("APPROVE"), bad: answer })
  const record = await convene(testWorld(), { ...councilSettings.parse({ endpoint }), timeoutSeconds: 1 }, matter)
  expect(record.members.map((member) => member.verdict)).toEqual(["APPROVE", "NO ANSWER"])
  expect(isComplete(record, "SR-1", matter.targetDigest)).toBe(false)
})

test("[S1.4-6] without a server the council does not sit, and says how to start one", async () => {
  const settings = councilSettings.parse({ endpoint: "http://127.0.0.1:1" })
  await expect(convene(testWorld(), settings, matter)).rejects.toMatchObject({ code: "council/unreachable" })
})

test.each([
  "https://api.example.com",
  "http://10.0.0.5:11434",
  "http://0.0.0.0:11434",
  "http://[::ffff:10.0.0.1]",
  "http://localhost.example.com",
  "http://169.254.169.254",
])("[S1.4-5] %s is refused before a byte is sent", async (endpoint) => {
  const calls: unknown[] = []
  const world = testWorld({
    fetch: (input) => {
      calls.push(input)
      return Promise.reject(new Error("sent"))
    },
  })
  await expect(convene(world, councilSettings.parse({ endpoint }), matter)).rejects.toMatchObject({ code: "council/not-local", name: "Refusal" })
  expect(calls).toEqual([])
})

test("[S1.4-5] a local server that redirects elsewhere is not followed", async () => {
  const endpoint = await serve({
    sly: (response) => {
      response.writeHead(307, { location: "https://api.example.com/api/chat" })
      response.end()
    },
  })
  const record = await convene(testWorld(), councilSettings.parse({ endpoint }), matter)
  expect(record.members[0]?.verdict).toBe("NO ANSWER")
})

test("[S1.4-5] a proxy is not this machine", async () => {
  await expect(localEndpoint("http://127.0.0.1:11434", { NODE_USE_ENV_PROXY: "1", HTTP_PROXY: "http://proxy" })).rejects.toMatchObject({
    code: "council/not-local",
  })
})

test.each([
  ["127.0.0.1", true],
  ["127.9.9.9", true],
  ["::1", true],
  ["0:0:0:0:0:0:0:1", true],
  ["128.0.0.1", false],
  ["::2", false],
  ["::ffff:127.0.0.1", false],
  ["localhost", false],
])("loopback %s: %s", (address, expected) => {
  expect(isLoopback(address)).toBe(expected)
})
