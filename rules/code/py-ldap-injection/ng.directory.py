import ldap
from flask import request


def find(connection):
    user = request.args["user"]
    return connection.search_s("dc=example", ldap.SCOPE_SUBTREE, f"(uid={user})")  # tipstaff-expect
