"""An article with its facts as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files
from typing import Any

from extractor.cleaning.cleaned import Cleaned
from extractor.viewing.segments import marks_of, stretches
from extractor.viewing.terminal import STYLES, details

_COLUMNS = ("kind", "value", "text", "details", "confidence", "rule")


def style() -> str:
    """The style sheet that pages and the report share: six colours, light and dark, print."""
    return (files(__package__) / "style.css").read_text(encoding="utf-8")


def article_html(cleaned: Cleaned, rows: Sequence[dict[str, Any]]) -> str:
    """The source text as HTML: each fact a ``<mark>`` with its kind as class and its row numbers."""
    parts = []
    for stretch in stretches(len(cleaned.source), marks_of(rows), cleaned.furniture):
        text = escape(cleaned.source[stretch.start : stretch.end])
        if stretch.kind is None:
            parts.append(text)
        elif stretch.kind == "furniture":
            parts.append(f'<span class="furniture">{text}</span>')
        else:
            told = escape("; ".join(f"{rows[n]['kind']}: {rows[n]['value']}" for n in stretch.facts), quote=True)
            numbers = " ".join(map(str, stretch.facts))
            parts.append(f'<mark class="{stretch.kind}" data-rows="{numbers}" title="{told}">{text}</mark>')
    return f'<div class="article">{"".join(parts)}</div>'


def article_page(title: str, cleaned: Cleaned, rows: Sequence[dict[str, Any]]) -> str:
    """A whole page: legend, article, table of facts."""
    legend = " ".join(f'<mark class="{kind}">{kind}</mark>' for kind in STYLES if kind != "furniture")
    head = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
    body = "".join(_table_row(row) for row in rows)
    return f"""<!doctype html>
<html lang="bg">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{style()}</style>
</head>
<body>
<main>
<p class="legend">{legend} <span class="furniture">furniture</span></p>
{article_html(cleaned, rows)}
<table>
<caption>{len(rows)} facts</caption>
<thead><tr>{head}</tr></thead>
<tbody>{body}</tbody>
</table>
</main>
</body>
</html>
"""


def _table_row(row: dict[str, Any]) -> str:
    text = " ".join(row["text"].split())
    cells = (row["value"], text, details(row), f"{row['confidence']:.2f}", row["rule"])
    return (
        f'<tr><td><mark class="{row["kind"]}">{row["kind"]}</mark></td>'
        + "".join(f"<td>{escape(str(cell))}</td>" for cell in cells)
        + "</tr>"
    )
