async function run(req) {
  const prompt = "You are an assistant for " + req.query.company
  return generateText({ model, system: prompt, prompt: req.query.question }) // tipstaff-expect
}
