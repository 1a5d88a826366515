/** Clients of databases, dumps of them, and the tools that change their schemas. */
import type { Deletion, Effect, Environment } from "../effect.ts"
import { fileKey } from "../shell/located.ts"
import { literal } from "../shell/field.ts"
import { argumentsOf } from "../shell/arguments.ts"
import { said, type Call, type Program } from "../shell/call.ts"
import { known, unknownText } from "../shell/stream.ts"
import { environmentOf, tableProgram, type Facts, type Row } from "./table.ts"

/** What a statement does; handed in, so that this file knows no dialect. */
export interface StatementReader {
  readonly sql: (text: string, context: { readonly engine: string; readonly environment: Environment }) => readonly Effect[]
  readonly mongo: (text: string, context: { readonly engine: string; readonly environment: Environment }) => readonly Effect[]
  readonly redis: (words: readonly string[], context: { readonly engine: string; readonly environment: Environment }) => readonly Effect[]
}

interface Client {
  readonly engine: string
  /** Options whose word is a statement, and whose word is a file of them. */
  readonly statements: readonly string[]
  readonly files: readonly string[]
  readonly values: readonly string[]
  /** Behind so many words the next ones are statements. */
  readonly words?: number
}

const clients: Readonly<Record<string, Client>> = {
  mysqlsh: { engine: "mysql", statements: ["-e", "--execute"], files: ["-f", "--file"], values: ["-h", "-u", "-P", "-D"] },
  sqlplus: { engine: "oracle", statements: [], files: [], values: [] },
  "cypher-shell": { engine: "neo4j", statements: [], files: ["-f"], values: ["-a", "-u", "-p", "-d"], words: 0 },
  psql: {
    engine: "postgresql",
    statements: ["-c", "--command"],
    files: ["-f", "--file"],
    values: ["-h", "-p", "-U", "-d", "-v", "--host", "--port", "--username", "--dbname", "--set", "-o", "--output", "-P", "-F", "-L"],
  },
  pgcli: { engine: "postgresql", statements: ["-e", "--execute"], files: [], values: ["-h", "-p", "-u", "-U", "-d"] },
  mysql: {
    engine: "mysql",
    statements: ["-e", "--execute"],
    files: [],
    values: ["-h", "-P", "-u", "-D", "-S", "--host", "--user", "--database", "--port"],
  },
  sqlite3: { engine: "sqlite", statements: ["-cmd"], files: ["-init"], values: ["-separator", "-newline"], words: 1 },
  duckdb: { engine: "duckdb", statements: ["-c", "-s"], files: ["-f"], values: [], words: 1 },
  sqlcmd: { engine: "mssql", statements: ["-Q", "-q", "--query"], files: ["-i"], values: ["-S", "-U", "-P", "-d"] },
  clickhouse: { engine: "clickhouse", statements: ["-q", "--query"], files: ["--queries-file"], values: ["-h", "--host", "-u", "--user", "-d"] },
  cqlsh: { engine: "cassandra", statements: ["-e", "--execute"], files: ["-f", "--file"], values: ["-u", "-p", "-k"] },
  snowsql: { engine: "snowflake", statements: ["-q", "--query"], files: ["-f"], values: ["-a", "-u", "-d", "-s"] },
  bq: { engine: "bigquery", statements: [], files: [], values: ["--project_id", "--location", "--format"], words: 1 },
  cockroach: { engine: "cockroachdb", statements: ["-e", "--execute"], files: ["-f"], values: ["--host", "--url"] },
  usql: { engine: "sql", statements: ["-c"], files: ["-f"], values: [] },
}

function sqlClient({ engine, statements, files, values, words: own }: Client, read: StatementReader): Program {
  return (call) => {
    const { all, words } = argumentsOf(call.args, [...statements, ...files, ...values])
    const context = { engine, environment: environmentOf(call) }
    const texts = all.flatMap(([name, value]) => (statements.includes(name) && typeof value === "object" ? [value] : []))
    if (own !== undefined) texts.push(...words.slice(own))
    const effects: Effect[] = [{ kind: "program.run", program: call.program }]
    for (const text of texts) effects.push(...(text.unknown === undefined ? read.sql(text.text, context) : [unclear(text.unknown)]))
    for (const [name, value] of all) if (files.includes(name) && typeof value === "object") effects.push(...fromFile(call, value.text, context, read))
    if (call.stdin.text !== "")
      effects.push(...(call.stdin.text === undefined ? [unclear("what it reads is not known")] : read.sql(call.stdin.text, context)))
    return said(...effects, ...startedBy([...texts.map(({ text }) => text), call.stdin.text ?? ""].join("\n"), call))
  }
}

