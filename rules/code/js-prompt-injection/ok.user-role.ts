const SYSTEM = "You answer questions about our products."

export async function answer(req: Request, res: Response) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o",
    messages: [
      { role: "system", content: SYSTEM },
      { role: "user", content: req.body.question },
    ],
  })
  const other = await generateText({ model, system: SYSTEM, prompt: req.body.question })
  res.json({ completion, other, system: os.platform() })
}
