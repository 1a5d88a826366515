export function afterLogin(req: Request, res: Response) {
  res.redirect(req.query.next) // tipstaff-expect
}

export function leave(req: Request, res: Response) {
  const target = req.body.returnTo || "/"
  return res.redirect(302, target) // tipstaff-expect
}

export function client() {
  const params = new URLSearchParams(window.location.search)
  window.location.href = params.get("redirect") // tipstaff-expect
}
