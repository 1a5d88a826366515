import yaml


def read(path):
    with open(path) as file:
        first = yaml.load(file)  # tipstaff-expect
        second = yaml.load(file, Loader=yaml.UnsafeLoader)  # tipstaff-expect
        return first, second, yaml.unsafe_load(file)  # tipstaff-expect
