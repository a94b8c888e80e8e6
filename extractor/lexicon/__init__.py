"""Word lists and registers: data files in this folder, each with a header that names its source.

Lines that begin with ``#`` are comments. ``.txt`` files hold one entry a line, ``.csv``
files a table with a header line. Everything is read once, at first use.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


def _lines(name: str) -> list[str]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """The entries of a ``.txt`` list, as written there."""
    return frozenset(line.strip() for line in _lines(name))


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a ``.csv`` table, in file order; empty cells are empty strings."""
    return tuple(csv.DictReader(_lines(name)))
