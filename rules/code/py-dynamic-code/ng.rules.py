def apply_rule(rule, record):
    return eval(rule, {"record": record})  # tipstaff-expect


def define(name, body):
    exec(f"def {name}(x):\n    return {body}")  # tipstaff-expect
