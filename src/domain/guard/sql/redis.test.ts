import * as fc from "fast-check"
import { expect, test } from "vitest"
import { redisEffects } from "./redis.ts"
import { shown } from "./shown.ts"

const effectsOf = (words: readonly string[]) => redisEffects(words, { engine: "redis", environment: "production" }).map(shown)

test.each([
  [["FLUSHALL"], ["db.delete flush -"]],
  [["flushdb", "ASYNC"], ["db.delete flush -"]],
  [["FLUSHALL ASYNC"], ["db.delete flush -"]],
  [["DEL", "a", "b"], ["db.delete delete a,b"]],
  [["UNLINK", "a"], ["db.delete delete a"]],
  [["HDEL", "a", "field"], ["db.delete delete a"]],
  [["EXPIRE", "a", "0"], ["db.delete delete a"]],
  [["EXPIRE", "a", "60"], ["db.write a"]],
  [["SET", "a", "1"], ["db.write a"]],
  [["GET", "a"], ["db.read -"]],
  [["PING"], []],
  [["CONFIG", "SET", "dir", "/tmp"], ["system.change CONFIG SET"]],
  [["CONFIG", "GET", "maxmemory"], ["db.read -"]],
  [["CONFIG", "GET", "requirepass"], ["secret.read the settings of the server"]],
  [
    ["EVAL", "return redis.call('FLUSHALL')", "0"],
    ["code.run lua inline", "db.delete flush -"],
  ],
  [
    ["EVAL", "return redis.call(ARGV[1])", "0"],
    ["code.run lua inline", "unknown a script of Redis whose commands are not plain"],
  ],
  [["EVALSHA", "abc", "0"], ["code.run lua unknown"]],
  [["SHUTDOWN", "NOSAVE"], ["system.change SHUTDOWN NOSAVE"]],
  [["DEBUG", "SLEEP", "1"], ["system.change DEBUG SLEEP"]],
  [["MODULE", "LOAD", "x.so"], ["code.run native file"]],
  [["ACL", "SETUSER", "bob"], ["permission.change ACL SETUSER"]],
  [
    ["REPLICAOF", "host", "1"],
    ["db.delete flush -", "system.change REPLICAOF"],
  ],
  [["FROBNICATE"], ["unknown a Redis command that is not known"]],
  [[], []],
] as const)("%j", (words, effects) => {
  expect(effectsOf(words)).toEqual(effects)
})

test("any words have effects and none throws", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" })), (words) => {
      expect(Array.isArray(effectsOf(words))).toBe(true)
    }),
  )
})
