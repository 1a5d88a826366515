/** Calls that hand statements to a database, or delete through a mapper of objects. */
import type { Deletion } from "../effect.ts"
import type { Expression } from "./expression.ts"
import type { Language } from "./language.ts"
import { type Context, type Rule, type Rules, rulesFor, type Site } from "./context.ts"

const statement =
  /^\s*(?:\(|--[^\n]*\n|\/\*[^]*?\*\/)*\s*(?:select|insert|update|delete|drop|truncate|alter|create|grant|revoke|replace|merge|with|copy|call|do|set|vacuum|exec(?:ute)?|rename|pragma|attach|load)\b/i

/** `certain`: the method takes nothing but statements, so that a computed one is worth a word. */
function statementAt(place: number, certain: boolean): Rule {
  return (site, context) => {
    const given = site.args[place] ?? site.named("sql") ?? site.named("query") ?? site.named("text") ?? site.named("statement")
    if (given === undefined || isBuilt(given, context)) return
    const expression = unwrapped(given, context)
    const shape = context.values.shape(expression)
    if (!certain && !statement.test(shape.text)) return
    if (/[A-Za-z]/.test(shape.text)) context.emit(...context.sql(shape.text))
    // Values bound into a tagged template are parameters.
    if (!shape.whole && !site.call.tagged) context.emit({ kind: "unknown", why: "a statement for a database that the program computes" })
  }
}

const wrappers = /(?:^|\.)(?:text|sql|SQL|raw|Prisma\.sql|Prisma\.raw|sqlalchemy\.text|Arel\.sql)$/

/** text("…"), sql`…`, { text: "…" } */
function unwrapped(expression: Expression, context: Context): Expression {
  const value = expression.kind === "name" ? (context.values.only(expression.name) ?? expression) : expression
  if (value.kind === "call" && wrappers.test(context.values.dotted(value.callee) ?? "") && value.args[0] !== undefined) return value.args[0]
  return expression
}

/** Statements that a builder makes are seen where they are built. */
function isBuilt(expression: Expression, { values }: Context): boolean {
  const value = expression.kind === "name" ? values.only(expression.name) : expression
  if (value?.kind === "group" && value.open === "{") return true
  if (value?.kind !== "call") return false
  return (
    /(?:^|[.)])(?:select|insert|update|delete|where|values|table|Table|sqlalchemy\.\w+)(?:\(\))*$/.test(values.dotted(value.callee) ?? "") &&
    !(values.dotted(value.callee) ?? "").endsWith("text")
  )
}

function deletes(engine: string, deletion: Deletion, table: (site: Site, context: Context) => string | undefined): Rule {
  return (site, context) => {
    const name = table(site, context)
    context.emit({ kind: "db.delete", engine, deletion, tables: name === undefined || name === "" ? [] : [name], environment: "unknown" })
  }
}

const noTable = () => undefined
const firstText = (site: Site, { values }: Context) => values.text(site.args[0]) ?? undefined

/** The name before the first call or method of a chain: User.where(…).delete_all → User. */
function modelOf(site: Site): string | undefined {
  return /^([A-Z]\w*(?:\.[A-Z]\w*)*)/.exec(site.name)?.[1]
}

/** The call in a chain that `name` ends, and its first argument's name: session.query(User).filter(…).delete(). */
function argumentOf(expression: Expression | undefined, names: RegExp, context: Context): Expression | undefined {
  for (let value = expression, step = 0; value !== undefined && step < 200; step += 1) {
    if (value.kind === "call") {
      if (names.test(context.values.dotted(value.callee) ?? "")) return value.args[0]
      value = value.callee
    } else if (value.kind === "member") value = value.object
    else if (value.kind === "name" && context.values.only(value.name)?.kind === "call") value = context.values.only(value.name)
    else return undefined
  }
  return undefined
}

const nameOf = (expression: Expression | undefined, { values }: Context) =>
  expression === undefined ? undefined : (values.text(expression) ?? values.dotted(expression)?.split(".").at(-1))

