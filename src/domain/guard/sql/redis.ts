/** What a command of Redis or Valkey does. */
import type { Effect } from "../effect.ts"
import { type SqlContext, unknown } from "./statement.ts"

type Kind = "read" | "write" | "none" | "remove" | "flush" | "system" | "permission" | "script" | "code" | "native" | "replica"

const names: Readonly<Record<Kind, string>> = {
  read: "get mget exists type ttl pttl expiretime pexpiretime keys scan randomkey strlen getrange substr getbit bitcount bitpos bitfield_ro lcs hget hmget hgetall hkeys hvals hlen hexists hscan hstrlen hrandfield httl hpttl lrange llen lindex lpos smembers sismember smismember scard sscan srandmember sinter sinterca sintercard sunion sdiff zrange zrevrange zrangebyscore zrevrangebyscore zrangebylex zrevrangebylex zrank zrevrank zscore zmscore zcard zcount zlexcount zscan zrandmember zinter zintercard zunion zdiff xrange xrevrange xlen xread xpending xinfo geodist geohash geopos geosearch georadius_ro georadiusbymember_ro pfcount object dump memory info dbsize time lastsave slowlog latency command role subscribe psubscribe ssubscribe monitor json.get json.mget json.type json.strlen json.objkeys json.arrlen ft.search ft.aggregate ft.info ts.get ts.range sort_ro",
  write:
    "set setex psetex setnx setrange mset msetnx getset getex append incr incrby incrbyfloat decr decrby setbit bitop bitfield hset hmset hsetnx hincrby hincrbyfloat hexpire hpexpire hpersist lpush rpush lpushx rpushx lset linsert lpop rpop blpop brpop lmove blmove lmpop blmpop rpoplpush brpoplpush sadd smove spop sinterstore sunionstore sdiffstore zadd zincrby zpopmin zpopmax bzpopmin bzpopmax zmpop bzmpop zrangestore zinterstore zunionstore zdiffstore xadd xack xclaim xautoclaim xgroup xreadgroup xsetid geoadd georadius georadiusbymember geosearchstore pfadd pfmerge expire pexpire expireat pexpireat persist rename renamenx copy move restore swapdb sort touch publish spublish json.set json.mset json.merge json.arrappend json.numincrby ft.create ft.alter ts.add bf.add bf.reserve cf.add",
  none: "ping echo auth hello select quit multi exec discard watch unwatch unsubscribe punsubscribe sunsubscribe wait waitaof asking readonly readwrite reset",
  remove:
    "del unlink getdel hdel hgetdel srem zrem lrem ltrim xdel xtrim zremrangebyrank zremrangebyscore zremrangebylex json.del json.forget json.clear json.arrtrim ft.drop ft.dropindex ts.del cf.del",
  flush: "flushall flushdb",
  system: "shutdown debug failover save bgsave bgrewriteaof psync sync cluster client config replconf pfdebug pfselftest sentinel",
  permission: "acl",
  script: "eval eval_ro",
  code: "evalsha evalsha_ro fcall fcall_ro script function",
  native: "module",
  replica: "slaveof replicaof",
}

const kinds: ReadonlyMap<string, Kind> = new Map(
  (Object.keys(names) as Kind[]).flatMap((kind) => names[kind].split(" ").map((name): [string, Kind] => [name, kind])),
)

/** Subcommands that only tell something. */
const telling = new Set(
  "get info list getname id no-evict no-touch tracking tracking-info caching reply setname setinfo nodes slots shards myid keyslot countkeysinslot getkeysinslot whoami cat users genpass dryrun log getuser help stats dump exists masters master replicas links bumpepoch count-failure-reports".split(
    " ",
  ),
)

const longest = 1_048_576

/** The effects of one command, given as its words. A single word that holds spaces is a line of several. Never throws. */
export function redisEffects(words: readonly string[], context: SqlContext): Effect[] {
  if (words.reduce((sum, word) => sum + word.length, 0) > longest) return [unknown("a Redis command of more than 1 MB")]
  const only = words.length === 1 ? words[0]?.trim().split(/\s+/) : undefined
  const [name = "", ...rest] = only ?? words
  if (name === "") return []
  return effectsOf(name.toLowerCase(), rest, context)
}

