import { execSync } from "node:child_process"

export async function step(openai: OpenAI, pool: Pool) {
  const completion = await openai.chat.completions.create({ model: "gpt-4o", messages })
  const command = completion.choices[0].message.content
  execSync(command) // tipstaff-expect
  const { text } = await generateText({ model, prompt: "Write SQL" })
  await pool.query(text) // tipstaff-expect
  const args = JSON.parse(completion.choices[0].message.tool_calls[0].function.arguments)
  return eval(args.code) // tipstaff-expect
}
