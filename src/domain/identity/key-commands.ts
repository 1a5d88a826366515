/** Handlers of `tipstaff keys`. */
import { join } from "node:path"
import { exitCode } from "../../base/exit-code.ts"
import { printable } from "../../base/mask.ts"
import type { Handler } from "../../base/operation.ts"
import { createKey, listKeys, loadKey, publicPem, type StoredKey } from "../../platform/keys.ts"
import { askNewPassphrase } from "../../platform/passphrase.ts"

interface PublicPart {
  readonly name: string
  readonly id: string
  readonly createdAt: string
  /** Base64 SPKI DER. */
  readonly publicKey: string
}

function publicPart(key: StoredKey): PublicPart {
  return { name: key.name, id: key.id, createdAt: key.created_at, publicKey: key.public_key }
}

export const handleNew: Handler<{ name: string }, PublicPart & { readonly file: string }> = async (world, { name }) => {
  const passphrase = await askNewPassphrase(world, name)
  const key = publicPart(await createKey(world.stateDir, name, passphrase, world.clock))
  const file = join(world.stateDir, "keys", `${name}.json`)
  return {
    exitCode: exitCode.ok,
    data: { ...key, file },
    text: [
      `Made the key ${key.name} in ${file}. Nobody can recover its passphrase.`,
      "To let it sign, add this to the person under people: in tipstaff.yaml:",
      "",
      "    keys:",
      `      - id: ${quoted(key.id)}`,
      `        publicKey: ${key.publicKey}`,
      "",
    ].join("\n"),
  }
}

export const handleList: Handler<
  object,
  { readonly keys: readonly PublicPart[]; readonly unusable: readonly { file: string; reason: string }[] }
> = async (world) => {
  const { keys, unusable } = await listKeys(world.stateDir)
  for (const { file, reason } of unusable) world.terminal.warn(printable(`${file}: ${reason}`))
  const lines = keys.map((key) => `${key.id}  ${key.created_at}  ${key.name}\n`)
  return {
    exitCode: exitCode.ok,
    data: { keys: keys.map(publicPart), unusable },
    text: lines.length > 0 ? lines.join("") : "There is no key here. Next: tipstaff keys new NAME\n",
  }
}

export const handleShow: Handler<{ name: string; pem: boolean }, PublicPart & { readonly pem: string }> = async (world, { name, pem }) => {
  const key = publicPart(await loadKey(world.stateDir, name))
  const text = publicPem(key.publicKey)
  return {
    exitCode: exitCode.ok,
    data: { ...key, pem: text },
    text: pem ? text : `name       ${key.name}\nkey id     ${key.id}\ncreated    ${key.createdAt}\npublic key ${key.publicKey}\n\n${text}`,
  }
}

// A key id of digits alone, or one such as 1234567890123e45, would be read by YAML as a number.
function quoted(id: string): string {
  return JSON.stringify(id)
}
