"""Form fields with brackets, as the SDK sends them, to nested dictionaries."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl

from market.gateways.stripe.double.errors import InvalidParams

NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
DEEPEST = 12


def decode(encoded: str) -> dict[str, Any]:
    """Return `a[b][0]=x&c=y` as {"a": {"b": ["x"]}, "c": "y"}; lists are recognised by their numbers."""
    tree: dict[str, Any] = {}
    for name, value in parse_qsl(encoded, keep_blank_values=True, max_num_fields=2000):
        _put(tree, _path(name), value, name)
    listed = _listed(tree)
    return listed if isinstance(listed, dict) else {}


def _path(name: str) -> list[str]:
    match = NAME.fullmatch(name)
    steps = [match[1], *re.findall(r"\[([^\[\]]*)\]", match[2])] if match else []
    if not steps or len(steps) > DEEPEST:
        raise InvalidParams(f"Received unknown parameter: {name}", code="parameter_unknown", param=name)
    return steps


def _put(tree: dict[str, Any], path: list[str], value: str, name: str) -> None:
    for step in path[:-1]:
        tree = tree.setdefault(step, {})
        if not isinstance(tree, dict):
            raise InvalidParams(f"Invalid parameter: {name}", param=name)
    last = path[-1] or str(len(tree))
    tree[last] = value


def _listed(branch: Any) -> Any:
    if not isinstance(branch, dict):
        return branch
    branch = {key: _listed(value) for key, value in branch.items()}
    if branch and all(key.isdigit() for key in branch):
        return [branch[key] for key in sorted(branch, key=int)]
    return branch
