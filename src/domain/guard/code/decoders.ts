/** Functions that give a text from literal texts, so that a command cannot hide behind them. */
import { Buffer } from "node:buffer"
import { gunzipSync, inflateRawSync, inflateSync } from "node:zlib"
import { longestValue } from "./language.ts"

/** Undefined when the texts given say nothing. Bytes are kept as Latin-1 characters. */
export type TextFunction = (texts: readonly string[]) => string | undefined

const base64: TextFunction = ([text]) => (text === undefined ? undefined : Buffer.from(text, "base64").toString("latin1"))
const hex: TextFunction = ([text]) => (text === undefined ? undefined : Buffer.from(text.replace(/[\s:]/g, ""), "hex").toString("latin1"))
const same: TextFunction = ([text]) => text
const joined: TextFunction = (texts) =>
  texts.reduce((path, part) => (path === "" || /^[/~]|^[A-Za-z]:/.test(part) ? part : `${path.replace(/\/$/, "")}/${part}`), "")
const characters: TextFunction = (codes) => String.fromCharCode(...codes.slice(0, 4096).map(Number))
const rotated: TextFunction = ([text]) =>
  text?.replace(/[A-Za-z]/g, (letter) =>
    String.fromCharCode((letter <= "Z" ? 90 : 122) >= letter.charCodeAt(0) + 13 ? letter.charCodeAt(0) + 13 : letter.charCodeAt(0) - 13),
  )
