/** Derives the flags and positional arguments of a command from the operation's input schema. */
import type { z } from "zod"

export interface Parameter {
  readonly name: string
  readonly kind: "boolean" | "enum" | "text" | "texts"
  readonly values: readonly string[]
  readonly positional: boolean
  readonly required: boolean
  readonly brief: string
  readonly placeholder: string
  readonly short: string | undefined
}

interface Definition {
  readonly type: string
  readonly innerType?: z.core.$ZodType
  readonly in?: z.core.$ZodType
}

/** Every field of the input, in the order of its declaration. */
export function parametersOf(input: z.ZodObject): Parameter[] {
  return Object.entries(input.shape).map(([name, field]) => parameterOf(name, field as z.ZodType))
}

function parameterOf(name: string, field: z.ZodType): Parameter {
  const { core, required, meta } = unwrap(field)
  const kind = kindOf(core)
  return {
    name,
    kind,
    values: kind === "enum" ? (core as unknown as z.ZodEnum).options.map(String) : [],
    positional: meta["positional"] === true,
    required: required && kind !== "boolean" && kind !== "texts",
    brief: typeof meta["description"] === "string" ? meta["description"] : name,
    placeholder: typeof meta["placeholder"] === "string" ? meta["placeholder"] : name.toUpperCase(),
    short: typeof meta["short"] === "string" ? meta["short"] : undefined,
  }
}

function unwrap(field: z.ZodType): { core: z.ZodType; required: boolean; meta: Readonly<Record<string, unknown>> } {
  let core = field
  let required = true
  let meta: Readonly<Record<string, unknown>> = { ...core.meta() }
  for (;;) {
    const definition = core.def as Definition
    const inner = definition.type === "pipe" ? definition.in : definition.innerType
    if (!inner) return { core, required, meta }
    if (definition.type === "optional" || definition.type === "default" || definition.type === "prefault") required = false
    core = inner as z.ZodType
    meta = { ...core.meta(), ...meta }
  }
}

function kindOf(core: z.ZodType): Parameter["kind"] {
  const type = (core.def as Definition).type
  if (type === "boolean") return "boolean"
  if (type === "enum") return "enum"
  if (type === "array") return "texts"
  return "text"
}
