"""Why a row is in the table."""

from __future__ import annotations

from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from extractor.cleaning.cleaned import Cleaned
from extractor.facts.confidence import record_of
from extractor.tables.schema import FACTS
from extractor.viewing.terminal import STYLES

_CONTEXT = 200  # characters shown on either side of the fact


def explanation(row: dict[str, Any], cleaned: Cleaned) -> Group:
    """The fact in its context, every column that is filled in with its meaning, and the record of its rule."""
    source, start, end = cleaned.source, row["start"], row["end"]
    around = Text()
    around.append(("…" if start > _CONTEXT else "") + source[max(0, start - _CONTEXT) : start], "dim")
    around.append(source[start:end], f"{STYLES[row['kind']]} underline")
    around.append(source[end : end + _CONTEXT] + ("…" if end + _CONTEXT < len(source) else ""), "dim")
    table = Table("column", "value", "meaning", show_edge=False)
    for column in FACTS:
        if row[column.name] is not None and column.name != "sentence":
            table.add_row(column.name, Text(str(row[column.name])), column.description)
    kind, _, pattern = row["rule"].partition(".")
    right, seen = record_of(row["rule"])
    record = (
        f"it was right {right:.0f} of {seen:.0f} times on held-out documents"
        if seen
        else "it was not seen on held-out documents, so the confidence is that of its kind"
    )
    rule = Text(f"Rule {row['rule']}: {pattern or kind} in extractor/facts/{kind}/; {record}.")
    return Group(around, Text(), table, Text(), rule)