const percent: TextFunction = ([text]) => text?.replace(/%([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))

function inflated(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  for (const inflate of [inflateSync, gunzipSync, inflateRawSync]) {
    try {
      return inflate(Buffer.from(text, "latin1"), { maxOutputLength: longestValue }).toString("latin1")
    } catch {
      // Another format, or more than is read: the next one is tried.
    }
  }
  return undefined
}

const byEncoding: TextFunction = ([text, encoding]) => {
  const name = (encoding ?? "utf8").toLowerCase()
  if (name.startsWith("base64")) return base64([text ?? ""])
  if (name.startsWith("hex")) return hex([text ?? ""])
  if (/^rot_?13/.test(name)) return rotated([text ?? ""])
  return text
}

/** What hides a text: a program that evaluates its result runs something decoded. */
export const decoders: Readonly<Record<string, TextFunction>> = {
  "base64.b64decode": base64,
  "base64.standard_b64decode": base64,
  "base64.urlsafe_b64decode": base64,
  "base64.decodebytes": base64,
  "binascii.a2b_base64": base64,
  "base64.b16decode": hex,
  "binascii.unhexlify": hex,
  "binascii.a2b_hex": hex,
  "bytes.fromhex": hex,
  "bytearray.fromhex": hex,
  "codecs.decode": byEncoding,
  "zlib.decompress": ([text]) => inflated(text),
  "gzip.decompress": ([text]) => inflated(text),
  atob: base64,
  "Buffer.from": byEncoding,
  "buffer.Buffer.from": byEncoding,
  "zlib.inflateSync": ([text]) => inflated(text),
  "zlib.gunzipSync": ([text]) => inflated(text),
  "zlib.unzipSync": ([text]) => inflated(text),
  "zlib.inflateRawSync": ([text]) => inflated(text),
  "Base64.decode64": base64,
  "Base64.strict_decode64": base64,
  "Base64.urlsafe_decode64": base64,
  "Zlib.inflate": ([text]) => inflated(text),
  "Zlib.Inflate.inflate": ([text]) => inflated(text),
  decode_base64: base64,
  "MIME.Base64.decode_base64": base64,
  "MIME.Base64.decode": base64,
  pack: ([template, text]) => (template?.startsWith("H") ? hex([text ?? ""]) : undefined),
  base64_decode: base64,
  hex2bin: hex,
  gzinflate: ([text]) => inflated(text),
  gzuncompress: ([text]) => inflated(text),
  gzdecode: ([text]) => inflated(text),
  str_rot13: rotated,
  convert_uudecode: () => undefined,
  "marshal.loads": () => undefined,
  "lzma.decompress": () => undefined,
  "bz2.decompress": () => undefined,
}

/** Functions of texts that hide nothing. */
export const textFunctions: Readonly<Record<string, TextFunction>> = {
  ...decoders,
  "os.path.join": joined,
  "path.join": joined,
  "path.resolve": joined,
  "path.normalize": same,
  "File.join": joined,
  "File.expand_path": ([path, base]) => (base === undefined ? path : joined([base, path ?? ""])),
  "File.absolute_path": same,
  "File.Spec.catfile": joined,
  "File.Spec.catdir": joined,
  catfile: joined,
  catdir: joined,
  Path: joined,
  Pathname: same,
  "Pathname.new": same,
  "os.path.expanduser": same,
  "os.path.expandvars": same,
  "os.path.abspath": same,
  "os.path.realpath": same,
  "os.path.normpath": same,
  "os.fspath": same,
  "Path.cwd": () => ".",
  "Path.home": () => "~",
  "os.getcwd": () => ".",
  "process.cwd": () => ".",
  "Deno.cwd": () => ".",
  "Dir.pwd": () => ".",
  "Dir.home": () => "~",
  "Rails.root": () => ".",
  "Rails.root.join": joined,
  "os.homedir": () => "~",
  getcwd: () => ".",
  cwd: () => ".",
  realpath: same,
  str: same,
  bytes: same,
  String: same,
  "shlex.quote": same,
  escapeshellarg: same,
  URI: same,
  "URI.parse": same,
  URL: same,
  "url.URL": same,
  "urllib.request.Request": same,
  chr: characters,
  "String.fromCharCode": characters,
  "String.fromCodePoint": characters,
  "urllib.parse.unquote": percent,
  decodeURIComponent: percent,
  decodeURI: percent,
  unescape: percent,
  rawurldecode: percent,
  urldecode: percent,
  "CGI.unescape": percent,
  strrev: ([text]) => text?.split("").toReversed().join(""),
  reverse: ([text]) => text?.split("").toReversed().join(""),
  trim: same,
  strtolower: ([text]) => text?.toLowerCase(),
  strtoupper: ([text]) => text?.toUpperCase(),
  lc: ([text]) => text?.toLowerCase(),
  uc: ([text]) => text?.toUpperCase(),
}

/** Methods of a text; the receiver is the first of the texts. */
export const textMethods: Readonly<Record<string, TextFunction>> = {
  decode: ([text, encoding]) => byEncoding([text ?? "", encoding ?? "utf8"]),
  encode: same,
  toString: same,
  to_s: same,
  to_path: same,
  strip: ([text]) => text?.trim(),
  trim: ([text]) => text?.trim(),
  chomp: ([text]) => text?.trimEnd(),
  lower: ([text]) => text?.toLowerCase(),
  upper: ([text]) => text?.toUpperCase(),
  toLowerCase: ([text]) => text?.toLowerCase(),
  toUpperCase: ([text]) => text?.toUpperCase(),
  downcase: ([text]) => text?.toLowerCase(),
  upcase: ([text]) => text?.toUpperCase(),
  reverse: ([text]) => text?.split("").toReversed().join(""),
  concat: (texts) => texts.join(""),
  freeze: same,
  valueOf: same,
  expanduser: same,
  resolve: same,
  absolute: same,
  as_posix: same,
  joinpath: joined,
  unpack1: ([text, template]) => (template?.startsWith("m") ? base64([text ?? ""]) : undefined),
  replace: ([text, from, to]) =>
    text === undefined || from === undefined || to === undefined || from === "" ? undefined : text.split(from).join(to),
  replaceAll: ([text, from, to]) =>
    text === undefined || from === undefined || to === undefined || from === "" ? undefined : text.split(from).join(to),
}

/** What the machine knows and a guard can take as given. */
export const givenTexts: Readonly<Record<string, string>> = {
  "sys.executable": "python3",
  "process.execPath": "node",
  "process.argv0": "node",
  "RbConfig.ruby": "ruby",
  "$^X": "perl",
  php_binary: "php",
  __dirname: ".",
  __dir__: ".",
  "import.meta.dirname": ".",
  "os.sep": "/",
  "path.sep": "/",
  "os.curdir": ".",
  "os.environ.HOME": "~",
  "process.env.HOME": "~",
  "ENV.HOME": "~",
  "$ENV.HOME": "~",
  "$_env.home": "~",
  "$_server.home": "~",
}
