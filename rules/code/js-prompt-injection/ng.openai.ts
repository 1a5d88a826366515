import OpenAI from "openai"

const openai = new OpenAI()

export async function answer(req: Request, res: Response) {
  const page = await (await fetch("https://docs.example.com/terms")).text()
  const completion = await openai.chat.completions.create({
    model: "gpt-4o",
    messages: [
      { role: "system", content: `You help ${req.body.name}. Rules: ${req.body.rules}` }, // tipstaff-expect
      { role: "system", content: "Summarise this page: " + page }, // tipstaff-expect
      { role: "user", content: req.body.question },
    ],
  })
  res.json(completion)
}
