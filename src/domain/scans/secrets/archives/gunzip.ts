/** Unpacks gzip (RFC 1952) in chunks, with a limit on what comes out: node:zlib stops when nobody takes its output. */
import { pipeline } from "node:stream/promises"
import { createGunzip } from "node:zlib"
import { systemCode } from "../../../../base/errors.ts"
import { type Allowance, mostUnpacked, reasons } from "./limits.ts"
import { type ArchiveSource, chunksOf } from "./source.ts"

/** Why the stream ended before its end; its message is the reason for the report. */
export class UnpackStop extends Error {}

const chunkSize = 64 * 1024

export async function* gunzipChunks(source: ArchiveSource, allowance: Allowance): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize })
  // Its failure is the same one that the loop below throws.
  const feeding = pipeline(chunksOf(source), gunzip).catch(() => undefined)
  let unpacked = 0
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      unpacked += chunk.length
      allowance.bytes -= chunk.length
      if (allowance.bytes < 0) throw new UnpackStop(reasons.total(allowance.limits))
      // Against what was handed in so far: a bomb is seen long before its end.
      if (unpacked > mostUnpacked(allowance.limits, gunzip.bytesWritten)) throw new UnpackStop(reasons.bomb(allowance.limits))
      yield chunk
    }
  } catch (cause) {
    throw cause instanceof UnpackStop ? cause : damage(cause)
  } finally {
    gunzip.destroy()
    await feeding
  }
}

function damage(cause: unknown): unknown {
  const code = systemCode(cause)
  if (code === "Z_BUF_ERROR") return new UnpackStop("damaged gzip file: it is cut short")
  return code?.startsWith("Z_") === true ? new UnpackStop("damaged gzip file: it cannot be unpacked in full") : cause
}