/** Commands of a shell that a client, or the server, is told to run. */
function startedBy(text: string, call: Call): readonly Effect[] {
  const commands = [...text.matchAll(/(?:^|\n)\s*(?:\\!|\.(?:shell|system)|system\s)\s*([^\n]+)|\bPROGRAM\s+'((?:[^']|'')+)'/gi)]
  return commands.flatMap(([, line, quoted]) => call.shell(known(line ?? quoted ?? "")).effects)
}

function unclear(why: string): Effect {
  return { kind: "unknown", why: `which statements run: ${why}` }
}

function fromFile(call: Call, path: string, context: Parameters<StatementReader["sql"]>[1], read: StatementReader): readonly Effect[] {
  const text = call.scope.files.get(fileKey(path, call.scope))?.text
  return text === undefined
    ? [
        { kind: "file.read", path },
        { kind: "code.run", language: "sql", origin: "file" },
      ]
    : read.sql(text, context)
}

const mongo =
  (read: StatementReader): Program =>
  (call) => {
    const { all, words } = argumentsOf(call.args, [
      "--eval",
      "-u",
      "-p",
      "--host",
      "--port",
      "-f",
      "--file",
      "--username",
      "--password",
      "--authenticationDatabase",
    ])
    const context = { engine: "mongodb", environment: environmentOf(call) }
    const texts = all.flatMap(([name, value]) => (name === "--eval" && typeof value === "object" ? [value.text] : []))
    const scripts = words.filter(({ text }) => /\.m?js$/.test(text)).map(({ text }) => call.scope.files.get(fileKey(text, call.scope))?.text)
    const input = call.stdin.text === "" ? [] : [call.stdin.text]
    const effects = [...texts, ...scripts, ...input].flatMap((text) =>
      text === undefined ? [unclear("the script is not known")] : read.mongo(text, context),
    )
    return said({ kind: "program.run", program: call.program }, ...effects)
  }

const redis =
  (read: StatementReader): Program =>
  (call) => {
    const { words, has } = argumentsOf(call.args, ["-h", "-p", "-a", "-n", "-u", "-s", "--user", "--pass", "-i", "-r"], true)
    // It only lists names, or measures.
    if (has("--scan", "--bigkeys", "--memkeys", "--hotkeys", "--stat", "--latency", "--version"))
      return said({ kind: "program.run", program: "redis-cli" })
    const context = { engine: "redis", environment: environmentOf(call) }
    const lines =
      words.length > 0
        ? [words.map(({ text }) => text)]
        : (call.stdin.text ?? "")
            .split("\n")
            .filter((line) => line.trim() !== "")
            .map((line) => line.trim().split(/\s+/))
    const effects: Effect[] = lines.flatMap((line) => [...read.redis(line, context)])
    if (words.length === 0 && call.stdin.text === undefined) effects.push(unclear("what it reads is not known"))
    return said({ kind: "program.run", program: "redis-cli" }, ...effects)
  }

const dump =
  (engine: string): Program =>
  (call) => {
    const { words } = argumentsOf(call.args, [
      "-h",
      "-p",
      "-U",
      "-f",
      "--file",
      "-d",
      "--dbname",
      "-t",
      "--table",
      "-u",
      "--host",
      "--user",
      "-o",
      "--out",
      "--db",
      "--uri",
      "-n",
    ])
    const effects: Effect[] = [{ kind: "data.export", engine, what: words.map(({ text }) => text).join(" "), environment: environmentOf(call) }]
    return { effects, stdout: unknownText("file") }
  }

const gone =
  (engine: string, deletion: Deletion): Row[1] =>
  ({ environment, words }: Facts) => ({ kind: "db.delete", engine, deletion, tables: engine === "schema" ? [] : words.slice(0, 1), environment })

const lost =
  (deletion: Deletion): Row[1] =>
  ({ environment }) => ({ kind: "db.delete", engine: "schema", deletion, tables: [], environment })

const migrated =
  (tool: string): Row[1] =>
  ({ environment }) => ({ kind: "db.migrate", tool, environment })

