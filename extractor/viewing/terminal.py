"""An article in the terminal: facts in six colours, furniture dimmed, and a table below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.table import Column, Table
from rich.text import Text

from extractor.cleaning.cleaned import Cleaned
from extractor.viewing.segments import marks_of, stretches

#: One style a kind; each differs from the others in colour and is legible on dark and light grounds.
STYLES = {
    "date": "bold cyan",
    "person": "bold green",
    "institution": "bold magenta",
    "participants": "bold yellow",
    "municipality": "bold blue",
    "budget": "bold red",
    "furniture": "dim",
}


def article(cleaned: Cleaned, rows: Sequence[dict[str, Any]] = ()) -> Text:
    """The source text with the facts in `rows` coloured and the furniture dimmed."""
    text = Text()
    for stretch in stretches(len(cleaned.source), marks_of(rows), cleaned.furniture):
        text.append(cleaned.source[stretch.start : stretch.end], STYLES.get(stretch.kind or ""))
    return text


def legend() -> Text:
    """The kinds in their colours."""
    return Text("  ").join(Text(kind, style) for kind, style in STYLES.items() if kind != "furniture")


def facts_table(rows: Iterable[dict[str, Any]]) -> Table:
    """The facts as a table: kind, value, what the text says, and the rest of what is known."""
    # The value and the id are whole in a narrow terminal too: `extractor explain` wants the one, and tells the rule.
    table = Table(
        "kind",
        Column("value", overflow="fold"),
        "text",
        "details",
        Column("confidence", no_wrap=True, min_width=4),
        Column("fact_id", no_wrap=True, min_width=16),
    )
    for row in rows:
        style = STYLES[row["kind"]]
        confidence = f"{row['confidence']:.2f}"
        value, text = Text(row["value"]), Text(" ".join(row["text"].split()))
        table.add_row(Text(row["kind"], style), value, text, Text(details(row)), confidence, row["fact_id"])
    return table


def details(row: dict[str, Any]) -> str:
    """What a row knows beside its value, in one line."""
    match row["kind"]:
        case "date":
            parts = [row["date_role"]]
        case "person":
            parts = [row["title"], row["role"], row["unit"], row["org"]]
        case "institution":
            parts = [row["acronym"], row["institution_type"]]
        case "participants":
            parts = [row["count_of"]]
        case "municipality":
            parts = [row["municipality_code"], row["district"], row["nuts3"], row["basis"]]
        case _:
            parts = [row["amount_role"], f"{row['amount_eur']} EUR" if row["amount_eur"] is not None else None]
    return ", ".join(part for part in parts if part)
