/** The one way to execute an operation, whichever interface asked: validate, do, report. */
import type { z } from "zod"
import { TipstaffError } from "../base/errors.ts"
import type { Operation, Result } from "../base/operation.ts"
import type { World } from "../base/world.ts"

/** Throws `usage/invalid-input` naming every wrong field, then whatever the operation throws. */
export async function runOperation(world: World, operation: Operation, raw: unknown): Promise<Result<unknown>> {
  const parsed = operation.input.safeParse(raw)
  if (!parsed.success)
    throw new TipstaffError("usage/invalid-input", describe(parsed.error), { next: `tipstaff ${operation.name.replaceAll(".", " ")} --help` })
  const handle = await operation.load()
  return handle(world, parsed.data)
}

function describe(error: z.ZodError): string {
  return error.issues.map((issue) => (issue.path.length > 0 ? `${issue.path.join(".")}: ${issue.message}` : issue.message)).join("; ")
}
