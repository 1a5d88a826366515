export function afterLogin(req: Request, res: Response) {
  const next = String(req.query.next ?? "")
  if (!next.startsWith("/") || next.startsWith("//")) return res.redirect("/")
  return res.redirect(next)
}

export function item(req: Request, res: Response) {
  res.redirect(`/items/${req.params.id}`)
  window.location.href = "/login"
}
