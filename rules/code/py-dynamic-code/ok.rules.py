RULES = {"double": lambda x: x * 2}


def apply_rule(name, record):
    return RULES[name](record)


def version():
    return eval("__version__")
