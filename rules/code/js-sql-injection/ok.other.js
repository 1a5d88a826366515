function load(req, cache) {
  const key = `select:${req.params.id}`
  return cache.get(key)
}
