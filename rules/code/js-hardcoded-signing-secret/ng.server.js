const jwt = require("jsonwebtoken")
const session = require("express-session")

const KEY = "change" + "-me"

function issue(user) {
  return jwt.sign({ id: user.id }, KEY) // tipstaff-expect
}

app.use(session({ secret: "keyboard cat", resave: false })) // tipstaff-expect
