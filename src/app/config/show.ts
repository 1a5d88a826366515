/** Handler of `tipstaff config show`: every setting that holds, and with --origin where it was written. */
import { join } from "node:path"
import { exitCode } from "../../base/exit-code.ts"
import { printable } from "../../base/mask.ts"
import { isRecord } from "../../base/json.ts"
import type { Handler } from "../../base/operation.ts"
import { readTextIfPresent } from "../../platform/files.ts"
import { openRepository } from "../../platform/git.ts"
import { basePolicy, securityFilePath } from "../../domain/policy/security-file.ts"
import { loadSecurityFile } from "../../domain/policy/load-security.ts"
import { readSettings, type SettingsFile } from "../../domain/policy/settings-file.ts"
import { settingsPath, tipstaffSettings } from "../../domain/reviews/settings.ts"

interface Row {
  readonly key: string
  readonly value: unknown
  readonly origin: string
}

export const handleConfigShow: Handler<
  { readonly origin: boolean; readonly repo?: string | undefined },
  { readonly settings: readonly Row[] }
> = async (world, input) => {
  const { root } = await openRepository(input.repo ?? world.cwd, { env: world.env, signal: world.signal })
  const security = await loadSecurityFile(root)
  const text = await readTextIfPresent(join(root, settingsPath))
  const own = readSettings(tipstaffSettings, text ?? "", settingsPath)
  const rows = [
    ...leaves(security?.settings ?? basePolicy, [], security, "security policy").map((row) => ({ ...row, key: `security.${row.key}` })),
    ...leaves(own.settings, [], own, "default"),
  ]
  const width = Math.max(...rows.map((row) => row.key.length))
  const lines = rows.map((row) => `${row.key.padEnd(width)}  ${printable(JSON.stringify(row.value))}${input.origin ? `  # ${row.origin}` : ""}`)
  const missing = security === undefined ? `\n${securityFilePath} does not exist. Next: tipstaff init\n` : ""
  return { exitCode: exitCode.ok, data: { settings: rows }, text: `${lines.join("\n")}\n${missing}` }
}

/** One row for each value; lists are one value. */
function leaves(value: unknown, path: readonly string[], file: SettingsFile<unknown> | undefined, otherwise: string): Row[] {
  if (isRecord(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, member]) => leaves(member, [...path, key], file, otherwise))
  const line = file?.lineOf(path)
  return [{ key: path.join("."), value, origin: line === undefined ? otherwise : `${file?.file}:${line}` }]
}
