/** Calls that send to another machine or receive from it. */
import type { Expression } from "./expression.ts"
import type { Language } from "./language.ts"
import { type Context, pathOf, type Rule, type Rules, rulesFor, type Site } from "./context.ts"

/** The host of an address as far as it is known; "" when the program computes it, undefined when it is no address. */
function hostOf(expression: Expression | undefined, context: Context): string {
  if (expression === undefined) return ""
  const shape = context.values.shape(expression)
  const found = /^(?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(shape.text)
  if (found === null) return shape.whole && /^[\w-]+(?:\.[\w-]+)*(?::\d+)?$/.test(shape.text) ? shape.text.replace(/:\d+$/, "") : ""
  return shape.whole || found[0].length < shape.known ? found[1]!.toLowerCase() : ""
}

function emitHost(host: string, context: Context): string {
  if (host === "") context.emit({ kind: "unknown", why: "an address that the program computes" })
  return host
}

/** Options that hold what is sent. */
const bodies = ["data", "json", "body", "files", "content", "form", "payload", "formdata", "multipart", "form_params", "write", "Content"]
/** Options that go along with a request but that every request has. */
const extras = ["headers", "params", "auth", "cookies", "query", "searchParams"]

const optionsOf = (site: Site, keys: readonly string[]) => keys.map((key) => site.named(key)).filter((value) => value !== undefined)

function send(url: Expression | undefined, data: readonly Expression[], context: Context, others: readonly Expression[] = []): void {
  const carries =
    context.contents.carried(data, false) ?? context.contents.carried([...(url === undefined ? [] : [url]), ...others], true) ?? "unknown"
  context.emit({ kind: "net.send", host: emitHost(hostOf(url, context), context), carries })
  tellSecrets([...data, ...others, ...(url === undefined ? [] : [url])], context)
}

/** A request without a body still sends what stands in its address and its headers. */
export function receiveFrom(url: Expression | undefined, context: Context, others: readonly Expression[] = []): void {
  const given = [...(url === undefined ? [] : [url]), ...others]
  const carries = context.contents.carried(given, true)
  const host = emitHost(hostOf(url, context), context)
  if (carries !== undefined) context.emit({ kind: "net.send", host, carries })
  else context.emit({ kind: "net.receive", host })
  tellSecrets(given, context)
}

/** Credentials that leave the program are read. */
export function tellSecrets(expressions: readonly Expression[], context: Context): void {
  for (const expression of expressions) {
    for (const name of context.contents.credentials(expression)) context.emit({ kind: "secret.read", what: name === "" ? "environment" : name })
  }
}

const get: Rule = (site, context) => {
  const url = site.args[0] ?? site.named("url")
  const data = optionsOf(site, bodies)
  if (data.length > 0) send(url, data, context, optionsOf(site, extras))
  else receiveFrom(url, context, [...site.args.slice(1), ...optionsOf(site, extras)])
}

const post: Rule = (site, context) => {
  const url = site.args[0] ?? site.named("url")
  send(url, [...site.args.slice(1), ...optionsOf(site, bodies)], context, optionsOf(site, extras))
}

/** The method is an option, or an argument at `methodAt`; a body makes it a POST. */
function request(urlAt: number, methodAt: number | undefined): Rule {
  return (site, context) => {
    const url = site.args[urlAt]
    const isOptions = url?.kind === "group" && url.open === "{"
    const address = url === undefined || isOptions ? (site.named("url") ?? site.named("hostname") ?? site.named("host") ?? site.named("uri")) : url
    const method = (methodAt === undefined ? undefined : site.args[methodAt]) ?? site.named("method")
    const data = [...optionsOf(site, bodies), ...fromRequest(address, context)]
    const verb = method === undefined ? "GET" : (context.values.text(method)?.toUpperCase() ?? "")
    const others = optionsOf(site, extras)
    if (data.length > 0 || !/^(?:GET|HEAD|OPTIONS)$/.test(verb)) send(address, [...data, ...site.args.slice(urlAt + 1)], context, others)
    else receiveFrom(address, context, [...others, ...site.args.slice(urlAt + 1)])
  }
}

/** urlopen(Request(url, data=…)) and urlopen(url, data) */
function fromRequest(expression: Expression | undefined, { values }: Context): Expression[] {
  const call = expression?.kind === "name" ? values.only(expression.name) : expression
  if (call?.kind !== "call" || values.dotted(call.callee) !== "urllib.request.Request") return []
  return call.args.filter((arg, place) => (arg.kind === "assign" ? arg.target.kind === "name" && arg.target.name === "data" : place === 1))
}

const urlopen: Rule = (site, context) => {
  const data = [...site.args.slice(1, 2), ...optionsOf(site, ["data"]), ...fromRequest(site.args[0], context)].filter(
    (value) => !(value.kind === "name" && value.name === "None"),
  )
  if (data.length > 0) send(site.args[0], data, context)
  else receiveFrom(site.args[0], context, requestParts(site.args[0], context))
}

function requestParts(expression: Expression | undefined, { values }: Context): Expression[] {
  const call = expression?.kind === "name" ? values.only(expression.name) : expression
  return call?.kind === "call" ? [...call.args] : []
}

/** A connection may carry anything in both directions. */
function connect(hostAt: number, key = "host"): Rule {
  return (site, context) => {
    const given = site.named(key) ?? site.named("PeerAddr") ?? site.args[hostAt]
    send(given?.kind === "group" ? given.items[0] : given, [], context)
  }
}

function download(urlAt: number, fileAt: number): Rule {
  return (site, context) => {
    receiveFrom(site.args[urlAt], context)
    if (site.args[fileAt] !== undefined) context.emit({ kind: "file.write", path: pathOf(site.args[fileAt], context) })
  }
}

const verbs = (prefixes: string, names: string) =>
  prefixes
    .split(" ")
    .flatMap((prefix) => names.split(" ").map((name) => `${prefix}.${name}`))
    .join(" ")
const receiving = "get head options"
const sending = "post put patch delete"
const pythonClients =
  "requests httpx requests.Session() requests.session() httpx.Client() httpx.AsyncClient() aiohttp.ClientSession() urllib3.PoolManager()"
const scriptClients = "axios got superagent ky needle axios.create() needle"

const python: Rules = {
  ...rulesFor(verbs(pythonClients, receiving), get),
  ...rulesFor(verbs(pythonClients, sending), post),
  ...rulesFor(verbs(pythonClients, "request"), request(1, 0)),
  ...rulesFor("urllib.request.urlopen urllib.urlopen urllib2.urlopen", urlopen),
  ...rulesFor("urllib.request.urlretrieve urllib.urlretrieve wget.download", download(0, 1)),
  ...rulesFor(
    "socket.create_connection asyncio.open_connection smtplib.SMTP smtplib.SMTP_SSL ftplib.FTP ftplib.FTP_TLS telnetlib.Telnet websocket.create_connection websockets.connect",
    connect(0),
  ),
  ...rulesFor("http.client.HTTPConnection http.client.HTTPSConnection httplib.HTTPSConnection", connect(0)),
  ...rulesFor("socket.socket().connect", connect(0)),
}

const javascript: Rules = {
  ...rulesFor(
    "fetch axios got http.request https.request request undici.fetch undici.request node-fetch cross-fetch axios.request superagent ky needle Bun.fetch",
    request(0, undefined),
  ),
  ...rulesFor(`http.get https.get request.get ${verbs(scriptClients, receiving)}`, get),
  ...rulesFor(`request.post request.put navigator.sendBeacon sendBeacon ${verbs(scriptClients, sending)}`, post),
  ...rulesFor("XMLHttpRequest().open", request(1, 0)),
  ...rulesFor("WebSocket ws EventSource", connect(0)),
  ...rulesFor("net.connect net.createConnection tls.connect Deno.connect Bun.connect", connect(1)),
}

const ruby: Rules = {
  ...rulesFor("Net.HTTP.get Net.HTTP.get_response Net.HTTP.get_print URI.open OpenURI.open_uri", get),
  ...rulesFor("Net.HTTP.post Net.HTTP.post_form", post),
  ...rulesFor(verbs("HTTParty Faraday RestClient HTTP Excon Typhoeus", receiving), get),
  ...rulesFor(verbs("HTTParty Faraday RestClient HTTP Excon Typhoeus", sending), post),
  ...rulesFor("Net.HTTP.start Net.HTTP.new TCPSocket.new TCPSocket.open Net.SMTP.start Net.FTP.new", connect(0)),
}

const perl: Rules = {
  ...rulesFor("get getprint LWP.Simple.get LWP.Simple.getprint", get),
  ...rulesFor("getstore mirror LWP.Simple.getstore", download(0, 1)),
  ...rulesFor(
    "LWP.UserAgent.new().get HTTP.Tiny.new().get HTTP.Tiny.new().head LWP.UserAgent.new().head HTTP.Tiny.get Mojo.UserAgent.new().get",
    get,
  ),
  ...rulesFor(
    "LWP.UserAgent.new().post HTTP.Tiny.new().post HTTP.Tiny.new().post_form HTTP.Tiny.new().put LWP.UserAgent.new().put Mojo.UserAgent.new().post",
    post,
  ),
  ...rulesFor("LWP.UserAgent.new().request HTTP.Tiny.new().request", request(1, 0)),
  ...rulesFor("IO.Socket.INET.new IO.Socket.SSL.new IO.Socket.IP.new", connect(9)),
}

/** The options say what a request sends: CURLOPT_URL, CURLOPT_POSTFIELDS. */
const curlOption: Rule = (site, context) => {
  const [, option, value] = site.args
  const name = option?.kind === "name" ? option.name.toUpperCase() : ""
  if (name === "CURLOPT_URL") receiveFrom(value, context)
  if (value !== undefined && /^CURLOPT_(?:POSTFIELDS|READDATA|INFILE)$/.test(name)) sendToCurl(site.args[0], value, context)
}

function sendToCurl(handle: Expression | undefined, data: Expression, context: Context): void {
  const made = handle?.kind === "name" ? context.values.only(handle.name) : undefined
  send(made?.kind === "call" ? made.args[0] : undefined, [data], context)
}

const php: Rules = {
  curl_init: (site, context) => {
    if (site.args.length > 0) receiveFrom(site.args[0], context)
  },
  curl_setopt: curlOption,
  ...rulesFor("fsockopen pfsockopen stream_socket_client", connect(0)),
}

export const networkRules: Readonly<Record<Language, Rules>> = { python, javascript, ruby, perl, php }

const addressed =
  (rule: Rule): Rule =>
  (site, context) => {
    const first = site.args[0]
    if (first !== undefined && /^https?:/i.test(context.values.shape(first).text)) rule(site, context)
  }

/** On whatever they are called: an address as the first argument tells. */
export const networkMethods: Readonly<Record<Language, Rules>> = {
  python: { ...rulesFor("get head", addressed(get)), ...rulesFor("post put patch", addressed(post)), ...rulesFor("urlopen", urlopen) },
  javascript: { ...rulesFor("get", addressed(get)), ...rulesFor("post put patch sendBeacon", addressed(post)) },
  ruby: { ...rulesFor("get get_response", addressed(get)), ...rulesFor("post post_form put", addressed(post)), open: uriOpen },
  perl: { ...rulesFor("get", addressed(get)), ...rulesFor("post put", addressed(post)) },
  php: { ...rulesFor("get", addressed(get)), ...rulesFor("post put", addressed(post)) },
}

/** URI("https://…").open and .read */
function uriOpen(site: Site, context: Context): void {
  if (site.receiver !== undefined && /^https?:/i.test(context.values.shape(site.receiver).text)) receiveFrom(site.receiver, context)
}
