"""Writes data as the strict subset of YAML that yaml_tree reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import yaml

Data = str | Sequence["Data"] | Mapping[str, "Data"]
_WIDTH = 96
_ENDLESS = 1 << 30
_BASE = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_BASE):  # type: ignore[misc, valid-type]
    """Lists of words on one line, texts of several lines as blocks, no anchors."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the base's name
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=style)


def _list(dumper: yaml.SafeDumper, members: Sequence[Data]) -> yaml.SequenceNode:
    flow = all(isinstance(member, str) for member in members)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", members, flow_style=flow)


_Dumper.add_representer(str, _text)
_Dumper.add_multi_representer(str, _text)  # StrEnum
_Dumper.add_representer(list, _list)


def dump(data: Data) -> str:
    """The text of a file; reading it gives the same strings, keys and lists, in the same order.

    What yaml_tree refuses in a file, such as control characters, must not be in the data.
    """
    return _dump(data, _WIDTH)


def scalar(text: str) -> str:
    """A string of one line as YAML on one line, to be put behind a key."""
    return _dump([text], _ENDLESS).strip()[1:-1]


def _dump(data: Data, width: int) -> str:
    text = yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=width,
    )
    return str(text)