const tools: Readonly<Record<string, readonly Row[]>> = {
  dropdb: [["*", gone("postgresql", "drop")]],
  dropuser: [["*", () => ({ kind: "permission.change", system: "postgresql", what: "drops a user" })]],
  createuser: [["*", () => ({ kind: "permission.change", system: "postgresql", what: "creates a user" })]],
  mysqladmin: [
    ["drop", lost("drop")],
    ["* drop", lost("drop")],
  ],
  pg_restore: [
    ["--clean", lost("drop")],
    ["-c", lost("drop")],
  ],
  mongorestore: [["--drop", lost("drop")]],
  "mikro-orm": [
    ["schema:drop|schema:fresh|database:drop", lost("drop")],
    ["migration:down|migration:fresh", lost("down-migration")],
    ["migration:up", migrated("mikro-orm")],
  ],
  "db-migrate": [
    ["reset|down|db:drop", lost("down-migration")],
    ["up", migrated("db-migrate")],
  ],
  "node-pg-migrate": [
    ["down|redo", lost("down-migration")],
    ["up", migrated("node-pg-migrate")],
  ],
  umzug: [
    ["down", lost("down-migration")],
    ["up", migrated("umzug")],
  ],
  kysely: [
    ["migrate:down|migrate:rollback", lost("down-migration")],
    ["migrate:*", migrated("kysely")],
  ],
  ace: [
    ["migration:fresh|migration:reset|db:wipe|db:truncate", lost("drop")],
    ["migration:rollback", lost("down-migration")],
    ["migration:run", migrated("adonis")],
  ],
  aerich: [
    ["downgrade", lost("down-migration")],
    ["upgrade", migrated("aerich")],
  ],
  piccolo: [
    ["migrations backwards", lost("down-migration")],
    ["migrations forwards", migrated("piccolo")],
  ],
  console: [
    ["doctrine:database:drop|doctrine:schema:drop|doctrine:fixtures:load", lost("drop")],
    ["doctrine:migrations:migrate", migrated("doctrine")],
  ],
  "sea-orm-cli": [
    ["migrate fresh|reset|refresh", lost("drop")],
    ["migrate down", lost("down-migration")],
    ["migrate up", migrated("sea-orm")],
  ],
  sqitch: [
    ["revert|rebase", lost("down-migration")],
    ["deploy", migrated("sqitch")],
  ],
  dbt: [
    ["run-operation", lost("drop")],
    ["run --full-refresh", lost("drop")],
  ],
  prisma: [
    ["migrate reset", lost("drop")],
    ["db push --force-reset", lost("drop")],
    ["db push --accept-data-loss", lost("drop")],
    ["migrate deploy", migrated("prisma")],
    ["migrate dev", migrated("prisma")],
    ["db push", migrated("prisma")],
    ["db execute", ({ call }) => (call.stdin.text === undefined ? [unclear("what it reads is not known")] : [])],
  ],
  "drizzle-kit": [
    ["drop", lost("drop")],
    ["push --force", lost("drop")],
    ["push", migrated("drizzle")],
    ["migrate", migrated("drizzle")],
  ],
  sequelize: [
    ["db:drop", lost("drop")],
    ["db:migrate:undo*", lost("down-migration")],
    ["db:seed:undo*", lost("delete")],
    ["db:migrate", migrated("sequelize")],
  ],
  typeorm: [
    ["schema:drop", lost("drop")],
    ["migration:revert", lost("down-migration")],
    ["migration:run", migrated("typeorm")],
    ["schema:sync", migrated("typeorm")],
  ],
  alembic: [
    ["downgrade", lost("down-migration")],
    ["upgrade", migrated("alembic")],
    ["stamp", migrated("alembic")],
  ],
  flask: [
    ["db downgrade", lost("down-migration")],
    ["db upgrade", migrated("flask")],
  ],
  "manage.py": [
    ["flush", lost("delete")],
    ["sqlflush", () => []],
    ["reset_db", lost("drop")],
    ["migrate * zero", lost("down-migration")],
    ["migrate", migrated("django")],
    ["dbshell", ({ call }) => (call.stdin.text === "" ? [] : [unclear("what it reads is not known")])],
    ["dumpdata", ({ environment }) => ({ kind: "data.export", engine: "django", what: "dumpdata", environment })],
    ["shell -c", ({ call, given }) => call.start([literal("python"), literal("-c"), given.value("-c") ?? literal("")]).effects],
    ["changepassword|createsuperuser", () => ({ kind: "permission.change", system: "django", what: "an account" })],
  ],
  rails: [
    ["db:drop*|db:reset|db:purge*|db:schema:load|db:migrate:reset|db:truncate_all|db:seed:replant", lost("drop")],
    ["db:rollback|db:migrate:down", lost("down-migration")],
    ["db:migrate", migrated("rails")],
    ["runner|r", ({ call, words }) => call.start([literal("ruby"), literal("-e"), literal(words[1] ?? "")]).effects],
    ["credentials:show|credentials:edit|secrets:edit", () => ({ kind: "secret.read", what: "the credentials of Rails" })],
    ["destroy", ({ words }) => ({ kind: "file.delete", path: words.slice(1).join(" "), recursive: false })],
  ],
  artisan: [
    ["migrate:fresh|migrate:reset|migrate:refresh|db:wipe", lost("drop")],
    ["migrate:rollback", lost("down-migration")],
    [
      "tinker",
      ({ call, given }) =>
        given.value("--execute") === undefined ? [] : call.start([literal("php"), literal("-r"), given.value("--execute")!]).effects,
    ],
    ["migrate", migrated("laravel")],
  ],
  supabase: [
    ["db reset", lost("drop")],
    ["stop --no-backup", lost("drop")],
    ["projects api-keys", () => ({ kind: "secret.read", what: "the keys of a project" })],
    ["db push", migrated("supabase")],
    ["projects delete", lost("drop")],
    ["secrets set|unset", () => ({ kind: "key.rotate", system: "supabase", what: "secrets" })],
    ["functions deploy", ({ environment }) => ({ kind: "deploy", tool: "supabase", environment })],
  ],
  knex: [
    ["migrate:rollback|migrate:down", lost("down-migration")],
    ["migrate:latest|migrate:up", migrated("knex")],
  ],
  flyway: [
    ["clean", lost("drop")],
    ["undo", lost("down-migration")],
    ["migrate|repair|baseline", migrated("flyway")],
  ],
  liquibase: [
    ["drop-all|dropAll", lost("drop")],
    ["rollback*", lost("down-migration")],
    ["update*", migrated("liquibase")],
  ],
  migrate: [
    ["drop", lost("drop")],
    ["down", lost("down-migration")],
    ["up|goto|force", migrated("migrate")],
  ],
  goose: [
    ["reset", lost("down-migration")],
    ["* * down*|reset", lost("down-migration")],
    ["down*", lost("down-migration")],
    ["* * up*", migrated("goose")],
    ["up*", migrated("goose")],
  ],
  dbmate: [
    ["drop", lost("drop")],
    ["down|rollback", lost("down-migration")],
    ["up|migrate", migrated("dbmate")],
  ],
  diesel: [
    ["database reset|drop", lost("drop")],
    ["migration revert|redo", lost("down-migration")],
    ["migration run", migrated("diesel")],
  ],
  sqlx: [
    ["database drop|reset", lost("drop")],
    ["migrate revert", lost("down-migration")],
    ["migrate run", migrated("sqlx")],
  ],
  ecto: [],
  mix: [
    ["ecto.drop|ecto.reset", lost("drop")],
    ["ecto.rollback", lost("down-migration")],
    ["ecto.migrate", migrated("ecto")],
  ],
  dotnet: [
    ["ef database drop", lost("drop")],
    ["ef database update 0", lost("down-migration")],
    ["nuget push|delete", () => ({ kind: "package.publish", tool: "nuget" })],
    ["ef database update", migrated("entity framework")],
  ],
  hasura: [
    ["migrate apply", migrated("hasura")],
    ["metadata clear", lost("drop")],
    ["migrate apply --down", lost("down-migration")],
    ["migrate apply --type=down", lost("down-migration")],
  ],
  atlas: [
    ["schema clean", lost("drop")],
    ["schema apply|migrate apply", migrated("atlas")],
    ["migrate down", lost("down-migration")],
  ],
}