/** .delete() of Django, SQLAlchemy, Flask and Peewee. */
const pythonDelete: Rule = (site, context) => {
  const django = /(?:^|\.)(\w+)\.(?:objects|_default_manager|all_objects)\b/.exec(fullName(site, context))?.[1]
  if (django !== undefined) return deletes("django", "delete", () => django)(site, context)
  const queried = argumentOf(site.receiver, /(?:^|\.)query$/, context)
  if (queried !== undefined) return deletes("sqlalchemy", "delete", () => nameOf(queried, context))(site, context)
  const flask = /(?:^|\.)([A-Z]\w*)\.query\b/.exec(fullName(site, context))?.[1]
  if (flask !== undefined) return deletes("sqlalchemy", "delete", () => flask)(site, context)
  if (/(?:session|Session\(\))\.delete$/.test(site.name)) return deletes("sqlalchemy", "delete", noTable)(site, context)
  if (/^[A-Z]\w*\.delete$/.test(site.name) && site.args.length === 0) deletes("unknown", "delete", modelOf)(site, context)
}

/** A chain's name with the names that its variables stand for. */
function fullName(site: Site, context: Context): string {
  return context.values.dotted(site.call.callee)?.replaceAll("()", "") ?? site.name
}

const knexTable = (site: Site, context: Context) =>
  nameOf(argumentOf(site.receiver, /(?:^|\.)(?:knex|db|trx|table|from|into|deleteFrom)(?:\(\))?$/, context), context)

const knexDelete =
  (deletion: Deletion): Rule =>
  (site, context) => {
    const table = knexTable(site, context)
    if (table !== undefined) deletes("knex", deletion, () => table)(site, context)
  }

/** prisma.user.deleteMany, db.collection("users").deleteMany */
const deleteMany: Rule = (site, context) => {
  const collection = argumentOf(site.receiver, /collection$/, context)
  if (collection !== undefined) return deletes("mongodb", "delete", () => nameOf(collection, context))(site, context)
  const name = fullName(site, context)
  if (/prisma/i.test(name) && /\.delete(?:Many)?$/.test(name)) return deletes("prisma", "delete", () => name.split(".").at(-2))(site, context)
  if (site.method !== "delete") deletes("mongodb", "delete", () => name.split(".").at(-2))(site, context)
}

const sequelizeDestroy: Rule = (site, context) => {
  if (site.named("truncate") !== undefined) return deletes("sequelize", "truncate", modelOf)(site, context)
  if (site.named("where") !== undefined || modelOf(site) !== undefined) deletes("sequelize", "delete", modelOf)(site, context)
}

const sync: Rule = (site, context) => {
  const force = site.named("force")
  if (force !== undefined && !(force.kind === "name" && force.name === "false")) deletes("sequelize", "drop", modelOf)(site, context)
}

const collectionDrop: Rule = (site, context) => {
  const collection = argumentOf(site.receiver, /collection$/, context)
  if (collection !== undefined) return deletes("mongodb", "drop", () => nameOf(collection, context))(site, context)
  const name = fullName(site, context)
  if (/^(?:db|mongo|mongoose)\b/i.test(name) && !name.startsWith("db.Column"))
    return deletes("mongodb", "drop", () => name.split(".").at(-2))(site, context)
  if (/(?:__table__|[tT]able)\.drop$/.test(name)) deletes("sqlalchemy", "drop", modelOf)(site, context)
}

const python: Rules = {
  ...rulesFor("execute executescript executemany exec_driver_sql", statementAt(0, true)),
  ...rulesFor("raw query run_query run query_one read_sql read_sql_query fetch fetchrow fetchval fetchall", statementAt(0, false)),
  delete: pythonDelete,
  _raw_delete: pythonDelete,
  ...rulesFor("drop_all", deletes("sqlalchemy", "drop", noTable)),
  ...rulesFor("drop_database", deletes("unknown", "drop", firstText)),
  ...rulesFor(
    "drop_tables drop_table",
    deletes("unknown", "drop", (site, context) => firstText(site, context) ?? modelOf(site)),
  ),
  ...rulesFor("drop_collection", deletes("mongodb", "drop", firstText)),
  ...rulesFor("delete_many delete_one remove_many", deleteMany),
  drop: collectionDrop,
  ...rulesFor("flushall flushdb", deletes("redis", "flush", noTable)),
}

