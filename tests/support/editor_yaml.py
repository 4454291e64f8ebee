"""YAML as editors read it: by the core schema of YAML 1.2, in which 5 is a number and `no` a word."""

import re

import yaml


class CoreLoader(yaml.SafeLoader):
    """Resolves scalars as the core schema of YAML 1.2 does; PyYAML itself knows YAML 1.1."""


CoreLoader.yaml_implicit_resolvers = {}
for kind, pattern, beginnings in (
    ("null", r"^(?:null|Null|NULL|~|)$", ["n", "N", "~", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789")),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(pattern), beginnings)
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
CoreLoader.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(node.value))


def read_as_editor(text: str) -> object:
    """Return the data of the YAML *text* as a JSON Schema sees it, where all keys are texts."""
    return _with_text_keys(yaml.load(text, CoreLoader))  # noqa: S506 - a safe loader


def _with_text_keys(data: object) -> object:
    match data:
        case dict():
            return {_key_text(key): _with_text_keys(value) for key, value in data.items()}
        case list():
            return [_with_text_keys(value) for value in data]
        case _:
            return data


def _key_text(key: object) -> str:
    words = {None: "null", True: "true", False: "false"}
    return words[key] if key is None or isinstance(key, bool) else str(key)
