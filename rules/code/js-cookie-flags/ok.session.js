app.use(session({ secret: process.env.SESSION_SECRET, cookie: { httpOnly: true, secure: true } }))

function login(req, res) {
  res.cookie("session", id, { httpOnly: true, secure: true, sameSite: "lax" })
  res.cookie("theme", "dark", { maxAge: 3600 })
  res.cookie("session", id, cookieOptions)
}

const transport = createTransport({ host, port: 25, secure: false })