const javascript: Rules = {
  ...rulesFor("$executeRawUnsafe $queryRawUnsafe $executeRaw $queryRaw", statementAt(0, true)),
  ...rulesFor("query execute raw run exec prepare all each unsafe any none one many manyOrNone oneOrNone batch sql", statementAt(0, false)),
  ...rulesFor("deleteMany deleteOne findOneAndDelete findByIdAndDelete delete", deleteMany),
  destroy: sequelizeDestroy,
  truncate: (site, context) => (modelOf(site) === undefined ? knexDelete("truncate") : deletes("sequelize", "truncate", modelOf))(site, context),
  sync,
  del: knexDelete("delete"),
  ...rulesFor("dropTable dropTableIfExists", deletes("unknown", "drop", firstText)),
  ...rulesFor("dropSchema dropAllTables dropAllSchemas dropDatabase", deletes("unknown", "drop", noTable)),
  dropCollection: deletes("mongodb", "drop", firstText),
  drop: collectionDrop,
  ...rulesFor("flushall flushdb flushAll flushDb", deletes("redis", "flush", noTable)),
}

const ruby: Rules = {
  ...rulesFor("execute exec_query exec_delete exec_update select_all find_by_sql", statementAt(0, true)),
  ...rulesFor("exec query exec_params async_exec run", statementAt(0, false)),
  ...rulesFor("delete_all destroy_all delete_by destroy_by", deletes("activerecord", "delete", modelOf)),
  ...rulesFor("drop_table remove_table", deletes("activerecord", "drop", firstText)),
  ...rulesFor("drop_database", deletes("activerecord", "drop", firstText)),
  ...rulesFor("truncate truncate_tables", deletes("activerecord", "truncate", firstText)),
  ...rulesFor("flushall flushdb", deletes("redis", "flush", noTable)),
}

const perl: Rules = {
  ...rulesFor("do", statementAt(0, false)),
  ...rulesFor("prepare selectall_arrayref selectall_hashref selectrow_array selectrow_arrayref selectcol_arrayref", statementAt(0, true)),
  ...rulesFor("delete_all", deletes("dbix", "delete", noTable)),
}

const phpTable = (site: Site, context: Context) => nameOf(argumentOf(site.receiver, /(?:^|\.)(?:table|from)$/, context), context)

const php: Rules = {
  ...rulesFor("exec query prepare statement unprepared executequery executestatement multi_query select insert update", statementAt(0, false)),
  delete: (site, context) => {
    const table = phpTable(site, context) ?? (/^\w+\.(?:where|query)\b/.test(site.name) ? modelName(site.call.callee) : undefined)
    if (table === undefined) statementAt(0, false)(site, context)
    else deletes("eloquent", "delete", () => table)(site, context)
  },
  truncate: deletes("eloquent", "truncate", (site, context) => phpTable(site, context) ?? modelName(site.call.callee)),
  ...rulesFor("dropifexists dropalltables", deletes("eloquent", "drop", firstText)),
  ...rulesFor("flushall flushdb", deletes("redis", "flush", noTable)),
}

/** The class at the beginning of a chain, as it is written: PHP's names are looked up in lower case. */
function modelName(callee: Expression): string | undefined {
  let value = callee
  for (let step = 0; step < 200 && value.kind !== "name"; step += 1) {
    if (value.kind === "call") value = value.callee
    else if (value.kind === "member") value = value.object
    else return undefined
  }
  return value.kind === "name" && /^[A-Z\\]/.test(value.name) ? value.name.split("\\").at(-1) : undefined
}

/** By the method's name, whatever it is called on. */
export const databaseMethods: Readonly<Record<Language, Rules>> = { python, javascript, ruby, perl, php }

const clean = deletes("unknown", "truncate", noTable)

/** By the whole name. */
export const databaseRules: Readonly<Record<Language, Rules>> = {
  python: {
    "sqlalchemy.delete": (site, context) => deletes("sqlalchemy", "delete", () => nameOf(site.args[0], context))(site, context),
    "pandas.read_sql": statementAt(0, true),
  },
  javascript: {},
  ruby: { ...rulesFor("DatabaseCleaner.clean DatabaseCleaner.clean_with", clean), drop_table: deletes("activerecord", "drop", firstText) },
  perl: {},
  php: {
    ...rulesFor("mysqli_query pg_query mysqli_multi_query pg_query_params", statementAt(1, true)),
    ...rulesFor("mysql_query", statementAt(0, true)),
    ...rulesFor("schema.drop schema.dropifexists", deletes("eloquent", "drop", firstText)),
  },
}
