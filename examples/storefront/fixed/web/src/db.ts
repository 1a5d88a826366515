interface Row {
  readonly id: number
}

interface User extends Row {
  readonly salt: Buffer
  readonly digest: Buffer
}

export const db = {
  async query(_text: string, _values: readonly unknown[] = []): Promise<Row[]> {
    return []
  },
  async users(_text: string, _values: readonly unknown[] = []): Promise<User[]> {
    return []
  },
}
