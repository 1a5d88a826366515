import { readFile } from "node:fs/promises"

export async function show(ctx) {
  ctx.body = await readFile("pages/" + ctx.query.page) // tipstaff-expect
}
