import ldap
from flask import request
from ldap.filter import escape_filter_chars


def find(connection):
    user = escape_filter_chars(request.args["user"])
    return connection.search_s("dc=example", ldap.SCOPE_SUBTREE, f"(uid={user})")
