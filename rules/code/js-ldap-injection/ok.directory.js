const ldap = require("ldapjs")

function find(req, client) {
  const filter = new ldap.EqualityFilter({ attribute: "uid", value: req.query.user })
  client.search("ou=people,dc=example", { filter, scope: "sub" }, done)
  client.search("ou=people,dc=example", { filter: `(uid=${escapeFilter(req.query.user)})` }, done)
}
