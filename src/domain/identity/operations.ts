/** The operations on keys and on the people this machine trusts. */
import { z } from "zod"
import { operation } from "../../base/operation.ts"

const repo = z.string().optional().meta({ description: "folder in the repository; default: here", placeholder: "DIR" })

export const keysNew = operation({
  name: "keys.new",
  summary: "make a signing key, protected by a passphrase",
  details:
    "The key is Ed25519 and lies encrypted in your state folder, outside every repository. The passphrase is asked for; TIPSTAFF_PASSPHRASE_FILE may name a private file that holds it.",
  permission: "keys.create",
  effect: "writes",
  schema: "tipstaff.keys-new/1",
  input: z.strictObject({ name: z.string().meta({ description: "name of the key on this machine", positional: true, placeholder: "NAME" }) }),
  load: async () => (await import("./key-commands.ts")).handleNew,
})

export const keysList = operation({
  name: "keys.list",
  summary: "list the signing keys on this machine",
  permission: "keys.read",
  effect: "reads",
  schema: "tipstaff.keys-list/1",
  input: z.strictObject({}),
  load: async () => (await import("./key-commands.ts")).handleList,
})

export const keysShow = operation({
  name: "keys.show",
  summary: "show the public part of a key",
  permission: "keys.read",
  effect: "reads",
  schema: "tipstaff.keys-show/1",
  input: z.strictObject({
    name: z.string().meta({ description: "name of the key", positional: true, placeholder: "NAME" }),
    pem: z.boolean().default(false).meta({ description: "print only the PEM text, as openssl reads it" }),
  }),
  load: async () => (await import("./key-commands.ts")).handleShow,
})

export const trustShow = operation({
  name: "trust.show",
  summary: "show whose signatures count here",
  permission: "trust.read",
  effect: "reads",
  schema: "tipstaff.trust-show/1",
  input: z.strictObject({ repo }),
  load: async () => (await import("./trust-commands.ts")).handleShow,
})

export const trustAccept = operation({
  name: "trust.accept",
  summary: "trust the people that tipstaff.yaml lists now",
  details: "Only a person at a terminal can do this: it shows what changed and asks for a phrase.",
  permission: "trust.accept",
  effect: "writes",
  schema: "tipstaff.trust-accept/1",
  input: z.strictObject({ repo }),
  load: async () => (await import("./trust-commands.ts")).handleAccept,
})

export const trustSign = operation({
  name: "trust.sign",
  summary: "sign a change of the people, so that other machines follow it",
  permission: "trust.sign",
  effect: "writes",
  schema: "tipstaff.trust-sign/1",
  input: z.strictObject({ repo, key: z.string().optional().meta({ description: "name of your key, when you have several", placeholder: "NAME" }) }),
  load: async () => (await import("./trust-commands.ts")).handleSign,
})

export const trustExport = operation({
  name: "trust.export",
  summary: "print the trusted people and keys, for verifying elsewhere",
  permission: "trust.read",
  effect: "reads",
  schema: "tipstaff.trust-export/1",
  input: z.strictObject({ repo }),
  load: async () => (await import("./trust-commands.ts")).handleExport,
})
