export class Repository {
  constructor(private readonly db: Database) {}

  async remove(owner: string): Promise<void> {
    await this.db.run(`DELETE FROM notes WHERE owner = "${owner}"`) // tipstaff-expect
  }
}
