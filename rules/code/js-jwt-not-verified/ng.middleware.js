const jwt = require("jsonwebtoken")

function middleware(req, res, next) {
  req.user = jwt.decode(req.headers.authorization.split(" ")[1]) // tipstaff-expect
  next()
}

function other(req, res, next) {
  req.user = jwt.verify(req.cookies.session, key, { algorithms: ["HS256", "none"] }) // tipstaff-expect
  next()
}
