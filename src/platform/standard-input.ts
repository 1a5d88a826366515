/** Standard input as text, bounded: a hook is handed one event, not a stream. */
import { TipstaffError } from "../base/errors.ts"

const maxBytes = 64 * 1024 * 1024

/** Throws `cli/input-too-large`, `file/not-utf8`. */
export async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    size += bytes.length
    if (size > maxBytes) throw new TipstaffError("cli/input-too-large", `standard input is larger than ${maxBytes} bytes`)
    chunks.push(bytes)
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks))
  } catch (cause) {
    throw new TipstaffError("file/not-utf8", "standard input is not valid UTF-8", { cause })
  }
}
