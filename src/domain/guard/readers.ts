/** What reads the text of statements and of programs that a call carries. */
import type { Readers } from "./analyse.ts"
import type { Effect } from "./effect.ts"
import { codeEffects } from "./code/code.ts"
import { literal } from "./shell/field.ts"
import { known } from "./shell/stream.ts"
import { mongoEffects } from "./sql/mongo.ts"
import { redisEffects } from "./sql/redis.ts"
import { sqlEffects } from "./sql/sql.ts"

/** A dialect that is not known is read in all of them. */
const longestSql = 64 * 1024

function sql(text: string, context: Parameters<typeof sqlEffects>[1]): readonly Effect[] {
  return text.length > longestSql ? [{ kind: "unknown", why: `it holds more than ${longestSql} characters of SQL` }] : sqlEffects(text, context)
}

export const readers: Readers = {
  statements: { sql, mongo: mongoEffects, redis: redisEffects },
  code: (language, text, call) =>
    codeEffects(
      language,
      text,
      (command) => [...(typeof command === "string" ? call.shell(known(command)) : call.start(command.map(literal))).effects],
      (statement) => [...sql(statement, { engine: "sql", environment: "unknown" })],
    ),
}
