"""Write table.md from the schema: ``python docs/table_reference.py``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from extractor.tables.schema import DOCUMENTS, FACTS, TEXTS, Column

PAGE = Path(__file__).with_name("table.md")

INTRO = """\
<!-- Written by docs/table_reference.py from extractor/tables/schema.py; change the schema, not this page. -->

# The table

A run writes its tables as CSV (UTF-8, commas, quotes where needed) and as Parquet with the types below,
described once more in `datapackage.json` for [Frictionless](https://specs.frictionlessdata.io/) tools. An empty
CSV cell is null.

**One row is one distinct fact of one document.** A fact that is mentioned three times has one row, at its first
mention, and `n_mentions` is 3; a person with two positions has two rows with the same `person`. The columns
from `doc_id` to `rule` and `n_mentions` are filled for every kind, the others for their own kind only.

Every row can be traced: `start` and `end` count code points from 0 in the text as it was decoded, before any
cleaning, so that `source[start:end]` is `text`, always. Python and SQL count code points; JavaScript and Java
count UTF-16 units, which differ after an emoji.
"""

SECTIONS = (
    ("facts", FACTS, "Which columns a kind fills is told by their names: `date_…`, `count_…`, `amount_…`, and so on."),
    ("documents", DOCUMENTS, "One row for each input, also for those that could not be read: `error` says why. "
     "Columns of a `metadata.csv` that have no place here follow at the end, as strings."),
    ("texts", TEXTS, "Written with `--keep-text` only, as Parquet."),
)  # fmt: skip


def page() -> str:
    """The whole page."""
    parts = [INTRO]
    for name, columns, remark in SECTIONS:
        parts.append(f"## `{name}`\n\n{remark}\n\n" + "\n".join(rows(columns)) + "\n")
    return "\n".join(parts)


def rows(columns: Iterable[Column]) -> Iterable[str]:
    """A Markdown table with a line for each column."""
    yield "| column | type | what it holds |"
    yield "| --- | --- | --- |"
    for column in columns:
        values = ": " + ", ".join(f"`{value}`" for value in column.values) if column.values else ""
        yield f"| `{column.name}` | {column.type} | {column.description}{values} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
