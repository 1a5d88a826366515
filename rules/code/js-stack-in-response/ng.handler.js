app.use((err, req, res, next) => {
  res.status(500).json({ message: "failed", stack: err.stack }) // tipstaff-expect
})

app.get("/", async (req, res) => {
  try {
    res.send(await page())
  } catch (error) {
    res.status(500).send(error.stack) // tipstaff-expect
  }
})
