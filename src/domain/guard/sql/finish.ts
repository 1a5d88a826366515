/** Puts together what one statement does, with tables in the place of their aliases. */
import type { Effect } from "../effect.ts"
import type { Statement } from "./statement.ts"

/** Aliases hold for the statement that ends here. */
export function settle(statement: Statement): void {
  const real = (name: string) => statement.aliases.get(name) ?? name
  for (let at = statement.settled; at < statement.effects.length; at++) {
    const effect = statement.effects[at]
    if (effect?.kind === "db.delete") statement.effects[at] = { ...effect, tables: [...new Set(effect.tables.map(real))] }
  }
  for (const name of statement.fresh) statement.writes.add(real(name))
  statement.fresh.clear()
  statement.aliases.clear()
  statement.settled = statement.effects.length
}

/** Removals and the like in their order, then what is written, then what is read besides. */
export function finish(statement: Statement): Effect[] {
  const { alter } = statement
  if (alter !== undefined && !alter.changed) {
    statement.wrote = true
    for (const table of alter.tables) statement.fresh.add(table)
  }
  settle(statement)
  const { engine, environment } = statement.context
  const { common } = statement
  const sources = [...statement.reads].filter((name) => !common.has(name))
  // Rows of a name that WITH gives are rows of the tables behind it.
  const real = (names: Iterable<string>) => {
    const all = new Set(names)
    if (common.size === 0 || ![...all].some((name) => common.has(name))) return all
    return new Set([...[...all].filter((name) => !common.has(name)), ...sources])
  }
  const { effects, targets } = joined(statement.effects, real)
  const written = real(statement.writes)
  const others = sources.filter((name) => !targets.has(name) && !written.has(name))
  if (statement.wrote) effects.push({ kind: "db.write", engine, tables: [...written], environment })
  if (others.length > 0 || (statement.read && effects.length === 0)) effects.push({ kind: "db.read", engine, tables: others, environment })
  return effects
}

interface Joined {
  readonly effects: Effect[]
  /** All tables that lose something. */
  readonly targets: ReadonlySet<string>
}

/** One deletion of each kind, of all its tables, where the first of them stood. */
function joined(effects: readonly Effect[], real: (names: Iterable<string>) => Set<string>): Joined {
  const kept: Effect[] = []
  const tables = new Map<string, Set<string>>()
  for (const effect of effects) {
    if (effect.kind !== "db.delete") {
      kept.push(effect)
      continue
    }
    const known = tables.get(effect.deletion)
    if (known === undefined) {
      kept.push(effect)
      tables.set(effect.deletion, new Set(effect.tables))
    } else for (const table of effect.tables) known.add(table)
  }
  const resolved = new Map([...tables].map(([deletion, names]) => [deletion, real(names)]))
  const named = kept.map((effect) => (effect.kind === "db.delete" ? { ...effect, tables: [...(resolved.get(effect.deletion) ?? [])] } : effect))
  return { effects: named, targets: new Set([...resolved.values()].flatMap((names) => [...names])) }
}
