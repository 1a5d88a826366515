import yaml
from ruamel.yaml import YAML


def read(path):
    with open(path) as file:
        first = yaml.safe_load(file)
        second = yaml.load(file, Loader=yaml.SafeLoader)
        third = yaml.load(file, yaml.CSafeLoader)
        parser = YAML(typ="safe")
        return first, second, third, parser.load(file)
