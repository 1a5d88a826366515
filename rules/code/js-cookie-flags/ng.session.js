app.use(session({ secret: process.env.SESSION_SECRET, cookie: { httpOnly: false } })) // tipstaff-expect

function login(req, res) {
  res.cookie("session", id, { maxAge: 3600 }) // tipstaff-expect
  res.cookie("session_id", id, { httpOnly: true, secure: false }) // tipstaff-expect
}
