import { execFileSync } from "node:child_process"

export async function step(openai: OpenAI, pool: Pool) {
  const completion = await openai.chat.completions.create({ model: "gpt-4o", messages })
  const choice = JSON.parse(completion.choices[0].message.content)
  const operation = operations[choice.name]
  if (!operation) throw new Error("unknown operation")
  execFileSync("git", ["status"])
  await pool.query("INSERT INTO answers (text) VALUES ($1)", [completion.choices[0].message.content])
  return operation(choice)
}
