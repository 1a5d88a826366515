/** What the client programs' own commands do: they run shells and files, and write rows away. */
import type { Effect } from "../effect.ts"
import type { Dialect } from "./dialect.ts"
import { unknown, type Surroundings } from "./statement.ts"

type Kind = "none" | "shell" | "script" | "export" | "write" | "native" | "permission" | "connect" | "unknown" | "set" | "copy" | "large-unlink"

interface Commands {
  /** The mark and the name of a command. */
  readonly name: RegExp
  readonly kinds: ReadonlyMap<string, Kind>
}

const commands = (name: RegExp, kinds: Partial<Record<Kind, string>>): Commands => ({
  name,
  kinds: new Map((Object.keys(kinds) as Kind[]).flatMap((kind) => (kinds[kind] ?? "").split(" ").map((word): [string, Kind] => [word, kind]))),
})

const clients: Readonly<Record<Dialect["client"], Commands>> = {
  psql: commands(/^\\([a-z_]+|[^\s\w])/i, {
    shell: "!",
    script: "i ir include include_relative",
    export: "o out g gx lo_export w write s",
    write: "lo_import",
    "large-unlink": "lo_unlink",
    permission: "password",
    connect: "c connect",
    unknown: "gexec gset e edit ef ev",
    set: "set",
    copy: "copy",
    none: "a t x h help q quit r reset p print f H C T l list z d da dA db dB dc dC dd dD ddp dE deu dew det des dF dFd dFp dFt dg di dl dL dm dn do dO dp dP dr drg dRp dRs ds dt dT du dv dx dX dy conninfo copyright encoding echo qecho warn errverbose timing pset prompt if elif else endif watch crosstabview sf sv cd unset setenv bind parse close gdesc lo_list . ?",
  }),
  mysql: commands(/^\\?([a-z]+|[^\s\w])/i, {
    shell: "! system pager P",
    script: "source .",
    export: "tee T",
    unknown: "e R",
    connect: "u r",
    none: "c C d g G h n p q s t w W x ?",
  }),
  sqlite: commands(/^\.([a-z]+)/i, {
    shell: "shell system",
    script: "read",
    export: "output once excel dump save backup clone archive www",
    write: "import restore",
    native: "load",
    connect: "open",
    none: "tables schema mode headers header width echo timer bail nullvalue separator quit exit help databases indexes indices print prompt stats changes cd show fullschema explain eqp parameter timeout version",
  }),
  sqlcmd: commands(/^:?(!!|[a-z]+)/i, {
    shell: "!!",
    script: "r",
    export: "out perftrace",
    connect: "connect",
    set: "setvar",
    none: "on list reset quit exit help error listvar ed xml",
  }),
  sqlplus: commands(/^(@|[!$]|[a-z]+)/i, {
    shell: "host ho ! $",
    script: "@ start sta",
    export: "spool spo",
    permission: "password passw",
    connect: "connect conn",
  }),
  none: commands(/^$/, {}),
}

export function clientEffects(line: string, client: Dialect["client"], { context, nested }: Surroundings): Effect[] {
  const { name, kinds } = clients[client]
  const found = name.exec(line)
  const word = found?.[1] ?? ""
  const rest = line.slice(found?.[0].length ?? 0).trim()
  const kind = kinds.get(word) ?? kinds.get(word.toLowerCase()) ?? "unknown"
  const effects = effectsOf(kind, word.toLowerCase(), rest, context, nested)
  if (client === "psql" && kind !== "shell" && rest.includes("`")) effects.push(shell)
  return effects
}

const shell: Effect = { kind: "code.run", language: "shell", origin: "inline" }

function effectsOf(
  kind: Kind,
  word: string,
  rest: string,
  { engine, environment }: Surroundings["context"],
  nested: Surroundings["nested"],
): Effect[] {
  switch (kind) {
    case "none":
      return []
    case "shell":
      return [shell]
    case "script":
      return rest.startsWith("|") ? [shell] : [{ kind: "code.run", language: "sql", origin: "file" }]
    case "export":
      return exported(word, rest, { kind: "data.export", engine, what: "a query", environment })
    case "write":
      return [{ kind: "db.write", engine, tables: [], environment }, ...(rest.startsWith("|") || rest.startsWith('"|') ? [shell] : [])]
    case "native":
      return [{ kind: "code.run", language: "native", origin: "file" }]
    case "permission":
      return [{ kind: "permission.change", system: engine, what: "SET PASSWORD" }]
    case "connect":
      return rest === "" ? [] : [unknown("a client that connects to another database")]
    case "set":
      return nested(value(rest)).filter(matters)
    case "copy":
      return [...nested(`copy ${rest}`), ...copiedFile(rest)]
    case "large-unlink":
      return [{ kind: "db.delete", engine, deletion: "drop", tables: [], environment }]
    case "unknown":
      return [
        unknown(word === "gexec" || word === "gset" ? "SQL that is put together at run time" : "a command of a database client of no known kind"),
      ]
  }
}

/** What may be filled in for a variable is no statement yet, unless it deletes or changes something. */
export const matters = (effect: Effect): boolean => effect.kind !== "unknown" && effect.kind !== "db.read"

function value(rest: string): string {
  const text = rest.replace(/^\S+\s*/, "")
  const quote = text[0]
  return (quote === "'" || quote === '"') && text.endsWith(quote) && text.length > 1 ? text.slice(1, -1) : text
}

/** `\g` alone only runs the statement before it. */
function exported(word: string, rest: string, effect: Effect): Effect[] {
  if (rest.startsWith("|") || rest.startsWith('"|') || rest.startsWith("'|")) return [effect, shell]
  return rest === "" && word !== "dump" ? [] : [effect]
}

/** psql opens the file on this machine. */
function copiedFile(rest: string): Effect[] {
  const found = /\b(from|to)\s+(?:'([^']*)'|([^\s'();]+))/i.exec(rest.replace(/\([^()]*\)/g, "()"))
  const path = found?.[2] ?? found?.[3]
  if (path === undefined || /^(?:p?stdin|p?stdout|program)$/i.test(path)) return []
  return [{ kind: found?.[1]?.toLowerCase() === "from" ? "file.read" : "file.write", path }]
}
