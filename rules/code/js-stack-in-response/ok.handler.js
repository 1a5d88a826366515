app.use((err, req, res, next) => {
  logger.error(err.stack)
  res.status(500).json({ message: "internal error", request: req.id })
})
