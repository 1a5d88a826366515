/** Runs `classify`: a declared subject as it is, anything else from Git. */
import { resolve } from "node:path"
import type { Handler } from "../../../base/operation.ts"
import { exitCode } from "../../../base/exit-code.ts"
import { openRepository, type GitOptions } from "../../../platform/git.ts"
import { classifyRange, type RangeRequest } from "./classify-range.ts"
import { classifyDeclared } from "./declared.ts"
import { classificationRecord, type ClassificationRecord } from "./record.ts"
import { renderClassification } from "./render.ts"
import type { WorkTypeId } from "./work-types.ts"

export interface ClassifyInput {
  readonly path?: string | undefined
  readonly base?: string | undefined
  readonly head?: string | undefined
  readonly kind?: WorkTypeId | undefined
}

/** `settingsOf` reads the settings of the repository with this root. */
export function classifyHandler(
  settingsOf: (root: string, options: GitOptions) => Promise<RangeRequest["settings"]>,
): Handler<ClassifyInput, ClassificationRecord> {
  return async (world, input) => {
    if (input.kind !== undefined) {
      const declared = classifyDeclared({ kind: input.kind })
      return { exitCode: exitCode.ok, data: classificationRecord(declared), text: renderClassification(declared, "") }
    }
    const options = { env: world.env, signal: world.signal }
    const repository = await openRepository(resolve(world.cwd, input.path ?? "."), options)
    const settings = await settingsOf(repository.root, options)
    const progress = (done: number, total: number) => world.terminal.progress("classifying", done, total)
    const result = await classifyRange(repository, { base: input.base, head: input.head, settings, progress }, options)
    return {
      exitCode: result.unread.length > 0 ? exitCode.couldNotRun : exitCode.ok,
      data: classificationRecord(result),
      text: renderClassification(result, result.basis),
    }
  }
}
