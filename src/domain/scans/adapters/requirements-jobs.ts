/** One start of a tool for each requirements file. */
import { posix } from "node:path"
import type { SourceFile } from "../engine.ts"
import type { Job } from "./drive.ts"

/** The file name gets `./` so that a name that starts with a dash is no option. */
export function requirementsJobs(files: readonly SourceFile[]): Job[] {
  return files.map((file) => ({ cwd: posix.dirname(file.path), file: `./${posix.basename(file.path)}` }))
}