function effectsOf(name: string, rest: readonly string[], { engine, environment }: SqlContext): Effect[] {
  const sub = rest[0]?.toLowerCase() ?? ""
  const removal = (deletion: "delete" | "flush", tables: readonly string[]): Effect => ({ kind: "db.delete", engine, deletion, tables, environment })
  switch (kinds.get(name)) {
    case "read":
      return [{ kind: "db.read", engine, tables: [], environment }]
    case "write":
      return expiresAtOnce(name, rest) ? [removal("delete", rest.slice(0, 1))] : [{ kind: "db.write", engine, tables: rest.slice(0, 1), environment }]
    case "none":
      return []
    case "remove":
      return [removal("delete", name === "del" || name === "unlink" ? rest : rest.slice(0, 1))]
    case "flush":
      return [removal("flush", [])]
    case "system":
      return serverEffects(name, sub, rest, { engine, environment })
    case "permission":
      return telling.has(sub)
        ? [{ kind: "db.read", engine, tables: [], environment }]
        : [{ kind: "permission.change", system: engine, what: `ACL ${known(sub)}` }]
    case "script":
      return [{ kind: "code.run", language: "lua", origin: "inline" }, ...scriptEffects(rest[0] ?? "", { engine, environment })]
    case "code":
      return storedCode(name, sub, rest, { engine, environment })
    case "native":
      return telling.has(sub) ? [] : [{ kind: "code.run", language: "native", origin: "file" }]
    case "replica":
      // A replica drops its own rows before it copies those of another.
      return sub === "no" ? [{ kind: "system.change", what: "REPLICAOF" }] : [removal("flush", []), { kind: "system.change", what: "REPLICAOF" }]
    case undefined:
      if (name === "migrate") return [{ kind: "data.export", engine, what: "keys", environment }, removal("delete", rest.slice(2, 3))]
      return [unknown("a Redis command that is not known")]
  }
}

/** A word of the command, never a value. */
const known = (word: string): string => (/^[a-z-]{1,20}$/.test(word) ? word.toUpperCase() : "")

const expiring = new Set(["expire", "pexpire", "expireat", "pexpireat", "hexpire", "hpexpire"])

/** A time that has passed deletes the key. */
const expiresAtOnce = (name: string, rest: readonly string[]): boolean => expiring.has(name) && /^(?:-\d+|0+|1)$/.test(rest[1] ?? "")

const wiping = new Set(["reset", "flushslots", "flushall"])

function serverEffects(name: string, sub: string, rest: readonly string[], { engine, environment }: SqlContext): Effect[] {
  const secret = name === "config" && sub === "get" && rest.slice(1).some((pattern) => /pass|user|auth|\*/i.test(pattern))
  if (secret) return [{ kind: "secret.read", what: "the settings of the server" }]
  const asks = ["config", "cluster", "client", "sentinel"].includes(name) && telling.has(sub)
  if (asks) return [{ kind: "db.read", engine, tables: [], environment }]
  const change: Effect = { kind: "system.change", what: `${name.toUpperCase()} ${known(sub)}`.trim() }
  if (name === "cluster" && wiping.has(sub)) return [{ kind: "db.delete", engine, deletion: "flush", tables: [], environment }, change]
  if (name === "debug" && (sub === "flushall" || sub === "reload" || sub === "loadaof"))
    return [{ kind: "db.delete", engine, deletion: "flush", tables: [], environment }, change]
  return [change]
}

function storedCode(name: string, sub: string, rest: readonly string[], context: SqlContext): Effect[] {
  if (name !== "script" && name !== "function") return [{ kind: "code.run", language: "lua", origin: "unknown" }]
  if (telling.has(sub)) return []
  if (sub === "load") return [{ kind: "code.run", language: "lua", origin: "inline" }, ...scriptEffects(rest.at(-1) ?? "", context)]
  return [{ kind: "system.change", what: `${name.toUpperCase()} ${known(sub)}`.trim() }]
}

const call = /redis\s*\.\s*p?call\s*\(\s*(['"])([A-Za-z.]+)\1/g
const computedCall = /redis\s*\.\s*p?call\s*\(\s*(?!['"])|redis\s*\[|loadstring|load\s*\(/

/** The commands that a script names. One that it computes could be any. */
function scriptEffects(script: string, context: SqlContext): Effect[] {
  const called = new Set(Array.from(script.matchAll(call), (match) => match[2]?.toLowerCase() ?? ""))
  const effects = [...called].filter((name) => kinds.get(name) !== "script").flatMap((name) => effectsOf(name, [], context))
  if (computedCall.test(script) || !called.size) effects.push(unknown("a script of Redis whose commands are not plain"))
  return [...new Map(effects.map((effect) => [JSON.stringify(effect), effect])).values()]
}
