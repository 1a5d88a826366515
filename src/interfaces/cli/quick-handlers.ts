/** What the quick calls need at once: the build lays it into one file, since each further one costs a start more than its size. */
import { handleCheck } from "../../app/check/check.ts"
import { handleSecretsScan } from "../../app/secrets/scan.ts"

export { execute, listenForInterrupts } from "./execute.ts"
export const handlers = { check: handleCheck, secretsScan: handleSecretsScan } as const
