const jwt = require("jsonwebtoken")

function middleware(req, res, next) {
  const header = jwt.decode(req.cookies.session, { complete: true })
  req.user = jwt.verify(req.cookies.session, keyFor(header), { algorithms: ["RS256"] })
  next()
}

function whoami(idToken) {
  return jwt.decode(idToken)
}
