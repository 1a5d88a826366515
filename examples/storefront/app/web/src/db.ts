interface Row {
  readonly id: number
}

export const db = {
  async query(_text: string, _values: readonly unknown[] = []): Promise<Row[]> {
    return []
  },
}
