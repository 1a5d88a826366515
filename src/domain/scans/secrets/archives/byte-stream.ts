/** Takes a stream of chunks apart into pieces of asked lengths. */

export class ByteStream {
  private readonly chunks: AsyncIterator<Buffer> | Iterator<Buffer>
  private rest: Buffer = Buffer.alloc(0)

  constructor(chunks: AsyncIterable<Buffer> | Iterable<Buffer>) {
    this.chunks = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]()
  }

  /** The next bytes; fewer only where the stream ends. */
  async take(length: number): Promise<Buffer> {
    const pieces: Buffer[] = []
    let missing = length
    while (missing > 0 && (await this.fill())) {
      const piece = this.rest.subarray(0, missing)
      this.rest = this.rest.subarray(piece.length)
      missing -= piece.length
      pieces.push(piece)
    }
    return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
  }

  /** What is at hand; undefined at the end. */
  async next(): Promise<Buffer | undefined> {
    if (!(await this.fill())) return undefined
    const chunk = this.rest
    this.rest = Buffer.alloc(0)
    return chunk
  }

  /** Lets bytes go by; returns how many there were. */
  async skip(length: number): Promise<number> {
    let missing = length
    while (missing > 0 && (await this.fill())) {
      const passed = Math.min(missing, this.rest.length)
      this.rest = this.rest.subarray(passed)
      missing -= passed
    }
    return length - missing
  }

  /** What comes next, without taking it. */
  async peek(length: number): Promise<Buffer> {
    this.rest = Buffer.concat([await this.take(length), this.rest])
    return this.rest.subarray(0, length)
  }

  /** Ends the stream early. */
  async close(): Promise<void> {
    await this.chunks.return?.()
  }

  private async fill(): Promise<boolean> {
    while (this.rest.length === 0) {
      const next = await this.chunks.next()
      if (next.done === true) return false
      this.rest = next.value
    }
    return true
  }
}
