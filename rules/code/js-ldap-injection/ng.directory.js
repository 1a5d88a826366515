const ldap = require("ldapjs")

function find(req, client) {
  const options = { filter: `(uid=${req.query.user})`, scope: "sub" } // tipstaff-expect
  client.search("ou=" + req.body.unit + ",dc=example", options, done) // tipstaff-expect
}
