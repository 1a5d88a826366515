/** Where a command reads from and writes to. */
import type { Redirection } from "unbash"
import type { Effect } from "../effect.ts"
import { isSecretPath } from "../paths.ts"
import { asStream, type Field } from "./field.ts"
import { fileKey } from "./located.ts"
import type { Scope } from "./scope.ts"
import { known, nothing, unknownText, type Stream } from "./stream.ts"
import { fieldOf, partsField, type Substitute } from "./words.ts"

export interface Redirected {
  readonly stdin: Stream
  readonly effects: readonly Effect[]
  /** What to do with what the command writes; `takes` when standard output goes there. */
  readonly outputs: readonly { readonly takes: boolean; readonly write: (stream: Stream) => readonly Effect[] }[]
}

interface Place {
  readonly scope: Scope
  readonly substitute: Substitute
}

/** They are neither files nor of any consequence. */
const harmless = /^\/dev\/(?:null|stdin|stdout|stderr|tty|zero|full|u?random|fd\/\d+)$/

export function redirected(redirects: readonly Redirection[], stdin: Stream, place: Place): Redirected {
  const effects: Effect[] = []
  const outputs: Redirected["outputs"][number][] = []
  let input = stdin
  for (const redirect of redirects) {
    if (redirect.type === "HereDoc") {
      input = redirect.body.parts === undefined ? known(redirect.body.text) : asStream(partsField(redirect.body.parts, place.scope, place.substitute))
      continue
    }
    if (redirect.target === undefined) {
      effects.push({ kind: "unknown", why: "a redirection has no target" })
      continue
    }
    const target = fieldOf(redirect.target, place.scope, place.substitute)
    if (redirect.type === "HereString") input = asStream(target)
    else if (redirect.operator === "<" || redirect.operator === "<>") input = readFrom(target, input, place.scope, effects)
    else if (redirect.operator !== "<&" && !(redirect.operator === ">&" && /^(?:\d+|-)$/.test(target.text))) {
      const descriptor = redirect.descriptor?.type === "FileDescriptor" ? redirect.descriptor.value : 1
      outputs.push({
        takes: descriptor === 1,
        write: (stream) => writeTo(target, descriptor === 1 ? stream : unknownText("output"), redirect.operator, place.scope),
      })
    }
  }
  return { stdin: input, effects, outputs }
}

function readFrom(target: Field, stdin: Stream, scope: Scope, effects: Effect[]): Stream {
  if (target.stream !== undefined) return target.stream
  if (/^\/dev\/(?:stdin|fd\/0)$/.test(target.text)) return stdin
  if (harmless.test(target.text)) return target.text === "/dev/null" ? nothing : unknownText()
  const socket = socketOf(target.text)
  if (socket !== undefined) {
    // What reads a connection that it holds open is steered from the other side.
    effects.push({ kind: "net.receive", host: socket }, { kind: "code.run", language: "shell", origin: "network" })
    return unknownText("network")
  }
  effects.push({ kind: "file.read", path: target.text })
  return scope.files.get(fileKey(target.text, scope)) ?? unknownText(isSecretPath(target.text) ? "secret" : "file")
}

function writeTo(target: Field, stream: Stream, operator: string, scope: Scope): readonly Effect[] {
  const path = target.text
  if (harmless.test(path) || target.stream !== undefined) return []
  const socket = socketOf(path)
  if (socket !== undefined) return [{ kind: "net.send", host: socket, carries: stream.carries.has("secret") ? "secret" : "output" }]
  const before = operator.includes(">>") ? scope.files.get(fileKey(path, scope)) : nothing
  scope.files.set(
    fileKey(path, scope),
    before?.text === undefined || stream.text === undefined ? { carries: stream.carries } : { ...stream, text: before.text + stream.text },
  )
  return [{ kind: "file.write", path }]
}

/** Bash opens a connection for these names. */
function socketOf(path: string): string | undefined {
  return /^\/dev\/(?:tcp|udp)\/([^/]+)\//.exec(path)?.[1]
}

/** For programs that name their output in an argument. */
export function written(path: Field | string, scope: Scope, stream: Stream): Effect {
  const name = typeof path === "string" ? path : path.text
  scope.files.set(fileKey(name, scope), stream)
  return { kind: "file.write", path: name }
}
