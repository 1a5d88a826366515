/** How the dialects of SQL differ in their words, quotes and comments. A text of an unknown dialect is read in every one. */

export interface Dialect {
  /** A backslash escapes in '...'. */
  readonly backslash: boolean
  /** "..." may be a text, with backslashes like '...'. */
  readonly doubleText: boolean
  readonly hash: "comment" | "word" | "sign" | "fault"
  /** `--` begins a comment only before a space. */
  readonly spacedDashes: boolean
  readonly slashComments: boolean
  readonly nestedComments: boolean
  /** Comments that begin with an exclamation mark run. */
  readonly runningComments: boolean
  readonly dollarQuotes: boolean
  readonly brackets: boolean
  readonly backticks: boolean
  readonly tripleQuotes: boolean
  /** q'[...]' */
  readonly chosenQuotes: boolean
  /** A line comment also ends at a carriage return. */
  readonly returnEnds: boolean
  readonly client: "psql" | "mysql" | "sqlite" | "sqlcmd" | "sqlplus" | "none"
}

const plain: Dialect = {
  backslash: false,
  doubleText: false,
  hash: "sign",
  spacedDashes: false,
  slashComments: false,
  nestedComments: false,
  runningComments: false,
  dollarQuotes: false,
  brackets: false,
  backticks: false,
  tripleQuotes: false,
  chosenQuotes: false,
  returnEnds: false,
  client: "none",
}

const dialects = {
  postgresql: { ...plain, nestedComments: true, dollarQuotes: true, returnEnds: true, client: "psql" },
  mysql: {
    ...plain,
    backslash: true,
    doubleText: true,
    hash: "comment",
    spacedDashes: true,
    runningComments: true,
    backticks: true,
    client: "mysql",
  },
  sqlite: { ...plain, hash: "fault", brackets: true, backticks: true, client: "sqlite" },
  sqlserver: { ...plain, hash: "word", nestedComments: true, brackets: true, client: "sqlcmd" },
  oracle: { ...plain, hash: "word", chosenQuotes: true, client: "sqlplus" },
  bigquery: { ...plain, backslash: true, doubleText: true, hash: "comment", backticks: true, tripleQuotes: true },
  snowflake: { ...plain, backslash: true, slashComments: true, dollarQuotes: true },
} as const satisfies Record<string, Dialect>

const engines: readonly (readonly [RegExp, Dialect])[] = [
  [/postgres|psql|^pg|cockroach|redshift|timescale|greenplum|supabase|neon|yugabyte|alloydb/i, dialects.postgresql],
  [/mysql|maria|percona|tidb|planetscale|vitess/i, dialects.mysql],
  [/sqlite|libsql|turso/i, dialects.sqlite],
  [/mssql|sql ?-?server|sqlcmd|azure.?sql|t-?sql/i, dialects.sqlserver],
  [/oracle|sqlplus/i, dialects.oracle],
  [/bigquery|^bq$/i, dialects.bigquery],
  [/snowflake|snowsql/i, dialects.snowflake],
]

export interface Reading {
  readonly dialect: Dialect
  /** Whether a comment of that version runs: `/*!80016 ...`. */
  readonly runs: (version: number) => boolean
}

// Servers in use; MariaDB passes over what is meant for MySQL 5.7 and later.
const servers: readonly ((version: number) => boolean)[] = [
  () => true,
  () => false,
  (version) => version <= 50_799,
  (version) => version <= 80_099,
  (version) => version <= 99_998,
  (version) => version < 50_700 || (version >= 100_000 && version <= 129_999),
]

/** These change how the text behind them is read. */
const rereading = /sql_mode|standard_conforming_strings|quoted_identifier/i

/** Every way in which a server of that engine could read the text. */
export function readingsOf(engine: string, text: string): Reading[] {
  const known = rereading.test(text) ? undefined : engines.find(([name]) => name.test(engine))
  const lexical = known === undefined ? Object.values<Dialect>(dialects) : [known[1]]
  return lexical.flatMap((dialect) => lineEnds(dialect, text)).flatMap((dialect) => versions(dialect, text))
}

/** Servers and drivers disagree on a carriage return alone, so it counts as both. */
function lineEnds(dialect: Dialect, text: string): Dialect[] {
  return /\r(?!\n)/.test(text) ? [dialect, { ...dialect, returnEnds: !dialect.returnEnds }] : [dialect]
}

function versions(dialect: Dialect, text: string): Reading[] {
  if (!dialect.runningComments) return [{ dialect, runs: () => true }]
  const found = [...new Set(Array.from(text.matchAll(/\/\*M?!(\d{5,6})/g), (match) => Number(match[1])))].filter((version) => version > 50_500)
  const different = new Map(servers.map((runs) => [found.map(runs).join(), runs]))
  return Array.from(different.values(), (runs) => ({ dialect, runs: (version: number) => version <= 50_500 || runs(version) }))
}
