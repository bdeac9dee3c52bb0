"""YAML files under ``data/``: read whole, and refused where a key stands twice, as the later would hide the earlier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from geo.errors import DataError

# libyaml's, where PyYAML was built with it: several times as fast.
_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):  # type: ignore[misc]  # either has the methods of SafeLoader
    """PyYAML's safe loader, which refuses repeated keys."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    lines: dict[object, int] = {}
    for key_node, _ in node.value:
        key, line = loader.construct_object(key_node, deep=True), key_node.start_mark.line + 1
        if key in lines:
            raise yaml.constructor.ConstructorError(
                None,
                None,
                f"the key {key!r} stands in line {lines[key]} already; join the two",
                key_node.start_mark,
            )
        lines[key] = line
    mapping: dict[Any, Any] = loader.construct_mapping(node, deep=True)
    return mapping


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load_yaml(path: Path) -> Any:  # noqa: ANN401 (whatever the file holds; callers check its schema)
    """The content of a YAML file in UTF-8.

    Raises:
        DataError: the file is absent or unreadable, is not YAML, or has a key twice; the message names file and line.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 (a safe loader)
    except OSError as problem:
        raise DataError(
            f"{path}: expected a data file, cannot read it ({problem.strerror}); restore it"
        ) from problem
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise DataError(f"{path}: expected YAML in UTF-8: {problem}") from problem