export function databases(read: StatementReader): Readonly<Record<string, Program>> {
  const named = (names: readonly string[], program: Program) => names.map((name) => [name, program] as const)
  return Object.fromEntries([
    ...Object.entries(clients).map(([name, client]) => [name, sqlClient(client, read)] as const),
    ...named(["mariadb", "mycli"], sqlClient(clients["mysql"]!, read)),
    ...named(["sqlite", "litecli"], sqlClient(clients["sqlite3"]!, read)),
    ...named(["clickhouse-client"], sqlClient(clients["clickhouse"]!, read)),
    ...named(["mongosh", "mongo"], mongo(read)),
    ...named(["redis-cli", "valkey-cli", "keydb-cli"], redis(read)),
    ...["pg_dump", "pg_dumpall"].map((name) => [name, dump("postgresql")] as const),
    ...["mysqldump", "mariadb-dump", "mysqlpump"].map((name) => [name, dump("mysql")] as const),
    ...["mongodump", "mongoexport"].map((name) => [name, dump("mongodb")] as const),
    ...Object.entries(tools).map(
      ([name, rows]) =>
        [
          name,
          tableProgram(rows, ["--schema", "-c", "--config", "--env", "-e", "--settings", "--database", "--execute", "-path", "-database", "--url"]),
        ] as const,
    ),
    ...named(["typeorm-ts-node-commonjs", "typeorm-ts-node-esm"], tableProgram(tools["typeorm"]!)),
    ...named(["rake"], tableProgram(tools["rails"]!)),
    ...named(["sequelize-cli"], tableProgram(tools["sequelize"]!)),
    ...named(["django-admin"], tableProgram(tools["manage.py"]!)),
  ])
}
