const jwt = require("jsonwebtoken")
const session = require("express-session")
const { key } = require("./keys")

function issue(user) {
  return jwt.sign({ id: user.id }, process.env.JWT_SECRET, { expiresIn: "1h" })
}

function check(token) {
  return jwt.verify(token, key, { algorithms: ["ES256"] })
}

app.use(session({ secret: process.env.SESSION_SECRET, resave: false }))
